import { builtinModules } from 'node:module';
import { defineConfig, type Plugin } from 'vite';

/** A printer of what libraries read, switched on by an environment variable, has no place in the vault process. */
const quiet: Plugin = {
  name: 'quiet',
  enforce: 'pre',
  resolveId: (id) => (id === 'debug' ? '\0quiet' : undefined),
  load: (id) => (id === '\0quiet' ? 'export default () => () => undefined;' : undefined),
};

/** Main process and vault process: two ES modules for Node 24, everything bundled but Electron and the database's native code. */
export default defineConfig({
  publicDir: false,
  plugins: [quiet],
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
