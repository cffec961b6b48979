import { type CellObject, type ParsingOptions, read, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { AppError } from '../../../src-shared/contract/result.ts';
import { fromCellText } from '../../../src-shared/domain/cell-safety.ts';
import { tidy } from '../../../src-shared/domain/normalise.ts';
import { parseCsv } from './csv.ts';
import { plainCells } from './plain-cells.ts';
import { unpackedParts, zipOf } from './unpack.ts';

export type Cell = string | number | boolean | null;

/** A block of joined cells, rows and columns from 0, both ends included. */
export interface Joined {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
  readonly joined: readonly Joined[];
  /** Whether day numbers count from 1904 (old Mac workbooks). */
  readonly date1904: boolean;
}

export const MAX_FILE_BYTES = 20 * 1024 * 1024;
const MAX_ROWS = 20_000;
/** Title rows above the headings come on top of the rows of students. */
const READ_ROWS = MAX_ROWS + 50;
const MAX_COLUMNS = 200;
/** So many empty rows at the end of what was read mean that the rest of the sheet is only formatted. */
const EMPTY_TAIL = 100;

const OPTIONS: ParsingOptions = {
  cellFormula: false,
  cellHTML: false,
  cellText: false,
  cellNF: true,
  dense: true,
  sheetRows: READ_ROWS,
};

/** Whatever cannot be read as a sheet, whole or cut, in one word that the page can show. */
function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const locked = error instanceof Error && /password|encrypt/iu.test(error.message);
  return new AppError(locked ? 'rosterProtected' : 'rosterNotASheet');
}

function decodeText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

const startsWith = (bytes: Buffer, ...head: readonly number[]): boolean => head.every((byte, i) => bytes[i] === byte);
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

function readCompound(bytes: Buffer): WorkBook {
  if (bytes.includes(utf16('EncryptedPackage'))) throw new AppError('rosterProtected');
  // Workbooks from before 1997 keep text in a code page of their own, which would come out garbled.
  if (!bytes.includes(utf16('Workbook')) && bytes.includes(utf16('Book'))) throw new AppError('rosterOldXls');
  return read(bytes, { ...OPTIONS, type: 'buffer' });
}

function sheetsOfText(bytes: Buffer): Sheet[] {
  const text = decodeText(bytes);
  if (text.includes('\0') || text.startsWith('%PDF')) throw new AppError('rosterNotASheet');
  // Web tables and 2003 XML that call themselves .xls; `raw` makes no number of their digits.
  if (/^\s*</u.test(text)) return sheetsOfBook(read(text, { ...OPTIONS, type: 'string', raw: true }));
  const rows = parseCsv(text, READ_ROWS + 1);
  if (rows.length > READ_ROWS) throw new AppError('rosterTooBig');
  return [{ name: '', rows: rows.map((row) => row.slice(0, MAX_COLUMNS)), joined: [], date1904: false }];
}

/** Words of a formula's errors by their code in the file. */
const ERRORS: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
};

function cellValue(cell: CellObject | null | undefined): Cell {
  if (!cell || cell.v === undefined || cell.v === null) return null;
  if (cell.t === 'e') return ERRORS[Number(cell.v)] ?? '#ERROR';
  if (cell.t === 'n' && typeof cell.v === 'number') {
    // A number shown with leading zeros (学号 0012) means its zeros.
    return typeof cell.z === 'string' && /^0{2,20}$/u.test(cell.z) ? String(cell.v).padStart(cell.z.length, '0') : cell.v;
  }
  if (typeof cell.v === 'string' || typeof cell.v === 'number' || typeof cell.v === 'boolean') return cell.v;
  return String(cell.v);
}

function rowsOf(sheet: WorkSheet): Cell[][] {
  const data = (sheet['!data'] ?? []) as readonly (readonly (CellObject | undefined)[] | undefined)[];
  return Array.from(data, (row) => Array.from((row ?? []).slice(0, MAX_COLUMNS), cellValue));
}

/** Rows up to the last that says something. */
function withoutTail(rows: Cell[][]): Cell[][] {
  const last = rows.findLastIndex((row) => row.some((cell) => cellText(cell) !== ''));
  if (rows.length >= READ_ROWS && last > READ_ROWS - EMPTY_TAIL) throw new AppError('rosterTooBig');
  return rows.slice(0, last + 1);
}

/** `plain`: rows that were read already, by the mark that is the one cell of their sheet. */
function sheetsOfBook(book: WorkBook, plain: ReadonlyMap<string, Cell[][]> = new Map()): Sheet[] {
  const hidden = (book.Workbook?.Sheets ?? []).map((s) => (s.Hidden ?? 0) !== 0);
  const shown = book.SheetNames.filter((_, i) => hidden[i] !== true);
  const date1904 = book.Workbook?.WBProps?.date1904 === true;
  return (shown.length > 0 ? shown : book.SheetNames).flatMap((name): Sheet[] => {
    const sheet = book.Sheets[name];
    if (!sheet) return [];
    const joined = (sheet['!merges'] ?? []).map(({ s, e }) => ({ top: s.r, left: s.c, bottom: e.r, right: e.c }));
    return [{ name, rows: withoutTail(plain.get(String(sheet['!data']?.[0]?.[0]?.v)) ?? rowsOf(sheet)), joined, date1904 }];
  });
}

/**
 * Sheets of an xlsx, xlsm, xls (BIFF8), ods, csv (UTF-8, UTF-16, GB18030) or a web table named .xls; formulas as their last values, no
 * macro, hidden sheets only where there is no other.
 * @throws AppError `rosterNotASheet`, `rosterOldXls`, `rosterProtected`, `rosterTooBig`, `rosterEmpty`
 */
export function readSheets(bytes: Buffer): Sheet[] {
  try {
    const sheets = sheetsOfBytes(bytes).filter((sheet) => sheet.rows.some((row) => row.some((cell) => cellText(cell) !== '')));
    if (sheets.length === 0) throw new AppError('rosterEmpty');
    return sheets;
  } catch (error) {
    throw asAppError(error);
  }
}

function sheetsOfZip(bytes: Buffer): Sheet[] {
  const { rows, parts } = plainCells(unpackedParts(bytes), { rows: READ_ROWS, columns: MAX_COLUMNS });
  return sheetsOfBook(read(zipOf(parts), { ...OPTIONS, type: 'buffer' }), rows);
}

function sheetsOfBytes(bytes: Buffer): Sheet[] {
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return sheetsOfZip(bytes);
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return sheetsOfBook(readCompound(bytes));
  return sheetsOfText(bytes);
}

/** A cell as one tidy line; the apostrophe that a sheet of refused rows put before formula signs is taken off again. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'string' ? fromCellText(tidy(cell)) : String(cell);
}
