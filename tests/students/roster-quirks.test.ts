import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headingKey, meaningOf } from '../../src-main/students/roster/aliases.ts';
import { parseCsv } from '../../src-main/students/roster/csv.ts';
import { findHeadings } from '../../src-main/students/roster/headings.ts';
import { readSheets } from '../../src-main/students/roster/read-sheet.ts';

const fieldsOf = (rows: readonly (readonly string[])[]) =>
  findHeadings({ name: '', rows, joined: [], date1904: false }).columns.map((column) => column.field);

describe('a workbook in the manner of other offices', () => {
  it('reads rich text, shown zeros, a hidden helper sheet, joined empty titles and a styled tail', async () => {
    const book = new ExcelJS.Workbook();
    const helper = book.addWorksheet('hiddenSheet', { state: 'hidden' });
    helper.addRow(['男', '女']);
    const sheet = book.addWorksheet('学生信息');
    sheet.mergeCells('A1:F2');
    sheet.addRow(['学　号', '姓\n名', '班级（必填）', '出生日期', '备注', '']);
    sheet.addRow([12, null, '七(1)班', new Date(Date.UTC(2014, 2, 5)), true, '']);
    sheet.getCell('A4').numFmt = '0000';
    sheet.getCell('B4').value = { richText: [{ text: '样' }, { text: '例甲', font: { bold: true } }] };
    for (let row = 5; row < 300; row += 1) sheet.getCell(row, 1).border = { top: { style: 'thin' } };
    const sheets = readSheets(Buffer.from(await book.xlsx.writeBuffer()));
    expect(sheets.map((s) => s.name)).toEqual(['学生信息']);
    const [read] = sheets;
    if (!read) throw new Error('no sheet');
    expect(read.rows).toHaveLength(4);
    expect(read.rows[3]?.slice(0, 5)).toEqual(['0012', '样例甲', '七(1)班', 41_703, true]);
    expect(findHeadings(read)).toMatchObject({ at: 2 });
    expect(findHeadings(read).columns.map((c) => c.field)).toEqual(['studentNo', 'name', 'className', 'birthDate', null]);
  });

  it('reads days of a workbook that counts from 1904', async () => {
    const book = new ExcelJS.Workbook();
    book.properties.date1904 = true;
    book.addWorksheet('名册').addRow(['姓名']);
    expect(readSheets(Buffer.from(await book.xlsx.writeBuffer()))[0]?.date1904).toBe(true);
  });
});

describe('headings', () => {
  it.each([
    ['＊姓　名', 'name'],
    ['学生姓名（必填）', 'name'],
    ['身份证号码\n(18位)', 'idNumber'],
    ['【必填】全国学籍号', 'registrationNo'],
    ['是否农村留守儿童', 'leftBehind'],
    ['父亲联系电话', 'fatherPhone'],
    ['妈妈姓名', 'motherName'],
  ])('%s means %s', (heading, field) => {
    expect(meaningOf(heading)).toEqual({ kind: 'field', field });
  });

  it.each([
    ['监护人', 'Name', null],
    ['监护人2电话', 'Phone', 2],
    ['第二监护人关系', 'Relation', 2],
    ['家庭成员三是否监护人', 'Is', 3],
    ['成员1姓名', 'Name', 1],
    ['称谓', 'Relation', null],
  ])('%s is the %s of guardian %s', (heading, part, slot) => {
    expect(meaningOf(heading)).toEqual({ kind: 'guardian', part, slot });
  });

  it('count guardians through, and give a bare phone to the guardian before it', () => {
    expect(fieldsOf([['姓名', '班级', '联系电话', '家长姓名', '关系', '联系电话', '家长姓名', '关系', '电话']])).toEqual([
      ...['name', 'className', 'phone', 'guardian1Name', 'guardian1Relation', 'guardian1Phone'],
      ...['guardian2Name', 'guardian2Relation', 'guardian2Phone'],
    ]);
    expect(fieldsOf([['姓名', '班级', '班级']])).toEqual(['name', 'className', null]);
  });

  it('of two lines are read without joined cells too, as text files hold them', () => {
    const rows = [
      ['样例名册', '', '', '', '', ''],
      ['姓名', '班级', '母亲', '', '监护人', ''],
      ['', '', '姓名', '电话', '姓名', '关系'],
      ['样例甲', '七(1)班', '样例母', '13900000001', '样例祖', '祖母'],
    ];
    expect(fieldsOf(rows)).toEqual(['name', 'className', 'motherName', 'motherPhone', 'guardian1Name', 'guardian1Relation']);
  });

  it('are found in any order of columns under up to twenty rows of notes', () => {
    const known = ['姓名', '班级', '性别', '学号', '身份证号'];
    fc.assert(
      fc.property(fc.shuffledSubarray(known, { minLength: known.length }), fc.nat(20), (order, notes) => {
        const rows = [...Array.from({ length: notes }, (_, i) => [`说明${i}`]), order, order.map((_, i) => `样例${i}`)];
        const found = findHeadings({ name: '', rows, joined: [], date1904: false });
        expect(found.at).toBe(notes);
        expect(found.columns.map((c) => c.heading)).toEqual(order);
        expect(found.columns.every((c) => c.field !== null)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('mean the same however blanks, stars and width are written', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('姓名', '学籍号', '出生日期'),
        fc.constantFrom('', ' ', '　', '\n', '*', '＊', '(必填)'),
        (word, mark) => {
          expect(headingKey(`${mark}${word.slice(0, 1)}${mark.trim() === '' ? mark : ''}${word.slice(1)}${mark}`)).toBe(word);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('text tables', () => {
  const cell = fc.string({ maxLength: 12 }).map((text) => text.replace(/\r/gu, ''));
  it('come back cell by cell as they were quoted', () => {
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }), (rows) => {
        const written = rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')).join('\r\n');
        expect(parseCsv(written, 100)).toEqual(rows);
      }),
      { numRuns: 200 },
    );
  });

  it('never fail and never give more rows than asked', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 5 }), (text, most) => {
        expect(parseCsv(text, most).length).toBeLessThanOrEqual(most + 1);
      }),
      { numRuns: 200 },
    );
  });

  it.each([',', '\t', ';', '|'])('are parted at "%s" by what the first lines hold', (sign) => {
    expect(parseCsv(`姓名${sign}班级\n样例甲${sign}"七(1)班，重点"\n`, 10)).toEqual([
      ['姓名', '班级'],
      ['样例甲', '七(1)班，重点'],
    ]);
  });
});
