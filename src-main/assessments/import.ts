import {
  type DecodedRow,
  type RowOutcome,
  rowOutcomes,
  type SheetMapping,
  sheetMapping,
} from '../../src-shared/contract/assessments.ts';
import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { safeCellText } from '../../src-shared/domain/cell-safety.ts';
import { classKey, className, type SchoolShape, schoolShape } from '../../src-shared/domain/class-name.ts';
import type { ScaleDefinition } from '../../src-shared/domain/scale.ts';
import { instant, localDate } from '../vault/clock.ts';
import type { Context } from '../vault/context.ts';
import {
  findMapping,
  insertBatch,
  insertResults,
  listDispositions,
  listPupils,
  listValidities,
  type RoundRow,
  saveMapping,
} from './assessments.repository.ts';
import { decodeRow } from './decode.ts';
import { answerWords, guessMapping, valuesOf } from './mapping.ts';
import { type Matched, matchRows } from './matching.ts';
import { reviewResult, toRow } from './results.ts';
import { requireRound, stageOf } from './rounds.ts';
import { scaleOf } from './scales.ts';
import { readSheetFile, type SheetFile } from './sheet-file.ts';
import { unmatchedBook } from './unmatched-book.ts';

/** Sheets read in this session, so that each step of an import need not parse the file again; the newest two are kept. */
const parsed = new Map<string, SheetFile>();

function sheetOf(ctx: Context, token: string): SheetFile {
  const known = parsed.get(token);
  if (known) return known;
  const sheet = readSheetFile(ctx, token);
  parsed.set(token, sheet);
  for (const old of [...parsed.keys()].slice(0, -2)) parsed.delete(old);
  return sheet;
}

/** Rows shown decoded before anything is stored, and problems listed at most. */
const FIRST_ROWS = 12;
const MAX_PROBLEMS = 500;

export async function readSheet(
  ctx: Context,
  input: ParsedInput<'assessments.readSheet'>,
): Promise<Output<'assessments.readSheet'>> {
  const round = await requireRound(ctx, input.roundId);
  const sheet = sheetOf(ctx, input.token);
  const kept = await findMapping(ctx.db, mappingKey(round, sheet));
  const remembered = kept === undefined ? null : sheetMapping.safeParse(JSON.parse(kept));
  const mapping = remembered?.success
    ? remembered.data
    : guessMapping(sheet, scaleOf(round.scale_id), schoolShape(ctx.session.schoolType), round.school_year);
  const codes = answerWords(sheet, mapping.items);
  const itemColumns = new Set(mapping.items.map((entry) => entry.column));
  return {
    fileName: sheet.fileName,
    rowCount: sheet.rows.length,
    columns: sheet.headers.map((header, index) => ({
      index,
      header,
      samples: sheet.rows.slice(0, 3).map((row) => row.cells[index] ?? ''),
      values: itemColumns.has(index) ? codes : valuesOf(sheet, index),
    })),
    mapping,
    remembered: remembered?.success ?? false,
  };
}

const mappingKey = (round: RoundRow, sheet: SheetFile): string => `${round.scale_id}:${sheet.shape}`;

interface Read {
  readonly round: RoundRow;
  readonly scale: ScaleDefinition;
  readonly shape: SchoolShape;
  readonly sheet: SheetFile;
  readonly matches: readonly Matched[];
}

/** @throws AppError `nameColumnMissing`, `itemMissing` when the mapping names no column for names or for any score */
async function readMatches(ctx: Context, input: { token: string; roundId: string; mapping: SheetMapping }): Promise<Read> {
  const { mapping } = input;
  if (mapping.columns.name === null) throw new AppError('nameColumnMissing');
  if (mapping.items.length === 0 && Object.keys(mapping.subscores).length === 0 && mapping.columns.total === null) {
    throw new AppError('scoreColumnsMissing');
  }
  const round = await requireRound(ctx, input.roundId);
  const scale = scaleOf(round.scale_id);
  const shape = schoolShape(ctx.session.schoolType);
  const sheet = sheetOf(ctx, input.token);
  const listed = new Set((await listDispositions(ctx.db, round.id, round.school_year)).map((row) => row.student_id));
  const tested = new Set((await listValidities(ctx.db, round.id)).map((row) => row.student_id));
  const pupils = (await listPupils(ctx.db, round.school_year)).map((pupil) => ({
    studentId: pupil.id,
    name: pupil.name,
    sex: pupil.sex,
    birthDate: pupil.birth_date,
    classKey: classKey({ stage: stageOf(pupil.stage), entryYear: pupil.entry_year, number: pupil.number }),
    inRound: listed.has(pupil.id),
    hasResult: tested.has(pupil.id),
  }));
  const rows = sheet.rows.map((row) => decodeRow(row, mapping, { scale, shape, schoolYear: round.school_year }));
  return { round, scale, shape, sheet, matches: matchRows(rows, pupils, round.opened_on) };
}

function countOutcomes(matches: readonly Matched[]): Record<RowOutcome, number> {
  const counts = Object.fromEntries(rowOutcomes.map((outcome) => [outcome, 0])) as Record<RowOutcome, number>;
  for (const match of matches) counts[match.outcome] += 1;
  return counts;
}

function show(read: Read, match: Matched): DecodedRow {
  const { row } = match;
  return {
    line: row.line,
    name: row.name,
    sex: row.sex,
    age: row.age,
    className: row.klass ? className(row.klass, read.round.school_year, 'zh', read.shape) : null,
    outcome: match.outcome,
    reason: match.outcome === 'damagedRow' ? row.reason : null,
  };
}

const settled = (match: Matched): boolean => match.outcome === 'matched' || match.outcome === 'alreadyImported';

export async function previewResults(
  ctx: Context,
  input: ParsedInput<'assessments.previewResults'>,
): Promise<Output<'assessments.previewResults'>> {
  const read = await readMatches(ctx, input);
  return {
    rowCount: read.matches.length,
    counts: countOutcomes(read.matches),
    mismatched: read.matches.filter((match) => match.row.mismatches.length > 0).length,
    first: read.matches.slice(0, FIRST_ROWS).map((match) => show(read, match)),
    problems: read.matches
      .filter((match) => !settled(match))
      .slice(0, MAX_PROBLEMS)
      .map((match) => show(read, match)),
  };
}

/** Stores every matched row at once or none; a row whose student has a result in the round already is left alone. */
export async function importResults(
  ctx: Context,
  input: ParsedInput<'assessments.importResults'>,
): Promise<Output<'assessments.importResults'>> {
  const read = await readMatches(ctx, input);
  const { round, scale } = read;
  const counts = countOutcomes(read.matches);
  const now = instant(ctx.clock);
  await saveMapping(ctx.db, mappingKey(round, read.sheet), JSON.stringify(input.mapping), now);
  const totals = { mismatched: 0, doubtful: 0, reviews: 0, immediate: 0 };
  const batchId = counts.matched > 0 ? ctx.newId() : null;
  if (batchId !== null) {
    await insertBatch(ctx.db, {
      id: batchId,
      file_name: read.sheet.fileName,
      imported_at: now,
      imported_by: ctx.session.userId,
      total: read.matches.length,
      fresh: counts.matched,
      same: counts.alreadyImported,
    });
  }
  const today = localDate(ctx.clock);
  const stored = read.matches.flatMap(({ row, outcome, studentId }) => {
    if (outcome !== 'matched' || studentId === null || row.scored === null) return [];
    const result = toRow(ctx, round, scale, {
      studentId,
      takenOn: row.takenOn !== null && row.takenOn <= today ? row.takenOn : round.opened_on,
      seconds: row.seconds,
      source: 'imported',
      answers: row.answers,
      delivered: row.delivered,
      mismatches: row.mismatches,
      scored: row.scored,
      retestOf: null,
      batchId,
    });
    return [{ result, studentId, row, scored: row.scored }];
  });
  await insertResults(
    ctx.db,
    stored.map((entry) => entry.result),
  );
  for (const [index, entry] of stored.entries()) {
    const review = await reviewResult(ctx, scale, entry.studentId, entry.result.id, entry.scored);
    totals.reviews += review.opened ? 1 : 0;
    totals.immediate += review.immediate ? 1 : 0;
    totals.mismatched += entry.row.mismatches.length > 0 ? 1 : 0;
    totals.doubtful += entry.scored.validity === 'valid' ? 0 : 1;
    if (index % 50 === 0) ctx.progress('assessments.import', index, stored.length);
  }
  ctx.note({ imported: stored.length, rows: read.matches.length }, { kind: 'assessment_round', id: round.id });
  return { batchId, imported: stored.length, counts, ...totals };
}

export async function exportUnmatched(
  ctx: Context,
  input: ParsedInput<'assessments.exportUnmatched'>,
): Promise<Output<'assessments.exportUnmatched'>> {
  const read = await readMatches(ctx, input);
  const rows = read.matches.filter((match) => !settled(match));
  const bytes = await unmatchedBook(
    read.sheet.headers.map(safeCellText),
    rows.map((match) => ({
      outcome: match.outcome,
      reason: match.outcome === 'damagedRow' ? match.row.reason : null,
      cells: match.row.cells.map(safeCellText),
    })),
    input.language,
  );
  ctx.note({ rows: rows.length }, { kind: 'assessment_round', id: input.roundId });
  return { name: ctx.files.write(input.target, bytes).name, rows: rows.length };
}
