import type { ParsedInput } from '../../../src-shared/contract/index.ts';
import { AppError } from '../../../src-shared/contract/result.ts';
import { type RosterField, type RosterOutcome, rosterOutcomes } from '../../../src-shared/contract/students/roster.ts';
import { type ClassContext, parseClassName } from '../../../src-shared/domain/class-name.ts';
import { instant, localDate } from '../../vault/clock.ts';
import type { Context } from '../../vault/context.ts';
import { classContext, shownClass } from '../../vault/shown-class.ts';
import { currentYear } from '../students.service.ts';
import { applyRows } from './apply.ts';
import { findHeadings } from './headings.ts';
import { type KnownStudent, loadKnown } from './known.ts';
import {
  type Columns,
  type OpenSheet,
  type Plan,
  type PlannedRow,
  planRows,
  readRows,
  type SheetRow,
  shownCell,
} from './plan.ts';
import { MAX_FILE_BYTES, readSheets } from './read-sheet.ts';
import { correctable, type Refused, refusedLayout, refusedWorkbook } from './refused.ts';
import { remember, remembered, withMapping } from './remembered.ts';
import { keepTrace, tracedBatches } from './trace.ts';
import { undoRoster } from './undo.ts';

interface OpenRoster {
  readonly fileName: string;
  readonly sheets: readonly OpenSheet[];
  /** The rows of the last choice, read but not yet compared with the vault. */
  read: { readonly key: string; readonly rows: readonly SheetRow[]; readonly columns: Columns } | null;
  /** The last preview, so that paging through it plans nothing anew. */
  preview: { readonly key: string; readonly plan: Plan } | null;
}

/** Read files and refused rows of this session, in memory alone: the process ends with the lock. */
const open = new Map<string, OpenRoster>();
const refusedOf = new Map<string, Refused>();
const KEPT = 3;
const SAMPLE_ROWS = 5;
const LISTED_IMPORTS = 12;
const SHOWN_ABSENT = 100;

function keepNewest<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) if (map.size > KEPT) map.delete(oldest);
}

/** Words that stand around a class name in the name of a sheet: 七(1)班花名册. */
const AROUND_CLASS = /学生|花名册|名册|名单|信息|登记|统计|基本|情况|汇总|表/gu;

function classOfSheet(name: string, context: ClassContext): string | null {
  const text = name.replace(AROUND_CLASS, '').trim();
  return parseClassName(text, context).ok ? text : null;
}

export async function readRoster(ctx: Context, { token }: ParsedInput<'students.readRoster'>) {
  const { name, bytes } = ctx.files.read(token, MAX_FILE_BYTES);
  ctx.progress('students.readRoster', 0, 1);
  const schoolYear = currentYear(ctx);
  const context = await classContext(ctx, schoolYear);
  const sheets = readSheets(bytes).map((sheet): OpenSheet => {
    return { sheet, headings: findHeadings(sheet), sheetClass: classOfSheet(sheet.name, context) };
  });
  keepNewest(open, token, { fileName: name, sheets, read: null, preview: null });
  ctx.progress('students.readRoster', 1, 1);
  return { fileName: name, schoolYear, sheets: await Promise.all(sheets.map((sheet) => describe(ctx, sheet))) };
}

async function describe(ctx: Context, { sheet, headings, sheetClass }: OpenSheet) {
  const own = await remembered(ctx.db, headings.shape);
  const columns = own ? withMapping(headings.columns, own) : [...headings.columns];
  return {
    name: sheet.name,
    rows: Math.max(0, sheet.rows.length - headings.at - 1),
    headingRow: headings.at + 1,
    shape: headings.shape,
    className: sheetClass,
    remembered: own !== null,
    columns: columns.map((column) => ({ ...column, heading: shownCell(column.heading) })),
    sample: sheet.rows
      .slice(headings.at + 1, headings.at + 1 + SAMPLE_ROWS)
      .map((row) => columns.map(({ index, field }) => shownCell(correctable(row[index] ?? null, field, sheet.date1904)))),
  };
}

type Chosen = Pick<ParsedInput<'students.previewRoster'>, 'token' | 'sheets' | 'mapping' | 'schoolYear'>;

function openRoster({ token }: Pick<Chosen, 'token'>): OpenRoster {
  const roster = open.get(token);
  if (!roster) throw new AppError('rosterGone');
  return roster;
}

/** The chosen sheets, which must have the same headings. */
function chosenSheets(roster: OpenRoster, { sheets }: Pick<Chosen, 'sheets'>): OpenSheet[] {
  const chosen = [...new Set(sheets)].map((at) => roster.sheets[at]);
  const found = chosen.filter((sheet) => sheet !== undefined);
  if (found.length < chosen.length) throw new AppError('rosterGone');
  if (found.some((sheet) => sheet.headings.shape !== found[0]?.headings.shape)) throw new AppError('rosterShapes');
  return found;
}

function fieldsOf(mapping: Chosen['mapping'], sheets: readonly OpenSheet[]): ReadonlyMap<RosterField, number> {
  const fields = new Map<RosterField, number>();
  for (const [index, field] of Object.entries(mapping)) {
    if (fields.has(field)) throw new AppError('rosterFieldTwice', undefined, { [index]: 'rosterFieldTwice' });
    fields.set(field, Number(index));
  }
  if (!fields.has('name')) throw new AppError('rosterNoName');
  if (!fields.has('className') && sheets.some((sheet) => sheet.sheetClass === null)) throw new AppError('rosterNoClass');
  return fields;
}

const keyOf = ({ sheets, mapping, schoolYear }: Chosen): string => JSON.stringify([sheets, mapping, schoolYear]);

/** The rows of the choice, read once; what the vault holds may have changed since, so that is compared anew each time. */
async function plan(ctx: Context, input: Chosen, decisions: Readonly<Record<string, string>>, task: string): Promise<Plan> {
  const roster = openRoster(input);
  const key = keyOf(input);
  if (roster.read?.key !== key) {
    const sheets = chosenSheets(roster, input);
    const columns: Columns = {
      fields: fieldsOf(input.mapping, sheets),
      context: await classContext(ctx, input.schoolYear),
      today: localDate(ctx.clock),
    };
    const rows: SheetRow[] = [];
    for (const [i, sheet] of sheets.entries()) {
      ctx.progress(task, i, sheets.length + 1);
      rows.push(...readRows(sheet, roster.sheets.indexOf(sheet), columns));
    }
    roster.read = { key, rows, columns };
  }
  return planRows(roster.read.rows, roster.read.columns, await loadKnown(ctx.db, input.schoolYear), decisions);
}

function countOutcomes(rows: readonly PlannedRow[]): Record<RosterOutcome, number> {
  const counts = Object.fromEntries(rosterOutcomes.map((o) => [o, 0])) as Record<RosterOutcome, number>;
  for (const { shown } of rows) counts[shown.outcome] += 1;
  return counts;
}

/** Outcomes whose rows stay out. */
const LEFT_OUT: ReadonlySet<RosterOutcome> = new Set(['looksLike', 'sameName', 'numberConflict', 'left', 'refused']);
const isWarned = ({ shown }: PlannedRow): boolean => shown.warnings.length > 0 && !LEFT_OUT.has(shown.outcome);

export async function previewRoster(ctx: Context, input: ParsedInput<'students.previewRoster'>) {
  const roster = openRoster(input);
  const key = keyOf(input);
  // The first page is the question what would happen now; the pages behind it belong to the same answer.
  const again = input.offset > 0 || input.only !== undefined;
  const kept = again && roster.preview?.key === key ? roster.preview.plan : await plan(ctx, input, {}, 'students.previewRoster');
  roster.preview = { key, plan: kept };
  const { rows, absent } = kept;
  const wanted = rows.filter(
    (r) => input.only === undefined || (input.only === 'warned' ? isWarned(r) : r.shown.outcome === input.only),
  );
  const { shape } = await classContext(ctx, input.schoolYear);
  const nameOf = ({ row, enrolment }: KnownStudent) => ({
    id: row.id,
    name: row.name,
    className: (enrolment && shownClass(enrolment, input.schoolYear, shape)) ?? '',
  });
  return {
    counts: countOutcomes(rows),
    warned: rows.filter(isWarned).length,
    total: wanted.length,
    rows: wanted.slice(input.offset, input.offset + input.limit).map((r) => r.shown),
    absent: { count: absent.length, first: absent.slice(0, SHOWN_ABSENT).map(nameOf) },
  };
}

export async function importRoster(ctx: Context, input: ParsedInput<'students.importRoster'>) {
  const roster = openRoster(input);
  const { rows } = await plan(ctx, input, input.decisions, 'students.importRoster');
  const counts = countOutcomes(rows);
  const left = rows.filter((r) => LEFT_OUT.has(r.shown.outcome));
  const batchId = ctx.newId();
  await ctx.db
    .insertInto('import_batch')
    .values({
      id: batchId,
      kind: 'roster',
      file_name: roster.fileName,
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
  const headings = chosenSheets(roster, input)[0]?.headings;
  if (headings) {
    await remember(ctx, headings, input.mapping);
    keepNewest(refusedOf, batchId, { columns: headings.columns, mapping: input.mapping, rows: left });
  }
  roster.preview = null;
  ctx.note({ new: counts.new, changed: counts.changed, same: counts.same, left: left.length }, { kind: 'import', id: batchId });
  return { batchId, counts, refused: left.length };
}

export async function exportRefused(ctx: Context, input: ParsedInput<'students.exportRefused'>) {
  const refused = refusedOf.get(input.batchId);
  if (!refused) throw new AppError('rosterGone');
  const { name } = ctx.files.write(input.token, await refusedWorkbook(refused, input.words));
  // The corrected sheet has a shape of its own; it keeps the meanings that were chosen by hand.
  const { headings, columns, ownClass } = refusedLayout(refused, input.words);
  const found = findHeadings({ name: '', rows: [headings], joined: [], date1904: false });
  const mapping = columns.flatMap(({ index }, at) => {
    const field = refused.mapping[String(index)];
    return field === undefined ? [] : [[String(at), field] as const];
  });
  if (ownClass.length > 0) mapping.push([String(columns.length), 'className']);
  if (columns.length === refused.columns.length) await remember(ctx, found, Object.fromEntries(mapping));
  ctx.note({ count: refused.rows.length }, { kind: 'import', id: input.batchId });
  return { name, rows: refused.rows.length };
}

export async function listImports(ctx: Context) {
  const kept = new Set(await tracedBatches(ctx.db));
  const rows = await ctx.db
    .selectFrom('import_batch')
    .innerJoin('user', 'user.id', 'import_batch.imported_by')
    .selectAll('import_batch')
    .select('user.name as by')
    .where('kind', '=', 'roster')
    .orderBy('import_batch.id', 'desc')
    .limit(LISTED_IMPORTS)
    .execute();
  return rows.map((row) => ({
    batchId: row.id,
    fileName: row.file_name,
    importedAt: row.imported_at,
    by: row.by,
    added: row.rows_new,
    changed: row.rows_changed,
    same: row.rows_same,
    left: row.rows_refused,
    undoneAt: row.undone_at,
    undoable: row.undone_at === null && kept.has(row.id),
  }));
}

export async function undoImport(ctx: Context, { batchId }: ParsedInput<'students.undoImport'>) {
  const result = await undoRoster(ctx, batchId);
  ctx.note({ ...result }, { kind: 'import', id: batchId });
  return result;
}
