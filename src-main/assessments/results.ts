import type { Insertable } from 'kysely';
import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import type { reviewReasons } from '../../src-shared/contract/warnings.ts';
import type { ScaleDefinition } from '../../src-shared/domain/scale.ts';
import { type Delivered, type ScaleScore, score } from '../../src-shared/domain/scoring.ts';
import { instant, localDate } from '../vault/clock.ts';
import type { Context } from '../vault/context.ts';
import type { AssessmentResultTable } from '../vault/tables.ts';
import { openReview } from '../warnings/warnings.service.ts';
import { insertResults, listResults, type RoundRow } from './assessments.repository.ts';
import { requireRound } from './rounds.ts';
import { scaleOf } from './scales.ts';

export interface NewResult {
  readonly studentId: string;
  readonly takenOn: string;
  readonly seconds: number | null;
  readonly source: 'entered' | 'imported';
  readonly answers: readonly (number | null)[] | null;
  readonly delivered: Delivered | null;
  readonly mismatches: readonly string[];
  readonly scored: ScaleScore;
  readonly retestOf: string | null;
  readonly batchId: string | null;
}

/** A result's row; it keeps the version of the rules that scored it. */
export function toRow(
  ctx: Context,
  round: RoundRow,
  scale: ScaleDefinition,
  result: NewResult,
): Insertable<AssessmentResultTable> & { id: string } {
  const { scored } = result;
  return {
    id: ctx.newId(),
    round_id: round.id,
    student_id: result.studentId,
    scale_id: scale.id,
    scale_version: scale.version,
    taken_on: result.takenOn,
    seconds: result.seconds,
    source: result.source,
    answers: result.answers ? JSON.stringify(result.answers) : null,
    total: scored.total,
    subscores: JSON.stringify(scored.subscores),
    delivered: result.delivered ? JSON.stringify(result.delivered) : null,
    mismatches: JSON.stringify(result.mismatches),
    validity: scored.validity,
    validity_reason: scored.validity === 'void' ? 'missingAnswers' : scored.validity === 'doubtful' ? 'validityScale' : null,
    positive: scored.positive ? 1 : 0,
    crisis_items: JSON.stringify(scored.crisisItems),
    retest_of: result.retestOf,
    import_batch_id: result.batchId,
    created_at: instant(ctx.clock),
    created_by: ctx.session.userId,
  };
}

function reasonsOf(scale: ScaleDefinition, scored: ScaleScore): (typeof reviewReasons)[number][] {
  const { totalFrom } = scale.positive;
  const byTotal = totalFrom !== undefined && scored.total !== null && scored.total >= totalFrom;
  return [
    ...(scored.crisisItems.length > 0 ? (['crisisItem'] as const) : []),
    ...(byTotal ? (['total'] as const) : []),
    ...(scored.positive && !byTotal ? (['subscore'] as const) : []),
  ];
}

/** Puts a student whose result is positive or touches a crisis item into the interview queue. The level stays as it is. */
export async function reviewResult(
  ctx: Context,
  scale: ScaleDefinition,
  studentId: string,
  resultId: string,
  scored: ScaleScore,
): Promise<{ opened: boolean; immediate: boolean }> {
  const reasons = reasonsOf(scale, scored);
  const immediate = scored.crisisItems.length > 0;
  if (reasons.length === 0) return { opened: false, immediate: false };
  const { opened } = await openReview(ctx, { studentId, sourceKind: 'result', sourceId: resultId, reasons, immediate });
  return { opened, immediate: opened && immediate };
}

/**
 * Stores answers typed from paper for a scale whose items are shipped; a second result in the round is kept as a retest.
 * @throws AppError `roundUnknown`, `scaleImportOnly`, `answersIncomplete`, `answerRange`, `notInRound`, `dateInFuture`
 */
export async function enterResult(
  ctx: Context,
  input: ParsedInput<'assessments.enterResult'>,
): Promise<Output<'assessments.enterResult'>> {
  const round = await requireRound(ctx, input.roundId);
  const scale = scaleOf(round.scale_id);
  if (scale.importOnly) throw new AppError('scaleImportOnly');
  if (input.takenOn > localDate(ctx.clock)) throw new AppError('dateInFuture', undefined, { takenOn: 'dateInFuture' });
  const { min, max } = scale.answers;
  if (input.answers.length !== scale.itemCount) throw new AppError('answersIncomplete', { items: scale.itemCount });
  if (input.answers.some((answer) => answer !== null && (answer < min || answer > max)))
    throw new AppError('answerRange', { min, max });
  const listed = await ctx.db
    .selectFrom('assessment_disposition')
    .select('student_id')
    .where('round_id', '=', round.id)
    .where('student_id', '=', input.studentId)
    .executeTakeFirst();
  if (!listed) throw new AppError('notInRound');
  const earlier = (await listResults(ctx.db, round.id)).filter((row) => row.student_id === input.studentId).at(-1);
  const scored = score(scale, input.answers);
  const row = toRow(ctx, round, scale, {
    studentId: input.studentId,
    takenOn: input.takenOn,
    seconds: null,
    source: 'entered',
    answers: input.answers,
    delivered: null,
    mismatches: [],
    scored,
    retestOf: earlier?.id ?? null,
    batchId: null,
  });
  await insertResults(ctx.db, [row]);
  const review = await reviewResult(ctx, scale, input.studentId, row.id, scored);
  return { resultId: row.id, reviewOpened: review.opened, immediate: review.immediate };
}
