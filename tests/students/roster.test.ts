import { readFileSync } from 'node:fs';
import { utils, write } from '@e965/xlsx';
import ExcelJS from 'exceljs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../src-shared/contract/index.ts';
import { idCheckCharacter } from '../../src-shared/domain/id-number.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';

const HEADINGS = [
  '序号',
  '学籍号',
  '姓名',
  '性别',
  '出生日期',
  '身份证件号',
  '民族',
  '班级',
  '就读方式',
  '监护人姓名',
  '与学生关系',
  '监护人电话',
];
type Row = (string | number | null)[];

const idNumber = (birth: string, sequence: number): string => {
  const first = `530602${birth}${String(sequence).padStart(3, '0')}`;
  return first + idCheckCharacter(first);
};
const xlsx = (rows: Row[]): Buffer => {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([['样例九年制学校学生名册'], [null], HEADINGS, ...rows]), '名册');
  return write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
};
const row = (n: number, name: string, more: Partial<Record<number, string | number | null>> = {}): Row => {
  const id = idNumber('20130305', n);
  const cells: Row = [
    n,
    `G${id}`,
    name,
    n % 2 === 1 ? '男' : '女',
    '20130305',
    id,
    '彝族',
    '八(3)班',
    '住校',
    '样例家长',
    '祖母',
    '13800000000',
  ];
  for (const [at, value] of Object.entries(more)) cells[Number(at)] = value ?? null;
  return cells;
};

let vault: TestVault;
beforeEach(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-24T02:00:00.000Z') });
});
afterEach(() => vault.close());

/** Who stands in the vault: name, class of the open enrolment, boarder, by class and spelling. */
async function enrolled() {
  return await vault.db
    .selectFrom('student')
    .innerJoin('enrolment', 'enrolment.student_id', 'student.id')
    .innerJoin('class', 'class.id', 'enrolment.class_id')
    .select(['student.id', 'student.name', 'student_no', 'name_pinyin', 'boarder', 'stage', 'entry_year', 'number'])
    .where('enrolment.to_date', 'is', null)
    .orderBy('student.name_pinyin')
    .execute();
}

async function choose(bytes: Buffer | string, name = '样例名册.xlsx'): Promise<Input<'students.previewRoster'>> {
  const token = vault.give(name, bytes);
  const read = await vault.dispatch('students.readRoster', { token });
  const mapping = Object.fromEntries(
    read.sheets[0]?.columns.flatMap((c) => (c.field ? [[String(c.index), c.field] as const] : [])) ?? [],
  );
  return { token, sheets: [0], mapping, schoolYear: read.schoolYear };
}

describe('reading a roster', () => {
  it('finds the headings under merged titles and names the columns', async () => {
    const token = vault.give('样例.xlsx', xlsx([row(1, '样例甲')]));
    const { sheets } = await vault.dispatch('students.readRoster', { token });
    expect(sheets[0]).toMatchObject({ headingRow: 3, rows: 1 });
    expect(sheets[0]?.columns.map((c) => c.field)).toEqual([
      null,
      'registrationNo',
      'name',
      'sex',
      'birthDate',
      'idNumber',
      'ethnicity',
      'className',
      'attendance',
      'guardian1Name',
      'guardian1Relation',
      'guardian1Phone',
    ]);
  });

  it('reads GB18030 text and keeps the digits of numbers', async () => {
    const bytes = Buffer.concat([
      // 姓名,班级,学号 / 样例,七(1)班,0012
      Buffer.from('d0d5c3fb2cb0e0bcb62cd1a7bac50d0ad1f9c0fd2cc6df283129b0e02c303031320d0a', 'hex'),
    ]);
    const input = await choose(bytes, '样例.csv');
    await vault.dispatch('students.importRoster', input);
    const [student] = await enrolled();
    expect(student).toMatchObject({ name: '样例', entry_year: 2026, number: 1, student_no: '0012', name_pinyin: 'yangli' });
  });

  it('refuses what is no sheet, an empty one, and one without names', async () => {
    await expect(vault.dispatch('students.readRoster', { token: vault.give('a.pdf', '%PDF-1.7 样例') })).rejects.toThrow(
      'rosterNotASheet',
    );
    await expect(vault.dispatch('students.readRoster', { token: vault.give('a.csv', '\r\n ,\r\n') })).rejects.toThrow(
      'rosterEmpty',
    );
    const input = await choose('班级,学号\r\n七(1)班,1\r\n', 'b.csv');
    await expect(vault.dispatch('students.previewRoster', input)).rejects.toThrow('rosterNoName');
  });
});

describe('a cell of three megabytes', () => {
  it('is refused by its field, stays out of the preview, and lets the other rows in', async () => {
    const long = '长'.repeat(1_000_000);
    const input = await choose(`姓名,班级,性别\n${long},七(1)班,女\n样例短名,七(1)班,女\n`, '长.csv');
    const preview = await vault.dispatch('students.previewRoster', input);
    expect(preview.rows.map(({ outcome, reasons }) => [outcome, reasons[0]?.reason, reasons[0]?.field])).toEqual([
      ['refused', 'tooLong', 'name'],
      ['new', undefined, undefined],
    ]);
    expect(JSON.stringify(preview).length).toBeLessThan(5000);
    expect((await vault.dispatch('students.importRoster', input)).counts.new).toBe(1);
  });
});

describe('importing a roster', () => {
  it('tells new, same, changed and refused rows apart and imports the good ones', async () => {
    await vault.dispatch('students.importRoster', await choose(xlsx([row(1, '样例甲'), row(2, '样例乙')])));
    const second = await choose(
      xlsx([
        row(1, '样例甲'),
        row(2, '样例乙', { 11: '13900000000', 8: '走读' }),
        row(3, '样例丙'),
        row(4, '样例丁', { 5: 5.3060220130305e17, 1: null }),
        row(5, '样例戊', { 4: '20130231' }),
        row(6, '样例己', { 7: '九十九班' }),
      ]),
    );
    const preview = await vault.dispatch('students.previewRoster', second);
    expect(preview.counts).toEqual({
      new: 1,
      changed: 1,
      same: 1,
      looksLike: 0,
      sameName: 0,
      numberConflict: 0,
      left: 0,
      refused: 3,
    });
    expect(
      preview.rows.filter((r) => r.outcome === 'refused').map((r) => [r.row, r.reasons[0]?.field, r.reasons[0]?.reason]),
    ).toEqual([
      [7, 'idNumber', 'damaged'],
      [8, 'birthDate', 'noSuchDay'],
      [9, 'className', 'class.unreadable'],
    ]);
    expect(preview.rows.find((r) => r.outcome === 'changed')?.changes).toEqual([
      { field: 'attendance', from: '2', to: '1' },
      { field: 'guardianPhone', from: '13800000000', to: '13900000000' },
    ]);
    const done = await vault.dispatch('students.importRoster', second);
    expect(done.refused).toBe(3);
    expect((await enrolled()).map((r) => [r.name, r.boarder])).toEqual([
      ['样例丙', 1],
      ['样例甲', 1],
      ['样例乙', 0],
    ]);
  });

  it('gives the refused rows back as a sheet with reasons and no formula', async () => {
    const input = await choose(xlsx([row(1, '=1+1', { 4: '31/2/2013' })]));
    const { batchId } = await vault.dispatch('students.importRoster', input);
    const { token, path } = vault.target('退回.xlsx');
    const words = {
      heading: '原因',
      'field.name': '姓名',
      'reason.notAName': '不像姓名',
      'field.birthDate': '出生日期',
      'reason.dayMonthOrder': '日期次序不清',
    };
    expect(await vault.dispatch('students.exportRefused', { token, batchId, words })).toMatchObject({ rows: 1 });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(Uint8Array.from(readFileSync(path)).buffer);
    const sheet = book.worksheets[0];
    expect(sheet?.getRow(1).getCell(HEADINGS.length + 1).value).toBe('原因');
    expect(sheet?.getRow(2).getCell(3).value).toBe("'=1+1");
    expect(sheet?.getRow(2).getCell(HEADINGS.length + 1).value).toBe('姓名：不像姓名；出生日期：日期次序不清');
  });

  it('does not guess between two of one name, and follows a decision', async () => {
    const rows = [row(1, '样例同名', { 1: null, 5: null }), row(2, '样例同名', { 1: null, 5: null })];
    const input = await choose(xlsx(rows));
    const { counts, rows: shown } = await vault.dispatch('students.previewRoster', input);
    expect(counts.sameName).toBe(2);
    const decisions = { [shown[0]?.key ?? '']: 'new', [shown[1]?.key ?? '']: 'new' };
    const done = await vault.dispatch('students.importRoster', { ...input, decisions });
    expect(done.counts).toMatchObject({ new: 2, sameName: 0 });
  });

  it('finds numbers that name two people, and a number twice in the file', async () => {
    await vault.dispatch('students.importRoster', await choose(xlsx([row(1, '样例甲'), row(2, '样例乙')])));
    const other = idNumber('20130305', 2);
    const input = await choose(xlsx([row(1, '样例甲', { 5: other }), row(3, '样例丙'), row(3, '样例丙')]));
    const { rows } = await vault.dispatch('students.previewRoster', input);
    expect(rows.map((r) => [r.outcome, r.reasons[0]?.reason])).toEqual([
      ['numberConflict', 'numbersDisagree'],
      ['new', undefined],
      ['refused', 'twiceInFile'],
    ]);
  });

  it('follows a temporary registration number to the final one', async () => {
    const id = idNumber('20130305', 1);
    const temporary = `L530602201303051234`;
    await vault.dispatch('students.importRoster', await choose(xlsx([row(1, '样例甲', { 1: temporary, 5: id })])));
    await vault.dispatch('students.importRoster', await choose(xlsx([row(1, '样例甲')])));
    const [hit] = await vault.dispatch('students.search', { query: temporary });
    const numbers = await vault.db.selectFrom('student').select(['id', 'registration_no']).execute();
    expect(numbers).toEqual([{ id: hit?.id, registration_no: `G${id}` }]);
  });

  it('moves a student of another class and keeps the old enrolment', async () => {
    await vault.dispatch('students.importRoster', await choose(xlsx([row(1, '样例甲')])));
    await vault.dispatch('students.importRoster', await choose(xlsx([row(1, '样例甲', { 7: '八(4)班' })])));
    expect((await enrolled()).map((r) => r.number)).toEqual([4]);
    const spans = await vault.db.selectFrom('enrolment').select(['from_date', 'to_date']).orderBy('from_date').execute();
    expect(spans).toEqual([
      { from_date: '2026-09-01', to_date: '2026-11-24' },
      { from_date: '2026-11-24', to_date: null },
    ]);
  });
});

describe('undoing an import', () => {
  it('takes back new rows and restores changed ones', async () => {
    await vault.dispatch('students.importRoster', await choose(xlsx([row(1, '样例甲')])));
    const before = await vault.db.selectFrom('student').select(['name', 'ethnicity']).execute();
    const input = await choose(xlsx([row(1, '样例甲', { 6: '苗族', 7: '八(4)班' }), row(2, '样例乙')]));
    const { batchId } = await vault.dispatch('students.importRoster', input);
    expect(await vault.dispatch('students.undoImport', { batchId })).toEqual({ removed: 1, restored: 1 });
    expect(await vault.db.selectFrom('student').select(['name', 'ethnicity']).execute()).toEqual(before);
    expect((await enrolled()).map((r) => r.number)).toEqual([3]);
    await expect(vault.dispatch('students.undoImport', { batchId })).rejects.toThrow('importUndone');
  });

  it('refuses once somebody has worked with a student', async () => {
    const { batchId } = await vault.dispatch('students.importRoster', await choose(xlsx([row(1, '样例甲')])));
    const [student] = await enrolled();
    await vault.dispatch('students.openFile', { studentId: student?.id ?? '', on: '2026-11-24' });
    await expect(vault.dispatch('students.undoImport', { batchId })).rejects.toThrow('importInUse');
    expect(await enrolled()).toHaveLength(1);
  });
});
