import { z } from 'zod';
import { dispositions, gradeOfStage, type RoundCounts } from '../../src-shared/contract/assessments.ts';
import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { stages } from '../../src-shared/domain/class-name.ts';
import { termKinds } from '../../src-shared/domain/school-calendar.ts';
import { instant, localDate } from '../vault/clock.ts';
import type { Context } from '../vault/context.ts';
import { recordHistory } from '../vault/history.ts';
import { briefOf, studentBriefs } from '../vault/student-brief.ts';
import {
  dispositionsOf,
  findRound,
  insertDue,
  insertRound,
  listDispositions,
  listPupils,
  listResults,
  listRounds,
  listValidities,
  type RoundRow,
  updateDisposition,
} from './assessments.repository.ts';
import { scaleOf } from './scales.ts';

/** @throws AppError `roundUnknown` */
export async function requireRound(ctx: Context, roundId: string): Promise<RoundRow> {
  const round = await findRound(ctx.db, roundId);
  if (!round) throw new AppError('roundUnknown');
  return round;
}

/** Everybody whom a round in these grades lists: enrolled in the school year, each once. */
export async function pupilsOfGrades(
  ctx: Pick<Context, 'db'>,
  schoolYear: number,
  grades: ParsedInput<'assessments.createRound'>['grades'],
): Promise<string[]> {
  const wanted = new Set(grades.map((grade) => `${grade.stage}-${schoolYear - grade.grade + 1}`));
  const pupils = await listPupils(ctx.db, schoolYear);
  return [...new Set(pupils.filter((pupil) => wanted.has(`${pupil.stage}-${pupil.entry_year}`)).map((pupil) => pupil.id))];
}

/** Who is to be assessed in a round: listed, neither on leave nor exempt. @throws AppError `roundUnknown` */
export async function dueOfRound(ctx: Context, roundId: string): Promise<string[]> {
  const listed = await listOf(ctx, await requireRound(ctx, roundId));
  return listed.filter((entry) => entry.disposition === 'due').map((entry) => entry.studentId);
}

/**
 * Opens a round and lists everyone enrolled in its grades as due.
 * @throws AppError `scaleUnknown`, `roundEmpty` when nobody is enrolled in these grades
 */
export async function createRound(
  ctx: Context,
  input: ParsedInput<'assessments.createRound'>,
): Promise<Output<'assessments.createRound'>> {
  const scale = scaleOf(input.scaleId);
  const due = await pupilsOfGrades(ctx, input.schoolYear, input.grades);
  if (due.length === 0) throw new AppError('roundEmpty', undefined, { grades: 'roundEmpty' });
  const roundId = ctx.newId();
  await insertRound(ctx.db, {
    id: roundId,
    title: input.title,
    scale_id: scale.id,
    scale_version: scale.version,
    school_year: input.schoolYear,
    term: input.term,
    opened_on: input.openedOn,
    closed_on: null,
    grades: JSON.stringify(input.grades),
    basis_code: input.basis?.code ?? null,
    basis_reason: input.basis?.reason ?? null,
    created_at: instant(ctx.clock),
    created_by: ctx.session.userId,
  });
  await insertDue(ctx.db, roundId, due);
  ctx.note({ listed: due.length, basis: input.basis?.code ?? null }, { kind: 'assessment_round', id: roundId });
  return { roundId, listed: due.length };
}

export async function setDisposition(
  ctx: Context,
  input: ParsedInput<'assessments.setDisposition'>,
): Promise<Output<'assessments.setDisposition'>> {
  await requireRound(ctx, input.roundId);
  const after = { disposition: input.disposition, reason: input.reason || null };
  for (const before of await dispositionsOf(ctx.db, input.roundId, input.studentIds)) {
    await recordHistory(ctx, 'disposition', `${input.roundId}|${before.student_id}`, before, after);
  }
  const changed = await updateDisposition(ctx.db, input.roundId, input.studentIds, input.disposition, input.reason || null);
  ctx.note({ changed, disposition: input.disposition });
  return { changed };
}

interface Listed {
  readonly studentId: string;
  readonly disposition: (typeof dispositions)[number];
  readonly reason: string | null;
  readonly stage: string | null;
  readonly entryYear: number | null;
}

async function listOf(ctx: Context, round: RoundRow): Promise<Listed[]> {
  const listed = new Map<string, Listed>();
  for (const row of await listDispositions(ctx.db, round.id, round.school_year)) {
    listed.set(row.student_id, {
      studentId: row.student_id,
      disposition: z.enum(dispositions).parse(row.disposition),
      reason: row.reason,
      stage: row.stage,
      entryYear: row.entry_year,
    });
  }
  return [...listed.values()];
}

/** The one definition of coverage: whoever is due (listed − leave − exempt) and has a result. The latest result's validity counts. */
function count(listed: readonly Listed[], validity: ReadonlyMap<string, string>): RoundCounts {
  const due = listed.filter((entry) => entry.disposition === 'due');
  const tested = due.map((entry) => validity.get(entry.studentId)).filter((value) => value !== undefined);
  const of = (value: string) => tested.filter((found) => found === value).length;
  return {
    listed: listed.length,
    leave: listed.filter((entry) => entry.disposition === 'leave').length,
    exempt: listed.filter((entry) => entry.disposition === 'exempt').length,
    denominator: due.length,
    tested: tested.length,
    valid: of('valid'),
    doubtful: of('doubtful'),
    void: of('void'),
    coverage: due.length === 0 ? null : tested.length / due.length,
  };
}

const toRound = (row: RoundRow) => ({
  roundId: row.id,
  title: row.title,
  scaleId: row.scale_id,
  schoolYear: row.school_year,
  term: z.enum(termKinds).parse(row.term),
  grades: z.array(gradeOfStage).parse(JSON.parse(row.grades)),
  openedOn: row.opened_on,
  closedOn: row.closed_on,
});

async function validities(ctx: Context, roundId: string): Promise<Map<string, string>> {
  return new Map((await listValidities(ctx.db, roundId)).map((row) => [row.student_id, row.validity]));
}

export async function readRounds(ctx: Context): Promise<Output<'assessments.rounds'>> {
  const rounds: Output<'assessments.rounds'> = [];
  for (const row of await listRounds(ctx.db)) {
    rounds.push({ ...toRound(row), counts: count(await listOf(ctx, row), await validities(ctx, row.id)) });
  }
  return rounds;
}

export async function readRound(ctx: Context, roundId: string): Promise<Output<'assessments.roundDetail'>> {
  const row = await requireRound(ctx, roundId);
  const listed = await listOf(ctx, row);
  const validity = await validities(ctx, roundId);
  const round = toRound(row);
  const missing = listed.filter((entry) => !validity.has(entry.studentId));
  const briefs = await studentBriefs(
    ctx.db,
    missing.map((entry) => entry.studentId),
    localDate(ctx.clock),
  );
  return {
    ...round,
    counts: count(listed, validity),
    byGrade: round.grades.map((grade) => {
      const entryYear = round.schoolYear - grade.grade + 1;
      return {
        ...grade,
        counts: count(
          listed.filter((entry) => entry.stage === grade.stage && entry.entryYear === entryYear),
          validity,
        ),
      };
    }),
    notAssessed: missing.map((entry) => ({
      student: briefOf(briefs, entry.studentId),
      disposition: entry.disposition,
      reason: entry.reason,
    })),
  };
}

export async function readResults(ctx: Context, roundId: string): Promise<Output<'assessments.results'>> {
  await requireRound(ctx, roundId);
  const rows = await listResults(ctx.db, roundId);
  const briefs = await studentBriefs(
    ctx.db,
    rows.map((row) => row.student_id),
    localDate(ctx.clock),
  );
  return rows.map((row) => ({
    resultId: row.id,
    student: briefOf(briefs, row.student_id),
    takenOn: row.taken_on,
    total: row.total,
    subscores: z.record(z.string(), z.number().nullable()).parse(JSON.parse(row.subscores)),
    validity: z.enum(['valid', 'doubtful', 'void']).parse(row.validity),
    positive: row.positive === 1,
    crisisItems: z.array(z.number()).parse(JSON.parse(row.crisis_items)),
    mismatches: z.array(z.string()).parse(JSON.parse(row.mismatches)),
    retest: row.retest_of !== null,
  }));
}

export const stageOf = (text: string) => z.enum(stages).parse(text);
