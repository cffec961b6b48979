import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * The page of the app, served at app://xindang/ under a policy that allows scripts from there alone: nothing inline, every font and
 * worker a file of its own.
 */
export default defineConfig({
  root: 'src-renderer',
  base: '/',
  publicDir: false,
  plugins: [react()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'chrome142',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
    reportCompressedSize: false,
  },
  worker: { format: 'es' },
});
