import fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SOURCES, sourceNames } from '../../src-main/search/sources.ts';
import { rebuildIndex, updateIndex } from '../../src-main/search/upkeep.ts';
import { textClassOf } from '../../src-main/vault/text-classes.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { sampleEnrolment, sampleStudent } from '../support/samples.ts';
import { putReport, putSession, putVisit, readIndex } from './support.ts';

let vault: TestVault;
let studentId: string;
beforeEach(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-24T06:00:00Z') });
  studentId = await sampleStudent(vault);
  await sampleEnrolment(vault, studentId);
});
afterEach(() => vault.close());

/** Name, table and text columns of the triggers that keep old texts, read from the schema itself. */
async function triggers(): Promise<{ source: string; table: string; columns: string[] }[]> {
  const { rows } = await sql<{ name: string; tbl_name: string; sql: string }>`
    SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'search\\_%\\_delete' ESCAPE '\\'`.execute(
    vault.db,
  );
  return rows.map((row) => ({
    source: row.name.slice('search_'.length, -'_delete'.length),
    table: row.tbl_name,
    columns: [...row.sql.matchAll(/OLD\.(\w+)/g)].map((m) => m[1] ?? '').filter((column) => column !== 'id'),
  }));
}

describe('the sources', () => {
  it('are those that the triggers watch', async () => {
    const watched = await triggers();
    expect(watched.map((t) => t.source).sort()).toEqual([...sourceNames].sort());
    for (const { source, table } of watched) expect(SOURCES[source as keyof typeof SOURCES].table, source).toBe(table);
  });

  it('show nobody a column that his role may not read', async () => {
    const allowed = {
      0: ['open'],
      1: ['open', 'support'],
      2: ['open', 'support', 'flagged', 'restricted', 'private'],
      flagged: ['open', 'flagged'],
      supportFlagged: ['open', 'support', 'flagged'],
    } as const;
    for (const { source, table, columns } of await triggers()) {
      const list: readonly string[] = allowed[SOURCES[source as keyof typeof SOURCES].class];
      for (const column of columns) {
        const textClass = textClassOf(table, column);
        if (textClass !== null) expect(list, `${table}.${column}`).toContain(textClass);
      }
    }
  });
});

describe('the index', () => {
  const words = ['睡眠', '宿舍', '想家', '同桌', 'phq', '数学', '怕', '𠮷祥'];
  const someText = fc.array(fc.constantFrom(...words), { maxLength: 6 }).map((list) => list.join(''));
  const step = fc.record({
    table: fc.constantFrom('session', 'visit', 'report' as const),
    id: fc.integer({ min: 0, max: 3 }),
    what: fc.constantFrom('put', 'change', 'move', 'drop', 'update' as const),
    text: someText,
    day: fc.integer({ min: 1, max: 28 }),
  });

  it('is after any writing what it would be if it were made anew', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        for (const { table, id: number, what, text, day } of steps) {
          const id = `${table}${number}`;
          const on = `2026-10-${String(day).padStart(2, '0')}`;
          if (what === 'update') await updateIndex(vault.db);
          else if (table === 'session') await writeSession(id, what, text, on);
          else if (table === 'visit') await writeVisit(id, what, text, on);
          else await writeReport(id, what, text, day);
        }
        await updateIndex(vault.db);
        const kept = await readIndex(vault);
        await rebuildIndex(vault.db);
        expect(kept).toEqual(await readIndex(vault));
      }),
      { numRuns: 40 },
    );
  });

  async function writeSession(id: string, what: string, text: string, on: string): Promise<void> {
    const { db } = vault;
    if (what === 'put') {
      if (!(await db.selectFrom('session').select('id').where('id', '=', id).executeTakeFirst()))
        await putSession(vault, studentId, id, text, on);
    } else if (what === 'change') await db.updateTable('session').set({ complaint: text }).where('id', '=', id).execute();
    else if (what === 'move') await db.updateTable('session').set({ held_on: on }).where('id', '=', id).execute();
    else await db.deleteFrom('session').where('id', '=', id).execute();
  }

  async function writeVisit(id: string, what: string, text: string, on: string): Promise<void> {
    const { db } = vault;
    if (what === 'put') {
      if (!(await db.selectFrom('home_visit').select('id').where('id', '=', id).executeTakeFirst()))
        await putVisit(vault, studentId, id, text, on);
    } else if (what === 'change') await db.updateTable('home_visit').set({ advice: text }).where('id', '=', id).execute();
    else if (what === 'move') await db.updateTable('home_visit').set({ visited_on: on }).where('id', '=', id).execute();
    else await db.deleteFrom('home_visit').where('id', '=', id).execute();
  }

  async function writeReport(id: string, what: string, text: string, day: number): Promise<void> {
    const { db } = vault;
    if (what === 'put') {
      if (!(await db.selectFrom('concern_report').select('id').where('id', '=', id).executeTakeFirst()))
        await putReport(vault, studentId, id, text, day % 2 === 0);
    } else if (what === 'change') await db.updateTable('concern_report').set({ inferred: text }).where('id', '=', id).execute();
    else if (what === 'move')
      await db
        .updateTable('concern_report')
        .set({ restricted: day % 2 })
        .where('id', '=', id)
        .execute();
    else {
      await db.deleteFrom('concern_report_student').where('report_id', '=', id).execute();
      await db.deleteFrom('concern_report').where('id', '=', id).execute();
    }
  }

  it('is brought up to date in the transaction of the write, and taken back with it', async () => {
    await vault.dispatch('visits.saveHomeVisit', {
      studentId,
      visitedOn: '2026-11-20',
      mode: 'onsite',
      visitors: ['样例班主任'],
      findings: '样例：窗台上的绿萝',
    });
    expect((await readIndex(vault)).some((line) => line.endsWith('萝'))).toBe(true);
    expect(await vault.db.selectFrom('search_queue').selectAll().execute()).toEqual([]);
    await expect(
      vault.db.transaction().execute(async (db) => {
        await db.deleteFrom('home_visit').execute();
        await updateIndex(db);
        throw new Error('taken back');
      }),
    ).rejects.toThrow('taken back');
    expect((await readIndex(vault)).some((line) => line.endsWith('萝'))).toBe(true);
  });

  it('holds no trace of a note that is gone', async () => {
    await putSession(vault, studentId, 's1', '样例：龘靐齉');
    await putSession(vault, studentId, 's2', '样例：一切照常');
    await updateIndex(vault.db);
    const traces = async () =>
      (
        await sql<{ n: number }>`SELECT count(*) AS n FROM search_index_data WHERE instr(hex(block), hex('靐')) > 0`.execute(
          vault.db,
        )
      ).rows[0]?.n;
    expect(await traces()).toBeGreaterThan(0);
    await vault.db.deleteFrom('session').where('id', '=', 's1').execute();
    await updateIndex(vault.db);
    expect(await traces()).toBe(0);
    expect((await readIndex(vault)).some((line) => line.startsWith('session|s2'))).toBe(true);
  });
});
