import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { CFB } from '@e965/xlsx';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSheets } from '../../src-main/students/roster/read-sheet.ts';
import { unpackedParts } from '../../src-main/students/roster/unpack.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { choose, importFile, outcomes } from '../support/roster.ts';

let vault: TestVault;
beforeEach(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-24T02:00:00.000Z') });
});
afterEach(() => vault.close());

interface Part {
  readonly name: string;
  readonly data: Buffer;
  /** What the directory claims the unpacked size to be. */
  readonly claimed?: number;
}

/** A zip by hand, so that its directory may lie. */
function zip(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, claimed } of parts) {
    const packed = deflateRawSync(data);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(data), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(claimed ?? data.length, 18);
    head.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), head, Buffer.from(name), packed]);
    const rest = Buffer.alloc(16);
    rest.writeUInt32LE(offset, 12);
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), head, rest.subarray(2), Buffer.from(name));
    locals.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

const MAIN = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const xml = (body: string): Buffer => Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${body}`);

/** A workbook of one sheet with the sheet's XML as given, and further parts beside it. */
function bookOf(sheet: string, more: readonly Part[] = [], macros = false): Buffer {
  const kind = macros ? 'application/vnd.ms-excel.sheet.macroEnabled.main+xml' : `${MAIN}.sheet.main+xml`;
  const ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return zip([
    {
      name: '[Content_Types].xml',
      data: xml(
        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override PartName="/xl/workbook.xml" ContentType="${kind}"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${MAIN}.worksheet+xml"/></Types>`,
      ),
    },
    {
      name: '_rels/.rels',
      data: xml(
        `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ),
    },
    {
      name: 'xl/workbook.xml',
      data: xml(`<workbook ${ns} xmlns:r="${rel}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`),
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: xml(
        `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      ),
    },
    { name: 'xl/worksheets/sheet1.xml', data: xml(`<worksheet ${ns}>${sheet}</worksheet>`) },
    ...more,
  ]);
}

const text = (at: string, value: string): string => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
const HEADING = `<row r="1">${text('A1', '姓名')}${text('B1', '班级')}${text('C1', '联系电话')}</row>`;

describe('a zip bomb', () => {
  const huge = Buffer.alloc(200 * 1024 * 1024, 0x20);
  it('is refused by what its directory says', () => {
    const bomb = bookOf('<sheetData/>', [{ name: 'xl/worksheets/sheet2.xml', data: huge }]);
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(() => readSheets(bomb)).toThrow('rosterTooBig');
  });

  it('is refused by what comes out of it when the directory lies', () => {
    expect(() => readSheets(bookOf('<sheetData/>', [{ name: 'xl/worksheets/sheet2.xml', data: huge, claimed: 10 }]))).toThrow(
      'rosterTooBig',
    );
  });

  it('in a part that is never read does no harm', () => {
    const book = bookOf(`<sheetData>${HEADING}</sheetData>`, [{ name: 'xl/media/image1.png', data: huge }]);
    expect(readSheets(book)[0]?.rows[0]).toEqual(['姓名', '班级', '联系电话']);
  });
});

describe('formulas and macros', () => {
  it('are read as their last values and never run; a macro is not even unpacked', async () => {
    const rows = [
      `<row r="2"><c r="A2" t="str"><f>"样"&amp;"例甲"</f><v>样例甲</v></c>${text('B2', '七(1)班')}<c r="C2"><f>13900000000+1</f><v>13900000001</v></c></row>`,
      `<row r="3"><c r="A3" t="str"><f>WEBSERVICE("x")</f></c>${text('B3', '七(1)班')}</row>`,
      `<row r="4"><c r="A4" t="e"><f>NA()</f><v>#N/A</v></c>${text('B4', '七(1)班')}</row>`,
    ];
    const macro = { name: 'xl/vbaProject.bin', data: Buffer.from('样例宏 Auto_Open') };
    const book = bookOf(`<sheetData>${HEADING}${rows.join('')}</sheetData>`, [macro], true);
    expect(unpackedParts(book).some((part) => part.name.includes('vbaProject'))).toBe(false);
    expect(await outcomes(vault, await choose(vault, book, '样例.xlsm'))).toEqual([
      ['样例甲', 'new'],
      ['', 'refused', 'name.empty'],
      ['#N/A', 'refused', 'name.formulaError'],
    ]);
    await importFile(vault, book, '样例.xlsm');
    expect(await vault.db.selectFrom('student').select(['name', 'phone']).execute()).toEqual([
      { name: '样例甲', phone: '13900000001' },
    ]);
  });

  it('written as text are no names, and go back to the school as text', async () => {
    const csv = '姓名,班级,家庭住址\r\n=cmd|\' /c calc\'!A0,七(1)班,\r\n"@SUM(1,2)",七(1)班,\r\n样例甲,七(1)班,=1+1\r\n';
    expect(await outcomes(vault, await choose(vault, csv, '样例.csv'))).toEqual([
      ["=cmd|' /c calc'!A0", 'refused', 'name.notAName'],
      ['@SUM(1,2)', 'refused', 'name.notAName'],
      ['样例甲', 'new'],
    ]);
    await importFile(vault, csv, '样例.csv');
    expect(await vault.db.selectFrom('student').select('address').execute()).toEqual([{ address: '=1+1' }]);
  });
});

describe('sizes', () => {
  it('of 200 000 rows are refused, whether xlsx or text', () => {
    const rows = Array.from({ length: 200_000 }, (_, i) => `<row r="${i + 2}"><c r="A${i + 2}"><v>${i}</v></c></row>`);
    expect(() => readSheets(bookOf(`<sheetData>${HEADING}${rows.join('')}</sheetData>`))).toThrow('rosterTooBig');
    expect(() => readSheets(Buffer.from(`姓名,班级\n${'样例甲,七(1)班\n'.repeat(200_000)}`))).toThrow('rosterTooBig');
  });

  it('of formatted but empty rows and columns do not count', () => {
    const empty = Array.from(
      { length: 30_000 },
      (_, i) => `<row r="${i + 2}"><c r="A${i + 2}" s="0"/><c r="XFD${i + 2}" s="0"/></row>`,
    );
    const sheet = `<dimension ref="A1:XFD30001"/><sheetData>${HEADING}<row r="2">${text('A2', '样例甲')}</row>${empty.slice(1).join('')}</sheetData>`;
    const [read] = readSheets(bookOf(sheet));
    expect(read?.rows).toHaveLength(2);
    expect(Math.max(...(read?.rows ?? []).map((row) => row.length))).toBeLessThanOrEqual(200);
  });

  it('of one cell of three megabytes refuse that row alone', async () => {
    const long = `<row r="2">${text('A2', '长'.repeat(1_000_000))}${text('B2', '七(1)班')}</row>`;
    const good = `<row r="3">${text('A3', '样例甲')}${text('B3', '七(1)班')}</row>`;
    const found = await outcomes(vault, await choose(vault, bookOf(`<sheetData>${HEADING}${long}${good}</sheetData>`)));
    expect(found.map(([, ...rest]) => rest)).toEqual([['refused', 'name.tooLong'], ['new']]);
  });

  it('of a file over the limit are refused before it is read', async () => {
    const token = vault.give('大.csv', Buffer.alloc(21 * 1024 * 1024, 0x2c));
    await expect(vault.dispatch('students.readRoster', { token })).rejects.toThrow('fileTooLarge');
  });
});

describe('files that are not what they seem', () => {
  const fixture = (name: string): Buffer => readFileSync(join(import.meta.dirname, '../fixtures/rosters', name));
  const compound = (stream: string): Buffer => {
    const file = CFB.utils.cfb_new();
    CFB.utils.cfb_add(file, stream, Buffer.alloc(4096));
    return Buffer.from(CFB.write(file, { type: 'buffer' }) as Uint8Array);
  };

  it('say clearly that they have a password', () => {
    expect(() => readSheets(compound('/EncryptedPackage'))).toThrow('rosterProtected');
    const locked = zip([{ name: 'xl/workbook.xml', data: Buffer.from('x') }]);
    locked.writeUInt16LE(1, locked.indexOf(Buffer.from('PK\u0001\u0002', 'latin1')) + 8);
    expect(() => readSheets(locked)).toThrow('rosterProtected');
  });

  it('say clearly that they are too old or no sheet', () => {
    expect(() => readSheets(compound('/Book'))).toThrow('rosterOldXls');
    expect(() => readSheets(compound('/WordDocument'))).toThrow('rosterNotASheet');
    expect(() => readSheets(Buffer.from('%PDF-1.7'))).toThrow('rosterNotASheet');
    expect(() => readSheets(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]))).toThrow('rosterNotASheet');
    expect(() => readSheets(Buffer.alloc(0))).toThrow('rosterEmpty');
  });

  it.each([0.2, 0.5, 0.8, 0.97])('cut at %d of their length they are refused or read, never worse', (part) => {
    for (const name of ['titled-libreoffice.xls', 'titled-libreoffice.xlsx', 'coded-libreoffice.ods']) {
      const whole = fixture(name);
      const cut = whole.subarray(0, Math.floor(whole.length * part));
      let code = 'read';
      try {
        readSheets(cut);
      } catch (error) {
        code = (error as { code?: string }).code ?? String(error);
      }
      expect(['read', 'rosterNotASheet', 'rosterEmpty', 'rosterProtected'], name).toContain(code);
    }
  });
});
