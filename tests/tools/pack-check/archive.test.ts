import { describe, expect, test } from 'vitest';
import { archiveProblems, type Entry } from '../../../tools/pack-check/archive.ts';

const target = { platform: 'linux', arch: 'x64' } as const;

const RIGHT: readonly Entry[] = [
  ...[
    'package.json',
    'out/main/main.js',
    'out/main/vault-process.js',
    'out/main/preload.cjs',
    'out/main/chunks/result-a1b2.js',
    'out/renderer/index.html',
    'out/renderer/assets/index-a1b2.js',
    'out/renderer/assets/noto-sans-sc-a1b2.woff2',
    'node_modules/better-sqlite3/package.json',
    'node_modules/better-sqlite3/LICENSE',
    'node_modules/better-sqlite3/lib/index.js',
  ].map((path) => ({ path, unpacked: false })),
  { path: 'node_modules/better-sqlite3/prebuilds/linux-x64.node', unpacked: true },
];

describe('what a packed archive may hold', () => {
  test('the app and its native module, and nothing else', () => {
    expect(archiveProblems(RIGHT, target)).toEqual([]);
  });

  test.each([
    'tests/vault/open.test.ts',
    'src-main/main.ts',
    'migrations/0001-first-vault.ts',
    'tools/run.mjs',
    'out/demo/data/vault.db',
    'out/main/main.js.map',
    'docs/architecture.md',
    'package-lock.json',
    'node_modules/electron/index.js',
    'node_modules/zod/index.js',
    'node_modules/better-sqlite3/src/better_sqlite3.cpp',
    'node_modules/better-sqlite3/prebuilds/win32-x64.node',
    'node_modules/better-sqlite3/prebuilds/linux-arm64.node',
  ])('%s does not belong', (path) => {
    expect(archiveProblems([...RIGHT, { path, unpacked: false }], target)).toEqual([`does not belong: ${path}`]);
  });

  test('each needed file is missed', () => {
    for (const { path } of RIGHT.filter((entry) => !/chunks|assets/.test(entry.path))) {
      expect(
        archiveProblems(
          RIGHT.filter((entry) => entry.path !== path),
          target,
        ),
      ).toEqual([`missing: ${path}`]);
    }
  });

  test('the native module must lie outside, all else inside', () => {
    const swapped = RIGHT.map((entry) => ({ ...entry, unpacked: entry.path === 'package.json' }));
    expect(archiveProblems(swapped, target)).toEqual([
      'must lie inside the archive: package.json',
      'must lie outside the archive: node_modules/better-sqlite3/prebuilds/linux-x64.node',
    ]);
  });
});
