import { defineConfig } from 'vite';

/** A sandboxed preload must be one CommonJS file. Runs after the main build, which empties the folder. */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'chrome140',
    outDir: 'out/main',
    emptyOutDir: false,
    minify: false,
    rolldownOptions: {
      input: { preload: 'src-main/preload.ts' },
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
});
