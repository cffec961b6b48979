import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openArchive } from '../../src-main/backup/archive.ts';
import { backupsFolder } from '../../src-main/backup/make.ts';
import { openDatabase } from '../../src-main/vault/open.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';

const NOON = '2026-11-24T12:00:00.000Z';
const staff = (name: string) => ({ name, kind: 'teacher', partyMember: false, phone: null, leftOn: null });

let vault: TestVault;
let clock: ReturnType<typeof fixedClock>;
let elsewhere: string;
beforeEach(async () => {
  clock = fixedClock(NOON);
  vault = await openTestVault({ clock });
  elsewhere = mkdtempSync(join(tmpdir(), 'xindang-second-'));
});
afterEach(async () => {
  await vault.close();
  rmSync(elsewhere, { recursive: true, force: true });
});

const own = (): string => backupsFolder(vault.folder);
const names = (folder = own()): string[] => (existsSync(folder) ? readdirSync(folder).sort() : []);
const pathOf = (name: string): string => join(own(), name);
const later = (hours: number): void => clock.set(new Date(clock.now().getTime() + hours * 3_600_000).toISOString());

/** Grants a folder as the system dialog would. */
function grantFolder(path: string): string {
  const token = uuidv7();
  vault.files.grant(token, path, 'write');
  return token;
}

describe('a backup', () => {
  it('is one file that says what is in it, read back whole, with nothing else left behind', async () => {
    await vault.dispatch('settings.saveStaff', staff('样例甲'));
    const made = await vault.dispatch('backup.create', {});
    expect(names()).toEqual([made.name]);
    expect(made.name).toMatch(/^xindang-\d{8}-\d{6}-manual\.xdbak$/);
    const { manifest, header } = await openArchive(pathOf(made.name), { whole: true });
    expect(manifest).toMatchObject({ reason: 'manual', createdAt: NOON, appVersion: '0.0.0-test', rows: { staff: 1, user: 1 } });
    expect(header).toMatchObject({ database: 'vault.db', discard: [] });
    expect(statSync(pathOf(made.name)).mode & 0o077).toBe(0);
    const [listed] = (await vault.dispatch('backup.list', {})).files;
    expect(listed).toMatchObject({ name: made.name, state: 'checked', facts: { sameVault: true, rows: { students: 0 } } });
    expect(listed?.facts?.opensWith.map(({ kind }) => kind)).toEqual(['passphrase', 'recovery']);
  });

  it('can be taken apart by a common unzip, and its database opened with the key', async () => {
    await vault.dispatch('settings.saveStaff', staff('样例甲'));
    const { name } = await vault.dispatch('backup.create', {});
    execFileSync('python3', ['-m', 'zipfile', '-e', pathOf(name), elsewhere]);
    expect(names(elsewhere)).toEqual(['manifest.json', 'vault.db', 'vault.json']);
    expect(readFileSync(join(elsewhere, 'vault.db')).includes('样例甲')).toBe(false);
    const database = openDatabase(join(elsewhere, 'vault.db'), vault.vault.raw().dataKey, { create: false });
    expect(database.prepare('SELECT name FROM staff').pluck().all()).toEqual(['样例甲']);
    database.close();
  });

  it('made by hand goes to the chosen file or folder alone', async () => {
    const file = vault.target('mine.xdbak');
    expect(await vault.dispatch('backup.create', { token: file.token })).toMatchObject({ name: 'mine.xdbak' });
    await openArchive(file.path, { whole: true });
    await vault.dispatch('backup.create', { token: grantFolder(elsewhere) });
    expect(names(elsewhere)).toHaveLength(1);
    expect(names()).toEqual([]);
    expect((await vault.dispatch('backup.status', {})).lastBackup).toBeNull();
  });

  it('leaves an audit row and names the head of the chain, with which the audit is compared', async () => {
    const { name } = await vault.dispatch('backup.create', {});
    const { manifest } = await openArchive(pathOf(name), { whole: true });
    const rows = await vault.db.selectFrom('audit').select(['seq', 'action', 'mac']).orderBy('seq').execute();
    expect(rows.at(-1)?.action).toBe('backup');
    expect(rows.find(({ seq }) => seq === manifest.audit.seq)?.mac).toBe(manifest.audit.head);
    expect(await vault.desk.heads()).toEqual([{ ...manifest.audit, source: name, at: NOON }]);
    expect((await vault.dispatch('audit.verify', {})).broken).toBeNull();
  });

  it('that fails at any step leaves no file and says why', async () => {
    writeFileSync(own(), 'a file where the folder should be');
    await expect(vault.dispatch('backup.create', {})).rejects.toMatchObject({
      code: expect.stringMatching(/^(conflict|internal|fileBusy|folderNotWritable)$/),
    });
    rmSync(own());
    vault.desk.cancel();
    const token = grantFolder(join(elsewhere, 'gone', 'x.xdbak'));
    await expect(vault.dispatch('backup.create', { token })).rejects.toMatchObject({ code: 'fileMissing' });
    expect(names()).toEqual([]);
    expect((await vault.dispatch('backup.status', {})).backupFailed).toMatchObject({ code: 'fileMissing' });
    later(1);
    await vault.dispatch('backup.create', {});
    expect((await vault.dispatch('backup.status', {})).backupFailed).toBeNull();
  });
});

describe('backups that nobody asks for', () => {
  it('come at unlock after a day, meanwhile after a change, and not otherwise', async () => {
    await vault.desk.runDue('unlock');
    expect(names()).toEqual([expect.stringContaining('-scheduled')]);
    later(2);
    await vault.desk.runDue('unlock');
    await vault.desk.runDue('meanwhile');
    expect(names()).toHaveLength(1);
    await vault.dispatch('drafts.save', { form: 'session', studentId: '', draftId: 'd', body: { text: '样例' } });
    await vault.desk.runDue('meanwhile');
    expect(names()).toHaveLength(2);
    later(25);
    await vault.desk.runDue('unlock');
    expect(names().length).toBeGreaterThanOrEqual(2);
    expect((await vault.dispatch('backup.status', {})).lastBackup).toMatchObject({ days: 0, reason: 'scheduled' });
  });

  it('come on quit only after a change', async () => {
    await vault.dispatch('backup.create', {});
    later(1);
    await vault.desk.beforeQuit();
    expect(names()).toHaveLength(1);
    await vault.dispatch('settings.saveStaff', staff('样例甲'));
    later(1);
    await vault.desk.beforeQuit();
    expect(names().filter((name) => name.includes('-quit'))).toHaveLength(1);
  });

  it('are proved at once the first time, then each month', async () => {
    await vault.desk.runDue('unlock');
    expect(await vault.dispatch('backup.status', {})).toMatchObject({ tone: 'good', lastProved: { days: 0 } });
    const proofs = async () =>
      (await vault.db.selectFrom('backup_run').selectAll().where('kind', '=', 'rehearsal').execute()).length;
    later(24 * 20);
    await vault.desk.runDue('unlock');
    expect(await proofs()).toBe(1);
    later(24 * 11);
    await vault.desk.runDue('unlock');
    expect(await proofs()).toBe(2);
    expect(names().filter((name) => !name.startsWith('xindang-'))).toEqual([]);
  });
});

describe('a rehearsal', () => {
  it('proves the newest backup and wipes what it took out', async () => {
    const { name } = await vault.dispatch('backup.create', {});
    expect(await vault.dispatch('backup.rehearse', {})).toMatchObject({ file: name, outcome: 'ok' });
    expect(names()).toEqual([name]);
    expect((await vault.dispatch('backup.list', {})).files[0]).toMatchObject({ state: 'proved' });
  });

  it('that finds damage says so in red until a good one follows', async () => {
    await vault.dispatch('backup.create', {});
    await vault.dispatch('backup.rehearse', {});
    later(1);
    const { name } = await vault.dispatch('backup.create', {});
    const bytes = readFileSync(pathOf(name));
    bytes[5000] = (bytes[5000] ?? 0) ^ 1;
    writeFileSync(pathOf(name), bytes);
    await expect(vault.dispatch('backup.rehearse', {})).rejects.toMatchObject({ code: 'backupDamaged' });
    expect(await vault.dispatch('backup.status', {})).toMatchObject({
      tone: 'failed',
      rehearsalFailed: { code: 'backupDamaged' },
    });
    expect((await vault.dispatch('backup.list', {})).files[0]).toMatchObject({ name, state: 'damaged' });
    later(1);
    await vault.dispatch('backup.create', {});
    await vault.dispatch('backup.rehearse', {});
    expect(await vault.dispatch('backup.status', {})).toMatchObject({ tone: 'good', rehearsalFailed: null });
    expect(names()).toContain(name);
  });

  it('without any backup says so', async () => {
    await expect(vault.dispatch('backup.rehearse', {})).rejects.toMatchObject({ code: 'noBackup' });
  });
});

describe('the second folder', () => {
  it('gets each backup, compared byte for byte', async () => {
    await vault.dispatch('backup.create', {});
    const { second } = await vault.dispatch('backup.chooseSecond', { token: grantFolder(elsewhere) });
    expect(second).toMatchObject({ state: 'ok' });
    expect(names(elsewhere)).toEqual(names());
    later(1);
    const { name } = await vault.dispatch('backup.create', {});
    expect(readFileSync(join(elsewhere, name)).equals(readFileSync(pathOf(name)))).toBe(true);
    expect(await vault.dispatch('backup.rehearse', { place: 'second' })).toMatchObject({ file: name, outcome: 'ok' });
  });

  it('that is gone blocks nothing, is told, is not made anew, and catches up when it is back', async () => {
    const stick = join(elsewhere, 'stick');
    mkdirSync(stick);
    await vault.dispatch('backup.chooseSecond', { token: grantFolder(stick) });
    rmSync(stick, { recursive: true });
    later(1);
    const { name, second } = await vault.dispatch('backup.create', {});
    expect(second).toMatchObject({ name: 'stick', state: 'missing', copiedAt: NOON });
    expect(existsSync(stick)).toBe(false);
    expect((await vault.dispatch('backup.status', {})).tone).not.toBe('failed');
    mkdirSync(stick);
    await vault.desk.runDue('meanwhile');
    expect(names(stick)).toEqual([name]);
    expect((await vault.dispatch('backup.status', {})).second).toMatchObject({ state: 'ok' });
  });

  it('keeps what belongs to another vault', async () => {
    const other = await openTestVault({ clock });
    const token = uuidv7();
    other.files.grant(token, elsewhere, 'write');
    const foreign: string[] = [];
    for (let n = 0; n < 5; n += 1) foreign.push((await other.dispatch('backup.create', { token })).name);
    await other.close();
    await vault.dispatch('backup.chooseSecond', { token: grantFolder(elsewhere) });
    for (let n = 0; n < 5; n += 1) {
      later(0.1);
      await vault.dispatch('backup.create', {});
    }
    expect(names(elsewhere)).toEqual(expect.arrayContaining(foreign));
    expect(names(elsewhere)).toHaveLength(5 + 3);
    expect(names()).toHaveLength(3);
  });
});
