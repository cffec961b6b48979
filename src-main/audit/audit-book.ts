import ExcelJS from 'exceljs';
import type { AuditRow } from '../../src-shared/contract/audit.ts';
import { safeCellText } from '../../src-shared/domain/cell-safety.ts';

const COLUMNS = [
  ['seq', 9],
  ['at', 21],
  ['who', 16],
  ['role', 12],
  ['action', 14],
  ['channel', 34],
  ['about', 16],
  ['changed', 48],
] as const;

const pad = (value: number): string => String(value).padStart(2, '0');

/** Day and second on this computer's clock: a sheet has no time zone of its own. */
function localTime(at: string): string {
  const d = new Date(at);
  if (Number.isNaN(d.getTime())) return at;
  const day = `${String(d.getFullYear())}-${pad(d.getMonth() + 1)}-${pad(d.getDate())}`;
  return `${day} ${pad(d.getHours())}:${pad(d.getMinutes())}:${pad(d.getSeconds())}`;
}

/** The record as a workbook; every text is made safe against being read as a formula. A word that is missing stays its code. */
export async function auditBook(rows: readonly AuditRow[], words: Readonly<Record<string, string>>): Promise<Buffer> {
  const word = (key: string, fallback: string): string => words[key] ?? fallback;
  const book = new ExcelJS.Workbook();
  book.creator = '心档';
  const sheet = book.addWorksheet(word('heading.sheet', 'audit'), {
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToHeight: 0 },
  });
  sheet.addRow(COLUMNS.map(([key]) => safeCellText(word(`heading.${key}`, key)))).font = { bold: true };
  for (const row of rows) {
    const texts = [
      localTime(row.at),
      row.userName,
      word(`role.${row.role}`, row.role),
      word(`action.${row.action}`, row.action),
      word(`channel.${row.channel}`, row.channel),
      row.subjectName ?? '',
      row.changed.join('、'),
    ];
    sheet.addRow([row.seq, ...texts.map(safeCellText)]);
  }
  for (const [index, [, width]] of COLUMNS.entries()) sheet.getColumn(index + 1).width = width;
  sheet.views = [{ state: 'frozen', ySplit: 1 }];
  return Buffer.from(await book.xlsx.writeBuffer());
}
