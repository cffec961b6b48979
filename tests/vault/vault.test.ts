import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { uuidv7 } from 'uuidv7';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ATTEMPTS_FILE } from '../../src-main/vault/attempts.ts';
import { HEADER_COPY_FILE, HEADER_FILE, readHeader } from '../../src-main/vault/header.ts';
import { unwrapKey } from '../../src-main/vault/key-slots.ts';
import { openDatabase } from '../../src-main/vault/open.ts';
import { Vault } from '../../src-main/vault/vault.ts';
import { fixedClock, TEST_PASSPHRASE, TEST_SCRYPT } from '../support/open-vault.ts';

const NEW = {
  schoolName: '样例九年制学校',
  schoolType: 'nine_year',
  levelPreset: 'red_orange_yellow',
  userName: '样例老师甲',
  passphrase: TEST_PASSPHRASE,
} as const;

let folder: string;
const clock = fixedClock('2026-11-24T08:00:00Z');
const vaults: Vault[] = [];

function newVault(): Vault {
  const vault = new Vault({ folder, clock, newId: uuidv7, scrypt: TEST_SCRYPT });
  vaults.push(vault);
  return vault;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xindang-vault-'));
  clock.set('2026-11-24T08:00:00Z');
});

afterEach(async () => {
  for (const vault of vaults.splice(0)) await vault.lock();
  rmSync(folder, { recursive: true, force: true });
});

async function dataKey(): Promise<Buffer> {
  const state = readHeader(folder);
  if (state.state !== 'present') throw new Error('no header');
  const slot = state.header.slots.find((candidate) => candidate.kind === 'passphrase');
  const key = slot ? await unwrapKey(slot, TEST_PASSPHRASE, state.header.vaultId) : null;
  if (!key) throw new Error('no key');
  return key;
}

describe('a new vault', () => {
  it('opens again with the passphrase, whatever Unicode form it was typed in', async () => {
    const first = newVault();
    await first.create({ ...NEW, passphrase: 'Ａbcd-山茶花-ｘｙｚ-北坡-42' });
    await first.lock();
    const { session } = await newVault().unlock({ passphrase: 'Abcd-山茶花-xyz-北坡-42' });
    expect(session).toMatchObject({ userName: '样例老师甲', role: 'counselor', schoolName: '样例九年制学校' });
  });

  it('holds nothing readable in any of its files', async () => {
    const vault = newVault();
    await vault.create(NEW);
    const seen = readdirSync(folder).map((name) => readFileSync(join(folder, name)).toString('latin1'));
    await vault.lock();
    const later = readdirSync(folder).map((name) => readFileSync(join(folder, name)).toString('latin1'));
    for (const bytes of [...seen, ...later]) {
      expect(bytes).not.toContain(Buffer.from('样例九年制学校').toString('latin1'));
      expect(bytes).not.toContain('SQLite format 3');
    }
    expect(vault.opened).toBeNull();
  });

  it('tells its encryption from the open file', async () => {
    const vault = newVault();
    await vault.create(NEW);
    expect(vault.describe().encryption).toEqual({ cipher: 'sqlcipher', format: 4, pageEncrypted: true });
  });

  it('refuses a weak passphrase and leaves nothing behind', async () => {
    await expect(newVault().create({ ...NEW, passphrase: '123456789012' })).rejects.toMatchObject({ code: 'weakPassphrase' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('never overwrites an existing vault', async () => {
    const vault = newVault();
    await vault.create(NEW);
    await vault.lock();
    const before = readFileSync(join(folder, 'vault.db'));
    await expect(newVault().create(NEW)).rejects.toMatchObject({ code: 'vaultExists' });
    expect(readFileSync(join(folder, 'vault.db'))).toEqual(before);
  });
});

describe('the open connection', () => {
  it('is durable, keeps sorted rows in memory and erases what is deleted', async () => {
    const vault = newVault();
    await vault.create(NEW);
    await vault.lock();
    const db = openDatabase(join(folder, 'vault.db'), await dataKey(), { create: false });
    const value = (name: string) => db.pragma(name, { simple: true });
    expect([
      value('synchronous'),
      value('temp_store'),
      value('foreign_keys'),
      value('secure_delete'),
      value('journal_mode'),
    ]).toEqual([2, 2, 1, 1, 'wal']);
    db.close();
  });
});

describe('unlocking', () => {
  it('says wrong passphrase, waits longer after each failure, also after a restart, and changes nothing', async () => {
    const vault = newVault();
    await vault.create(NEW);
    await vault.lock();
    const before = readFileSync(join(folder, 'vault.db'));
    for (let i = 0; i < 3; i += 1)
      await expect(newVault().unlock({ passphrase: 'wrong' })).rejects.toMatchObject({ code: 'wrongPassphrase' });
    await expect(newVault().unlock({ passphrase: TEST_PASSPHRASE })).rejects.toMatchObject({
      code: 'tooManyAttempts',
      params: { seconds: 1 },
    });
    expect(readFileSync(join(folder, 'vault.db'))).toEqual(before);
    clock.set('2026-11-24T08:00:02Z');
    const opened = newVault();
    await opened.unlock({ passphrase: TEST_PASSPHRASE });
    expect(existsSync(join(folder, ATTEMPTS_FILE))).toBe(false);
    const rows = await opened.opened?.db.selectFrom('audit').select('detail').where('action', '=', 'unlock').execute();
    expect(rows).toEqual([{ detail: JSON.stringify({ by: 'passphrase', failuresBefore: 3 }) }]);
  });

  it('by recovery code uses the code up and gives a new one', async () => {
    const first = newVault();
    const { recoveryCode } = await first.create(NEW);
    await first.confirmRecovery(recoveryCode.toLowerCase().replaceAll('-', ' '));
    await first.lock();
    const second = newVault();
    const { newRecoveryCode, recoveryConfirmed, passphraseDue } = await second.unlock({ recoveryCode });
    expect(recoveryConfirmed).toBe(false);
    expect(passphraseDue).toBe('forgotten');
    await second.confirmRecovery(newRecoveryCode ?? '');
    await second.lock();
    await expect(newVault().unlock({ recoveryCode })).rejects.toMatchObject({ code: 'wrongRecoveryCode' });
    const third = await newVault().unlock({ recoveryCode: newRecoveryCode ?? '' });
    expect(third.session.role).toBe('counselor');
  });

  it('leaves the used recovery code good until the new one is confirmed, whatever happens in between', async () => {
    const first = newVault();
    const { recoveryCode } = await first.create(NEW);
    await first.confirmRecovery(recoveryCode);
    await first.lock();
    const codes: string[] = [];
    for (let time = 0; time < 3; time += 1) {
      const again = newVault();
      const { newRecoveryCode } = await again.unlock({ recoveryCode });
      codes.push(newRecoveryCode ?? '');
      await again.lock();
    }
    // Shown and never confirmed: replaced by the next one.
    await expect(newVault().unlock({ recoveryCode: codes[0] })).rejects.toMatchObject({ code: 'wrongRecoveryCode' });
    const { newRecoveryCode } = await newVault().unlock({ recoveryCode: codes[2] });
    expect(newRecoveryCode).not.toBeNull();
  });

  it('refuses a second opener at once while the first is open', async () => {
    await newVault().create(NEW);
    await expect(newVault().unlock({ passphrase: TEST_PASSPHRASE })).rejects.toMatchObject({ code: 'vaultInUse' });
  });

  it('refuses a vault of a newer app and changes nothing', async () => {
    const vault = newVault();
    await vault.create(NEW);
    await vault.lock();
    const db = openDatabase(join(folder, 'vault.db'), await dataKey(), { create: false });
    db.pragma('user_version = 9000');
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    const before = readFileSync(join(folder, 'vault.db'));
    await expect(newVault().unlock({ passphrase: TEST_PASSPHRASE })).rejects.toMatchObject({ code: 'vaultNewer' });
    expect(readFileSync(join(folder, 'vault.db'))).toEqual(before);
  });

  it('tells a damaged database from a wrong passphrase', async () => {
    const vault = newVault();
    await vault.create(NEW);
    await vault.lock();
    const file = join(folder, 'vault.db');
    const bytes = readFileSync(file);
    bytes.writeUInt8(bytes.readUInt8(5000) ^ 0xff, 5000);
    writeFileSync(file, bytes);
    await expect(newVault().unlock({ passphrase: TEST_PASSPHRASE })).rejects.toMatchObject({ code: 'vaultDamaged' });
    expect(readFileSync(file)).toEqual(bytes);
  });
});

describe('key slots on disk', () => {
  it('survive a header cut in half: the copy steps in and mends it', async () => {
    const vault = newVault();
    await vault.create(NEW);
    await vault.lock();
    const file = join(folder, HEADER_FILE);
    const whole = readFileSync(file);
    truncateSync(file, Math.floor(whole.length / 2));
    await newVault().unlock({ passphrase: TEST_PASSPHRASE });
    expect(readFileSync(file)).toEqual(whole);
  });

  it('are named as damaged when both copies are cut, and left as they are', async () => {
    const vault = newVault();
    await vault.create(NEW);
    await vault.lock();
    for (const name of [HEADER_FILE, HEADER_COPY_FILE]) truncateSync(join(folder, name), 200);
    await expect(newVault().unlock({ passphrase: TEST_PASSPHRASE })).rejects.toMatchObject({ code: 'headerDamaged' });
    await expect(newVault().create(NEW)).rejects.toMatchObject({ code: 'headerDamaged' });
    expect(readFileSync(join(folder, HEADER_FILE)).length).toBe(200);
  });

  it('are missed when the database stands alone', async () => {
    const vault = newVault();
    await vault.create(NEW);
    await vault.lock();
    for (const name of [HEADER_FILE, HEADER_COPY_FILE]) rmSync(join(folder, name));
    await expect(newVault().unlock({ passphrase: TEST_PASSPHRASE })).rejects.toMatchObject({ code: 'headerMissing' });
    await expect(newVault().create(NEW)).rejects.toMatchObject({ code: 'headerMissing' });
  });
});

describe('the file format', () => {
  it('is closed to plain SQLite', async () => {
    const vault = newVault();
    await vault.create(NEW);
    await vault.lock();
    const db = new Database(join(folder, 'vault.db'));
    expect(() => db.prepare('SELECT count(*) FROM sqlite_master').get()).toThrow(/not a database/);
    db.close();
  });
});
