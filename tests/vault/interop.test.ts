import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src-main/vault/clock.ts';
import { Vault } from '../../src-main/vault/vault.ts';
import { inSqlcipher } from '../fixtures/vault/sqlcipher.ts';
import { TEST_PASSPHRASE, TEST_SCRYPT } from '../support/open-vault.ts';

/** The people's data must open without this program: here Zetetic's SQLCipher does it, and a script that is not part of the app. */
let folder: string;
let recoveryCode: string;
const script = resolve(import.meta.dirname, '../../tools/open-by-hand/raw-key.mjs');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xindang-interop-'));
  const vault = new Vault({ folder, clock: systemClock, newId: uuidv7, scrypt: TEST_SCRYPT });
  ({ recoveryCode } = await vault.create({
    schoolName: '样例九年制学校',
    schoolType: 'nine_year',
    levelPreset: 'red_orange_yellow',
    userName: '样例老师甲',
    passphrase: TEST_PASSPHRASE,
  }));
  await vault.lock();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What docs/open-by-hand.md tells a person to run. */
function rawKey(secret: string): { status: number | null; out: string; said: string } {
  const done = spawnSync(process.execPath, [script, join(folder, 'vault.json')], { input: `${secret}\n`, encoding: 'utf8' });
  return { status: done.status, out: done.stdout.trim(), said: done.stderr };
}

const database = () => readFileSync(join(folder, 'vault.db'));
const first = (rows: readonly Readonly<Record<string, string | null>>[]) => Object.values(rows[0] ?? {})[0];

describe('the key by hand', () => {
  it('comes from vault.json and the passphrase, or the recovery code as printed, and names the database', () => {
    const byPassphrase = rawKey(TEST_PASSPHRASE);
    expect(byPassphrase.out).toMatch(/^PRAGMA key = "x'[0-9a-f]{64}'";$/);
    expect(byPassphrase.said).toContain('database: vault.db');
    expect(rawKey(recoveryCode).out).toBe(byPassphrase.out);
  });

  it('does not come from another passphrase', () => {
    expect(rawKey('样例-别的-口令-不对')).toMatchObject({ status: 1, out: '' });
  });
});

describe("Zetetic's SQLCipher 4", () => {
  it('opens the vault with the raw key, finds every page authentic and reads it', async () => {
    await inSqlcipher(database(), rawKey(TEST_PASSPHRASE).out, (query) => {
      expect(first(query('PRAGMA cipher_version'))).toMatch(/^4\./);
      expect(query('PRAGMA cipher_integrity_check')).toEqual([]);
      expect(first(query('PRAGMA integrity_check'))).toBe('ok');
      expect(first(query('SELECT name FROM user'))).toBe('样例老师甲');
    });
  });

  it('finds a page that was changed', async () => {
    const bytes = database();
    const at = bytes.length - 2000;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    const found = await inSqlcipher(bytes, rawKey(TEST_PASSPHRASE).out, (query) => query('PRAGMA cipher_integrity_check'));
    expect(found).toHaveLength(1);
    expect(first(found)).toContain(`page ${bytes.length / 4096}`);
  });

  it.each([
    ['another key', `PRAGMA key = "x'${'00'.repeat(32)}'"`],
    ['no key', null],
  ])('does not open it with %s', async (_what, pragma) => {
    await expect(inSqlcipher(database(), pragma, (query) => query('SELECT count(*) FROM user'))).rejects.toThrow(
      /not a database/,
    );
  });
});
