import { randomUUID } from 'node:crypto';
import { readStrings, textOf, zeroStyles } from './plain-strings.ts';
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
const NUMBER = /^-?\d+(?:\.\d+)?(?:E[-+]?\d+)?$/iu;
const ERRORS = new Set(['#NULL!', '#DIV/0!', '#VALUE!', '#REF!', '#NAME?', '#NUM!', '#N/A']);
const INDEX = /^\d{1,9}$/;

function columnOf(letters: string): number {
  let column = 0;
  for (let i = 0; i < letters.length; i += 1) column = 26 * column + letters.charCodeAt(i) - 64;
  return column - 1;
}

interface Book {
  /** Null where they are not written as known here. */
  readonly strings: readonly string[] | null;
  readonly zeros: ReadonlyMap<number, number> | null;
}

/** The value of a cell; undefined when it is not written as known here. */
function cellOf(book: Book, type: string | undefined, style: string | undefined, v: string | undefined, inline?: string) {
  if (type === 'inlineStr') return inline === undefined ? undefined : textOf(inline);
  if (inline !== undefined) return undefined;
  if (type === 's') return v === undefined || v === '' ? null : INDEX.test(v) ? book.strings?.[Number(v)] : undefined;
  if (type === 'str') return v === undefined ? '' : textOf(v);
  if (v === undefined || v === '') return type === undefined || type === 'n' ? null : undefined;
  if (type === 'b') return v === '1' ? true : v === '0' ? false : undefined;
  if (type === 'e') return ERRORS.has(v) ? v : undefined;
  if (!NUMBER.test(v)) return undefined;
  const number = Number(v);
  if (style === undefined) return number;
  if (!book.zeros) return undefined;
  const digits = book.zeros.get(Number(style));
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

/** Bytes of the part that the list of contents names for a kind; empty when it names another, or more than one could be meant. */
function partOf(parts: readonly Part[], name: RegExp, kind: string): string {
  const contents = parts.find((part) => part.name === '[Content_Types].xml')?.data.toString('latin1') ?? '';
  const named = (contents.match(/<Override [^<>]*>/g) ?? []).filter((tag) => tag.includes(`${kind}+xml"`));
  const path = / PartName="\/([^"]*)"/.exec(named[0] ?? '')?.[1] ?? '';
  const [part, another] = parts.filter((one) => name.test(one.name));
  return part && !another && named.length === 1 && part.name === path ? part.data.toString('latin1') : '';
}

/** Reads the worksheets of an .xlsx that are written as usual. */
export function plainCells(parts: readonly Part[], most: { readonly rows: number; readonly columns: number }): PlainCells {
  // Of two parts with one name it is for the whole reader to say which counts.
  if (new Set(parts.map((part) => part.name.toLowerCase())).size < parts.length) return { rows: new Map(), parts };
  const styles = partOf(parts, STYLES, 'styles');
  const book: Book = {
    strings: readStrings(partOf(parts, STRINGS, 'sharedStrings')),
    zeros: styles === '' ? null : zeroStyles(styles),
  };
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
    const begin = xml.indexOf('<sheetData>');
    const before = xml.slice(0, begin);
    const after = xml.slice(xml.indexOf('</sheetData>', begin) + '</sheetData>'.length);
    return { ...part, data: Buffer.from(`${before}${stub}${after}`, 'latin1') };
  });
  if (!all) return { rows, parts: left };
  return { rows, parts: left.map((part) => (STRINGS.test(part.name) ? { ...part, data: Buffer.from('<sst/>') } : part)) };
}
