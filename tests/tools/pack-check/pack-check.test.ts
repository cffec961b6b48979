import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');

test('the app packs for every platform with nothing more than it needs, and the packed app starts', { timeout: 600_000 }, () => {
  const { stdout, status } = spawnSync(process.execPath, [join(root, 'tools', 'pack-check', 'run.ts')], {
    cwd: root,
    encoding: 'utf8',
  });
  const lines = stdout.split('\n').filter((line) => /^(?:ok|FAIL) /.test(line));
  expect(
    lines.filter((line) => line.startsWith('FAIL')),
    stdout,
  ).toEqual([]);
  expect(lines).toEqual([
    expect.stringContaining('bundles'),
    expect.stringContaining('page'),
    expect.stringContaining('linux x64'),
    expect.stringContaining('first screen'),
    expect.stringContaining('linux arm64'),
    expect.stringContaining('win32 x64'),
  ]);
  expect(status, stdout).toBe(0);
});

test('packing without fuses is refused for anything but the stub', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fuses-'));
  writeFileSync(join(folder, 'xindang'), new Uint8Array(1024 * 1024));
  const script = `import afterPack from './build/after-pack.mjs';
    await afterPack({ appOutDir: process.argv[1], electronPlatformName: 'linux', packager: { executableName: 'xindang' } });`;
  const attempt = (env: Record<string, string>) =>
    spawnSync(process.execPath, ['--input-type=module', '-e', script, folder], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, ...env },
    });
  try {
    expect(attempt({ XINDANG_PACK_STUB: '1' }).stderr).toContain('refusing to pack it without fuses');
    // Without the word, the fuses are set, which a file that is not Electron does not survive.
    expect(attempt({ XINDANG_PACK_STUB: '' })).toMatchObject({ status: 1, stderr: expect.stringContaining('sentinel') });
    writeFileSync(join(folder, 'xindang'), '#!/bin/sh\n');
    expect(attempt({ XINDANG_PACK_STUB: '1' }).status).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
