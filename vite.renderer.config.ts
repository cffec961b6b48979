import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The font's style sheets name an older format too, which no browser that runs this page asks for. */
const newestFontOnly: Plugin = {
  name: 'newest-font-only',
  enforce: 'pre',
  transform: (code, id) =>
    /@fontsource.*\.css$/.test(id) ? code.replaceAll(/, url\([^)]*\.woff\) format\('woff'\)/g, '') : undefined,
};

/**
 * The page of the app, served at app://xindang/ under a policy that allows scripts from there alone: nothing inline, every font and
 * worker a file of its own.
 */
export default defineConfig({
  root: 'src-renderer',
  base: '/',
  publicDir: false,
  plugins: [newestFontOnly, react()],
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
