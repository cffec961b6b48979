import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ATTEMPTS_FILE, waitSeconds } from '../../src-main/vault/attempts.ts';
import { Vault } from '../../src-main/vault/vault.ts';
import { fixedClock, TEST_PASSPHRASE, TEST_SCRYPT } from '../support/open-vault.ts';

const NOW = '2026-11-24T08:00:00Z';
const NEW = {
  schoolName: '样例九年制学校',
  schoolType: 'nine_year',
  levelPreset: 'red_orange_yellow',
  userName: '样例老师甲',
  passphrase: TEST_PASSPHRASE,
} as const;
const clock = fixedClock(NOW);
let folder: string;
let file: string;
const vault = () => new Vault({ folder, clock, newId: uuidv7, scrypt: TEST_SCRYPT });
const guess = () => vault().unlock({ passphrase: '样例-错的' });
const wrong = { code: 'wrongPassphrase' };
const tooMany = { code: 'tooManyAttempts' };

async function open(): Promise<void> {
  const opened = vault();
  await opened.unlock({ passphrase: TEST_PASSPHRASE });
  await opened.lock();
}

beforeEach(async () => {
  clock.set(NOW);
  folder = mkdtempSync(join(tmpdir(), 'xindang-attempts-'));
  file = join(folder, ATTEMPTS_FILE);
  const made = vault();
  await made.create(NEW);
  await made.lock();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What somebody may leave in place of the file, with the time of the present clock. */
const SPOILED: readonly (readonly [string, () => void])[] = [
  ['nothing', () => writeFileSync(file, '')],
  ['other bytes', () => writeFileSync(file, Buffer.from([0, 255, 1, 254]))],
  ['half of it', () => writeFileSync(file, '{"failures":7,"las')],
  ['numbers that are none', () => writeFileSync(file, '{"failures":-1,"lastAt":1e999}')],
  ['a folder', () => mkdirSync(join(file, 'inside'), { recursive: true })],
];

describe('the count of wrong passphrases', () => {
  it.each(SPOILED)('spoiled with %s gives no free attempts and shuts nobody out', async (_, spoil) => {
    spoil();
    const now = new Date(NOW);
    utimesSync(file, now, now);
    await expect(guess()).rejects.toMatchObject(tooMany);
    expect(waitSeconds(folder, clock)).toBe(1);
    clock.set('2026-11-24T08:00:02Z');
    await expect(guess()).rejects.toMatchObject(wrong);
    await expect(guess()).rejects.toMatchObject(tooMany);
    clock.set('2026-11-24T09:00:00Z');
    await open();
    expect(existsSync(file)).toBe(false);
  });

  it('goes on in memory where the file cannot be written, and the answer to a wrong passphrase stays the same', async () => {
    mkdirSync(join(file, 'inside'), { recursive: true });
    const long = new Date('2026-11-24T07:00:00Z');
    utimesSync(file, long, long);
    await expect(guess()).rejects.toMatchObject(wrong);
    await expect(guess()).rejects.toMatchObject(tooMany);
    clock.set('2026-11-24T08:00:06Z');
    await expect(guess()).rejects.toMatchObject(wrong);
    clock.set('2026-11-24T08:00:12Z');
    await expect(guess()).rejects.toMatchObject({ ...tooMany, params: { seconds: 9 } });
  });

  it.each([
    ['a clock that was set back by years', '2009-01-01T00:00:00Z'],
    ['a clock that was set back by a day', '2026-11-23T08:00:00Z'],
  ])('lets in after the wait under %s', async (_, earlier) => {
    writeFileSync(file, JSON.stringify({ failures: 40, lastAt: new Date(NOW).getTime() }));
    clock.set(earlier);
    await expect(guess()).rejects.toMatchObject({ ...tooMany, params: { seconds: 300 } });
    clock.set(new Date(new Date(earlier).getTime() + 299_000).toISOString());
    await expect(guess()).rejects.toMatchObject({ ...tooMany, params: { seconds: 1 } });
    clock.set(new Date(new Date(earlier).getTime() + 300_000).toISOString());
    await open();
  });

  it('lets in after the wait when the file says a time that never was', async () => {
    writeFileSync(file, JSON.stringify({ failures: 9_000_000, lastAt: 1e300 }));
    await expect(guess()).rejects.toMatchObject(tooMany);
    clock.set('2026-11-24T08:05:00Z');
    await open();
  });
});
