import ExcelJS from 'exceljs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSheets } from '../../src-main/students/roster/read-sheet.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { choiceOf, choose, idOf, importFile, outcomes, readFile, sheetOf } from '../support/roster.ts';

let vault: TestVault;
beforeEach(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-24T02:00:00.000Z') });
});
afterEach(() => vault.close());

const names = async (): Promise<string[]> =>
  (await vault.db.selectFrom('student').select('name').orderBy('name').execute()).map((row) => row.name);
const fields = async (bytes: Uint8Array | string, name?: string) =>
  (await readFile(vault, bytes, name)).file.sheets[0]?.columns.map((column) => [column.heading, column.field]);
const book = async (fill: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void): Promise<Buffer> => {
  const made = new ExcelJS.Workbook();
  fill(made.addWorksheet('名册'), made);
  return Buffer.from(await made.xlsx.writeBuffer());
};

describe('a sheet as it comes from an office', () => {
  it('has joined headings of two lines and an empty first column', async () => {
    const bytes = await book((sheet) => {
      sheet.addRow(['', '样例学校学生花名册']);
      sheet.addRow(['', '学生', '', '监护人', '', '班级']);
      sheet.addRow(['', '姓名', '出生日期', '姓名', '联系电话', '']);
      sheet.mergeCells('B2:C2');
      sheet.mergeCells('D2:E2');
      sheet.mergeCells('F2:F3');
      sheet.addRow(['', '样例甲', '2014-03-05', '样例母', '13900000001', '七(1)班']);
    });
    expect((await fields(bytes))?.map(([, field]) => field)).toEqual([
      'name',
      'birthDate',
      'guardian1Name',
      'guardian1Phone',
      'className',
    ]);
    expect(await outcomes(vault, await choose(vault, bytes))).toEqual([['样例甲', 'new']]);
  });

  it('has rows and columns that are hidden by a filter: they are students all the same', async () => {
    const bytes = await book((sheet) => {
      sheet.addRow(['姓名', '班级', '学号']);
      sheet.addRow(['样例甲', '七(1)班', '1']);
      sheet.addRow(['样例乙', '七(1)班', '2']).hidden = true;
      sheet.getColumn(3).hidden = true;
    });
    await importFile(vault, bytes);
    expect(await names()).toEqual(['样例乙', '样例甲'].sort());
    expect((await vault.db.selectFrom('student').select('student_no').execute()).map((row) => row.student_no).sort()).toEqual([
      '1',
      '2',
    ]);
  });

  it('has hidden and very hidden sheets, which are not offered', async () => {
    const bytes = await book((sheet, made) => {
      sheet.addRow(['姓名', '班级']);
      sheet.addRow(['样例甲', '七(1)班']);
      made.addWorksheet('代码表', { state: 'veryHidden' }).addRow(['姓名', '班级']);
      made.addWorksheet('旧名册', { state: 'hidden' }).addRow(['姓名', '班级']);
    });
    expect((await readFile(vault, bytes)).file.sheets.map((sheet) => sheet.name)).toEqual(['名册']);
  });

  it('ends in sums, signatures and remarks', async () => {
    const bytes = sheetOf(
      ['序号', '姓名', '班级', '备注'],
      [1, '样例甲', '七(1)班', null],
      [2, '样例乙', '七(1)班', null],
      ['合计', '2人', null, null],
      ['总计：2人', null, null, null],
      [null, null, null, null],
      ['填表人：样例老师', null, '填表日期：2026年9月1日', null],
      ['注：1.本表一式两份；2.请于9月10日前上报', null, null, null],
      [null, '（盖章）', null, null],
      [null, '以下空白', null, null],
      [null, null, null, '第1页 共1页'],
    );
    expect(await outcomes(vault, await choose(vault, bytes))).toEqual([
      ['样例甲', 'new'],
      ['样例乙', 'new'],
    ]);
  });

  it('names two columns alike: the first counts, the second can be chosen', async () => {
    const bytes = sheetOf(
      ['姓名', '班级', '联系电话', '联系电话', '姓名'],
      ['样例甲', '七(1)班', '13900000001', '13900000002', '样例丙'],
    );
    expect((await fields(bytes))?.map(([, field]) => field)).toEqual(['name', 'className', 'phone', null, null]);
    const { token, file } = await readFile(vault, bytes);
    const mapping = { 0: 'name', 1: 'className', 3: 'phone' } as const;
    await vault.dispatch('students.importRoster', { ...choiceOf({ token, file }), mapping });
    expect(await vault.db.selectFrom('student').select(['name', 'phone']).execute()).toEqual([
      { name: '样例甲', phone: '13900000002' },
    ]);
  });
});

describe('cells as people and programs spoil them', () => {
  it('are read through apostrophes, full-width digits, blanks and marks that nobody sees', async () => {
    const bytes = sheetOf(
      ['姓\u00a0名', '班\u200b级', '学号', '联系电话', '出生日期', '性别', '身份证号'],
      [
        '样\u200b例\u00a0甲',
        '七（１）班',
        "'００１２",
        '１３９\u2009００００\u00a0０００１',
        '２０１４．３．５',
        '\ufeff女 ',
        `'${idOf('20140305', 2)}`,
      ],
      ['　样例　乙　', '７．２', "'13", '139-0000-0002', '2014年03月05日', '男\u200e', `‘${idOf('20140305', 3)}\u00a0`],
    );
    expect(await outcomes(vault, await choose(vault, bytes))).toEqual([
      ['样例甲', 'new'],
      ['样例乙', 'new'],
    ]);
    await importFile(vault, bytes);
    const rows = await vault.db
      .selectFrom('student')
      .select(['name', 'student_no', 'phone', 'birth_date', 'sex', 'id_number'])
      .orderBy('student_no')
      .execute();
    expect(rows).toEqual([
      {
        name: '样例甲',
        student_no: '0012',
        phone: '13900000001',
        birth_date: '2014-03-05',
        sex: '2',
        id_number: idOf('20140305', 2),
      },
      {
        name: '样例乙',
        student_no: '13',
        phone: '13900000002',
        birth_date: '2014-03-05',
        sex: '1',
        id_number: idOf('20140305', 3),
      },
    ]);
  });

  it('are days counted from 1900 or from 1904', async () => {
    for (const date1904 of [false, true]) {
      const bytes = await book((sheet, made) => {
        made.properties.date1904 = date1904;
        sheet.addRow(['姓名', '班级', '出生日期']);
        sheet.addRow([`样例${date1904 ? '乙' : '甲'}`, '七(1)班', new Date(Date.UTC(2014, 2, 5))]);
      });
      await importFile(vault, bytes);
    }
    const rows = await vault.db.selectFrom('student').select('birth_date').execute();
    expect(rows.map((row) => row.birth_date)).toEqual(['2014-03-05', '2014-03-05']);
  });

  it('hold rare characters of family names, in every coding', async () => {
    const table = '姓名,班级\n样例䶮,七(1)班\n样例𠮷,七(1)班\n';
    const gb = Buffer.concat(
      [...table].map((c) => {
        const rare: Record<string, number[]> = { 䶮: [0xfe, 0x9f], 𠮷: [0x95, 0x34, 0xb2, 0x35] };
        return rare[c] ? Buffer.from(rare[c]) : encodeGb(c);
      }),
    );
    const wanted = ['样例䶮', '样例𠮷'];
    for (const bytes of [Buffer.from(table), Buffer.from(`\ufeff${table}`), Buffer.from(`\ufeff${table}`, 'utf16le'), gb]) {
      const read = readSheets(bytes)[0]?.rows.map((row) => row[0]);
      for (const name of wanted) expect(read).toContain(name);
    }
    await importFile(vault, table, '样例.csv');
    expect(await names()).toEqual(expect.arrayContaining(wanted));
  });

  it.each([
    ['comma', ','],
    ['semicolon', ';'],
    ['tab', '\t'],
  ])('of a text table stand between quotes with a %s, lines and quotes inside', async (_, sign) => {
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    const table = [
      ['姓名', '班级', '现住址'].join(sign),
      [quoted('样例甲'), '七(1)班', quoted(`样例路${sign}1号\n"东"单元`)].join(sign),
      ['样例乙', '七(1)班', ''].join(sign),
    ].join('\r\n');
    await importFile(vault, table, '样例.csv');
    const rows = await vault.db.selectFrom('student').select(['name', 'address']).orderBy('name').execute();
    expect(rows.map((row) => row.name).sort()).toEqual(['样例甲', '样例乙'].sort());
    expect(rows.find((row) => row.name === '样例甲')?.address).toBe(`样例路${sign === '\t' ? ' ' : sign}1号 "东"单元`);
  });
});

describe('more than a school', () => {
  it('is refused by its rows, in a workbook and in a text table', async () => {
    expect(() => readSheets(Buffer.from(`姓名,班级\n${'样例甲,七(1)班\n'.repeat(60_000)}`))).toThrow('rosterTooBig');
    const bytes = await book((sheet) => {
      for (let n = 0; n < 21_000; n += 1) sheet.addRow(['样例甲']);
    });
    expect(() => readSheets(bytes)).toThrow('rosterTooBig');
  });
});

/** GB 18030 bytes of the few characters that the table needs besides the rare ones. */
function encodeGb(character: string): Buffer {
  if (character < '\u0080') return Buffer.from(character);
  const decoder = new TextDecoder('gb18030');
  for (let lead = 0xb0; lead < 0xf8; lead += 1) {
    for (let trail = 0xa1; trail < 0xff; trail += 1) {
      if (decoder.decode(Buffer.from([lead, trail])) === character) return Buffer.from([lead, trail]);
    }
  }
  throw new Error(`not in the table: ${character}`);
}
