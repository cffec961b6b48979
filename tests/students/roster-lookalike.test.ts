import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { type Choice, choose, dump, idOf, importFile, outcomes, type RosterCells, sheetOf } from '../support/roster.ts';

const HEADINGS = ['姓名', '班级', '出生日期', '身份证号', '学籍号', '学号', '母亲姓名', '母亲电话'];
const roster = (...rows: readonly RosterCells[]): Buffer => sheetOf(HEADINGS, ...rows);
const MOTHER = ['样例母', '13900000001'] as const;
const ID = idOf('20140305', 1);

let vault: TestVault;
beforeEach(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-24T02:00:00.000Z') });
  await importFile(vault, roster(['样例文静', '七(1)班', '2014-03-05', ID, null, '01', ...MOTHER]));
});
afterEach(() => vault.close());

const TABLES = ['student', 'enrolment', 'guardian', 'not_duplicate', 'registration_history'] as const;
const state = async () => Promise.all(TABLES.map((table) => dump(vault, table, ['revision', 'updated_at', 'updated_by'])));
const first = async (choice: Choice) => {
  const [row] = (await vault.dispatch('students.previewRoster', choice)).rows;
  if (!row) throw new Error('no row');
  return row;
};
const people = async (): Promise<number> => (await vault.db.selectFrom('student').select('id').execute()).length;

describe('a row that would be a second file of somebody', () => {
  const rows: Record<string, { readonly row: RosterCells; readonly reasons: readonly string[] }> = {
    'whose number differs': {
      row: ['样例文静', '七(2)班', '2014-03-05', idOf('20140305', 2), null, null, null, null],
      reasons: ['like.sameNameBirth'],
    },
    'written with another character': {
      row: ['样例文竞', '七(2)班', '2014-03-05', null, null, null, null, null],
      reasons: ['like.samePinyinBirth'],
    },
    'with the telephone of the same mother, in another year': {
      row: ['样例文静', '九(2)班', null, null, null, null, '样例母亲', '13900000001'],
      reasons: ['like.sameNamePhone'],
    },
    'of one school number and a name that sounds the same': {
      row: ['样例文竞', '七(2)班', null, null, null, '01', null, null],
      reasons: ['like.sameStudentNo'],
    },
  };
  it.each(Object.keys(rows))('%s: waits for a decision', async (name) => {
    const { row, reasons } = rows[name] ?? { row: [], reasons: [] };
    const choice = await choose(vault, roster(row));
    const shown = await first(choice);
    expect(shown).toMatchObject({ outcome: 'looksLike', candidates: [{ name: '样例文静', className: '七(1)班' }] });
    expect(shown.reasons.map((r) => r.reason)).toEqual(reasons);
    const { refused } = await vault.dispatch('students.importRoster', choice);
    expect([refused, await people()]).toEqual([1, 1]);
  });

  it('is none where the date of birth is another', async () => {
    const other = roster(['样例文静', '七(1)班', null, idOf('20140306', 2), null, null, null, null]);
    expect(await outcomes(vault, await choose(vault, other))).toEqual([['样例文静', 'new']]);
  });

  it('asks by the rule that entering by hand asks by', async () => {
    const asked = { name: '样例文竞', birthDate: '2014-03-05', className: '七(2)班' };
    const [found] = await vault.dispatch('students.findSame', asked);
    const shown = await first(await choose(vault, roster(['样例文竞', '七(2)班', '2014-03-05', null, null, null, null, null])));
    expect(found?.student.id).toBe(shown.candidates[0]?.id);
    expect(shown.reasons.map((r) => r.reason)).toEqual(found?.reasons.map((reason) => `like.${reason}`));
  });
});

describe('the decision', () => {
  const bytes = roster(['样例文竞', '七(2)班', '2014-03-05', null, null, null, null, null]);
  it('“the same” changes the file that is there, and is taken back with the import', async () => {
    const choice = await choose(vault, bytes);
    const { key, candidates } = await first(choice);
    const before = await state();
    const { batchId, counts } = await vault.dispatch('students.importRoster', {
      ...choice,
      decisions: { [key]: candidates[0]?.id ?? '' },
    });
    expect(counts).toMatchObject({ changed: 1, new: 0 });
    expect(await people()).toBe(1);
    expect(await vault.db.selectFrom('student').select('name').execute()).toEqual([{ name: '样例文竞' }]);
    await vault.dispatch('students.undoImport', { batchId });
    expect(await state()).toEqual(before);
  });

  it('“another person” adds a file, and the pair is not asked about again; an undo takes both away', async () => {
    const choice = await choose(vault, bytes);
    const { key } = await first(choice);
    const before = await state();
    const { batchId, counts } = await vault.dispatch('students.importRoster', { ...choice, decisions: { [key]: 'new' } });
    expect(counts).toMatchObject({ new: 1 });
    expect(await people()).toBe(2);
    expect((await vault.dispatch('students.duplicates', {})).total).toBe(0);
    expect(await outcomes(vault, choice)).toEqual([['样例文竞', 'same']]);
    await vault.dispatch('students.undoImport', { batchId });
    expect(await state()).toEqual(before);
  });

  it('“leave out” leaves it out and says so', async () => {
    const choice = await choose(vault, bytes);
    const { key } = await first(choice);
    const { refused } = await vault.dispatch('students.importRoster', { ...choice, decisions: { [key]: 'skip' } });
    expect([refused, await people()]).toEqual([1, 1]);
  });

  it('that two are two people, made after the import, keeps the import', async () => {
    const { batchId } = await importFile(vault, roster(['样例别人', '七(2)班', '2014-07-05', null, null, null, null, null]));
    const [a, b] = await vault.db.selectFrom('student').select('id').execute();
    await vault.dispatch('students.notDuplicate', { studentA: a?.id ?? '', studentB: b?.id ?? '' });
    await expect(vault.dispatch('students.undoImport', { batchId })).rejects.toMatchObject({ code: 'importInUse' });
  });
});

it('asks of two rows of one file, unless something tells them apart', async () => {
  const rows = roster(
    ['样例新生', '七(1)班', '2014-05-05', null, null, null, null, null],
    ['样例新生', '七(3)班', '2014-05-05', null, null, null, null, null],
    ['样例双生', '七(1)班', '2014-05-05', idOf('20140505', 1), null, null, null, null],
    ['样例双生', '七(3)班', '2014-05-05', idOf('20140505', 2), null, null, null, null],
  );
  const choice = await choose(vault, rows);
  expect(await outcomes(vault, choice)).toEqual([
    ['样例新生', 'new'],
    ['样例新生', 'looksLike', 'like.likeRow'],
    ['样例双生', 'new'],
    ['样例双生', 'new'],
  ]);
  const second = (await vault.dispatch('students.previewRoster', choice)).rows[1]?.key ?? '';
  await vault.dispatch('students.importRoster', { ...choice, decisions: { [second]: 'new' } });
  expect(await people()).toBe(5);
});
