import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockedBackupChannels } from '../../src-main/backup/backup.channels.ts';
import { Course } from '../../src-main/backup/course.ts';
import { backupsFolder } from '../../src-main/backup/make.ts';
import { restore } from '../../src-main/backup/restore.ts';
import { systemClock } from '../../src-main/vault/clock.ts';
import { GrantedFiles } from '../../src-main/vault/files.ts';
import { readHeader } from '../../src-main/vault/header.ts';
import { SWAP_STEPS } from '../../src-main/vault/swap.ts';
import { Vault } from '../../src-main/vault/vault.ts';
import { openTestVault, TEST_PASSPHRASE, TEST_SCRYPT, type TestVault } from '../support/open-vault.ts';

const staff = (name: string) => ({ name, kind: 'teacher', partyMember: false, phone: null, leftOn: null });
const SECRETS = { passphrase: TEST_PASSPHRASE };

let test: TestVault;
let other: string;
/** Path of a backup that holds 样例甲; the vault has 样例乙 too. */
let backup: string;
beforeEach(async () => {
  test = await openTestVault();
  other = mkdtempSync(join(tmpdir(), 'xindang-restore-'));
  await test.dispatch('settings.saveStaff', staff('样例甲'));
  const { name } = await test.dispatch('backup.create', {});
  backup = join(backupsFolder(test.folder), name);
  await test.dispatch('settings.saveStaff', staff('样例乙'));
  await test.vault.lock();
});
afterEach(async () => {
  await test.close();
  rmSync(other, { recursive: true, force: true });
});

/** The channels that answer while locked, on a folder, as a fresh process has them. */
function locked(folder: string) {
  const files = new GrantedFiles();
  const channels = lockedBackupChannels(
    { files, clock: systemClock, newId: uuidv7, appVersion: '0.0.0-test', progress: () => undefined },
    folder,
  );
  const give = (path: string): string => {
    files.grant('token', path, 'read');
    return 'token';
  };
  return { channels, give };
}

/** Names of the staff of a vault folder, opened as a fresh start of the app would; null when nothing is there. */
async function staffIn(folder: string): Promise<string[] | null> {
  const vault = new Vault({ folder, clock: systemClock, newId: uuidv7, scrypt: TEST_SCRYPT });
  try {
    await vault.unlock(SECRETS);
  } catch (error) {
    if ((error as { code?: string }).code === 'vaultMissing') return null;
    throw error;
  }
  const open = vault.opened;
  if (!open) throw new Error('not open');
  expect((await open.audit.verify(open.db)).broken).toBeNull();
  const rows = await open.db.selectFrom('staff').select('name').orderBy('name').execute();
  await vault.lock();
  return rows.map(({ name }) => name).sort();
}

async function lastActions(folder: string): Promise<string[]> {
  const vault = new Vault({ folder, clock: systemClock, newId: uuidv7, scrypt: TEST_SCRYPT });
  await vault.unlock(SECRETS);
  const rows = await vault.opened?.db.selectFrom('audit').select('action').orderBy('seq').execute();
  await vault.lock();
  return (rows ?? []).map(({ action }) => action);
}

describe('a restore', () => {
  it('brings back what the backup holds, keeps the vault that was there, and is on record', async () => {
    const { channels, give } = locked(test.folder);
    const answer = await channels['backup.restore']({ token: give(backup), ...SECRETS });
    expect(answer).toMatchObject({ auditBroken: null, facts: { sameVault: true, rows: { students: 0 } } });
    expect(answer.keptAside).toMatch(/^before-restore-/);
    expect(readdirSync(join(test.folder, answer.keptAside ?? '')).sort()).toEqual(['vault.copy.json', 'vault.db', 'vault.json']);
    expect(readdirSync(test.folder).filter((name) => /\.db$|restoring/.test(name))).toHaveLength(1);
    expect(await staffIn(test.folder)).toEqual(['样例甲']);
    expect((await lastActions(test.folder)).filter((action) => action === 'restore')).toHaveLength(1);
    // The same passphrase opened the old vault, so it has a backup of its own beside the folder aside.
    expect(readdirSync(backupsFolder(test.folder)).filter((name) => name.includes('-restore'))).toHaveLength(1);
  });

  it('can be undone, and the undoing undone', async () => {
    const { channels, give } = locked(test.folder);
    const first = await channels['backup.restore']({ token: give(backup), ...SECRETS });
    const { asides } = await channels['backup.lockedList']({});
    expect(asides).toMatchObject([{ name: first.keptAside, usable: true }]);
    const second = await channels['backup.undoRestore']({ aside: first.keptAside ?? '', ...SECRETS });
    expect(await staffIn(test.folder)).toEqual(['样例乙', '样例甲']);
    await channels['backup.undoRestore']({ aside: second.keptAside ?? '', ...SECRETS });
    expect(await staffIn(test.folder)).toEqual(['样例甲']);
  });

  it('needs nothing but the file on another computer', async () => {
    const file = join(other, 'carried.xdbak');
    copyFileSync(backup, file);
    rmSync(test.folder, { recursive: true });
    const folder = join(other, 'new', 'vault');
    const { channels, give } = locked(folder);
    expect(await channels['backup.lockedList']({})).toEqual({ files: [], asides: [] });
    const inspected = await channels['backup.lockedInspect']({ token: give(file) });
    expect(inspected).toMatchObject({ name: 'carried.xdbak', facts: { sameVault: null, reason: 'manual' } });
    expect((await channels['backup.restore']({ token: give(file), ...SECRETS })).keptAside).toBeNull();
    expect(await staffIn(folder)).toEqual(['样例甲']);
    mkdirSync(test.folder, { recursive: true });
  });

  it.each(['vault.db', 'vault.json', 'both headers'])('comes over a damaged vault: %s', async (what) => {
    const damage = (name: string): void =>
      writeFileSync(join(test.folder, name), readFileSync(join(test.folder, name)).fill(7, 100, 700));
    if (what === 'vault.db') damage('vault.db');
    else damage('vault.json');
    if (what === 'both headers') damage('vault.copy.json');
    const { channels } = locked(test.folder);
    const [newest] = (await channels['backup.lockedList']({})).files;
    expect(newest).toMatchObject({ state: 'checked' });
    const { keptAside } = await channels['backup.restore']({ name: newest?.name, ...SECRETS });
    expect(await staffIn(test.folder)).toEqual(['样例甲']);
    // The damaged file is kept as it was found.
    expect(existsSync(join(test.folder, keptAside ?? '', 'vault.db'))).toBe(true);
  });
});

describe('a restore that is refused changes nothing', () => {
  const refuses = async (file: string, code: string, secrets: Record<string, string> = SECRETS): Promise<void> => {
    const { channels, give } = locked(test.folder);
    await expect(channels['backup.restore']({ token: give(file), ...secrets })).rejects.toMatchObject({ code });
    expect(readdirSync(test.folder).filter((name) => /before-restore|restoring|vault-/.test(name))).toEqual([]);
  };

  it('for a wrong passphrase, which counts as an attempt', async () => {
    await refuses(backup, 'wrongPassphrase', { passphrase: '样例-别的口令-2026-x' });
    expect(existsSync(join(test.folder, 'vault.attempts.json'))).toBe(true);
    expect(await staffIn(test.folder)).toEqual(['样例乙', '样例甲']);
  });

  it('for something that is no backup', async () => {
    writeFileSync(join(other, 'x.xdbak'), 'nothing of the kind');
    await refuses(join(other, 'x.xdbak'), 'notABackup');
    writeFileSync(join(other, 'empty.xdbak'), '');
    await refuses(join(other, 'empty.xdbak'), 'notABackup');
  });

  it('for any flipped byte and any cut', async () => {
    const whole = readFileSync(backup);
    const file = join(other, 'flipped.xdbak');
    for (let n = 0; n < 60; n += 1) {
      const at = Math.floor((whole.length - 1) * (n / 59));
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (n % 8));
      writeFileSync(file, bytes);
      await refuses(file, 'backupDamaged');
    }
    for (const part of [0.01, 0.5, 0.9, 0.999]) {
      writeFileSync(file, whole.subarray(0, Math.floor(whole.length * part)));
      await refuses(file, 'backupDamaged');
    }
    expect(await staffIn(test.folder)).toEqual(['样例乙', '样例甲']);
  });

  it('for a failure at any step before the header is renamed', async () => {
    for (const step of SWAP_STEPS.slice(0, 3)) {
      const atStep = (reached: string): void => {
        if (reached === step) throw new Error(`stopped at ${step}`);
      };
      const course = new Course('restore', () => undefined);
      const parts = { folder: test.folder, clock: systemClock, newId: uuidv7, appVersion: '0', course, atStep };
      await expect(restore(backup, SECRETS, parts)).rejects.toThrow(`stopped at ${step}`);
      expect(readdirSync(test.folder).filter((name) => /before-restore|restoring|vault-/.test(name))).toEqual([]);
    }
    expect(await staffIn(test.folder)).toEqual(['样例乙', '样例甲']);
  });

  it('while another app has the vault open', async () => {
    const holder = spawn(process.execPath, [
      resolve(import.meta.dirname, '../fixtures/backup/holder.ts'),
      test.folder,
      TEST_PASSPHRASE,
    ]);
    await new Promise((ready) => holder.stdout.once('data', ready));
    await refuses(backup, 'vaultInUse');
    const ended = new Promise((done) => holder.once('exit', done));
    holder.kill('SIGKILL');
    await ended;
  });
});

describe('a restore killed without warning', () => {
  const kill = (folder: string, step: string): Promise<NodeJS.Signals | null> => {
    const child = spawn(
      process.execPath,
      [resolve(import.meta.dirname, '../fixtures/backup/restorer.ts'), folder, backup, TEST_PASSPHRASE, step],
      { stdio: ['ignore', 'inherit', 'inherit'] },
    );
    return new Promise((done) => child.on('exit', (_code, signal) => done(signal)));
  };

  it.each(SWAP_STEPS)('at "%s" leaves the old vault or the new one', async (step) => {
    expect(await kill(test.folder, step)).toBe('SIGKILL');
    const committed = step === 'committed' || step === 'moved';
    expect(readHeader(test.folder)).toMatchObject({ state: 'present' });
    expect(await staffIn(test.folder)).toEqual(committed ? ['样例甲'] : ['样例乙', '样例甲']);
    const asides = readdirSync(test.folder).filter((name) => name.startsWith('before-restore'));
    expect(asides).toHaveLength(committed ? 1 : 0);
    if (committed) expect(readdirSync(join(test.folder, asides[0] ?? ''))).toContain('vault.db');
    expect(readdirSync(test.folder).filter((name) => /\.db$|restoring/.test(name))).toHaveLength(1);
  });

  it.each(SWAP_STEPS)('at "%s" on a clean profile leaves nothing or the vault', async (step) => {
    const folder = join(other, 'vault');
    expect(await kill(folder, step)).toBe('SIGKILL');
    const committed = step === 'committed' || step === 'moved';
    expect(readHeader(folder).state).toBe(committed ? 'present' : 'none');
    expect(await staffIn(folder)).toEqual(committed ? ['样例甲'] : null);
  });
});
