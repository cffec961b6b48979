import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArchive } from '../../src-main/backup/archive.ts';
import { BACKUPS_FOLDER } from '../../src-main/backup/names.ts';
import { type Bundle, takeBundle } from '../../tools/faults/child.ts';
import { makeFilledVault } from '../../tools/faults/fill.ts';
import type { Ledger } from '../../tools/faults/ledger.ts';
import { keyOf } from '../../tools/faults/look.ts';
import { PASSPHRASE } from '../../tools/faults/vaults.ts';
import { Random } from '../../tools/sample-school/random.ts';
import { inSqlcipher } from '../fixtures/vault/sqlcipher.ts';

/** What the built app leaves after a change of the data key, and in a backup, opened by Zetetic's SQLCipher. */
let bundle: Bundle;
let folder: string;
let vault: string;
let backup: string;
let ledger: Ledger;
beforeAll(async () => {
  bundle = takeBundle();
  folder = mkdtempSync(join(tmpdir(), 'xindang-interop-'));
  vault = join(folder, 'vault');
  ledger = await makeFilledVault(bundle, vault, new Random(1), 40, async (child) => {
    await child.must('users.rekey', { passphrase: PASSPHRASE, closeUserId: null });
    ({ name: backup } = await child.must<{ name: string }>('backup.create', { reason: 'manual' }));
  });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  bundle.remove();
});

async function check(file: string, dataKey: Buffer): Promise<void> {
  await inSqlcipher(readFileSync(file), `PRAGMA key = "x'${dataKey.toString('hex')}'"`, (query) => {
    expect(query('PRAGMA cipher_integrity_check')).toEqual([]);
    expect(query('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(query('SELECT id FROM student').map(({ id }) => id)).toEqual(expect.arrayContaining([...ledger.students]));
  });
}

describe("Zetetic's SQLCipher 4", () => {
  it('reads a vault whose data key was changed', async () => {
    const { dataKey, database } = await keyOf(vault);
    expect(database).toMatch(/^vault-[0-9a-f]{8}\.db$/);
    await check(join(vault, database), dataKey);
  });

  it('reads the database of a backup', async () => {
    const archive = await openArchive(join(vault, BACKUPS_FOLDER, backup), { whole: true });
    const unpacked = join(folder, 'unpacked.db');
    await archive.extract(unpacked, () => undefined);
    await check(unpacked, (await keyOf(vault)).dataKey);
  });
});
