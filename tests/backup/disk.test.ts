import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Course } from '../../src-main/backup/course.ts';
import { BackupDesk } from '../../src-main/backup/desk.ts';
import { restore } from '../../src-main/backup/restore.ts';
import { systemClock } from '../../src-main/vault/clock.ts';
import { toErrorShape } from '../../src-main/vault/errors.ts';
import { GrantedFiles } from '../../src-main/vault/files.ts';
import { SCHEMA_VERSION } from '../../src-main/vault/migrate.ts';
import { openDatabase } from '../../src-main/vault/open.ts';
import { Vault } from '../../src-main/vault/vault.ts';
import { openTestVault, TEST_PASSPHRASE, TEST_SCRYPT, type TestVault } from '../support/open-vault.ts';
import { type SmallDisk, smallDisk } from '../support/small-disk.ts';

const SECRETS = { passphrase: TEST_PASSPHRASE };
let test: TestVault;
let disk: SmallDisk | null;
beforeEach(async () => {
  test = await openTestVault();
  disk = smallDisk(16);
});
afterEach(async () => {
  await test.close();
  disk?.remove();
});

/** Where this process may not mount a disk, the system's own code must at least be known for what it is. */
function onDisk(code: string, errno: string, work: (disk: SmallDisk) => Promise<void>): () => Promise<void> {
  return async () => {
    if (disk) await work(disk);
    else expect(toErrorShape(Object.assign(new Error(), { code: errno }))).toEqual({ code });
  };
}

/** The test vault on the small disk, opened there with a desk of its own. */
async function vaultOn({ path }: SmallDisk) {
  await test.vault.lock();
  const folder = join(path, 'vault');
  cpSync(test.folder, folder, { recursive: true });
  const vault = new Vault({
    folder,
    clock: systemClock,
    newId: uuidv7,
    scrypt: TEST_SCRYPT,
    beforeMigration: (raw) => desk.beforeMigration(raw),
  });
  const desk = new BackupDesk({
    vault,
    files: new GrantedFiles(),
    clock: systemClock,
    newId: uuidv7,
    appVersion: '0.0.0-test',
    progress: () => undefined,
  });
  return { folder, desk, vault };
}

const codeOf = async (work: () => Promise<unknown>): Promise<string> => {
  try {
    await work();
    return 'ok';
  } catch (error) {
    return toErrorShape(error).code;
  }
};

describe('a disk that is really full', () => {
  it(
    'stops a backup with a word, leaves none behind, and harms nothing',
    onDisk('diskFull', 'ENOSPC', async (small) => {
      const { folder, desk, vault } = await vaultOn(small);
      await vault.unlock(SECRETS);
      for (const leave of [64, 400, 900, 1300]) {
        small.fill(leave);
        expect(await codeOf(() => desk.create('manual')), `${leave} KB left`).toBe('diskFull');
        expect(readdirSync(join(folder, 'backups'))).toEqual([]);
        small.free();
      }
      expect(await codeOf(() => desk.create('manual'))).toBe('ok');
      const open = vault.opened;
      expect(open && (await open.audit.verify(open.db)).broken).toBeNull();
      await vault.lock();
    }),
  );

  it(
    'as second folder is told, and the backup stands all the same',
    onDisk('diskFull', 'ENOSPC', async (small) => {
      const token = uuidv7();
      test.files.grant(token, small.path, 'write');
      small.fill(100);
      await test.dispatch('backup.create', {});
      expect((await test.dispatch('backup.chooseSecond', { token })).second).toMatchObject({ state: 'full' });
      expect(readdirSync(small.path)).toEqual(['ballast']);
      small.free();
      await test.desk.runDue('meanwhile');
      expect((await test.dispatch('backup.status', {})).second).toMatchObject({ state: 'ok' });
    }),
  );

  it(
    'stops a migration before it begins',
    onDisk('diskFull', 'ENOSPC', async (small) => {
      const { dataKey } = test.vault.raw();
      const key = Buffer.from(dataKey);
      const { folder, vault } = await vaultOn(small);
      const file = join(folder, 'vault.db');
      const older = openDatabase(file, key, { create: false });
      older.pragma(`user_version = ${SCHEMA_VERSION - 1}`);
      older.close();
      small.fill(300);
      expect(await codeOf(() => vault.unlock(SECRETS))).toBe('diskFull');
      const after = openDatabase(file, key, { create: false });
      expect(after.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION - 1);
      expect(after.pragma('integrity_check', { simple: true })).toBe('ok');
      after.close();
    }),
  );

  it(
    'stops a restore with the old vault in force',
    onDisk('diskFull', 'ENOSPC', async (small) => {
      const { name } = await test.dispatch('backup.create', {});
      const { folder, vault } = await vaultOn(small);
      const path = join(test.folder, 'backups', name);
      rmSync(join(folder, 'backups'), { recursive: true });
      small.fill(300);
      const parts = {
        folder,
        clock: systemClock,
        newId: uuidv7,
        appVersion: '0',
        course: new Course('restore', () => undefined),
      };
      expect(await codeOf(() => restore(path, SECRETS, parts))).toBe('diskFull');
      expect(readdirSync(folder).filter((one) => /before-restore|restoring|vault-/.test(one))).toEqual([]);
      small.free();
      expect(await codeOf(() => vault.unlock(SECRETS))).toBe('ok');
      await vault.lock();
    }),
  );
});

describe('a folder that is really read-only', () => {
  it(
    'is named at unlock, and nothing is lost',
    onDisk('folderNotWritable', 'EROFS', async (small) => {
      const { folder, vault } = await vaultOn(small);
      small.readOnly(true);
      expect(await codeOf(() => vault.unlock(SECRETS))).toBe('folderNotWritable');
      small.readOnly(false);
      expect(existsSync(join(folder, 'vault.db'))).toBe(true);
      expect(await codeOf(() => vault.unlock(SECRETS))).toBe('ok');
      await vault.lock();
    }),
  );

  it(
    'as second folder is told',
    onDisk('folderNotWritable', 'EROFS', async (small) => {
      small.readOnly(true);
      const token = uuidv7();
      test.files.grant(token, small.path, 'write');
      await test.dispatch('backup.create', {});
      expect((await test.dispatch('backup.chooseSecond', { token })).second).toMatchObject({ state: 'notWritable' });
    }),
  );
});

describe('a drive that is gone while the vault is open', () => {
  it('is named as trouble with the disk, whatever the system calls it', () => {
    for (const code of ['EIO', 'ESTALE', 'SQLITE_IOERR_READ', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_FSYNC'])
      expect(toErrorShape(Object.assign(new Error(), { code }))).toEqual({ code: 'diskError' });
  });
});
