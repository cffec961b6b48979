import ExcelJS from 'exceljs';
import type { ChronologyEntry } from '../../src-shared/contract/students.ts';
import { safeCellText } from '../../src-shared/domain/cell-safety.ts';
import { entryFacts, entryTitle, type Speech } from '../../src-shared/domain/chronology.ts';

interface Head {
  readonly name: string;
  readonly className: string;
  readonly recipient: string;
  readonly purpose: string;
  readonly copyNo: number;
  readonly madeAt: string;
  readonly madeBy: string;
}

const WORDS = {
  zh: {
    sheet: '心理档案记录',
    note: (h: Head) =>
      `${h.name} ${h.className} · 给 ${h.recipient} · 用途 ${h.purpose} · 第 ${h.copyNo} 份 · ${h.madeAt} ${h.madeBy} · 保密`,
    columns: ['日期', '时间', '事项', '说明', '内容', '记录人', '记录时间'],
    hidden: '限阅，未列出',
  },
  en: {
    sheet: 'Record of the file',
    note: (h: Head) =>
      `${h.name} ${h.className} · for ${h.recipient} · purpose ${h.purpose} · copy ${h.copyNo} · ${h.madeAt} ${h.madeBy} · confidential`,
    columns: ['Day', 'Time', 'Entry', 'Facts', 'Text', 'Recorded by', 'Recorded at'],
    hidden: 'restricted, left out',
  },
} as const;
const WIDTHS = [12, 8, 28, 30, 70, 14, 18];

const pad = (value: number): string => String(value).padStart(2, '0');

function minute(at: string | null): string {
  if (at === null) return '';
  const d = new Date(at);
  const day = `${d.getFullYear()}-${pad(d.getMonth() + 1)}-${pad(d.getDate())}`;
  return `${day} ${pad(d.getHours())}:${pad(d.getMinutes())}`;
}

/** A chronology as a workbook, one row an entry; every text is made safe against being read as a formula. */
export async function chronologyBook(entries: readonly ChronologyEntry[], speech: Speech, head: Head): Promise<Buffer> {
  const words = WORDS[speech.language];
  const book = new ExcelJS.Workbook();
  book.creator = '心档';
  const sheet = book.addWorksheet(words.sheet, {
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToHeight: 0 },
  });
  sheet.addRow([safeCellText(words.note(head))]);
  sheet.mergeCells(1, 1, 1, words.columns.length);
  sheet.addRow([...words.columns]).font = { bold: true };
  for (const entry of entries) {
    const cells = [
      entry.on,
      entry.time ?? '',
      entryTitle(entry, speech),
      entryFacts(entry, speech).join(' · '),
      entry.restricted ? words.hidden : (entry.text ?? ''),
      entry.recordedBy ?? '',
      minute(entry.recordedAt),
    ];
    sheet.addRow(cells.map(safeCellText)).alignment = { vertical: 'top', wrapText: true };
  }
  for (const [index, width] of WIDTHS.entries()) sheet.getColumn(index + 1).width = width;
  sheet.views = [{ state: 'frozen', ySplit: 2 }];
  return Buffer.from(await book.xlsx.writeBuffer());
}
