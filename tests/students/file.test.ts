import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hitsByIds, idsByOldNumber, idsByPrefix, idsBySubstring } from '../../src-main/students/students.repository.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';

let vault: TestVault;
beforeEach(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-24T02:00:00.000Z') });
});
afterEach(() => vault.close());

const create = async (name: string, more: { className?: string; studentNo?: string; sex?: '1' | '2' } = {}): Promise<string> =>
  (
    await vault.dispatch('students.create', {
      name,
      sex: more.sex ?? '2',
      birthDate: '2013-03-05',
      studentNo: more.studentNo ?? null,
      className: more.className ?? '八(3)班',
      boarder: true,
    })
  ).studentId;

const at = '2026-11-01T02:00:00.000Z';

async function fill(studentId: string): Promise<void> {
  const { db } = vault;
  const user = vault.ctx.session.userId;
  await db
    .insertInto('session')
    .values({
      id: 's1',
      student_id: studentId,
      counselor_id: user,
      held_on: '2026-11-15',
      start_time: '10:10',
      minutes: 40,
      mode: 'faceToFace',
      source: 'self',
      process: '样例：谈到睡眠',
      next_on: '2026-12-01',
      recorded_at: at,
      recorded_by: user,
      updated_at: at,
      updated_by: user,
    })
    .execute();
  await db
    .insertInto('home_visit')
    .values({
      id: 'v1',
      student_id: studentId,
      visited_on: '2026-11-09',
      mode: 'onsite',
      visitors: '[]',
      findings: '样例：祖母照料',
      recorded_at: at,
      recorded_by: user,
      updated_at: at,
      updated_by: user,
    })
    .execute();
  await db
    .insertInto('level_change')
    .values({
      id: 'l1',
      student_id: studentId,
      from_level: 0,
      to_level: 2,
      basis: 'interview',
      reason: '样例理由',
      decided_by: user,
      decided_on: '2026-11-06',
      next_review_on: '2026-12-04',
      recorded_at: at,
      recorded_by: user,
    })
    .execute();
  await db
    .insertInto('guardian')
    .values({
      id: 'g1',
      student_id: studentId,
      name: '样例祖母',
      relation: 'paternalGrandparent',
      phone: '13812340000',
      is_primary: 1,
    })
    .execute();
}

describe('searching', () => {
  it('finds by characters, pinyin, initials, number and class, best match first', async () => {
    const zhang = await create('张样例', { studentNo: '20250117' });
    const other = await create('样张', { className: '八(4)班' });
    const ids = async (query: string) => (await vault.dispatch('students.search', { query })).map((hit) => hit.id);
    expect(await ids('张')).toEqual([zhang, other]);
    expect(await ids('zhang')).toEqual([zhang, other]);
    expect(await ids('zyl')).toEqual([zhang]);
    expect(await ids('2025011')).toEqual([zhang]);
    expect(await ids('八(4)班')).toEqual([other]);
    expect(await ids('没有这人')).toEqual([]);
  });

  it('reads a family name as a family name', async () => {
    await create('单样例');
    expect(await vault.dispatch('students.search', { query: 'shan' })).toMatchObject([{ name: '单样例', className: '八(3)班' }]);
  });
});

describe('the file', () => {
  it('shows the front sheet with covered numbers', async () => {
    const studentId = await create('样例沈清和');
    await fill(studentId);
    const file = await vault.dispatch('students.file', { studentId });
    expect(file).toMatchObject({
      className: '八(3)班',
      boarder: true,
      level: { severity: 2, since: '2026-11-06' },
      nextStep: { on: '2026-12-01', kind: 'session' },
      daysSinceContact: 9,
      consent: { status: 'none', missing: ['guardian'] },
      counts: { sessions: 1, minutes: 40, onsiteVisits: 1 },
      guardians: [{ phoneMasked: '138****0000' }],
    });
    const shown = await vault.dispatch('students.reveal', { studentId, field: 'guardianPhone', guardianId: 'g1' });
    expect(shown.value).toBe('13812340000');
    const logged = await vault.db
      .selectFrom('audit')
      .select(['action', 'detail'])
      .where('channel', '=', 'students.reveal')
      .execute();
    expect(logged).toEqual([{ action: 'export', detail: '{"field":"guardianPhone"}' }]);
  });

  it('keeps levels, plans and records from the clerk', async () => {
    const studentId = await create('样例甲');
    await fill(studentId);
    const file = await vault.as('clerk').dispatch('students.file', { studentId });
    expect(file).toMatchObject({ supportShown: false, level: null, plan: null, daysSinceContact: null, counts: { sessions: 0 } });
    await expect(vault.as('clerk').dispatch('students.chronology', { studentId })).rejects.toThrow('forbidden');
    const list = await vault.as('clerk').dispatch('students.list', { level: 3 });
    expect(list).toMatchObject({ levelsShown: false, rows: [{ name: '样例甲', level: null }] });
  });

  it('refuses an edit of an old revision and keeps what was there', async () => {
    const studentId = await create('样例甲');
    const card = { studentId, sex: '2' as const, birthDate: '2013-03-05' };
    expect(await vault.dispatch('students.update', { ...card, name: '样例乙', revision: 1 })).toEqual({ revision: 2 });
    await expect(vault.dispatch('students.update', { ...card, name: '样例丙', revision: 1 })).rejects.toThrow('stale');
    const kept = await vault.db.selectFrom('record_history').select(['field', 'old_value']).where('field', '=', 'name').execute();
    expect(kept).toEqual([{ field: 'name', old_value: '样例甲' }]);
  });
});

describe('query plans', () => {
  const bound = /SCAN (student|enrolment|level_change|home_visit|care_tag|mentor|registration_history)(?! USING COVERING INDEX)/u;
  const planOf = async (query: { compile: () => { sql: string; parameters: readonly unknown[] } }): Promise<string> => {
    const { sql: text, parameters } = query.compile();
    const parts = text.split('?');
    const filled = parts.reduce((all, part, i) => {
      const value = parameters[i - 1];
      return `${all}${typeof value === 'number' ? value : `'${String(value)}'`}${part}`;
    });
    const rows = await sql.raw<{ detail: string }>(`EXPLAIN QUERY PLAN ${filled}`).execute(vault.db);
    return rows.rows.map((row) => row.detail).join('\n');
  };

  it('reads search through indexes', async () => {
    const { db } = vault;
    const queries = [
      hitsByIds(db, ['a', 'b'], 2026),
      idsByPrefix(db, 'name', '张', 20),
      idsByPrefix(db, 'name_pinyin', 'zhang', 20),
      idsByPrefix(db, 'name_initials', 'zs', 20),
      idsByPrefix(db, 'student_no', '2025', 20),
      idsByPrefix(db, 'registration_no', 'G53', 20),
      idsByOldNumber(db, 'L53', 20),
    ];
    for (const query of queries) expect(await planOf(query), query.compile().sql).not.toMatch(bound);
  });

  it('walks an index, not the rows, for what stands inside a name', async () => {
    expect(await planOf(idsBySubstring(vault.db, 'name', '清', 20))).toBe('SCAN student USING INDEX student_name');
    expect(await planOf(idsBySubstring(vault.db, 'name_pinyin', 'qing', 20))).toBe(
      'SCAN student USING INDEX student_name_pinyin',
    );
  });
});
