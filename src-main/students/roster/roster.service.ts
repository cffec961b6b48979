import ExcelJS from 'exceljs';
import type { ParsedInput } from '../../../src-shared/contract/index.ts';
import { AppError } from '../../../src-shared/contract/result.ts';
import { type RosterField, type RosterOutcome, type RosterRow, rosterOutcomes } from '../../../src-shared/contract/students.ts';
import { safeCellText } from '../../../src-shared/domain/cell-safety.ts';
import { instant } from '../../vault/clock.ts';
import type { Context } from '../../vault/context.ts';
import { classContext } from '../../vault/shown-class.ts';
import { currentYear } from '../students.service.ts';
import { applyRows } from './apply.ts';
import { findHeadings, type Headings } from './headings.ts';
import { loadKnown } from './known.ts';
import { type PlannedRow, planRows, shownCell } from './plan.ts';
import { cellText, MAX_FILE_BYTES, readSheets, type Sheet } from './read-sheet.ts';
import { keepTrace, undoRoster } from './undo.ts';

interface OpenRoster {
  readonly fileName: string;
  readonly sheets: readonly { readonly sheet: Sheet; readonly headings: Headings }[];
  /** The last preview, so that paging through it plans nothing anew. */
  preview: { readonly key: string; readonly rows: readonly PlannedRow[] } | null;
}

interface Refused {
  readonly heading: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly reason: string }[];
}

/** Read files and refused rows of this session, in memory alone: the process ends with the lock. */
const open = new Map<string, OpenRoster>();
const refusedOf = new Map<string, Refused>();
const KEPT = 3;
const SAMPLE_ROWS = 5;

function keepNewest<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) if (map.size > KEPT) map.delete(oldest);
}

export async function readRoster(ctx: Context, { token }: ParsedInput<'students.readRoster'>) {
  const { name, bytes } = ctx.files.read(token, MAX_FILE_BYTES);
  const sheets = readSheets(bytes).map((sheet) => ({ sheet, headings: findHeadings(sheet) }));
  keepNewest(open, token, { fileName: name, sheets, preview: null });
  return {
    fileName: name,
    schoolYear: currentYear(ctx),
    sheets: sheets.map(({ sheet, headings }) => ({
      name: sheet.name,
      rows: sheet.rows.length - headings.at - 1,
      headingRow: headings.at + 1,
      columns: [...headings.columns],
      sample: sheet.rows
        .slice(headings.at + 1, headings.at + 1 + SAMPLE_ROWS)
        .map((row) => headings.columns.map((column) => shownCell(cellText(row[column.index])))),
    })),
  };
}

type Chosen = Pick<ParsedInput<'students.previewRoster'>, 'token' | 'sheet' | 'mapping' | 'schoolYear'>;

async function plan(ctx: Context, input: Chosen, decisions: Readonly<Record<string, string>>): Promise<PlannedRow[]> {
  const { sheet, headings } = chosenSheet(input);
  const fields = new Map<RosterField, number>();
  for (const [index, field] of Object.entries(input.mapping)) {
    if (fields.has(field)) throw new AppError('rosterFieldTwice', undefined, { [index]: 'rosterFieldTwice' });
    fields.set(field, Number(index));
  }
  if (!fields.has('name')) throw new AppError('rosterNoName');
  if (!fields.has('className')) throw new AppError('rosterNoClass');
  const context = await classContext(ctx, input.schoolYear);
  return planRows({ sheet, headingAt: headings.at, fields, context, decisions }, await loadKnown(ctx.db));
}

function chosenSheet(input: Pick<Chosen, 'token' | 'sheet'>) {
  const chosen = open.get(input.token)?.sheets[input.sheet];
  if (!chosen) throw new AppError('rosterGone');
  return chosen;
}

function countOutcomes(rows: readonly PlannedRow[]): Record<RosterOutcome, number> {
  const counts = Object.fromEntries(rosterOutcomes.map((o) => [o, 0])) as Record<RosterOutcome, number>;
  for (const { shown } of rows) counts[shown.outcome] += 1;
  return counts;
}

export async function previewRoster(ctx: Context, input: ParsedInput<'students.previewRoster'>) {
  const key = JSON.stringify([input.sheet, input.mapping, input.schoolYear]);
  const roster = open.get(input.token);
  const kept = input.offset > 0 || input.outcome ? roster?.preview : null;
  const rows = kept?.key === key ? kept.rows : await plan(ctx, input, {});
  if (roster) roster.preview = { key, rows };
  const wanted = input.outcome ? rows.filter((r) => r.shown.outcome === input.outcome) : rows;
  return {
    counts: countOutcomes(rows),
    total: wanted.length,
    rows: wanted.slice(input.offset, input.offset + input.limit).map((r) => r.shown),
  };
}

const LEFT_OUT: ReadonlySet<RosterOutcome> = new Set(['sameName', 'numberConflict', 'refused']);

export async function importRoster(ctx: Context, input: ParsedInput<'students.importRoster'>) {
  const { sheet, headings } = chosenSheet(input);
  // Planned anew: the vault may have changed since the preview.
  const rows = await plan(ctx, input, input.decisions);
  const counts = countOutcomes(rows);
  const left = rows.filter((r) => LEFT_OUT.has(r.shown.outcome));
  const batchId = ctx.newId();
  await ctx.db
    .insertInto('import_batch')
    .values({
      id: batchId,
      kind: 'roster',
      file_name: open.get(input.token)?.fileName ?? '',
      imported_at: instant(ctx.clock),
      imported_by: ctx.session.userId,
      rows_total: rows.length,
      rows_new: counts.new,
      rows_changed: counts.changed,
      rows_same: counts.same,
      rows_refused: left.length,
    })
    .execute();
  await keepTrace(ctx, batchId, await applyRows(ctx, rows, input.schoolYear, batchId));
  keepNewest(refusedOf, batchId, {
    heading: headings.columns.map((c) => c.heading),
    rows: left.map(({ shown }) => ({
      cells: headings.columns.map((c) => cellText(sheet.rows[shown.row - 1]?.[c.index])),
      reason: reasonKey(shown),
    })),
  });
  ctx.note({ new: counts.new, changed: counts.changed, same: counts.same, left: left.length }, { kind: 'import', id: batchId });
  return { batchId, counts, refused: left.length };
}

const reasonKey = (row: RosterRow): string => (row.field ? `${row.field}|${row.reason ?? ''}` : (row.reason ?? row.outcome));

export async function exportRefused(ctx: Context, input: ParsedInput<'students.exportRefused'>) {
  const refused = refusedOf.get(input.batchId);
  if (!refused) throw new AppError('rosterGone');
  const word = (key: string): string =>
    input.words[key] ??
    key
      .split('|')
      .map((part) => input.words[part] ?? part)
      .join(' · ');
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Sheet1');
  sheet.addRow([...refused.heading.map(safeCellText), safeCellText(word('heading'))]);
  for (const row of refused.rows) sheet.addRow([...row.cells.map(safeCellText), safeCellText(word(row.reason))]);
  sheet.getRow(1).font = { bold: true };
  for (const column of sheet.columns) {
    column.numFmt = '@';
    column.width = 16;
  }
  const { name } = ctx.files.write(input.token, new Uint8Array(await book.xlsx.writeBuffer()));
  ctx.note({ count: refused.rows.length }, { kind: 'import', id: input.batchId });
  return { name, rows: refused.rows.length };
}

export async function undoImport(ctx: Context, { batchId }: ParsedInput<'students.undoImport'>) {
  const result = await undoRoster(ctx, batchId);
  ctx.note({ ...result }, { kind: 'import', id: batchId });
  return result;
}
