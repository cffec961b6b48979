import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkLayers } from '../../../tools/layers/check.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'layers-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

const WRONG: readonly (readonly [file: string, text: string, message: string])[] = [
  ['src-shared/domain/a.ts', "import { x } from '../contract/index.ts';", 'domain imports shared'],
  ['src-shared/domain/a.ts', "import { readFileSync } from 'node:fs';", 'no Node here'],
  ['src-shared/domain/a.ts', "import dayjs from 'dayjs';", 'domain imports the renderer package dayjs'],
  ['src-shared/contract/a.ts', "import type { T } from '../../src-main/vault/tables.ts';", 'shared imports vault'],
  ['src-shared/contract/a.ts', "import fs from 'fs';", 'no Node here'],
  ['migrations/0002-a.ts', "import { AppError } from '../src-shared/contract/result.ts';", 'migrations imports shared'],
  ['migrations/0002-a.ts', "import { z } from 'zod';", 'migrations imports the anywhere package zod'],
  ['src-main/extra.ts', 'export const x = 1;', 'is in no room'],
  ['src-main/main.ts', "import './vault/open.ts';", 'main imports vault'],
  ['src-main/main.ts', "import { net } from 'electron';", "electron's net is network code"],
  ['src-main/main.ts', "import { get } from 'node:https';", 'node:https is network code'],
  ['src-main/main.ts', "import { shell } from 'electron';\nshell.openExternal('x');", 'uses .openExternal'],
  ['src-main/main.ts', "import { shell } from 'electron';\nconst { openExternal } = shell;", 'uses .openExternal'],
  ['src-main/vault-process.ts', "import './shell/lock.ts';", 'vault-process imports shell'],
  ['src-main/features.ts', "import './cases/cases.service.ts';", 'of a feature only its channels'],
  ['src-main/preload.ts', "import { readFileSync } from 'node:fs';", 'no Node here'],
  ['src-main/shell/windows.ts', "import { BrowserWindow } from 'electron';", 'imports electron as a value'],
  ['src-main/shell/a.ts', "import '../students/students.service.ts';", 'shell imports feature'],
  ['src-main/shell/a.ts', "export * from '../vault/open.ts';", 'shell imports vault'],
  ['src-main/shell/a.ts', "import Database from 'better-sqlite3';", 'shell imports the database package'],
  ['src-main/vault/a.ts', "import '../students/students.service.ts';", 'vault imports feature'],
  ['src-main/vault/a.ts', "import type { App } from 'electron';", 'vault imports electron'],
  ['src-main/vault/a.ts', 'export const x = (db: { serialize(): void }) => db.serialize();', 'uses .serialize'],
  ['src-main/vault/a.ts', "export const x = (db: { backup(): void }) => db['backup']();", 'uses .backup'],
  ['src-main/vault/a.ts', 'export const options = { verbose: console.log };', 'uses verbose:'],
  ['src-main/vault/a.ts', "export const x = () => fetch('x');", 'uses fetch'],
  ['src-main/vault/a.ts', "export const x = () => globalThis['fetch']('x');", 'uses fetch'],
  ['src-main/vault/a.ts', 'export const x = () => new WebSocket("x");', 'uses WebSocket'],
  ['src-main/vault/a.ts', 'export const x = (m: string) => import(m);', 'uses import(computed)'],
  ['src-main/vault/a.ts', "export const x = () => import('node:net');", 'node:net is network code'],
  ['src-main/vault/a.ts', "export type X = import('../students/students.service.ts').X;", 'vault imports feature'],
  ['src-main/cases/cases.service.ts', "import '../students/students.repository.ts';", 'of another feature only its service'],
  ['src-main/cases/cases.service.ts', "import '../shell/windows.ts';", 'feature imports shell'],
  ['src-main/cases/cases.service.ts', "import '../../migrations/index.ts';", 'feature imports migrations'],
  [
    'src-main/cases/cases.service.ts',
    "import Database from 'better-sqlite3';",
    'feature imports the database package better-sqlite3',
  ],
  ['src-main/cases/cases.repository.ts', "import { type Kysely, sql } from 'kysely';", "feature uses kysely's sql"],
  ['src-main/cases/cases.repository.ts', "import * as kysely from 'kysely';", "feature uses kysely's *"],
  ['src-main/cases/cases.repository.ts', "import './cases.service.ts';", 'a repository imports the service'],
  ['src-main/cases/cases.repository.ts', "import '../students/students.service.ts';", 'a repository imports the service'],
  ['src-main/cases/cases.service.ts', "import leftPad from 'left-pad';", 'package left-pad is in no category'],
  [
    'src-renderer/features/cases/page.tsx',
    "import '../../../src-main/cases/cases.service.ts';",
    'renderer-feature imports feature',
  ],
  ['src-renderer/features/cases/page.tsx', "import { join } from 'node:path';", 'no Node here'],
  ['src-renderer/features/cases/page.tsx', "import { ipcRenderer } from 'electron';", 'renderer-feature imports electron'],
  [
    'src-renderer/features/cases/page.tsx',
    "import type { Kysely } from 'kysely';",
    'renderer-feature imports the vault package kysely',
  ],
  ['src-renderer/features/cases/page.tsx', "import { Card } from '../students/card.tsx';", 'of another feature only its index'],
  ['src-renderer/components/a.tsx', "import '../features/cases/index.ts';", 'renderer-component imports renderer-feature'],
  ['src-renderer/print/record.tsx', "import '../features/cases/index.ts';", 'renderer-print imports renderer-feature'],
  ['src-renderer/app/routes.tsx', "import { Page } from '../features/cases/page.tsx';", 'of a feature only its index'],
  ['tools/a.ts', "import { app } from 'electron';", 'tool imports electron as a value'],
];

describe('layer check', () => {
  test.each(WRONG)('%s: %s', (file, text, message) => {
    write(file, text);
    const { violations } = checkLayers(root);
    expect(violations.map((violation) => violation.file)).toEqual([file]);
    expect(violations[0]?.message).toContain(message);
  });

  test('allows the arrows of the plan', () => {
    write('src-shared/domain/dates.ts', "import { z } from 'zod';");
    write('src-shared/contract/cases.ts', "import { z } from 'zod';\nimport '../domain/dates.ts';");
    write('migrations/0001-a.ts', "import { sql } from 'kysely';");
    write('migrations/index.ts', "import './0001-a.ts';");
    write('src-main/main.ts', "import { app } from 'electron';\nimport './shell/windows.ts';");
    write('src-main/vault-process.ts', "import './vault/open.ts';\nimport './features.ts';");
    write('src-main/features.ts', "import './cases/cases.channels.ts';");
    write('src-main/shell/windows.ts', "import type { BrowserWindow } from 'electron';\nimport Store from 'electron-store';");
    write('src-main/shell/status.ts', "import '../vault/header.ts';\nimport '../files/atomic-write.ts';");
    write('src-main/vault/open.ts', "import Database from 'better-sqlite3';\nimport { sql } from 'kysely';");
    write('src-main/vault/migrate.ts', "import '../../migrations/index.ts';");
    write('src-main/cases/cases.channels.ts', "import './cases.service.ts';");
    write('src-main/cases/cases.service.ts', "import './cases.repository.ts';\nimport '../students/students.service.ts';");
    write('src-main/cases/cases.repository.ts', "import type { Kysely, sql } from 'kysely';\nimport '../vault/tables.ts';");
    write('src-main/assessments/scales.ts', "import phq from '../../scales/phq-9.json' with { type: 'json' };");
    write('src-renderer/main.tsx', "import './app/app.tsx';");
    write(
      'src-renderer/app/app.tsx',
      "import '../features/cases/index.ts';\nimport url from 'pdfjs-dist/build/pdf.worker.mjs?url';",
    );
    write('src-renderer/app/words.ts', "import { zh } from '../features/cases/locale/zh.ts';");
    write(
      'src-renderer/features/cases/index.ts',
      "import '../students/index.ts';\nimport '../../components/card.tsx';\nimport '../../print/record.tsx';",
    );
    write('src-renderer/features/cases/api.ts', "export const x = () => fetch('/preview/1');");
    write('vite.main.config.ts', "import { defineConfig } from 'vite';");
    expect(checkLayers(root)).toEqual({ count: 21, violations: [] });
  });

  test('names the line', () => {
    write('src-main/vault/a.ts', "import { join } from 'node:path';\n\nimport { connect } from 'node:net';\n");
    expect(checkLayers(root).violations).toEqual([{ file: 'src-main/vault/a.ts', line: 3, message: 'node:net is network code' }]);
  });

  test('a file that does not parse is an error, not a pass', () => {
    write('src-main/vault/a.ts', 'import { from;');
    expect(() => checkLayers(root)).toThrow('src-main/vault/a.ts');
  });
});
