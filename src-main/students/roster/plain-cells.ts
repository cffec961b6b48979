import { randomUUID } from 'node:crypto';
import type { Cell } from './read-sheet.ts';
import type { Part } from './unpack.ts';

/**
 * Cells of an .xlsx as nearly every program writes them, read in one walk: the reader that knows the whole format takes ten times as long for
 * them. A character stands for a byte here until `textOf`, so that digits stay strings of one byte, which all that follows handles faster.
 * Whatever is written otherwise is left to that reader, sheet by sheet; a test holds the two against each other.
 */
const SHEET = /^xl\/worksheets\/[^/]+\.xml$/iu;
const STRINGS = /^xl\/sharedStrings\.xml$/iu;
const STYLES = /^xl\/styles\.xml$/iu;

const ROW = /<row(?: [\w:.]+="[^"<>]*")*\s*(\/?)>/y;
const CELL =
  /<c r="([A-Z]{1,3})(\d{1,7})"(?: s="(\d+)")?(?: t="(n|s|str|b|e|inlineStr)")?\s*(?:\/>|>(?:<f(?: [\w:.]+="[^"<>]*")*(?:\/>|>[^<]*<\/f>))?(?:<v>([^<]*)<\/v>|<v\/>|<is><t(?: xml:space="preserve")?>([^<]*)<\/t><\/is>)?<\/c>)/y;
const ROW_END = '</row>';
const TEXT = /^<t(?: xml:space="preserve")?>([^<]*)<\/t>(?:<phoneticPr(?: [\w:.]+="[^"<>]*")*\s*\/>)?$/u;
const RUN = /<t(?: xml:space="preserve")?>([^<]*)<\/t>/gu;
const NUMBER = /^-?\d+(?:\.\d+)?(?:E[-+]?\d+)?$/iu;
const ERRORS = new Set(['#NULL!', '#DIV/0!', '#VALUE!', '#REF!', '#NAME?', '#NUM!', '#N/A']);
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text of an element from its bytes: entities, `_x000D_` for what XML cannot hold, and one kind of line end. */
function textOf(bytes: string): string {
  const xml = /[\x80-\xff]/.test(bytes) ? Buffer.from(bytes, 'latin1').toString('utf8') : bytes;
  if (!/[&\r]|_x/.test(xml)) return xml;
  return xml
    .replace(
      /&(?:(amp|lt|gt|quot|apos)|#x([\da-f]{1,6})|#(\d{1,7}));/giu,
      (all, name?: string, hex?: string, decimal?: string) => {
        if (name !== undefined) return NAMED[name.toLowerCase()] ?? all;
        const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : all;
      },
    )
    .replace(/_x([\da-f]{4})_/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll('\r\n', '\n');
}

/** The shared strings; null when one of them is written in a way not known here. */
function readStrings(xml: string): string[] | null {
  const strings: string[] = [];
  for (let at = xml.indexOf('<si>'); at >= 0; at = xml.indexOf('<si', at)) {
    const end = xml.indexOf('</si>', at);
    if (end < 0 || !xml.startsWith('<si>', at)) return null;
    const inner = xml.slice(at + 4, end);
    const [, plain] = TEXT.exec(inner) ?? [];
    if (plain !== undefined) strings.push(textOf(plain));
    else if (inner.includes('<r>') && !inner.includes('<rPh'))
      strings.push(textOf(Array.from(inner.matchAll(RUN), ([, run]) => run ?? '').join('')));
    else return null;
    at = end + 5;
  }
  return strings;
}

/** Numbers of digits of the styles that show a number with its leading zeros, by the number of the style. */
function zeroStyles(xml: string): ReadonlyMap<number, number> {
  const zeros = new Map<string, number>();
  for (const [tag] of xml.matchAll(/<numFmt [^<>]*>/gu)) {
    const [, code] = /formatCode="(0{2,20})"/u.exec(tag) ?? [];
    const [, id] = /numFmtId="(\d+)"/u.exec(tag) ?? [];
    if (code !== undefined && id !== undefined) zeros.set(id, code.length);
  }
  if (zeros.size === 0) return new Map();
  const formats = /<cellXfs[\s\S]*?<\/cellXfs>/u.exec(xml)?.[0] ?? '';
  return new Map(
    Array.from(formats.matchAll(/<xf [^<>]*>/gu), ([tag], style) => {
      return [style, zeros.get(/numFmtId="(\d+)"/u.exec(tag)?.[1] ?? '') ?? 0] as const;
    }).filter(([, digits]) => digits > 0),
  );
}

function columnOf(letters: string): number {
  let column = 0;
  for (let i = 0; i < letters.length; i += 1) column = 26 * column + letters.charCodeAt(i) - 64;
  return column - 1;
}

interface Book {
  readonly strings: readonly string[] | null;
  readonly zeros: ReadonlyMap<number, number>;
}

/** The value of a cell; undefined when it is not written as known here. */
function cellOf(book: Book, type: string | undefined, style: string | undefined, v: string | undefined, inline?: string) {
  if (type === 'inlineStr') return inline === undefined ? undefined : textOf(inline);
  if (inline !== undefined) return undefined;
  if (type === 's') return v === undefined || v === '' ? null : book.strings?.[Number(v)];
  if (type === 'str') return v === undefined ? '' : textOf(v);
  if (v === undefined || v === '') return type === undefined || type === 'n' ? null : undefined;
  if (type === 'b') return v === '1' ? true : v === '0' ? false : undefined;
  if (type === 'e') return ERRORS.has(v) ? v : undefined;
  if (!NUMBER.test(v)) return undefined;
  const number = Number(v);
  const digits = style === undefined ? undefined : book.zeros.get(Number(style));
  return digits === undefined ? number : String(number).padStart(digits, '0');
}

/** Rows of a worksheet up to so many rows and columns; null when anything is not written as known here. */
function readRows(xml: string, book: Book, most: { readonly rows: number; readonly columns: number }): Cell[][] | null {
  const begin = xml.indexOf('<sheetData>');
  const end = xml.indexOf('</sheetData>', begin);
  if (begin < 0 || end < 0) return null;
  const rows: Cell[][] = [];
  let at = begin + '<sheetData>'.length;
  while (at < end) {
    ROW.lastIndex = at;
    const row = ROW.exec(xml);
    if (!row) return null;
    at = ROW.lastIndex;
    if (row[1] === '/') continue;
    while (!xml.startsWith(ROW_END, at)) {
      CELL.lastIndex = at;
      const cell = CELL.exec(xml);
      if (!cell) return null;
      at = CELL.lastIndex;
      const [, letters = '', line, style, type, v, inline] = cell;
      const value = cellOf(book, type, style, v, inline);
      if (value === undefined) return null;
      const index = Number(line) - 1;
      const column = columnOf(letters);
      if (value === null || index < 0 || index >= most.rows || column >= most.columns) continue;
      while (rows.length <= index) rows.push([]);
      const cells = rows[index] ?? [];
      while (cells.length < column) cells.push(null);
      cells[column] = value;
    }
    at += ROW_END.length;
  }
  return rows;
}

export interface PlainCells {
  /** Rows of the worksheets that could be read here, by their marks. */
  readonly rows: ReadonlyMap<string, Cell[][]>;
  /** The parts for the other reader: worksheets that were read hold nothing but their mark in the first cell. */
  readonly parts: readonly Part[];
}

/** Reads the worksheets of an .xlsx that are written as usual. */
export function plainCells(parts: readonly Part[], most: { readonly rows: number; readonly columns: number }): PlainCells {
  const textPart = (name: RegExp): string => parts.find((part) => name.test(part.name))?.data.toString('latin1') ?? '';
  const book: Book = { strings: readStrings(textPart(STRINGS)), zeros: zeroStyles(textPart(STYLES)) };
  const rows = new Map<string, Cell[][]>();
  let all = true;
  const left = parts.map((part): Part => {
    if (!SHEET.test(part.name)) return part;
    const xml = part.data.toString('latin1');
    const read = readRows(xml, book, most);
    if (!read) {
      all = false;
      return part;
    }
    const mark = randomUUID();
    rows.set(mark, read);
    const stub = `<sheetData><row r="1"><c r="A1" t="str"><v>${mark}</v></c></row></sheetData>`;
    const before = xml.slice(0, xml.indexOf('<sheetData>'));
    const after = xml.slice(xml.indexOf('</sheetData>') + '</sheetData>'.length);
    return { ...part, data: Buffer.from(`${before}${stub}${after}`, 'latin1') };
  });
  if (!all) return { rows, parts: left };
  return { rows, parts: left.map((part) => (STRINGS.test(part.name) ? { ...part, data: Buffer.from('<sst/>') } : part)) };
}
