import ExcelJS from 'exceljs';
import type { RosterField, RosterRow } from '../../../src-shared/contract/students/roster.ts';
import { safeCellText } from '../../../src-shared/domain/cell-safety.ts';
import { parseLooseDate } from '../../../src-shared/domain/dates.ts';
import { headingKey } from './aliases.ts';
import type { RosterColumn } from './headings.ts';
import type { PlannedRow } from './plan.ts';
import { type Cell, cellText } from './read-sheet.ts';
import type { Mapping } from './remembered.ts';

/** Rows that did not come in, as they stood in the file. */
export interface Refused {
  readonly columns: readonly RosterColumn[];
  readonly mapping: Mapping;
  readonly rows: readonly PlannedRow[];
}

/** Words of `field.…`, `reason.…` and `outcome.…` codes, and of `heading` over the reasons. */
export type Words = Readonly<Record<string, string>>;

const HEADING = { fill: 'FF346B58', text: 'FFFFFFFF' };
const MARKED = 'FFFDECC8';
const REASON = 'FFF1F6F4';
const MAX_WIDTH = 40;

/** Text of a cell that a person can read and correct, and that reads back as the same. */
export function correctable(cell: Cell, field: RosterField | null, date1904 = false): string {
  if (typeof cell === 'number') {
    if (field === 'birthDate') {
      const date = parseLooseDate(cell, { date1904 });
      if (date.ok) return date.date;
    }
    return Number.isInteger(cell) ? cell.toLocaleString('en-US', { useGrouping: false }) : String(cell);
  }
  return typeof cell === 'boolean' ? String(cell) : cellText(cell);
}

function reasonText({ reasons, outcome }: RosterRow, words: Words): string {
  const parts = reasons.map(({ field, reason }) => {
    const why = words[`reason.${reason}`] ?? reason;
    return field === null ? why : `${words[`field.${field}`] ?? field}：${why}`;
  });
  return parts.length > 0 ? parts.join('；') : (words[`outcome.${outcome}`] ?? outcome);
}

/** Columns of the file that go along, and all headings in one line with those of the sheet's class and the reason behind. */
export function refusedLayout(refused: Refused, words: Words) {
  const reasonKey = headingKey(words.heading ?? '');
  const columns = refused.columns.filter((column) => headingKey(column.heading) !== reasonKey);
  const ownClass = refused.rows.some((row) => row.from.sheetClass !== null) ? [words['field.className'] ?? ''] : [];
  return { columns, ownClass, headings: [...columns.map((column) => column.heading), ...ownClass, words.heading ?? ''] };
}

/**
 * The refused rows as a workbook: the headings of the file in one line, every cell as text (so that no corrected number becomes a float),
 * the cells at fault marked, and the reason in a last column, which the next import passes over.
 */
export async function refusedWorkbook(refused: Refused, words: Words): Promise<Uint8Array> {
  const { columns, ownClass, headings } = refusedLayout(refused, words);
  const fieldOf = (column: RosterColumn): RosterField | null => refused.mapping[String(column.index)] ?? null;
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Sheet1', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.addRow(headings.map(safeCellText));
  for (const { from, shown } of refused.rows) {
    const cells = columns.map((column) => correctable(from.cells[column.index] ?? null, fieldOf(column), from.date1904));
    const own = ownClass.map(() => from.sheetClass ?? '');
    const row = sheet.addRow([...cells, ...own, reasonText(shown, words)].map(safeCellText));
    const faults = new Set(shown.reasons.map((reason) => reason.field));
    for (const [at, column] of columns.entries()) {
      const field = fieldOf(column);
      if (field !== null && faults.has(field)) fill(row.getCell(at + 1), MARKED);
    }
    fill(row.getCell(headings.length), REASON);
    row.getCell(headings.length).alignment = { wrapText: true, vertical: 'top' };
  }
  style(sheet, headings.length);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

function fill(cell: ExcelJS.Cell, argb: string): void {
  cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb } };
}

function style(sheet: ExcelJS.Worksheet, width: number): void {
  for (const column of sheet.columns) {
    column.numFmt = '@';
    const texts = (column.values ?? []).map((value) => String(value ?? ''));
    const longest = Math.max(6, ...texts.map((text) => [...text].reduce((sum, c) => sum + (c > '\u00ff' ? 2 : 1), 0)));
    column.width = Math.min(MAX_WIDTH, longest + 2);
  }
  const heading = sheet.getRow(1);
  heading.font = { bold: true, color: { argb: HEADING.text } };
  for (let at = 1; at <= width; at += 1) fill(heading.getCell(at), HEADING.fill);
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: width } };
}
