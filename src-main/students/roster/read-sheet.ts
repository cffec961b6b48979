import { read, utils } from '@e965/xlsx';
import { AppError } from '../../../src-shared/contract/result.ts';
import { tidy } from '../../../src-shared/domain/normalise.ts';

export type Cell = string | number | boolean | null;
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
}

export const MAX_FILE_BYTES = 20 * 1024 * 1024;
const MAX_UNPACKED_BYTES = 300 * 1024 * 1024;
const MAX_ROWS = 20_000;
/** Title rows above the headings come on top of the rows of students. */
const READ_ROWS = MAX_ROWS + 50;
const MAX_COLUMNS = 200;

const ZIP_ENTRY = 0x02014b50;

/** Sum of the unpacked sizes that a zip's directory declares, in bytes. */
export function declaredSize(zip: Buffer): number {
  let sum = 0;
  let at = zip.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
  while (at >= 0 && at + 46 <= zip.length && zip.readUInt32LE(at) === ZIP_ENTRY) {
    sum += zip.readUInt32LE(at + 24);
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return sum;
}

function decodeText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

function readBook(bytes: Buffer) {
  const options = { cellFormula: false, cellHTML: false, cellStyles: false, dense: true, sheetRows: READ_ROWS } as const;
  const zip = bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'));
  const compound = bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]));
  if (zip && declaredSize(bytes) > MAX_UNPACKED_BYTES) throw new AppError('rosterTooBig');
  try {
    if (zip || compound) return read(bytes, { ...options, type: 'buffer' });
    if (bytes.subarray(0, 4).equals(Buffer.from('%PDF'))) throw new AppError('rosterNotASheet');
    const text = decodeText(bytes);
    if (text.includes('\0')) throw new AppError('rosterNotASheet');
    // `raw` keeps the digits of a text file as text: no number is ever made of an identity number.
    return read(text, { ...options, type: 'string', raw: true });
  } catch (error) {
    if (error instanceof AppError) throw error;
    const protectedFile = error instanceof Error && /password|encrypt/iu.test(error.message);
    throw new AppError(protectedFile ? 'rosterProtected' : 'rosterNotASheet');
  }
}

/**
 * Sheets of an xlsx, xls, csv (UTF-8, UTF-16, GB18030) or an HTML table named .xls; formulas as their last values.
 * @throws AppError `rosterNotASheet`, `rosterProtected`, `rosterTooBig`, `rosterEmpty`
 */
export function readSheets(bytes: Buffer): Sheet[] {
  const book = readBook(bytes);
  const sheets = book.SheetNames.flatMap((name): Sheet[] => {
    const sheet = book.Sheets[name];
    if (!sheet) return [];
    const rows = utils.sheet_to_json<Cell[]>(sheet, { header: 1, raw: true, defval: null, blankrows: true });
    if (rows.length >= READ_ROWS) throw new AppError('rosterTooBig');
    const filled = rows.map((row) => row.slice(0, MAX_COLUMNS));
    return filled.some((row) => row.some((cell) => cellText(cell) !== '')) ? [{ name, rows: filled }] : [];
  });
  if (sheets.length === 0) throw new AppError('rosterEmpty');
  return sheets;
}

/** A cell as one tidy line. */
export function cellText(cell: Cell | undefined): string {
  return cell === null || cell === undefined ? '' : tidy(String(cell));
}
