import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBrowser } from './electron-on-chromium/chromium.ts';

// Draws build/icon.svg as build/icon.png (1024 × 1024, transparent corners), from which the packager makes every other format.
const folder = join(import.meta.dirname, '..', 'build');
const context = await startBrowser({ headless: true, size: { width: 1024, height: 1024 } });
const page = await context.newPage();
await page.setContent(`<style>body{margin:0}svg{display:block}</style>${readFileSync(join(folder, 'icon.svg'), 'utf8')}`);
writeFileSync(join(folder, 'icon.png'), await page.screenshot({ omitBackground: true }));
await context.close();
