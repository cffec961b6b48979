import fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditHead } from '../../src-main/vault/audit.ts';
import type { Output } from '../../src-shared/contract/index.ts';
import { openTestVault, type TestVault } from '../support/open-vault.ts';

let vault: TestVault;
/** Rows of the audit and of the field changes as they were written. */
let whole: { audit: Record<string, unknown>[]; history: Record<string, unknown>[]; head: string };

const staff = (name: string, phone: string | null, id?: string) =>
  vault.dispatch('settings.saveStaff', { ...(id && { id }), name, kind: 'homeroom', partyMember: false, phone, leftOn: null });

beforeEach(async () => {
  vault = await openTestVault();
  // The front door refuses what is tried here.
  for (const verb of ['update', 'delete']) await sql.raw(`DROP TRIGGER audit_no_${verb}`).execute(vault.db);
  const first = await staff('样例老师乙', null);
  const second = await staff('样例老师丙', '13800000001');
  for (let turn = 0; turn < 4; turn += 1) {
    await staff(`样例老师乙${turn}`, `1380000001${turn}`, first.id);
    await staff('样例老师丙', `1380000002${turn}`, second.id);
  }
  whole = await read();
});
afterEach(() => vault.close());

async function read(): Promise<typeof whole> {
  const head = await vault.db.selectFrom('setting').select('value').where('key', '=', 'audit.head').executeTakeFirstOrThrow();
  return {
    audit: (await vault.db.selectFrom('audit').selectAll().orderBy('seq').execute()).map((row) => ({ ...row })),
    history: (await vault.db.selectFrom('record_history').selectAll().orderBy('id').execute()).map((row) => ({ ...row })),
    head: head.value,
  };
}

/** Puts everything back as it was written. */
async function restore(): Promise<void> {
  await vault.db.deleteFrom('audit').execute();
  for (const row of whole.audit)
    await vault.db
      .insertInto('audit')
      .values(row as never)
      .execute();
  await vault.db.deleteFrom('record_history').execute();
  for (const row of whole.history)
    await vault.db
      .insertInto('record_history')
      .values(row as never)
      .execute();
  await vault.db.deleteFrom('setting').where('key', '=', 'audit.head').execute();
  await vault.db.insertInto('setting').values({ key: 'audit.head', value: whole.head, updated_at: '2026-11-24' }).execute();
}

const verify = (): Promise<Output<'audit.verify'>> => vault.dispatch('audit.verify', {});

const AUDIT_COLUMNS = ['at', 'user_id', 'user_name', 'role', 'action', 'channel', 'detail', 'previous_mac', 'mac'] as const;
const HISTORY_COLUMNS = ['entity', 'entity_id', 'field', 'old_value', 'new_value', 'at', 'by'] as const;

describe('the whole record', () => {
  it('verifies with its field changes, whose values stand nowhere in the audit', async () => {
    const state = await verify();
    expect(state).toMatchObject({ rows: 11, headSeq: 11, broken: null, findings: [] });
    expect(whole.history).toHaveLength(12);
    const changed = whole.audit.filter((row) => String(row.detail).includes('historyMac'));
    expect(changed).toHaveLength(8);
    expect(String(changed[0]?.detail)).toContain('staff.phone');
    expect(JSON.stringify(whole.audit)).not.toContain('1380000001');
  });
});

describe('any single fault of the audit', () => {
  const seqs = fc.integer({ min: 1, max: 11 });

  it('an edit names the row', async () => {
    await fc.assert(
      fc.asyncProperty(seqs, fc.constantFrom(...AUDIT_COLUMNS), async (seq, column) => {
        await vault.db
          .updateTable('audit')
          .set({ [column]: sql`${sql.ref(column)} || 'x'` } as never)
          .where('seq', '=', seq)
          .execute();
        const { broken, findings } = await verify();
        expect(broken, column).not.toBeNull();
        const row = findings.find((finding) => finding.seq === seq && finding.what === 'edited');
        expect(row?.userName, `${column} of ${seq}`).toContain('样例老师甲');
        expect(row?.at).toBeTruthy();
        await restore();
      }),
      { numRuns: 40 },
    );
  });

  it('a deletion names the numbers and the times around them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 3 }), async (first, length) => {
        const last = Math.min(first + length - 1, 10);
        await vault.db.deleteFrom('audit').where('seq', '>=', first).where('seq', '<=', last).execute();
        expect((await verify()).findings).toContainEqual(
          expect.objectContaining({ what: 'missing', seq: first, lastSeq: last, until: whole.audit[last]?.at }),
        );
        await restore();
      }),
      { numRuns: 20 },
    );
  });

  it('a swap names both rows and where they came from', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(seqs, { minLength: 2, maxLength: 2 }), async ([a = 1, b = 2]) => {
        await sql`UPDATE audit SET seq = -1 WHERE seq = ${a}`.execute(vault.db);
        await sql`UPDATE audit SET seq = ${a} WHERE seq = ${b}`.execute(vault.db);
        await sql`UPDATE audit SET seq = ${b} WHERE seq = -1`.execute(vault.db);
        const { findings } = await verify();
        expect(findings).toContainEqual(expect.objectContaining({ what: 'moved', seq: a, other: b }));
        expect(findings).toContainEqual(expect.objectContaining({ what: 'moved', seq: b, other: a }));
        await restore();
      }),
      { numRuns: 20 },
    );
  });

  it('a cut at the end names what is gone, also when the head is set back with it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 10 }), fc.boolean(), async (kept, setBack) => {
        await vault.db.deleteFrom('audit').where('seq', '>', kept).execute();
        const last = whole.audit[kept - 1];
        if (setBack) {
          const value = JSON.stringify({ ...(JSON.parse(whole.head) as object), seq: kept, mac: last?.mac ?? '0'.repeat(64) });
          await vault.db.updateTable('setting').set({ value }).where('key', '=', 'audit.head').execute();
        }
        const { findings } = await verify();
        const expected = setBack ? { what: 'head', seq: kept } : { what: 'truncated', seq: kept + 1, lastSeq: 11 };
        expect(findings).toContainEqual(expect.objectContaining(expected));
        await restore();
      }),
      { numRuns: 20 },
    );
  });

  it('a head that is edited, unreadable or gone is named', async () => {
    for (const value of ['{}', 'x', JSON.stringify({ seq: 11, mac: 'f'.repeat(64), tag: 'f'.repeat(64) })]) {
      await vault.db.updateTable('setting').set({ value }).where('key', '=', 'audit.head').execute();
      expect((await verify()).broken?.what, value).toBe('head');
      await restore();
    }
    await vault.db.deleteFrom('setting').where('key', '=', 'audit.head').execute();
    expect((await verify()).broken?.what).toBe('head');
  });

  it('a damaged head keeps nobody out, and going on does not heal it', async () => {
    await vault.db.updateTable('setting').set({ value: 'x' }).where('key', '=', 'audit.head').execute();
    await staff('样例老师丁', null);
    await staff('样例老师戊', null);
    expect(await verify()).toMatchObject({ rows: 13, headSeq: 13, broken: { seq: 12, what: 'head' } });
  });

  it('a row that nobody wrote is named', async () => {
    const last = { ...whole.audit.at(-1), seq: 12, channel: 'settings.saveStaff' };
    await vault.db
      .insertInto('audit')
      .values(last as never)
      .execute();
    expect((await verify()).findings.map(({ what, seq }) => [what, seq])).toContainEqual(['edited', 12]);
  });
});

describe('any single fault of the field changes', () => {
  const ids = fc.integer({ min: 1, max: 12 });

  it('an edit names the audit row that sealed it', async () => {
    await fc.assert(
      fc.asyncProperty(ids, fc.constantFrom(...HISTORY_COLUMNS), async (id, column) => {
        await vault.db
          .updateTable('record_history')
          .set({ [column]: '别的' } as never)
          .where('id', '=', id)
          .execute();
        const [found] = (await verify()).findings;
        expect(found).toMatchObject({ what: 'historyEdited', userName: '样例老师甲' });
        const seal = JSON.parse(String(whole.audit[(found?.other ?? 0) - 1]?.detail)) as {
          historyFrom: number;
          historyTo: number;
        };
        expect(id >= seal.historyFrom && id <= seal.historyTo).toBe(true);
        await restore();
      }),
      { numRuns: 40 },
    );
  });

  it('a deletion, an addition and a swap are named', async () => {
    await fc.assert(
      fc.asyncProperty(ids, async (id) => {
        await vault.db.deleteFrom('record_history').where('id', '=', id).execute();
        expect((await verify()).findings).toContainEqual(
          expect.objectContaining({ what: 'historyMissing', seq: id, lastSeq: id }),
        );
        await restore();
      }),
      { numRuns: 12 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(ids, { minLength: 2, maxLength: 2 }), async ([a = 1, b = 2]) => {
        await sql`UPDATE record_history SET id = -1 WHERE id = ${a}`.execute(vault.db);
        await sql`UPDATE record_history SET id = ${a} WHERE id = ${b}`.execute(vault.db);
        await sql`UPDATE record_history SET id = ${b} WHERE id = -1`.execute(vault.db);
        expect((await verify()).broken?.what).toBe('historyEdited');
        await restore();
      }),
      { numRuns: 12 },
    );
    await vault.db
      .insertInto('record_history')
      .values({ ...whole.history[0], id: undefined } as never)
      .execute();
    expect((await verify()).findings).toContainEqual(expect.objectContaining({ what: 'historyAdded', seq: 13 }));
  });

  it('values that were erased and sealed anew are no fault', async () => {
    await vault.db.updateTable('record_history').set({ old_value: null, new_value: null }).where('id', 'in', [1, 2]).execute();
    expect((await verify()).broken?.what).toBe('historyEdited');
    const log = vault.opened.audit;
    await log.append(vault.db, vault.opened.session, {
      action: 'change',
      channel: 'settings.saveStaff',
      detail: await log.resealChanges(vault.db, 1, 2),
    });
    expect(await verify()).toMatchObject({ broken: null, findings: [] });
  });
});

describe('against heads kept elsewhere', () => {
  const known = async (at: string) => {
    const { seq, mac } = await auditHead(vault.db);
    return { seq, head: mac, source: '样例备份', at };
  };

  it('a record that went on fits', async () => {
    const head = await known('2026-11-24T01:00:00.000Z');
    await staff('样例老师丁', null);
    expect(await vault.opened.audit.verify(vault.db, [head])).toMatchObject({ broken: null });
  });

  it('a record set back or written anew does not, unless a restore on record explains it', async () => {
    const head = await known(new Date(Date.now() - 60_000).toISOString());
    const log = vault.opened.audit;
    const later = { ...head, seq: 40 };
    expect((await log.verify(vault.db, [later])).broken).toEqual({ seq: 40, what: 'rolledBack' });
    const other = { ...head, head: 'a'.repeat(64) };
    expect((await log.verify(vault.db, [other])).findings).toEqual([
      expect.objectContaining({ what: 'rewritten', source: '样例备份', explained: false }),
    ]);
    await log.append(vault.db, vault.opened.session, { action: 'restore', channel: 'backup.restore' });
    const after = await log.verify(vault.db, [later, other]);
    expect(after.broken).toBeNull();
    expect(after.findings.map((finding) => finding.explained)).toEqual([true, true]);
  });
});
