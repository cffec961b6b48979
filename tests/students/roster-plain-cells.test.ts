import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainCells } from '../../src-main/students/roster/plain-cells.ts';
import { readSheets } from '../../src-main/students/roster/read-sheet.ts';
import { type Part, unpackedParts, zipOf } from '../../src-main/students/roster/unpack.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/rosters');
const MOST = { rows: 20_050, columns: 200 };
const isSheet = (part: Part): boolean => part.name.startsWith('xl/worksheets/');

/** The same workbook written so that only the reader of the whole format takes it: a blank that means nothing. */
function unusual(bytes: Buffer): Buffer {
  return zipOf(
    unpackedParts(bytes).map((part) =>
      isSheet(part) ? { ...part, data: Buffer.from(part.data.toString('utf8').replace('<sheetData>', '<sheetData >')) } : part,
    ),
  );
}

const taken = (bytes: Buffer): number => plainCells(unpackedParts(bytes), MOST).rows.size;

/** A workbook whose first sheet holds this XML between `<sheetData>` and its end, with these shared strings. */
async function written(rows: string, strings: readonly string[] = []): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('名册').addRow(['样例']);
  const sst = `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${strings.join('')}</sst>`;
  return zipOf(
    unpackedParts(Buffer.from(await book.xlsx.writeBuffer())).map((part) => {
      if (part.name === 'xl/sharedStrings.xml') return { ...part, data: Buffer.from(sst) };
      if (!isSheet(part)) return part;
      const xml = part.data.toString('utf8').replace(/<sheetData>.*<\/sheetData>/su, `<sheetData>${rows}</sheetData>`);
      return { ...part, data: Buffer.from(xml.replace(/<dimension[^>]*>/u, '')) };
    }),
  );
}

describe('the quick reader of cells', () => {
  const files = readdirSync(FIXTURES).filter((name) => name.endsWith('.xlsx'));
  it.each(files)('takes %s and reads what the whole reader reads', (name) => {
    const bytes = readFileSync(join(FIXTURES, name));
    expect(taken(bytes)).toBeGreaterThan(0);
    expect(taken(unusual(bytes))).toBe(0);
    expect(readSheets(bytes)).toEqual(readSheets(unusual(bytes)));
  });

  it('reads what the whole reader reads, whatever a program writes into cells', async () => {
    const style = fc.constantFrom(undefined, '0000', '00', 'yyyy-mm-dd', '@', '0.00%');
    const text = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('样例㐂䶮', '𠮷', '&<>"\'', '_x000D_', 'a\r\nb', ' 前后 ', '0012', '#N/A', '=1+1', '\u200b\u00a0', '１２'),
    );
    const value = fc.oneof(
      { weight: 4, arbitrary: text },
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      fc.record({ formula: fc.constant('A1&"x"'), result: fc.oneof(text, fc.integer()) }),
      fc.record({ error: fc.constantFrom('#N/A', '#REF!', '#DIV/0!') }),
      fc.record({
        richText: fc.array(fc.record({ text: fc.constantFrom('样', '例甲', ' ', '&') }), {
          minLength: 1,
          maxLength: 3,
        }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.tuple(value, style), { maxLength: 6 }), { maxLength: 6 }), async (rows) => {
        const book = new ExcelJS.Workbook();
        const sheet = book.addWorksheet('名册');
        sheet.addRow(['姓名']);
        for (const [r, row] of rows.entries()) {
          for (const [c, [cell, numFmt]] of row.entries()) {
            const at = sheet.getCell(r + 2, c + 1);
            at.value = structuredClone(cell) as ExcelJS.CellValue;
            if (numFmt !== undefined) at.numFmt = numFmt;
          }
        }
        const bytes = Buffer.from(await book.xlsx.writeBuffer());
        expect(readSheets(bytes)).toEqual(readSheets(unusual(bytes)));
      }),
      { numRuns: 120 },
    );
  });

  it('knows what offices write: inline texts, phonetic marks, rows and cells without anything, more attributes', async () => {
    const bytes = await written(
      [
        '<row r="1" spans="1:4" x14ac:dyDescent="0.25"><c r="A1" s="0" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>',
        '<row r="2"/><row r="4" ht="15" customHeight="1"><c r="A4" t="inlineStr"><is><t xml:space="preserve"> 样例乙 </t></is></c>',
        '<c r="C4" s="0"/><c r="D4"><f>1+1</f><v>2</v></c><c r="E4" t="str"><f t="shared" si="0"/><v>好</v></c></row>',
      ].join(''),
      [
        '<si><t>姓名</t><phoneticPr fontId="1" type="noConversion"/></si>',
        '<si><r><t>班</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 级</t></r></si>',
      ],
    );
    expect(taken(bytes)).toBe(1);
    const rows = readSheets(bytes)[0]?.rows;
    expect(rows).toEqual([['姓名', '班 级'], [], [], [' 样例乙 ', null, null, 2, '好']]);
    expect(readSheets(unusual(bytes))[0]?.rows.map((row) => row.filter((cell) => cell !== null))).toEqual(
      rows?.map((row) => row.filter((cell) => cell !== null)),
    );
  });

  it('reads a rare character that is written as a number', async () => {
    const bytes = await written('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', [
      '<si><t>&#x20BB7;&#134071;&#55362;&#57271;&amp;</t></si>',
    ]);
    expect(readSheets(bytes)[0]?.rows).toEqual([['𠮷𠮷𠮷&']]);
  });

  it.each([
    ['a cell without its place', '<row r="1"><c t="str"><v>样例</v></c></row>'],
    ['a prefix', '<x:row r="1"><x:c r="A1" t="str"><x:v>样例</x:v></x:c></x:row>'],
    ['single quotes', `<row r='1'><c r='A1' t='str'><v>样例</v></c></row>`],
    ['an unknown element', '<row r="1"><c r="A1" t="str"><v>样例</v><extLst/></c></row>'],
    ['a day as text', '<row r="1"><c r="A1" t="d"><v>2014-03-05</v></c></row>'],
    ['a string that is not there', '<row r="1"><c r="A1" t="s"><v>7</v></c></row>'],
  ])('leaves %s to the whole reader', async (_, rows) => {
    expect(taken(await written(rows))).toBe(0);
  });
});
