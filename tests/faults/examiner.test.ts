import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type VaultDatabase } from '../../src-main/vault/open.ts';
import { examine, filesIn, vanished } from '../../tools/faults/aftermath.ts';
import { Ledger } from '../../tools/faults/ledger.ts';
import { keyOf } from '../../tools/faults/look.ts';
import { makeVault } from '../../tools/faults/vaults.ts';

/** The examiner of the kills must itself be able to find something. */
let folder: string;
let template: string;
let place: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xindang-examiner-'));
  template = join(folder, 'template');
  place = join(folder, 'vault');
  await makeVault(template);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Changes the vault behind the app's back. */
async function tamper(change: (database: VaultDatabase) => void): Promise<void> {
  rmSync(place, { recursive: true, force: true });
  cpSync(template, place, { recursive: true });
  const { dataKey, database } = await keyOf(place);
  const db = openDatabase(join(place, database), dataKey, { create: false });
  change(db);
  db.close();
}

describe('the examiner', () => {
  it('has nothing to say of a whole vault', async () => {
    await tamper(() => undefined);
    expect(await examine(place, (database) => new Ledger().problems(database))).toEqual([]);
  });

  it('misses what was acknowledged', async () => {
    await tamper(() => undefined);
    const ledger = new Ledger();
    ledger.staff.add('样例职员1');
    ledger.drafts.set('draft-1', { sent: 3, acknowledged: 2 });
    expect(await examine(place, (database) => ledger.problems(database))).toEqual([
      'staff 样例职员1 was acknowledged and is gone',
      'draft draft-1 stands at 0, acknowledged 2, sent 3',
    ]);
  });

  it('sees a change without its audit row', async () => {
    await tamper((db) => {
      db.exec(`INSERT INTO student (id, name, name_pinyin, name_initials, created_at, created_by, updated_at, updated_by)
               VALUES ('s1', '样例负载1', 'a', 'a', '', '', '', '')`);
    });
    expect(await examine(place, (database) => new Ledger().problems(database))).toEqual([
      '1 students but 0 audit rows of their making',
    ]);
  });

  it('sees a gap in the audit and a reference to nothing', async () => {
    await tamper((db) => {
      db.pragma('foreign_keys = OFF');
      const guards = db.prepare(`SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'`).pluck().all();
      for (const name of guards) db.exec(`DROP TRIGGER "${String(name)}"`);
      db.exec(`UPDATE audit SET user_name = '样例别人' WHERE seq = 1`);
      db.exec(`INSERT INTO registration_history (student_id, number, from_date) VALUES ('nobody', 'G1', '2026-09-01')`);
    });
    const found = await examine(place, () => []);
    expect(found).toHaveLength(2);
    expect(found[0]).toBe('1 dangling references');
    expect(found[1]).toMatch(/^audit chain: .*"edited"/);
  });

  it('sees a vault that does not open, and a file that is gone', async () => {
    await tamper(() => undefined);
    const before = filesIn(place);
    rmSync(join(place, 'vault.db'));
    expect(await examine(place, () => [])).toEqual(['does not open: databaseMissing']);
    expect(vanished(before, place)).toEqual(['vault.db was deleted']);
    writeFileSync(join(place, 'vault.db'), Buffer.alloc(4096, 1));
    expect(await examine(place, () => [])).toEqual(['does not open: vaultDamaged']);
  });
});
