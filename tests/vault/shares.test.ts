import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { combine, split } from 'shamir-secret-sharing';
import { uuidv7 } from 'uuidv7';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkShare } from '../../src-main/vault/share-check.ts';
import { confirmShares } from '../../src-main/vault/shares.ts';
import { Vault } from '../../src-main/vault/vault.ts';
import type { Output } from '../../src-shared/contract/index.ts';
import { openTestVault, TEST_SCRYPT, type TestVault } from '../support/open-vault.ts';

type Made = Output<'shares.create'>;
const NAMES = { counselor: '样例老师甲', principal: '样例校长', county: '' };

let test: TestVault;
beforeEach(async () => {
  test = await openTestVault();
});
afterEach(() => test.close());

const make = (): Promise<Made> => test.dispatch('shares.create', { names: NAMES });
const confirm = (made: Made) => test.dispatch('shares.confirm', { share: made.shares[1]?.code ?? '' });
const pick = (made: Made, ...numbers: number[]) => numbers.map((number) => made.shares[number - 1]?.code ?? '');

/** Tries to open as a fresh start would; answers what came back or the code of the refusal. */
async function open(shares: string[]): Promise<Output<'vault.unlock'> | string> {
  await test.vault.lock();
  const vault = new Vault({ folder: test.folder, clock: test.ctx.clock, newId: uuidv7, scrypt: TEST_SCRYPT });
  try {
    return await vault.unlock({ shares });
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await vault.lock();
  }
}

describe('splitting', () => {
  it('gives the secret back from any two parts and from no single one (property)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 32, maxLength: 32 }), async (secret) => {
        const [a, b, c] = (await split(secret, 3, 2)) as [Uint8Array, Uint8Array, Uint8Array];
        for (const pair of [
          [a, b],
          [b, c],
          [c, a],
        ])
          expect(await combine(pair)).toEqual(secret);
        for (const one of [a, b, c]) {
          await expect(combine([one])).rejects.toThrow();
          expect(one.slice(0, 32)).not.toEqual(secret);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('two of three shares', () => {
  it.each([
    [1, 2],
    [2, 3],
    [3, 1],
  ])('%i and %i open the vault, and a new passphrase is due', async (first, second) => {
    const made = await make();
    await confirm(made);
    expect(await open(pick(made, first, second))).toMatchObject({
      session: { userName: '样例老师甲', role: 'counselor' },
      passphraseDue: 'forgotten',
      newRecoveryCode: null,
    });
    await test.vault.unlock({ shares: pick(made, first, second) });
    const rows = await test.vault.opened?.db.selectFrom('audit').select('detail').where('action', '=', 'unlock').execute();
    expect(JSON.parse(rows?.at(-1)?.detail ?? '{}')).toMatchObject({ by: 'shares', parts: [first, second].sort().join('+') });
  });

  it('open as words and letters mixed', async () => {
    const made = await make();
    expect(await open([made.shares[0]?.words.join(' ') ?? '', made.shares[2]?.code ?? ''])).toMatchObject({
      passphraseDue: 'forgotten',
    });
  });

  it('one alone, typed twice, does not open; a mistake, another set and an old set are told apart', async () => {
    const old = await make();
    await confirm(old);
    const made = await make();
    // Until the new pages are confirmed, both sets open, but never mixed.
    expect(await open(pick(old, 1, 2))).toMatchObject({ passphraseDue: 'forgotten' });
    expect(await open([...pick(old, 1), ...pick(made, 2)])).toBe('sharesDiffer');
    expect(await open(pick(made, 1, 1))).toBe('sameShare');
    expect(await open([...pick(made, 1), 'ABCD-EFGH'])).toBe('shareUnreadable');
    await test.vault.unlock({ shares: pick(made, 1, 2) });
    confirmShares(test.vault.keys, test.ctx, pick(made, 3)[0] ?? '');
    expect(await open(pick(old, 1, 2))).toBe('shareOutdated');
    expect(await open(pick(made, 2, 3))).toMatchObject({ passphraseDue: 'forgotten' });
  });

  it('end when the counselor ends them', async () => {
    const made = await make();
    await test.dispatch('shares.revoke', {});
    expect((await test.dispatch('users.list', {})).shares).toEqual([]);
    expect(await open(pick(made, 1, 2))).toBe('shareOutdated');
  });

  it('are made and ended by a counselor alone', async () => {
    for (const role of ['lead', 'clerk'] as const) {
      await expect(test.as(role).dispatch('shares.create', { names: NAMES })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(test.as(role).dispatch('shares.revoke', {})).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  it('are confirmed only by a page of the newest set', async () => {
    const old = await make();
    await confirm(old);
    const made = await make();
    await expect(confirm(old)).rejects.toMatchObject({ code: 'wrongShare' });
    await expect(test.dispatch('shares.confirm', { share: '样例样例样例样例样例' })).rejects.toMatchObject({
      code: 'wrongShare',
    });
    await confirm(made);
    expect((await test.dispatch('users.list', {})).shares).toMatchObject([{ setId: made.setId, confirmed: true }]);
  });

  it('leave no trace of themselves in the header or in the audit', async () => {
    const made = await make();
    await confirm(made);
    const header = readFileSync(join(test.folder, 'vault.json'), 'utf8');
    const rows = await test.db.selectFrom('audit').selectAll().where('action', '=', 'key').execute();
    expect(rows.map(({ channel }) => channel)).toEqual(['shares.create', 'shares.confirm']);
    for (const { code, words } of made.shares) {
      for (const text of [header, JSON.stringify(rows)]) {
        expect(text).not.toContain(code);
        expect(text).not.toContain(words.slice(0, 6).join(''));
      }
    }
  });
});

describe('checking a share', () => {
  it('says whose it is and whether it counts, with the vault closed', async () => {
    const old = await make();
    expect(checkShare(test.folder, pick(old, 2)[0] ?? '')).toMatchObject({ state: 'unconfirmed', holder: 'principal' });
    await confirm(old);
    const made = await make();
    await confirm(made);
    await test.vault.lock();
    expect(checkShare(test.folder, made.shares[1]?.words.join('') ?? '')).toEqual({
      state: 'current',
      number: 2,
      holder: 'principal',
      name: '样例校长',
      setId: made.setId,
      createdAt: made.createdAt,
    });
    expect(checkShare(test.folder, pick(old, 3)[0] ?? '')).toMatchObject({ state: 'outdated', number: 3, setId: old.setId });
    const wrong = (pick(made, 1)[0] ?? '').replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    expect(checkShare(test.folder, wrong)).toMatchObject({ state: 'unreadable' });
    expect(test.vault.opened).toBeNull();
  });
});
