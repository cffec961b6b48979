import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src-main/vault/clock.ts';
import { readHeader } from '../../src-main/vault/header.ts';
import type { KeySlot } from '../../src-main/vault/key-slots.ts';
import { Vault } from '../../src-main/vault/vault.ts';
import { TEST_PASSPHRASE, TEST_SCRYPT } from '../support/open-vault.ts';

const STRONGER = { N: 2 ** 11, r: 8, p: 1 } as const;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xindang-slots-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const vaultAt = (scrypt: typeof TEST_SCRYPT | typeof STRONGER) =>
  new Vault({ folder, clock: systemClock, newId: uuidv7, scrypt });

function slots(): readonly KeySlot[] {
  const state = readHeader(folder);
  if (state.state !== 'present') throw new Error('no header');
  return state.header.slots;
}

describe('scrypt parameters', () => {
  it('rise when a weaker slot is opened by its passphrase; everything else of the header stays', async () => {
    const weak = vaultAt(TEST_SCRYPT);
    await weak.create({
      schoolName: '样例九年制学校',
      schoolType: 'nine_year',
      levelPreset: 'red_orange_yellow',
      userName: '样例老师甲',
      passphrase: TEST_PASSPHRASE,
    });
    await weak.lock();
    const [before, recovery] = slots();
    const strong = vaultAt(STRONGER);
    await strong.unlock({ passphrase: TEST_PASSPHRASE });
    await strong.lock();
    const [after, untouched] = slots();
    expect(after?.kdf).toMatchObject(STRONGER);
    expect(after?.kdf.salt).not.toBe(before?.kdf.salt);
    expect(after).toMatchObject({ kind: 'passphrase', userName: '样例老师甲', createdAt: before?.createdAt });
    expect(untouched).toEqual(recovery);

    // A computer with a lower default opens it and leaves it as strong as it is.
    const again = vaultAt(TEST_SCRYPT);
    await again.unlock({ passphrase: TEST_PASSPHRASE });
    await again.lock();
    expect(slots()).toEqual([after, untouched]);
  });
});
