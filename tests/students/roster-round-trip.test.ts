import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importZh } from '../../src-renderer/features/students/locale/import-zh.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { choiceOf, choose, idOf, outcomes, type RosterCells, readFile, sheetOf, workbook } from '../support/roster.ts';

/** The words as the page sends them along. */
const words: Record<string, string> = { heading: importZh.reasonHeading };
for (const [field, text] of Object.entries(importZh.field)) words[`field.${field}`] = text;
for (const [outcome, text] of Object.entries(importZh.outcome)) words[`outcome.${outcome}`] = text;
for (const [code, text] of Object.entries(importZh.reason)) {
  if (typeof text === 'string') words[`reason.${code}`] = text;
  else for (const [part, word] of Object.entries(text)) words[`reason.${code}.${part}`] = word;
}

let vault: TestVault;
beforeEach(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-24T02:00:00.000Z') });
});
afterEach(() => vault.close());

async function refusedOf(bytes: Buffer, more: Parameters<typeof choiceOf>[1] = {}) {
  const choice = choiceOf(await readFile(vault, bytes), more);
  const { batchId } = await vault.dispatch('students.importRoster', choice);
  const { token, path } = vault.target('退回.xlsx');
  await vault.dispatch('students.exportRefused', { token, batchId, words });
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Uint8Array.from(readFileSync(path)).buffer);
  const [sheet] = book.worksheets;
  if (!sheet) throw new Error('no sheet was written');
  return { path, book, sheet, texts: rowsOf(sheet) };
}

const rowsOf = (sheet: ExcelJS.Worksheet): string[][] => {
  const rows: string[][] = [];
  sheet.eachRow((row) => rows.push((row.values as unknown[]).slice(1).map((value) => String(value ?? ''))));
  return rows;
};

const HEADINGS = ['姓名', '班级', '出生日期', '身份证号', '联系电话'];
const BIRTH_SERIAL = 41_703;

describe('the sheet of refused rows', () => {
  it('says why, marks the cell at fault, keeps everything as text a person can correct, and comes in when corrected', async () => {
    const id = idOf('20140305', 11);
    const { sheet, texts, book } = await refusedOf(
      sheetOf(
        HEADINGS,
        ['样例甲', '七(1)班', BIRTH_SERIAL, 5.30602201403051e17, '13900000001'],
        ['=样例乙', '七(1)班', '2014-3-5', null, '+86 13900000002'],
        ['样例丙', '七(1)班', '2014-3-5', null, '13900000003'],
      ),
    );
    expect(texts).toEqual([
      [...HEADINGS, '没有导入的原因'],
      ['样例甲', '七(1)班', '2014-03-05', '530602201403051000', '13900000001', `身份证件号：${importZh.reason.damaged}`],
      ["'=样例乙", '七(1)班', '2014-3-5', '', "'+86 13900000002", `姓名：${importZh.reason.notAName}`],
    ]);
    expect(sheet.getRow(2).getCell(4).numFmt).toBe('@');
    const filled = [1, 2, 3, 4, 5].filter((at) => JSON.stringify(sheet.getRow(2).getCell(at).fill).includes('solid'));
    expect(filled).toEqual([4]);
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });

    sheet.getRow(2).getCell(4).value = id;
    sheet.getRow(3).getCell(1).value = '样例乙';
    const corrected = Buffer.from(await book.xlsx.writeBuffer());
    const read = await readFile(vault, corrected, '退回.xlsx');
    expect(read.file.sheets[0]?.columns.at(-1)).toMatchObject({ heading: '没有导入的原因', field: null });
    expect((await vault.dispatch('students.importRoster', choiceOf(read))).counts).toMatchObject({ new: 2, refused: 0 });
    const students = await vault.db
      .selectFrom('student')
      .select(['name', 'birth_date', 'phone', 'id_number'])
      .orderBy('phone')
      .execute();
    expect(students).toEqual([
      { name: '样例甲', birth_date: '2014-03-05', phone: '13900000001', id_number: id },
      { name: '样例乙', birth_date: '2014-03-05', phone: '13900000002', id_number: null },
      { name: '样例丙', birth_date: '2014-03-05', phone: '13900000003', id_number: null },
    ]);
  });

  it('refused again unchanged, says the same and grows no second column of reasons', async () => {
    const first = await refusedOf(sheetOf(HEADINGS, ['样例甲', '九十班', '2014-3-5', '123', '1']));
    const second = await refusedOf(readFileSync(first.path));
    expect(second.texts).toEqual(first.texts);
  });

  it('keeps the meanings given by hand, and the class that only the name of the sheet said', async () => {
    const faulty: RosterCells = ['样例甲', '31/2/2014'];
    const { path, texts } = await refusedOf(workbook({ '七(1)班': [['谁', '何时生'], faulty] }), {
      mapping: { 0: 'name', 1: 'birthDate' },
    });
    expect(texts).toEqual([
      ['谁', '何时生', '班级', '没有导入的原因'],
      ['样例甲', '31/2/2014', '七(1)班', `出生日期：${importZh.reason.dayMonthOrder}`],
    ]);
    const read = await readFile(vault, readFileSync(path));
    expect(read.file.sheets[0]?.columns.map((c) => c.field)).toEqual(['name', 'birthDate', 'className', null]);
  });

  it('holds rows that were left undecided, with the question in words', async () => {
    const rows = sheetOf(['姓名', '班级'], ['样例甲', '七(1)班'], ['样例甲', '七(1)班']);
    expect(await outcomes(vault, await choose(vault, rows))).toHaveLength(2);
    const { texts } = await refusedOf(rows);
    expect(texts.map((r) => r.at(-1))).toEqual(['没有导入的原因', importZh.reason.sameName, importZh.reason.sameName]);
  });
});
