import { uuidv7 } from 'uuidv7';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { dump, idOf, importFile, type RosterCells, sheetOf } from '../support/roster.ts';

const HEADINGS = [
  '姓名',
  '班级',
  '身份证号',
  '学籍号',
  '民族',
  '宿舍楼',
  '宿舍号',
  '就读方式',
  '母亲姓名',
  '母亲电话',
  '学生状态',
];
const roster = (...rows: readonly RosterCells[]): Buffer => sheetOf(HEADINGS, ...rows);
const row = (n: number, name: string, more: Partial<Record<number, string | null>> = {}): RosterCells => {
  const id = idOf('20140305', n);
  const cells: (string | null)[] = [
    name,
    '七(1)班',
    id,
    `L53060220140305123${n}`,
    '彝族',
    '一号楼',
    '101',
    '住校',
    '样例母',
    '13900000001',
    '在读',
  ];
  for (const [at, value] of Object.entries(more)) cells[Number(at)] = value ?? null;
  return cells;
};

/** What an undo may leave different: the count of edits goes on, and who edited when. */
const EDIT_MARKS = ['revision', 'updated_at', 'updated_by'];
const TABLES = [
  'student',
  'enrolment',
  'guardian',
  'registration_history',
  'class',
  'dorm',
  'setting',
  'import_mapping',
] as const;

let vault: TestVault;
beforeEach(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-24T02:00:00.000Z') });
});
afterEach(() => vault.close());

async function state(): Promise<Record<string, string[]>> {
  const tables: Record<string, string[]> = {};
  for (const table of TABLES) {
    const rows = await dump(vault, table, EDIT_MARKS);
    // The audit goes on, whatever is undone.
    tables[table] = rows.filter((row) => !row.includes('audit.head'));
  }
  return tables;
}

const studentId = async (name: string): Promise<string> =>
  (await vault.db.selectFrom('student').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id;

describe('an undone import', () => {
  it('leaves every table as it was: new rows, changed cards, moves, guardians, numbers, classes, dormitories', async () => {
    await importFile(vault, roster(row(1, '样例甲'), row(2, '样例乙'), row(3, '样例丙')));
    const before = await state();
    const id = idOf('20140305', 1);
    const { batchId, counts } = await importFile(
      vault,
      roster(
        row(1, '样例甲', { 1: '七(9)班', 3: `G${id}`, 4: '苗族', 9: '13900000009' }),
        row(2, '样例乙', { 5: '九号楼', 6: '909', 8: '样例继母', 10: '休学' }),
        row(3, '样例丙丙', { 7: '走读' }),
        row(4, '样例丁', { 1: '八(9)班' }),
      ),
    );
    expect(counts).toMatchObject({ new: 1, changed: 3 });
    expect(await state()).not.toEqual(before);
    expect(await vault.dispatch('students.undoImport', { batchId })).toEqual({ removed: 1, restored: 3 });
    expect(await state()).toEqual(before);
    const kept = await vault.db.selectFrom('record_history').select(['entity', 'field', 'old_value', 'new_value']).execute();
    expect(kept).toContainEqual({ entity: 'student', field: 'ethnicity', old_value: '07', new_value: '06' });
    expect(kept).toContainEqual({ entity: 'student', field: 'ethnicity', old_value: '06', new_value: '07' });
  });

  it('of the first roster leaves an empty vault', async () => {
    const before = await state();
    const { batchId } = await importFile(vault, roster(row(1, '样例甲'), row(2, '样例乙')));
    await vault.dispatch('students.undoImport', { batchId });
    expect(await state()).toEqual(before);
  });

  it('is listed as undone; the others can still be', async () => {
    const first = await importFile(vault, roster(row(1, '样例甲')));
    const second = await importFile(vault, roster(row(2, '样例乙')));
    await vault.dispatch('students.undoImport', { batchId: second.batchId });
    const list = await vault.dispatch('students.imports', {});
    expect(list.map((i) => [i.batchId, i.added, i.undoable, i.undoneAt !== null])).toEqual([
      [second.batchId, 1, false, true],
      [first.batchId, 1, true, false],
    ]);
  });
});

describe('an import that something was built on stays', () => {
  /** One thing that people do after an import, each enough to keep it. */
  const after: Record<string, () => Promise<unknown>> = {
    'a card edited': async () => {
      const id = await studentId('样例甲');
      await vault.db.updateTable('student').set({ revision: 2, address: '样例路' }).where('id', '=', id).execute();
    },
    'an enrolment added': async () => {
      const old = await vault.db.selectFrom('enrolment').selectAll().executeTakeFirstOrThrow();
      await vault.db
        .insertInto('enrolment')
        .values({ ...old, id: uuidv7(), from_date: '2026-11-25' })
        .execute();
    },
    'a guardian added': async () =>
      vault.db
        .insertInto('guardian')
        .values({ id: uuidv7(), student_id: await studentId('样例甲'), name: '样例舅', relation: 'relative', phone: null })
        .execute(),
    'a consent given': async () =>
      vault.db
        .insertInto('consent')
        .values({
          ...{
            id: uuidv7(),
            student_id: await studentId('样例甲'),
            kind: 'counseling',
            giver: 'guardian',
            given_on: '2026-11-24',
          },
          ...{ created_at: '2026-11-24T02:00:00.000Z', created_by: vault.ctx.session.userId },
        })
        .execute(),
    'a draft begun': async () =>
      vault.db
        .insertInto('draft')
        .values({
          ...{ user_id: vault.ctx.session.userId, form: 'session', student_id: await studentId('样例甲'), draft_id: 'd' },
          ...{ body: '{}', saved_at: '2026-11-24T02:00:00.000Z' },
        })
        .execute(),
    'another import of the same student': async () => importFile(vault, roster(row(1, '样例甲', { 4: '苗族' }))),
  };
  it.each(Object.keys(after))('%s', async (name) => {
    const { batchId } = await importFile(vault, roster(row(1, '样例甲')));
    await after[name]?.();
    const before = await state();
    await expect(vault.dispatch('students.undoImport', { batchId })).rejects.toMatchObject({
      code: 'importInUse',
      params: { count: expect.any(Number) },
    });
    expect(await state()).toEqual(before);
  });
});

describe('importing the same sheet twice', () => {
  it('gives only same, and leaves nothing changed', async () => {
    const bytes = roster(
      row(1, '样例甲'),
      row(2, '样例乙', { 8: null }),
      row(3, '样例丙', { 2: null, 7: '走读', 5: null, 6: null }),
    );
    await importFile(vault, bytes);
    const before = await state();
    const { counts } = await importFile(vault, bytes);
    expect(counts).toMatchObject({ new: 0, changed: 0, same: 3 });
    const now = await state();
    expect({ ...now, setting: [] }).toEqual({ ...before, setting: [] });
  });
});
