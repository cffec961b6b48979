import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainCells } from '../../src-main/students/roster/plain-cells.ts';
import { readSheets } from '../../src-main/students/roster/read-sheet.ts';
import { type Part, unpackedParts, zipOf } from '../../src-main/students/roster/unpack.ts';
import { AppError } from '../../src-shared/contract/result.ts';

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

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const sst = (strings: readonly string[]): string => `<sst ${MAIN}>${strings.join('')}</sst>`;

/** A workbook whose first sheet holds this XML between `<sheetData>` and its end, with these shared strings and these other parts. */
async function written(
  rows: string,
  strings: readonly string[] = [],
  others: Readonly<Record<string, string | Buffer>> = {},
): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('名册').addRow(['样例']);
  return zipOf(
    unpackedParts(Buffer.from(await book.xlsx.writeBuffer())).map((part) => {
      const other = others[part.name];
      if (other !== undefined) return { ...part, data: Buffer.from(other) };
      if (part.name === 'xl/sharedStrings.xml') return { ...part, data: Buffer.from(sst(strings)) };
      if (!isSheet(part)) return part;
      const xml = part.data.toString('utf8').replace(/<sheetData>.*<\/sheetData>/su, `<sheetData>${rows}</sheetData>`);
      return { ...part, data: Buffer.from(xml.replace(/<dimension[^>]*>/u, '')) };
    }),
  );
}

/** What a reader makes of it, without the empty cells at the end of rows; its refusal otherwise. */
function tried(bytes: Buffer): unknown {
  try {
    return readSheets(bytes).map((sheet) => ({
      ...sheet,
      rows: sheet.rows.map((row) => row.slice(0, 1 + row.findLastIndex((cell) => cell !== null && cell !== ''))),
    }));
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
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

  const utf16 = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
  const two = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>';
  const FIRST = '<si><t>甲</t></si>';
  it.each([
    ['one with an attribute', ['<si xml:space="preserve"><t>零</t></si>', FIRST, '<si><t>乙</t></si>']],
    ['an empty one before others', ['<si/>', FIRST]],
    ['one in a comment', ['<!--<si><t>假</t></si>-->', FIRST, FIRST]],
    ['one in marked text', ['<si><t><![CDATA[乙]]></t></si>', FIRST]],
    ['a run in single quotes', [FIRST, `<si><r><t>班</t></r><r><t xml:space='preserve'> 级</t></r></si>`]],
    ['a run with a prefix', [FIRST, '<si><r><t>班</t></r><r><x:t>级</x:t></r></si>']],
    ['a text and a run', [FIRST, '<si><t>甲</t><r><t>班</t></r></si>']],
    ['an entity of its own', ['<!DOCTYPE s [<!ENTITY a "爆">]>', '<si><t>&a;&a;</t></si>', FIRST]],
  ])('reads no shared string for another: %s', async (_, strings) => {
    const bytes = await written(two, strings);
    expect(tried(bytes)).toEqual(tried(unusual(bytes)));
  });

  it('reads the strings of runs with their looks, and empty ones', async () => {
    const look = '<rPr><b/><sz val="11"/><color rgb="FFFF0000"/><rFont val="&#23435;"/></rPr>';
    const bytes = await written(two, [
      '<si><t/></si>',
      `<si><r>${look}<t xml:space="preserve">班 </t></r><r><t>级</t></r><phoneticPr fontId="1"/></si>`,
    ]);
    expect(taken(bytes)).toBe(1);
    expect(readSheets(bytes)[0]?.rows).toEqual([['', '班 级']]);
  });

  it.each([['0x1'], [' '], ['-1'], ['99'], ['1.5']])('leaves the string number %s to the whole reader', async (number) => {
    const bytes = await written(`<row r="1"><c r="A1" t="s"><v>${number}</v></c></row>`, [FIRST, '<si><t>乙</t></si>']);
    expect(taken(bytes)).toBe(0);
  });

  const styles = (formats: string, xfs: string, rest = ''): string =>
    `<styleSheet ${MAIN}>${formats}<cellXfs>${xfs}</cellXfs>${rest}</styleSheet>`;
  const ZEROS = '<numFmts count="1"><numFmt numFmtId="164" formatCode="0000"/></numFmts>';
  const PLAIN_STYLES = '<xf numFmtId="0"/><xf numFmtId="164"/>';
  const DATE_RULE = '<dxfs count="1"><dxf><numFmt numFmtId="164" formatCode="0000"/></dxf></dxfs>';
  it.each<[string, string | Buffer]>([
    ['as usual', styles(ZEROS, PLAIN_STYLES)],
    ['with a colour rule', styles(ZEROS.replace('0000', 'yyyy-mm-dd'), PLAIN_STYLES, DATE_RULE)],
    ['with a style that says nothing', styles(ZEROS, '<xf/><xf numFmtId="164"/>')],
    ['in single quotes', styles(ZEROS, PLAIN_STYLES).replaceAll('"', "'")],
    [
      'with a prefix',
      styles(ZEROS, PLAIN_STYLES)
        .replace(/<(\/?)(\w)/g, '<$1x:$2')
        .replace('xmlns=', 'xmlns:x='),
    ],
    ['over several lines', styles(ZEROS, PLAIN_STYLES).replaceAll(' ', '\n')],
    ['with one in a comment', styles(ZEROS, `<!-- <xf numFmtId="0"/> -->${PLAIN_STYLES}`)],
    [
      'with a format twice',
      styles(ZEROS.replace('</numFmts>', '<numFmt numFmtId="164" formatCode="0.0"/></numFmts>'), PLAIN_STYLES),
    ],
    ['with zeros as numbers of characters', styles(ZEROS.replace('0000', '&#48;000'), PLAIN_STYLES)],
    ['in UTF-16', utf16(styles(ZEROS, PLAIN_STYLES))],
    ['without an end', `<styleSheet ${MAIN}>${ZEROS}${'<cellXfs'.repeat(1000)}`],
  ])('shows leading zeros as the whole reader does, the styles written %s', async (_, xml) => {
    const bytes = await written('<row r="1"><c r="A1" s="1"><v>7</v></c><c r="B1" s="0"><v>45000</v></c></row>', [], {
      'xl/styles.xml': xml,
    });
    expect(tried(bytes)).toEqual(tried(unusual(bytes)));
  });

  it('asks the list of contents which part holds the strings, and takes none where two could', async () => {
    const bytes = await written(two, [FIRST, FIRST], { '[Content_Types].xml': '' });
    expect(taken(bytes)).toBe(0);
    const parts = unpackedParts(await written(two, [FIRST, FIRST]));
    const decoy = { name: 'XL/sharedStrings.xml', data: Buffer.from(sst(['<si><t>假</t></si>', FIRST])) };
    expect(plainCells([...parts, decoy], MOST).rows.size).toBe(0);
  });

  it.each([
    ['rows in another order', '<row r="3"><c r="A3" t="str"><v>三</v></c></row><row r="1"><c r="A1" t="str"><v>一</v></c></row>'],
    ['cells in another order', '<row r="1"><c r="C1" t="str"><v>三</v></c><c r="A1" t="str"><v>一</v></c></row>'],
    ['a cell twice', '<row r="1"><c r="A1" t="str"><v>一</v></c><c r="A1" t="str"><v>壹</v></c></row>'],
    ['a cell twice, then empty', '<row r="1"><c r="A1" t="str"><v>一</v></c><c r="A1" s="0"/></row>'],
    ['a cell whose row says another', '<row r="5"><c r="A1" t="str"><v>一</v></c></row>'],
    ['a row without its number', '<row><c r="A4" t="str"><v>一</v></c></row>'],
    ['row 0', '<row r="0"><c r="A0" t="str"><v>零</v></c></row><row r="1"><c r="A1" t="str"><v>一</v></c></row>'],
    [
      'far columns and rows',
      '<row r="9"><c r="A9"><v>1</v></c><c r="ZZZ9"><v>2</v></c></row><row r="9999999"><c r="A9999999"><v>3</v></c></row>',
    ],
    [
      'a comment with an end',
      '<row r="1"><c r="A1"><v>1</v></c></row><!-- </sheetData> --><row r="2"><c r="A2"><v>2</v></c></row>',
    ],
    ['marked text', '<row r="1"><c r="A1" t="str"><v><![CDATA[一]]></v></c></row>'],
    ['the end in an attribute', '<row r="1" x="&lt;/sheetData&gt;"><c r="A1"><v>1</v></c></row>'],
  ])('reads %s as the whole reader does', async (_, rows) => {
    const bytes = await written(rows);
    expect(tried(bytes)).toEqual(tried(unusual(bytes)));
  });
});
