import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bundleProblems, pageProblems } from '../../../tools/pack-check/bundles.ts';

let app: string;
beforeEach(() => {
  app = mkdtempSync(join(tmpdir(), 'bundles-'));
  mkdirSync(join(app, 'out', 'main', 'chunks'), { recursive: true });
  mkdirSync(join(app, 'out', 'renderer'), { recursive: true });
});
afterEach(() => rmSync(app, { recursive: true }));

const main = (name: string, text: string) => writeFileSync(join(app, 'out', 'main', name), text);
const page = (text: string) => writeFileSync(join(app, 'out', 'renderer', 'index.html'), text);

test('bundles may reach for Electron, the database and plain Node modules', () => {
  main('main.js', "import { app } from 'electron';\nimport fs from 'fs';\nimport './chunks/a.js';");
  main('chunks/a.js', "import Database from 'better-sqlite3';\nvar stream = __require('stream');");
  main('preload.cjs', "let electron = require('electron');");
  expect(bundleProblems(app)).toEqual([]);
});

test.each([
  ['main.js', "import https from 'https';", 'out/main/main.js imports https'],
  ['chunks/a.js', "var net = __require('net');", 'out/main/chunks/a.js imports net'],
  ['vault-process.js', "const dns = await import('node:dns');", 'out/main/vault-process.js imports node:dns'],
  ['main.js', "import { net } from 'electron';", 'out/main/main.js takes net of electron'],
  ['main.js', "import { z } from 'zod';", 'out/main/main.js imports zod, which is not packed'],
])('%s: %s', (name, text, problem) => {
  main(name, text);
  expect(bundleProblems(app)).toEqual([problem]);
});

test('the page may load its own files and nothing else', () => {
  page('<script type="module" crossorigin src="/assets/a.js"></script>');
  expect(pageProblems(app)).toEqual([]);
  for (const bad of [
    '<script>alert(1)</script>',
    '<script src="//cdn.invalid/a.js"></script>',
    '<p>no script</p>',
    '<script src="/assets/a.js"></script><body onload="x()">',
    '<script src="/assets/a.js"></script><link href="https://cdn.invalid/a.css">',
  ]) {
    page(bad);
    expect(pageProblems(app), bad).toHaveLength(1);
  }
});
