import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MERGE_RULES } from '../../src-main/students/merge-rules.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { sampleLevel, sampleStaff } from '../support/samples.ts';

let vault: TestVault;
let kept: string;
let gone: string;
beforeEach(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-24T02:00:00.000Z') });
  const card = { sex: '2' as const, className: '八(3)班', transfer: { on: '2026-09-01' } };
  const first = { ...card, name: '样例沈清和', birthDate: '2013-03-05', registrationNo: 'L530602201303051234' };
  kept = (await vault.dispatch('students.create', first)).studentId;
  const second = {
    ...card,
    name: '样例沈青禾',
    birthDate: '2013-03-05',
    address: '样例镇',
    phone: '13812340000',
    studentNo: '20250117',
  };
  gone = (await vault.dispatch('students.create', second)).studentId;
});
afterEach(() => vault.close());

const at = '2026-11-01T02:00:00.000Z';

/** Every table that has a column for a student, by foreign key or by name. */
async function studentColumns(): Promise<{ table: string; column: string }[]> {
  const { rows } = await sql
    .raw<{ table: string; column: string }>(
      `SELECT m.name AS "table", c.name AS "column" FROM sqlite_master m JOIN pragma_table_info(m.name) c
       WHERE m.type = 'table' AND m.sql NOT LIKE '%VIRTUAL%' AND (c.name LIKE '%student_id%' OR EXISTS (
         SELECT 1 FROM pragma_foreign_key_list(m.name) f WHERE f."table" = 'student' AND f."from" = c.name))`,
    )
    .execute(vault.db);
  return rows;
}

/** The whole vault as rows, without what only tells that time passed. */
async function dump(): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {};
  for (const { table } of await studentColumns()) {
    if (table === 'student_merge') continue;
    const { rows } = await sql.raw<Record<string, unknown>>(`SELECT * FROM "${table}"`).execute(vault.db);
    found[table] = rows.map((row) => JSON.stringify(row)).sort();
  }
  const students = await vault.db.selectFrom('student').selectAll().orderBy('id').execute();
  found.student = students.map(({ revision: _revision, updated_at: _at, updated_by: _by, ...row }) => row);
  found.decisions = await vault.db.selectFrom('screening_decision').selectAll().orderBy('id').execute();
  return found;
}

/** Records of every kind for both, with everything that could collide. */
async function fillBoth(): Promise<void> {
  const { db } = vault;
  const user = vault.ctx.session.userId;
  const stamp = { recorded_at: at, recorded_by: user };
  const edited = { updated_at: at, updated_by: user };
  const staff = await sampleStaff(vault, '样例陈老师');
  const other = await sampleStaff(vault, '样例白老师');
  await db
    .insertInto('concern_report')
    .values({ id: 'report', occurred_at: at, network_level: 'class', reporter_role: 'headTeacher', ...stamp })
    .execute();
  await db
    .insertInto('assessment_round')
    .values({
      id: 'round',
      title: '样例',
      scale_id: 'phq-9',
      scale_version: '1',
      school_year: 2026,
      term: 'autumn',
      opened_on: '2026-10-01',
      grades: '[]',
      created_at: at,
      created_by: user,
    })
    .execute();
  for (const [i, id] of [kept, gone].entries()) {
    await db.insertInto('concern_report_student').values({ report_id: 'report', student_id: id }).execute();
    await db
      .insertInto('screening_review')
      .values({
        id: `review${i}`,
        student_id: id,
        source_kind: 'report',
        source_id: 'report',
        reasons: '[]',
        opened_at: at,
        due_on: '2026-11-08',
      })
      .execute();
    await db
      .insertInto('screening_decision')
      .values({
        id: `decision${i}`,
        review_id: `review${i}`,
        decided_at: at,
        decided_by: user,
        outcome: 'no_level',
        note: '样例',
      })
      .execute();
    await db.insertInto('assessment_disposition').values({ round_id: 'round', student_id: id, disposition: 'due' }).execute();
    for (const version of [1, 2]) {
      await db
        .insertInto('support_plan')
        .values({
          id: `plan${i}${version}`,
          student_id: id,
          version,
          reason: '样例',
          starts_on: '2026-10-01',
          review_on: '2026-11-12',
          ended_on: version === 1 ? '2026-10-20' : null,
          created_at: at,
          created_by: user,
          ...edited,
        })
        .execute();
    }
    await db
      .insertInto('session')
      .values({
        id: `session${i}`,
        student_id: id,
        counselor_id: user,
        held_on: '2026-11-15',
        minutes: 40,
        mode: 'faceToFace',
        source: 'self',
        ...stamp,
        ...edited,
      })
      .execute();
    await db
      .insertInto('disclosure')
      .values({
        id: `paper${i}`,
        student_id: id,
        document: 'record',
        outcome: 'saved',
        recipient: '样例',
        purpose: '样例',
        sections: '[]',
        copy_no: 1,
        sha256: 'x',
        at,
        by: user,
      })
      .execute();
    await vault.dispatch('students.setMentor', { studentId: id, staffId: i === 0 ? staff : other, fromDate: '2026-09-05' });
    await vault.dispatch('students.addTag', { studentId: id, code: 'leftBehind', fromDate: '2026-09-05' });
    await vault.dispatch('students.saveGuardian', {
      studentId: id,
      name: '样例祖母',
      relation: 'paternalGrandparent',
      phone: i === 0 ? null : '13912340000',
      primary: true,
    });
    await vault.dispatch('drafts.save', { form: `form-${i}`, studentId: id, draftId: 'one', body: {} });
  }
  await vault.dispatch('students.saveGuardian', {
    studentId: gone,
    name: '样例父亲',
    relation: 'father',
    phone: null,
    primary: true,
  });
  await sampleLevel(vault, kept, 0, 1, '2026-10-12');
  await sampleLevel(vault, gone, 0, 2, '2026-11-12');
}

describe('the rules of the merge', () => {
  it('name every table that refers to a student', async () => {
    const tables = [...new Set((await studentColumns()).map(({ table }) => table))].filter((table) => table !== 'student');
    expect(tables.filter((table) => !(table in MERGE_RULES))).toEqual([]);
    expect(tables.length).toBeGreaterThan(20);
  });
});

describe('a merge', () => {
  it('leaves nothing behind, joins what collides and says so before', async () => {
    await fillBoth();
    const preview = await vault.dispatch('students.previewMerge', { keptId: kept, goneId: gone });
    expect(preview.blocks).toEqual([]);
    expect(preview.warnings).toEqual(['twoOpenPlans', 'levelsDiffer']);
    expect(preview.fields).toEqual([
      { field: 'name', kept: '样例沈清和', gone: '样例沈青禾', choice: 'kept' },
      { field: 'registrationNo', kept: `${'*'.repeat(17)}34`, gone: null, choice: 'kept' },
      { field: 'studentNo', kept: null, gone: '20250117', choice: 'gone' },
      { field: 'address', kept: null, gone: '样例镇', choice: 'gone' },
      { field: 'phone', kept: null, gone: '138****0000', choice: 'gone' },
      { field: 'mentor', kept: '样例陈老师', gone: '样例白老师', choice: 'kept' },
    ]);
    expect(preview.moves.find((m) => m.table === 'session')).toEqual({ table: 'session', moved: 1, joined: 0 });
    expect(preview.moves.find((m) => m.table === 'concern_report_student')).toMatchObject({ moved: 0, joined: 1 });

    await vault.dispatch('students.merge', { keptId: kept, goneId: gone, fields: { name: 'gone' } });
    for (const { table, column } of await studentColumns()) {
      const { rows } = await sql.raw(`SELECT 1 FROM "${table}" WHERE "${column}" = '${gone}'`).execute(vault.db);
      // Only the record of the merge still names the file that went.
      expect(rows, `${table}.${column}`).toEqual([]);
    }
    const { rows: broken } = await sql.raw('PRAGMA foreign_key_check').execute(vault.db);
    expect(broken).toEqual([]);
    const file = await vault.dispatch('students.file', { studentId: kept });
    expect(file).toMatchObject({
      card: { name: '样例沈青禾', studentNo: '20250117', address: '样例镇' },
      className: '八(3)班',
      mentor: '样例陈老师',
      level: { severity: 2 },
      counts: { sessions: 2 },
      careTags: ['leftBehind'],
    });
    expect(file.guardians.map((g) => [g.name, g.phoneMasked, g.primary])).toEqual([
      ['样例祖母', '139****0000', true],
      ['样例父亲', null, false],
    ]);
    const versions = await vault.db.selectFrom('support_plan').select(['id', 'version']).orderBy('version').execute();
    expect(versions.map((plan) => [plan.id, plan.version])).toEqual([
      ['plan01', 1],
      ['plan02', 2],
      ['plan11', 3],
      ['plan12', 4],
    ]);
    const decisions = await vault.db.selectFrom('screening_decision').select('review_id').distinct().execute();
    expect(decisions).toEqual([{ review_id: 'review0' }]);
    expect((await vault.dispatch('students.search', { query: '样例' })).map((hit) => hit.id)).toEqual([kept]);
    expect((await vault.dispatch('students.list', {})).total).toBe(1);
  });

  it('is undone into the very state of before, and both steps are on record', async () => {
    await fillBoth();
    const before = await dump();
    const { mergeId, moved } = await vault.dispatch('students.merge', { keptId: kept, goneId: gone, reason: '样例：同一人' });
    expect(moved).toBeGreaterThan(5);
    expect(await dump()).not.toEqual(before);
    const { studentId } = await vault.dispatch('students.undoMerge', { mergeId });
    expect(studentId).toBe(gone);
    expect(await dump()).toEqual(before);
    const logged = await vault.db
      .selectFrom('audit')
      .select(['channel', 'subject_id', 'detail'])
      .where('channel', 'in', ['students.merge', 'students.undoMerge'])
      .execute();
    expect(logged.map((row) => [row.channel, row.subject_id])).toEqual([
      ['students.merge', kept],
      ['students.merge', gone],
      ['students.undoMerge', kept],
      ['students.undoMerge', gone],
    ]);
    expect(JSON.stringify(logged)).not.toContain('样例');
    await expect(vault.dispatch('students.undoMerge', { mergeId })).rejects.toThrow('mergeUndone');
  });

  it('keeps records of afterwards where they were made, and goes back newest first', async () => {
    const third = (await vault.dispatch('students.create', { name: '样例沈丙', sex: '2', className: '八(3)班' })).studentId;
    const first = await vault.dispatch('students.merge', { keptId: kept, goneId: gone });
    const second = await vault.dispatch('students.merge', { keptId: third, goneId: kept });
    await vault.dispatch('students.addTag', { studentId: third, code: 'poverty', fromDate: '2026-11-20' });
    await expect(vault.dispatch('students.undoMerge', { mergeId: first.mergeId })).rejects.toThrow('mergeInUse');
    await vault.dispatch('students.undoMerge', { mergeId: second.mergeId });
    await vault.dispatch('students.undoMerge', { mergeId: first.mergeId });
    expect((await vault.dispatch('students.list', {})).total).toBe(3);
    expect(await vault.dispatch('students.file', { studentId: third })).toMatchObject({ careTags: ['poverty'] });
    expect(await vault.dispatch('students.file', { studentId: gone })).toMatchObject({ card: { address: '样例镇' } });
  });

  it('waits until two open cases or drafts of one form are settled', async () => {
    const user = vault.ctx.session.userId;
    for (const [i, id] of [kept, gone].entries()) {
      await vault.db
        .insertInto('counseling_case')
        .values({
          id: `case${i}`,
          case_no: `2026-${i}`,
          student_id: id,
          opened_on: '2026-10-01',
          source: 'self',
          owner_id: user,
          created_at: at,
          created_by: user,
          updated_at: at,
          updated_by: user,
        })
        .execute();
      await vault.dispatch('drafts.save', { form: 'session', studentId: id, draftId: 'one', body: {} });
    }
    const pair = { keptId: kept, goneId: gone };
    expect((await vault.dispatch('students.previewMerge', pair)).blocks).toEqual(['twoOpenCases', 'twoOpenDrafts']);
    await expect(vault.dispatch('students.merge', pair)).rejects.toThrow('mergeBlocked');
    await expect(vault.dispatch('students.merge', { keptId: kept, goneId: kept })).rejects.toThrow('mergeSelf');
    await expect(vault.as('clerk').dispatch('students.merge', pair)).rejects.toThrow('forbidden');
  });

  it('opens a judgement to another owner only for a pair on record, and to nothing else', async () => {
    await sampleLevel(vault, gone, 0, 2);
    const level = vault.db.updateTable('level_change').where('student_id', '=', gone);
    await expect(level.set({ student_id: kept }).execute()).rejects.toThrow('append-only');
    await vault.dispatch('students.merge', { keptId: kept, goneId: gone });
    const own = vault.db.updateTable('level_change').where('student_id', '=', kept);
    await expect(own.set({ reason: '别的' }).execute()).rejects.toThrow('append-only');
    await expect(own.set({ student_id: 'nobody' }).execute()).rejects.toThrow('append-only');
  });
});

describe('duplicates', () => {
  it('are found on entering, likeliest first, with the reasons', async () => {
    const found = await vault.dispatch('students.findSame', {
      name: '样例沈清和',
      birthDate: '2013-03-05',
      className: '八(3)班',
    });
    expect(found.map((f) => [f.student.id, f.reasons])).toEqual([
      [kept, ['sameNameBirth', 'sameNameClass']],
      [gone, ['samePinyinBirth']],
    ]);
    expect(found[0]?.score).toBeGreaterThan(found[1]?.score ?? 100);
    expect(await vault.dispatch('students.findSame', { name: '样例别人', birthDate: '2013-03-05' })).toEqual([]);
    const byOld = await vault.dispatch('students.findSame', { name: '', registrationNo: 'l530602201303051234' });
    expect(byOld.map((f) => f.reasons)).toEqual([['sameRegistration']]);
    expect(await vault.dispatch('students.findSame', { name: '样例沈清和', birthDate: '2013-03-05', except: kept })).toHaveLength(
      1,
    );
  });

  it('are listed over the whole vault until somebody says they are two', async () => {
    const { pairs, total } = await vault.dispatch('students.duplicates', {});
    expect(total).toBe(1);
    expect(pairs[0]).toMatchObject({ a: { id: kept }, b: { id: gone }, reasons: ['samePinyinBirth'] });
    await vault.dispatch('students.notDuplicate', { studentA: gone, studentB: kept });
    expect((await vault.dispatch('students.duplicates', {})).total).toBe(0);
  });
});
