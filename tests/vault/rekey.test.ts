import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readHeader, type VaultHeader } from '../../src-main/vault/header.ts';
import { REKEY_STEPS, type RekeyStep, rekey } from '../../src-main/vault/rekey.ts';
import { Vault } from '../../src-main/vault/vault.ts';
import { openTestVault, TEST_PASSPHRASE, TEST_SCRYPT, type TestVault } from '../support/open-vault.ts';

let test: TestVault;
beforeEach(async () => {
  test = await openTestVault();
});
afterEach(() => test.close());

function header(): VaultHeader {
  const state = readHeader(test.folder);
  if (state.state !== 'present') throw new Error('no header');
  return state.header;
}

const databases = (): string[] => readdirSync(test.folder).filter((name) => /^vault.*\.db$/.test(name));

/** Opens the vault as a fresh start of the app would, looks, and closes it again. */
async function reopen<T>(secrets: Parameters<Vault['unlock']>[0], look: (vault: Vault) => Promise<T>): Promise<T> {
  await test.vault.lock();
  const vault = new Vault({ folder: test.folder, clock: test.ctx.clock, newId: uuidv7, scrypt: TEST_SCRYPT });
  await vault.unlock(secrets);
  try {
    return await look(vault);
  } finally {
    await vault.lock();
  }
}

async function chain(vault: Vault) {
  const open = vault.opened;
  if (!open) throw new Error('not open');
  return open.audit.verify(open.db);
}

const schoolName = async (vault: Vault) => (await vault.describe()).session.schoolName;

describe('a new data key', () => {
  it('encrypts the database anew; old keys, codes and shares end; the chain of the audit goes on', async () => {
    const before = header();
    const added = await test.dispatch('users.add', { name: '样例老师乙', role: 'lead' });
    await test.dispatch('shares.create', { names: { counselor: '', principal: '', county: '' } });
    const answer = await test.dispatch('users.rekey', { passphrase: TEST_PASSPHRASE });
    expect(answer.people).toMatchObject([{ userId: added.userId, userName: '样例老师乙' }]);
    expect(answer.sharesEnded).toBe(true);
    expect(databases()).toEqual([header().database]);
    expect(header().database).not.toBe(before.database);
    expect(header().check).not.toBe(before.check);
    expect(header().discard).toEqual([]);
    expect(
      header()
        .slots.map(({ kind }) => kind)
        .sort(),
    ).toEqual(['passphrase', 'passphrase', 'recovery']);
    // The same session goes on, on the new file.
    expect((await test.dispatch('users.list', {})).users).toHaveLength(2);
    expect(await chain(test.vault)).toMatchObject({ broken: null });
    const old = added.oneTimePassphrase;
    await test.vault.lock();
    const vault = new Vault({ folder: test.folder, clock: test.ctx.clock, newId: uuidv7, scrypt: TEST_SCRYPT });
    await expect(vault.unlock({ userName: '样例老师乙', passphrase: old })).rejects.toMatchObject({ code: 'wrongPassphrase' });
    const opened = await vault.unlock({ userName: '样例老师乙', passphrase: answer.people[0]?.oneTimePassphrase });
    expect(opened).toMatchObject({ session: { role: 'lead' }, passphraseDue: 'first' });
    expect(await chain(vault)).toMatchObject({ broken: null });
    await vault.lock();
    await reopen({ recoveryCode: answer.recoveryCode }, async (again) => expect(await schoolName(again)).toBe('样例九年制学校'));
  });

  it('can come twice, and the audit still verifies over both', async () => {
    await test.dispatch('users.rekey', { passphrase: TEST_PASSPHRASE });
    await test.dispatch('users.rekey', { passphrase: TEST_PASSPHRASE });
    const result = await reopen({ passphrase: TEST_PASSPHRASE }, chain);
    expect(result.broken).toBeNull();
    expect(result.rows).toBeGreaterThan(4);
  });

  it('closes a user in the same step', async () => {
    const { userId, oneTimePassphrase } = await test.dispatch('users.add', { name: '样例老师乙', role: 'counselor' });
    const answer = await test.dispatch('users.rekey', { passphrase: TEST_PASSPHRASE, closeUserId: userId });
    expect(answer.people).toEqual([]);
    const { users } = await test.dispatch('users.list', {});
    expect(users.find(({ id }) => id === userId)?.closedAt).not.toBeNull();
    await test.vault.lock();
    const vault = new Vault({ folder: test.folder, clock: test.ctx.clock, newId: uuidv7, scrypt: TEST_SCRYPT });
    await expect(vault.unlock({ passphrase: oneTimePassphrase })).rejects.toMatchObject({ code: 'wrongPassphrase' });
  });

  it('asks for the own passphrase, and leaves everything as it is without', async () => {
    const before = header();
    const refused = test.dispatch('users.rekey', { passphrase: 'wrong' });
    await expect(refused).rejects.toMatchObject({ code: 'wrongPassphrase', fields: { passphrase: 'wrongPassphrase' } });
    const own = test.dispatch('users.rekey', { passphrase: TEST_PASSPHRASE, closeUserId: test.opened.session.userId });
    await expect(own).rejects.toMatchObject({ code: 'ownAccount' });
    expect(header()).toEqual(before);
    expect(databases()).toEqual(['vault.db']);
  });
});

describe('a rekey that fails', () => {
  const before = REKEY_STEPS.slice(0, REKEY_STEPS.indexOf('committed'));

  it.each(before)('after "%s" leaves the old vault open and in force, and nothing of the new one', async (step) => {
    const old = header();
    const stop = (at: RekeyStep) => {
      if (at === step) throw new Error('stopped here');
    };
    await expect(rekey(test.vault, test.ctx, { passphrase: TEST_PASSPHRASE, closeUserId: null }, stop)).rejects.toThrow();
    expect(header()).toEqual(old);
    expect(databases()).toEqual(['vault.db']);
    expect((await test.dispatch('users.list', {})).rekeyedAt).toBeNull();
    expect(await reopen({ passphrase: TEST_PASSPHRASE }, chain)).toMatchObject({ broken: null });
  });
});

describe('a kill in the middle', () => {
  const script = join(import.meta.dirname, '../fixtures/keys/rekey-and-die.ts');

  it.each(REKEY_STEPS)('after "%s" leaves one whole vault that the same passphrase opens', async (step) => {
    const old = header();
    const { recoveryCode } = await renewed();
    await test.vault.lock();
    const died = spawnSync(process.execPath, [script, test.folder, TEST_PASSPHRASE, step], { encoding: 'utf8' });
    expect(died.signal, died.stderr).toBe('SIGKILL');
    const isNew = REKEY_STEPS.indexOf(step) >= REKEY_STEPS.indexOf('committed');
    expect(header().check !== old.check).toBe(isNew);
    const rows = await reopen({ passphrase: TEST_PASSPHRASE }, async (vault) => {
      expect(await schoolName(vault)).toBe('样例九年制学校');
      expect(vault.raw().database.pragma('integrity_check', { simple: true })).toBe('ok');
      return chain(vault);
    });
    expect(rows.broken).toBeNull();
    // What the crash left over is gone after the next opening, and nothing else.
    expect(databases()).toEqual([header().database]);
    expect(header().discard).toEqual([]);
    const byCode = reopen({ recoveryCode }, schoolName);
    if (isNew) await expect(byCode).rejects.toMatchObject({ code: 'wrongRecoveryCode' });
    else expect(await byCode).toBe('样例九年制学校');
  });
});

async function renewed(): Promise<{ recoveryCode: string }> {
  const answer = await test.dispatch('vault.renewRecovery', {});
  await test.dispatch('vault.confirmRecovery', answer);
  return answer;
}
