import type * as Fs from 'node:fs';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toErrorShape } from '../../src-main/vault/errors.ts';

/** How many renames in a row another program's hold on the file still refuses. */
const held = vi.hoisted(() => ({ times: 0, code: 'EBUSY' }));
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof Fs>();
  return {
    ...fs,
    renameSync: (from: string, to: string) => {
      if (held.times > 0) {
        held.times -= 1;
        throw Object.assign(new Error('held'), { code: held.code });
      }
      fs.renameSync(from, to);
    },
  };
});

const { writeFileAtomic } = await import('../../src-main/files/atomic-write.ts');
const { openTestVault } = await import('../support/open-vault.ts');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xindang-busy-'));
});
afterEach(() => {
  held.times = 0;
  rmSync(folder, { recursive: true, force: true });
});

describe('a virus scanner that holds a file', () => {
  it.each(['EBUSY', 'EPERM', 'EACCES'])('for a moment (%s) is waited out', (code) => {
    held.times = 3;
    held.code = code;
    writeFileAtomic(join(folder, 'x'), 'new');
    expect(readFileSync(join(folder, 'x'), 'utf8')).toBe('new');
  });

  it('for good is named; the old file stays and no crumbs', () => {
    writeFileSync(join(folder, 'x'), 'old');
    held.times = 1000;
    held.code = 'EBUSY';
    let error: unknown;
    try {
      writeFileAtomic(join(folder, 'x'), 'new');
    } catch (caught) {
      error = caught;
    }
    expect(toErrorShape(error)).toEqual({ code: 'fileBusy' });
    expect(held.times).toBeLessThan(990);
    expect(readFileSync(join(folder, 'x'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['x']);
  });

  it('stops a backup with a word and leaves none behind', async () => {
    const vault = await openTestVault();
    held.times = 1000;
    held.code = 'EBUSY';
    await expect(vault.dispatch('backup.create', {})).rejects.toMatchObject({ code: 'fileBusy' });
    expect(readdirSync(join(vault.folder, 'backups'))).toEqual([]);
    held.times = 2;
    const { name } = await vault.dispatch('backup.create', {});
    expect(existsSync(join(vault.folder, 'backups', name))).toBe(true);
    await vault.close();
  });
});
