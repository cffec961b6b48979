import { createHash } from 'node:crypto';
import { read, utils } from '@e965/xlsx';
import { AppError } from '../../src-shared/contract/result.ts';
import { tidyCode } from '../../src-shared/domain/normalise.ts';
import type { Context } from '../vault/context.ts';

const MAX_BYTES = 20 * 1024 * 1024;
const MAX_ROWS = 20_000;
/** A workbook that claims to unpack to more than this is refused before it is opened (bytes). */
const MAX_UNPACKED = 300 * 1024 * 1024;
/** Title rows above the heading that are looked through. */
const HEADING_WITHIN = 12;

export interface SheetFile {
  readonly fileName: string;
  readonly headers: readonly string[];
  /** Cells as trimmed half-width text, under the heading row; `line` is the row number that a spreadsheet shows. */
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
  /** Names sheets with the same headings, for the remembered mapping. */
  readonly shape: string;
}

const NAME_HEADING = /^(?:姓名|学生姓名|名字|真实姓名|name)$|姓名/iu;

/**
 * Reads a chosen csv (UTF-8, GB 18030), xls or xlsx file and finds its heading row.
 * @throws AppError `fileNotASheet`, `sheetEmpty`, `nameColumnMissing`, `tooManyRows` and those of `files.read`
 */
export function readSheetFile(ctx: Pick<Context, 'files'>, token: string): SheetFile {
  const { name, bytes } = ctx.files.read(token, MAX_BYTES);
  const table = tableOf(bytes);
  if (table.length > MAX_ROWS + HEADING_WITHIN) throw new AppError('tooManyRows', { max: MAX_ROWS });
  if (!table.some((row) => row.some((cell) => cell !== ''))) throw new AppError('sheetEmpty');
  const heading = table.slice(0, HEADING_WITHIN).findIndex((row) => row.some((cell) => NAME_HEADING.test(cell)));
  if (heading < 0) throw new AppError('nameColumnMissing');
  const headers = table[heading] ?? [];
  const rows = table
    .map((cells, index) => ({ line: index + 1, cells }))
    .slice(heading + 1)
    .filter((row) => row.cells.some((cell) => cell !== ''));
  if (rows.length === 0) throw new AppError('sheetEmpty');
  return { fileName: name, headers, rows, shape: createHash('sha256').update(JSON.stringify(headers)).digest('hex') };
}

function tableOf(bytes: Buffer): string[][] {
  if (bytes.length === 0) throw new AppError('sheetEmpty');
  const zip = bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 3, 4]));
  const old = bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]));
  if (!zip && !old && bytes.includes(0)) throw new AppError('fileNotASheet');
  if (zip && unpackedSize(bytes) > MAX_UNPACKED) throw new AppError('fileTooLarge', { megabytes: MAX_UNPACKED / 1024 / 1024 });
  try {
    const options = { dense: true, cellFormula: false, cellHTML: false, sheetRows: MAX_ROWS + HEADING_WITHIN + 1 } as const;
    const book =
      zip || old ? read(bytes, { ...options, type: 'buffer' }) : read(csvText(bytes), { ...options, type: 'string', raw: true });
    const sheet = book.Sheets[book.SheetNames[0] ?? ''];
    if (!sheet) throw new AppError('fileNotASheet');
    const rows = utils.sheet_to_json<unknown[]>(sheet, { header: 1, defval: '', blankrows: true, raw: true });
    return rows.map((row) => row.map((cell) => tidyCode(String(cell ?? ''))));
  } catch (error) {
    // The reader's own messages may quote cells.
    throw error instanceof AppError ? error : new AppError('fileNotASheet');
  }
}

function csvText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** Sum of the unpacked sizes that a zip's central directory declares. */
function unpackedSize(bytes: Buffer): number {
  let total = 0;
  for (let at = bytes.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0 && at + 46 <= bytes.length; ) {
    total += bytes.readUInt32LE(at + 24);
    const next = at + 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    at = bytes.indexOf('PK\x01\x02', next, 'latin1');
  }
  return total;
}
