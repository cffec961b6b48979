import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import {
  choiceOf,
  choose,
  idOf,
  importFile,
  outcomes,
  type RosterCells,
  readFile,
  sheetOf,
  workbook,
} from '../support/roster.ts';

const HEADINGS = ['姓名', '班级', '出生日期', '身份证号', '学籍号', '学号'];
const roster = (...rows: readonly RosterCells[]): Buffer => sheetOf(HEADINGS, ...rows);

let vault: TestVault;
beforeEach(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-24T02:00:00.000Z') });
});
afterEach(() => vault.close());

const preview = async (bytes: Buffer) => outcomes(vault, await choose(vault, bytes));

async function leave(name: string, status: string): Promise<void> {
  const { id } = await vault.db.selectFrom('student').select('id').where('name', '=', name).executeTakeFirstOrThrow();
  await vault.db.updateTable('enrolment').set({ status, to_date: '2026-10-31' }).where('student_id', '=', id).execute();
}

describe('a row of somebody who has left', () => {
  it('waits for a decision, and the decision enrols the student anew', async () => {
    await importFile(vault, roster(['样例甲', '七(1)班', '2014-03-05', null, null, '01']));
    await leave('样例甲', 'transferredOut');
    const choice = await choose(vault, roster(['样例甲', '七(2)班', '2014-03-05', null, null, '01']));
    const { rows } = await vault.dispatch('students.previewRoster', choice);
    expect(rows).toMatchObject([
      { outcome: 'left', reasons: [{ reason: 'leftSchool' }], candidates: [{ className: '七(1)班' }] },
    ]);
    expect((await vault.dispatch('students.importRoster', choice)).refused).toBe(1);
    const decisions = { [rows[0]?.key ?? '']: rows[0]?.candidates[0]?.id ?? '' };
    const done = await vault.dispatch('students.importRoster', { ...choice, decisions });
    expect(done.counts).toMatchObject({ changed: 1, left: 0 });
    const spans = await vault.db
      .selectFrom('enrolment')
      .select(['status', 'from_date', 'to_date'])
      .orderBy('from_date')
      .execute();
    expect(spans).toEqual([
      { status: 'transferredOut', from_date: '2026-09-01', to_date: '2026-10-31' },
      { status: 'enrolled', from_date: '2026-11-24', to_date: null },
    ]);
    expect(await outcomes(vault, choice)).toEqual([['样例甲', 'same']]);
  });

  it('whom the sheet itself says has left does not become a new student', async () => {
    const rows = await preview(
      sheetOf(['姓名', '班级', '学生状态'], ['样例甲', '七(1)班', '转出'], ['样例乙', '七(1)班', '在读']),
    );
    expect(rows).toEqual([
      ['样例甲', 'left', 'status.leftInSheet'],
      ['样例乙', 'new'],
    ]);
  });

  it('of a student at school ends the enrolment', async () => {
    await importFile(vault, sheetOf(['姓名', '班级', '学生状态'], ['样例甲', '七(1)班', '在读']));
    const gone = sheetOf(['姓名', '班级', '学生状态'], ['样例甲', '七(1)班', '毕业']);
    await importFile(vault, gone);
    expect(await vault.db.selectFrom('enrolment').select(['status', 'to_date']).execute()).toEqual([
      { status: 'graduated', to_date: '2026-11-24' },
    ]);
    expect(await preview(gone)).toEqual([['样例甲', 'same']]);
  });
});

describe('one name, several people', () => {
  it('is told apart by birth date, school number or any number', async () => {
    const rows = roster(
      ['样例甲', '七(1)班', '2014-03-05', null, null, null],
      ['样例甲', '七(1)班', '2014-04-06', null, null, null],
      ['样例乙', '七(1)班', null, null, null, '01'],
      ['样例乙', '七(1)班', null, null, null, '02'],
    );
    expect((await importFile(vault, rows)).counts).toMatchObject({ new: 4, sameName: 0 });
    expect((await preview(rows)).map((r) => r[1])).toEqual(['same', 'same', 'same', 'same']);
  });

  it('of another class and the same birthday in the grade is a move; of a like name without birthday a question', async () => {
    await importFile(vault, roster(['样例甲', '七(1)班', '2014-03-05'], ['样例乙', '七(1)班', null]));
    const moved = await choose(vault, roster(['样例甲', '七(2)班', '2014-03-05'], ['样例乙', '七(2)班', null]));
    expect(await outcomes(vault, moved)).toEqual([
      ['样例甲', 'changed'],
      ['样例乙', 'sameName', 'sameNameElsewhere'],
    ]);
  });

  it('asks nothing when the student of the name is in the sheet as well', async () => {
    await importFile(vault, roster(['样例乙', '七(1)班', null]));
    expect(await preview(roster(['样例乙', '七(2)班', null], ['样例乙', '七(1)班', null]))).toEqual([
      ['样例乙', 'new'],
      ['样例乙', 'same'],
    ]);
  });
});

describe('numbers', () => {
  it('restores an ID that became a float from the G number, and refuses it without one', async () => {
    const id = idOf('20140305', 11);
    const rows = roster(
      ['样例甲', '七(1)班', null, Number(id.slice(0, 17)) * 10, `G${id}`],
      ['样例乙', '七(1)班', null, 5.306022014030501e17, null],
      ['样例丙', '七(1)班', null, '5.30602E+17', null],
    );
    expect(await preview(rows)).toEqual([
      ['样例甲', 'new'],
      ['样例乙', 'refused', 'idNumber.damaged'],
      ['样例丙', 'refused', 'idNumber.damaged'],
    ]);
    await importFile(vault, rows);
    expect(await vault.db.selectFrom('student').select('id_number').execute()).toEqual([{ id_number: id }]);
  });

  it('checks digits of G and J but not of L, and warns where birth or sex differ', async () => {
    const id = idOf('20140305', 11);
    const wrong = `${id.slice(0, 17)}${id.endsWith('1') ? '2' : '1'}`;
    const rows = sheetOf(
      [...HEADINGS, '性别'],
      ['样例甲', '七(1)班', null, wrong, null, null, '男'],
      ['样例乙', '七(1)班', null, null, `G${wrong}`, null, '男'],
      ['样例丙', '七(1)班', null, null, 'L530602201403051234', null, '男'],
      ['样例丁', '七(1)班', '2014-03-06', id, null, null, '女'],
      ['样例戊', '七(1)班', '2030-03-06', null, null, null, '女'],
    );
    const choice = await choose(vault, rows);
    expect(await outcomes(vault, choice)).toEqual([
      ['样例甲', 'refused', 'idNumber.checkDigit'],
      ['样例乙', 'refused', 'registrationNo.checkDigit'],
      ['样例丙', 'new'],
      ['样例丁', 'new'],
      ['样例戊', 'refused', 'birthDate.inFuture'],
    ]);
    const warned = await vault.dispatch('students.previewRoster', { ...choice, only: 'warned' });
    expect(warned.rows.map((r) => [r.name, r.warnings])).toEqual([['样例丁', ['idBirthDiffers', 'idSexDiffers']]]);
    expect(warned.warned).toBe(1);
  });

  it('that two rows of different names claim are taken from neither', async () => {
    const id = idOf('20140305', 11);
    expect(await preview(roster(['样例甲', '七(1)班', null, id], ['样例乙', '七(1)班', null, id]))).toEqual([
      ['样例甲', 'numberConflict', 'sharedInFile'],
      ['样例乙', 'numberConflict', 'sharedInFile'],
    ]);
  });
});

describe('what a row lacks or holds', () => {
  it('names every fault of a row at once', async () => {
    const [row] = await preview(
      sheetOf([...HEADINGS, '性别', '联系电话'], ['样例甲', '九十班', '2014-02-30', '123', null, null, '是', 'abc']),
    );
    expect(row).toEqual([
      ...['样例甲', 'refused', 'className.class.unreadable', 'birthDate.noSuchDay'],
      ...['sex.notInTable', 'idNumber.length', 'phone.phone'],
    ]);
  });

  it('reads yes and no as schools write them, and 1 for 是否住校 as yes', async () => {
    const rows = [
      ['是', 1],
      ['√', 1],
      ['Y', 1],
      ['1', 1],
      ['否', 0],
      ['×', 0],
      ['无', 0],
      ['', null],
      ['/', null],
    ] as const;
    await importFile(
      vault,
      sheetOf(
        ['姓名', '班级', '学号', '是否孤儿', '是否住校'],
        ...rows.map(([text], i): RosterCells => [`样例${'甲乙丙丁戊己庚辛壬'[i]}`, '七(1)班', `${i}`, text, text]),
      ),
    );
    const found = await vault.db
      .selectFrom('student')
      .innerJoin('enrolment', 'student_id', 'student.id')
      .select(['orphan', 'boarder'])
      .orderBy('student_no')
      .execute();
    expect(found).toEqual(rows.map(([, value]) => ({ orphan: value, boarder: value ?? 0 })));
  });

  it('knows classes that the spreadsheet spoilt', async () => {
    const choice = await choose(vault, sheetOf(['姓名', '班级'], ['样例甲', 46204], ['样例乙', 7.1], ['样例丙', '七一班']));
    const { rows } = await vault.dispatch('students.previewRoster', choice);
    expect(rows.map((r) => [r.className, r.outcome, r.reasons[0]?.reason ?? r.warnings[0]])).toEqual([
      ['46204', 'refused', 'class.date'],
      ['七(1)班', 'new', 'classDecimal'],
      ['七(1)班', 'new', undefined],
    ]);
  });

  it('passes over repeated headings and lines about the table', async () => {
    const rows = await preview(
      sheetOf(
        ['学号', '姓名', '班级'],
        ['01', '样例甲', '七(1)班'],
        ['学号', '姓名', '班级'],
        ['02', '样例乙', '七(1)班'],
        ['合计', '2人'],
        ['填表人：样例'],
      ),
    );
    expect(rows.map((r) => r[0])).toEqual(['样例甲', '样例乙']);
  });
});

describe('students whom the sheet does not name', () => {
  it('are counted, of its own classes only, and stay as they are', async () => {
    await importFile(vault, roster(['样例甲', '七(1)班'], ['样例乙', '七(1)班'], ['样例丙', '七(2)班']));
    const { absent } = await vault.dispatch('students.previewRoster', await choose(vault, roster(['样例甲', '七(1)班'])));
    expect(absent).toEqual({ count: 1, first: [{ id: expect.any(String), name: '样例乙', className: '七(1)班' }] });
  });
});

describe('columns', () => {
  it('keep the meanings that somebody gave them for the next sheet of the shape', async () => {
    const bytes = sheetOf(['谁', '哪个班', '学号'], ['样例甲', '七(1)班', '01']);
    const read = await readFile(vault, bytes);
    expect(read.file.sheets[0]).toMatchObject({ remembered: false });
    expect(read.file.sheets[0]?.columns.map((c) => c.field)).toEqual([null, null, 'studentNo']);
    await vault.dispatch('students.importRoster', choiceOf(read, { mapping: { 0: 'name', 1: 'className' } }));
    const { file } = await readFile(vault, sheetOf(['谁', '哪个班', '学号'], ['样例乙', '七(1)班', '02']));
    expect(file.sheets[0]).toMatchObject({ remembered: true });
    expect(file.sheets[0]?.columns.map((c) => c.field)).toEqual(['name', 'className', null]);
    expect((await readFile(vault, sheetOf(['谁', '班', '学号'], ['样例乙', '七(1)班', '02']))).file.sheets[0]?.remembered).toBe(
      false,
    );
  });

  it('in any order, with unknown ones beside, come in from several sheets of one shape', async () => {
    const head = ['班主任评语', '班级', '姓名'];
    const book = workbook({ 一组: [head, ['样例', '七(1)班', '样例甲']], 二组: [head, ['样例', '七(2)班', '样例乙']] });
    const choice = await choose(vault, book);
    expect(choice.sheets).toEqual([0, 1]);
    const { rows } = await vault.dispatch('students.previewRoster', choice);
    expect(rows.map((r) => [r.sheet, r.row, r.name, r.className])).toEqual([
      ['一组', 2, '样例甲', '七(1)班'],
      ['二组', 2, '样例乙', '七(2)班'],
    ]);
  });
});
