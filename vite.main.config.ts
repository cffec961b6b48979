import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

/** Main process and vault process: two ES modules for Node 24, everything bundled but Electron and the database's native code. */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  // The library's entry without its streaming half, which would bring archivers and unlicensed leftovers nobody calls.
  resolve: { alias: [{ find: /^exceljs$/, replacement: 'exceljs/lib/exceljs.bare.js' }] },
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'out/main',
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      platform: 'node',
      input: { main: 'src-main/main.ts', 'vault-process': 'src-main/vault-process.ts' },
      external: ['electron', 'better-sqlite3', /^node:/, ...builtinModules],
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
