import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_SLOTS, readHeader, writeHeader } from '../../src-main/vault/header.ts';
import { isHeldBack } from '../../src-main/vault/keys.channels.ts';
import { setOwnPassphrase } from '../../src-main/vault/users.ts';
import { Vault } from '../../src-main/vault/vault.ts';
import { fixedClock, openTestVault, TEST_PASSPHRASE, TEST_SCRYPT, type TestVault } from '../support/open-vault.ts';

const OTHER = '样例-石榴花-落在-南墙-28';

let test: TestVault;
beforeEach(async () => {
  test = await openTestVault();
});
afterEach(() => test.close());

const add = (name = '样例老师乙', role: 'counselor' | 'lead' | 'clerk' = 'lead') => test.dispatch('users.add', { name, role });
const user = async (id: string) => (await test.dispatch('users.list', {})).users.find((one) => one.id === id);

/** Opens the vault in a fresh process's stead and closes it again; answers the code of a refusal. */
async function opensWith(secrets: Parameters<Vault['unlock']>[0], look: (vault: Vault) => Promise<unknown> = async () => null) {
  await test.vault.lock();
  const vault = new Vault({ folder: test.folder, clock: test.ctx.clock, newId: uuidv7, scrypt: TEST_SCRYPT });
  try {
    const opened = await vault.unlock(secrets);
    await look(vault);
    return { name: opened.session.userName, role: opened.session.role, due: opened.passphraseDue };
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await vault.lock();
  }
}

async function lastRow() {
  const row = await test.db.selectFrom('audit').selectAll().orderBy('seq', 'desc').executeTakeFirstOrThrow();
  return { action: row.action, channel: row.channel, about: row.subject_id, detail: JSON.parse(row.detail) as unknown };
}

describe('a new user', () => {
  it('opens with the one-time passphrase however it is typed, and must choose an own one first', async () => {
    const { userId, oneTimePassphrase } = await add();
    expect(await user(userId)).toMatchObject({ key: 'oneTime', role: 'lead', closedAt: null });
    expect(await lastRow()).toEqual({ action: 'key', channel: 'users.add', about: userId, detail: { role: 'lead' } });
    const typed = oneTimePassphrase.toLowerCase().replaceAll('-', ' ');
    const opened = await opensWith({ userName: '样例老师乙', passphrase: typed }, async (vault) => {
      expect(isHeldBack(vault, 'students.list')).toBe(true);
      expect(isHeldBack(vault, 'users.setOwnPassphrase')).toBe(false);
      const session = vault.opened?.session;
      if (!session) throw new Error('not open');
      const context = { ...test.ctx, session };
      await expect(setOwnPassphrase(vault.keys, context, oneTimePassphrase)).rejects.toMatchObject({ code: 'samePassphrase' });
      await expect(setOwnPassphrase(vault.keys, context, '123456')).rejects.toMatchObject({ code: 'weakPassphrase' });
      await setOwnPassphrase(vault.keys, context, OTHER);
      expect(isHeldBack(vault, 'students.list')).toBe(false);
    });
    expect(opened).toEqual({ name: '样例老师乙', role: 'lead', due: 'first' });
    expect(await opensWith({ userName: '样例老师乙', passphrase: OTHER })).toEqual({
      name: '样例老师乙',
      role: 'lead',
      due: 'no',
    });
    expect(await opensWith({ passphrase: oneTimePassphrase })).toBe('wrongPassphrase');
    expect(await opensWith({ userName: '样例老师甲', passphrase: TEST_PASSPHRASE })).toMatchObject({
      role: 'counselor',
      due: 'no',
    });
  });

  it('needs a name that nobody has or had', async () => {
    const { userId } = await add();
    await test.dispatch('users.close', { userId });
    await expect(add()).rejects.toMatchObject({ code: 'nameTaken', fields: { name: 'nameTaken' } });
  });

  it('is refused beyond what the header holds, with nobody half added', async () => {
    const header = test.vault.keys.header();
    const [slot] = header.slots;
    if (!slot) throw new Error('no slot');
    const filled = Array.from({ length: MAX_SLOTS - header.slots.length }, () => ({ ...slot, id: uuidv7() }));
    test.vault.keys.save({ ...header, slots: [...header.slots, ...filled] });
    await expect(add()).rejects.toMatchObject({ code: 'tooManyKeys' });
    expect((await test.dispatch('users.list', {})).users).toHaveLength(1);
    expect(test.vault.keys.header().slots).toHaveLength(MAX_SLOTS);
  });

  it('whose saving failed in the middle leaves no key behind', async () => {
    const header = readHeader(test.folder);
    if (header.state !== 'present') throw new Error('no header');
    const { slot } = await test.vault.keys.oneTimeSlot({ userId: uuidv7(), userName: '样例无人' }, header.header.vaultId);
    writeHeader(test.folder, { ...header.header, slots: [...header.header.slots, slot] });
    await opensWith({ passphrase: TEST_PASSPHRASE, userName: '样例老师甲' });
    expect(readFileSync(join(test.folder, 'vault.json'), 'utf8')).not.toContain('样例无人');
  });
});

describe('changing users', () => {
  it('gives another role at the next opening, and never takes the own one', async () => {
    const { userId, oneTimePassphrase } = await add('样例老师乙', 'counselor');
    await test.dispatch('users.setRole', { userId, role: 'clerk' });
    expect(await lastRow()).toMatchObject({ about: userId, detail: { field: 'role', from: 'counselor', to: 'clerk' } });
    const own = test.opened.session.userId;
    await expect(test.dispatch('users.setRole', { userId: own, role: 'clerk' })).rejects.toMatchObject({ code: 'ownAccount' });
    expect(await opensWith({ passphrase: oneTimePassphrase })).toMatchObject({ role: 'clerk' });
  });

  it('renames in the table, on the lock screen and in the running session', async () => {
    const own = test.opened.session.userId;
    await test.dispatch('users.rename', { userId: own, name: '样例老师丙' });
    expect(test.opened.session.userName).toBe('样例老师丙');
    expect(await opensWith({ userName: '样例老师丙', passphrase: TEST_PASSPHRASE })).toMatchObject({ name: '样例老师丙' });
  });

  it('gives a new one-time passphrase to somebody who forgot', async () => {
    const { userId, oneTimePassphrase } = await add();
    const reset = await test.dispatch('users.resetPassphrase', { userId });
    expect(JSON.stringify(await lastRow())).not.toContain(reset.oneTimePassphrase);
    expect(await opensWith({ passphrase: oneTimePassphrase })).toBe('wrongPassphrase');
    expect(await opensWith({ passphrase: reset.oneTimePassphrase })).toMatchObject({ name: '样例老师乙', due: 'first' });
  });

  it('closes: the name stays in the records, the key opens no more', async () => {
    const { userId, oneTimePassphrase } = await add();
    await test.dispatch('users.close', { userId });
    expect(await user(userId)).toMatchObject({ name: '样例老师乙', key: 'none', closedAt: expect.any(String) });
    await expect(test.dispatch('users.resetPassphrase', { userId })).rejects.toMatchObject({ code: 'userClosed' });
    const own = test.opened.session.userId;
    await expect(test.dispatch('users.close', { userId: own })).rejects.toMatchObject({ code: 'ownAccount' });
    expect(await opensWith({ passphrase: oneTimePassphrase })).toBe('wrongPassphrase');
  });

  it('is for counselors; everybody changes the own passphrase', async () => {
    const { userId } = await add();
    for (const role of ['lead', 'clerk'] as const) {
      const as = test.as(role);
      await expect(as.dispatch('users.add', { name: '样例丁', role: 'counselor' })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(as.dispatch('users.setRole', { userId, role: 'counselor' })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(as.dispatch('users.rekey', { passphrase: TEST_PASSPHRASE })).rejects.toMatchObject({ code: 'forbidden' });
    }
    const change = (current: string, passphrase: string) =>
      test.as('clerk').dispatch('users.changeOwnPassphrase', { current, passphrase });
    await expect(change('wrong', OTHER)).rejects.toMatchObject({ fields: { current: 'wrongPassphrase' } });
    await expect(change(TEST_PASSPHRASE, 'short')).rejects.toMatchObject({ fields: { passphrase: 'weakPassphrase' } });
    await expect(change(TEST_PASSPHRASE, TEST_PASSPHRASE)).rejects.toMatchObject({ code: 'samePassphrase' });
    await change(TEST_PASSPHRASE, OTHER);
    await expect(test.dispatch('users.setOwnPassphrase', { passphrase: OTHER })).rejects.toMatchObject({ code: 'notDue' });
    const detail = JSON.stringify(await test.db.selectFrom('audit').selectAll().execute());
    expect(detail).not.toContain(OTHER);
    expect(await opensWith({ userName: '样例老师甲', passphrase: TEST_PASSPHRASE })).toBe('wrongPassphrase');
    expect(await opensWith({ userName: '样例老师甲', passphrase: OTHER })).toMatchObject({ role: 'counselor' });
  });
});

describe('a screen left open', () => {
  it('is no place to try out passphrases: wrong ones are slowed, and the next unlock puts them on record', async () => {
    await test.close();
    const clock = fixedClock('2026-11-24T02:00:00.000Z');
    test = await openTestVault({ clock });
    const change = (current: string) => test.dispatch('users.changeOwnPassphrase', { current, passphrase: OTHER });
    for (const wrong of ['样例一', '样例二', '样例三'])
      await expect(change(wrong)).rejects.toMatchObject({ code: 'wrongPassphrase' });
    await expect(change(TEST_PASSPHRASE)).rejects.toMatchObject({ code: 'tooManyAttempts', params: { seconds: 1 } });
    await expect(test.dispatch('users.rekey', { passphrase: TEST_PASSPHRASE })).rejects.toMatchObject({
      code: 'tooManyAttempts',
    });
    clock.set('2026-11-24T02:00:02.000Z');
    await change(TEST_PASSPHRASE);
    const rows = async (vault: Vault) =>
      (await vault.opened?.db.selectFrom('audit').select(['action', 'detail']).where('action', '=', 'unlock_failed').execute()) ??
      [];
    await opensWith({ passphrase: OTHER }, async (vault) => {
      const [row] = await rows(vault);
      expect(JSON.parse(row?.detail ?? 'null')).toMatchObject({ failures: 3 });
    });
  });
});

describe('the recovery code', () => {
  it('of a counselor who left opens for one who is there', async () => {
    const { userId, oneTimePassphrase } = await add('样例老师乙', 'counselor');
    let code = '';
    await opensWith({ passphrase: oneTimePassphrase }, async (vault) => {
      code = await vault.renewRecovery();
      await vault.confirmRecovery(code);
    });
    await test.vault.unlock({ userName: '样例老师甲', passphrase: TEST_PASSPHRASE });
    const db = test.vault.opened?.db;
    await db?.updateTable('user').set({ closed_at: '2026-11-24T00:00:00.000Z' }).where('id', '=', userId).execute();
    expect(await opensWith({ recoveryCode: code })).toEqual({ name: '样例老师甲', role: 'counselor', due: 'forgotten' });
  });
});
