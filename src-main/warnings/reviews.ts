import { z } from 'zod';
import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { reviewOutcomes, reviewReasons } from '../../src-shared/contract/warnings.ts';
import { addDays } from '../../src-shared/domain/dates.ts';
import { instant, localDate } from '../vault/clock.ts';
import type { Context } from '../vault/context.ts';
import { discardDraft } from '../vault/drafts.ts';
import { projectText } from '../vault/projection.ts';
import { briefOf, studentBriefs } from '../vault/student-brief.ts';
import { readAllLevels } from './levels.repository.ts';
import { changeLevel } from './levels.ts';
import {
  findReview,
  findReviewOf,
  insertDecision,
  insertReview,
  listDecisions,
  listReviews,
  readInterviewDays,
  readResult,
} from './reviews.repository.ts';

type Reason = (typeof reviewReasons)[number];
type ReviewRow = Output<'warnings.reviews'>[number];
type StoredReview = Awaited<ReturnType<typeof listReviews>>[number];
type StoredDecision = Awaited<ReturnType<typeof listDecisions>>[number];

export interface NewReview {
  readonly studentId: string;
  readonly sourceKind: 'result' | 'report';
  readonly sourceId: string;
  readonly reasons: readonly Reason[];
  readonly immediate: boolean;
}

/** Puts a student into the interview queue once for each source; asking again gives the entry that is there. A score never sets a level. */
export async function openReview(ctx: Context, review: NewReview): Promise<{ reviewId: string; opened: boolean }> {
  const known = await findReviewOf(ctx.db, review.sourceKind, review.sourceId, review.studentId);
  if (known) return { reviewId: known.id, opened: false };
  const reviewId = ctx.newId();
  const today = localDate(ctx.clock);
  await insertReview(ctx.db, {
    id: reviewId,
    student_id: review.studentId,
    source_kind: review.sourceKind,
    source_id: review.sourceId,
    reasons: JSON.stringify(review.reasons),
    immediate: review.immediate ? 1 : 0,
    opened_at: instant(ctx.clock),
    due_on: review.immediate ? today : addDays(today, await readInterviewDays(ctx.db)),
  });
  return { reviewId, opened: true };
}

const isFinal = (outcome: string): boolean => outcome !== 'unreachable';

function toDecision(ctx: Context, studentId: string, row: StoredDecision): NonNullable<ReviewRow['decision']> {
  const note = projectText(ctx, studentId, row.note);
  return {
    outcome: z.enum(reviewOutcomes).parse(row.outcome),
    interviewedOn: row.interviewed_on,
    decidedAt: row.decided_at,
    decidedBy: row.decider ?? '',
    note: note.text,
    restricted: note.restricted,
    toLevel: row.to_level,
  };
}

async function toRows(
  ctx: Context,
  reviews: readonly StoredReview[],
  decisions: ReadonlyMap<string, readonly StoredDecision[]>,
): Promise<ReviewRow[]> {
  const today = localDate(ctx.clock);
  const levels = await readAllLevels(ctx.db);
  const briefs = await studentBriefs(
    ctx.db,
    reviews.map((review) => review.student_id),
    today,
  );
  return reviews.map((review) => {
    const made = decisions.get(review.id) ?? [];
    const final = made.find((row) => isFinal(row.outcome));
    return {
      student: briefOf(briefs, review.student_id),
      level: levels.get(review.student_id)?.level ?? null,
      reviewId: review.id,
      sourceKind: review.source_kind === 'report' ? 'report' : 'result',
      reasons: z.array(z.enum(reviewReasons)).parse(JSON.parse(review.reasons)),
      immediate: review.immediate === 1,
      openedAt: review.opened_at,
      dueOn: review.due_on,
      overdue: !final && review.due_on < today,
      attempts: made.filter((row) => !isFinal(row.outcome)).length,
      decision: final ? toDecision(ctx, review.student_id, final) : null,
    };
  });
}

export async function readReviews(ctx: Context, status: 'open' | 'decided'): Promise<Output<'warnings.reviews'>> {
  const decisions = Map.groupBy(await listDecisions(ctx.db), (row) => row.review_id);
  const decided = (review: StoredReview) => (decisions.get(review.id) ?? []).some((row) => isFinal(row.outcome));
  const wanted = (await listReviews(ctx.db)).filter((review) => decided(review) === (status === 'decided'));
  const rows = await toRows(ctx, wanted, decisions);
  if (status === 'decided') return rows.sort((a, b) => (b.decision?.decidedAt ?? '').localeCompare(a.decision?.decidedAt ?? ''));
  return rows.sort((a, b) => Number(b.immediate) - Number(a.immediate) || a.dueOn.localeCompare(b.dueOn));
}

/** @throws AppError `reviewUnknown` */
export async function requireReview(ctx: Context, reviewId: string): Promise<StoredReview> {
  const review = await findReview(ctx.db, reviewId);
  if (!review) throw new AppError('reviewUnknown');
  return review;
}

/** An entry with every attempt and the result behind it (the report is added by the channel). */
export async function readReview(ctx: Context, reviewId: string): Promise<Omit<Output<'warnings.review'>, 'report'>> {
  const review = await requireReview(ctx, reviewId);
  const made = await listDecisions(ctx.db, reviewId);
  const [row] = await toRows(ctx, [review], new Map([[reviewId, made]]));
  if (!row) throw new AppError('reviewUnknown');
  const result = review.source_kind === 'result' ? await readResult(ctx.db, review.source_id) : undefined;
  return {
    ...row,
    history: made.map((decision) => toDecision(ctx, review.student_id, decision)),
    result: result
      ? {
          resultId: result.id,
          scaleId: result.scale_id,
          takenOn: result.taken_on,
          seconds: result.seconds,
          total: result.total,
          subscores: z.record(z.string(), z.number().nullable()).parse(JSON.parse(result.subscores)),
          validity: z.enum(['valid', 'doubtful', 'void']).parse(result.validity),
          validityReason: result.validity_reason,
          crisisItems: z.array(z.number()).parse(JSON.parse(result.crisis_items)),
          mismatches: z.array(z.string()).parse(JSON.parse(result.mismatches)),
        }
      : null,
  };
}

/**
 * Records how a review ended, for good; only "not reached" leaves it open. A level is set in the same transaction.
 * @throws AppError `reviewUnknown`, `reviewDecided`, `interviewDateMissing`, `dateInFuture`, `levelMissing` and those of `changeLevel`
 */
export async function decideReview(ctx: Context, input: ParsedInput<'warnings.decide'>): Promise<Output<'warnings.decide'>> {
  const review = await requireReview(ctx, input.reviewId);
  if ((await listDecisions(ctx.db, input.reviewId)).some((row) => isFinal(row.outcome))) throw new AppError('reviewDecided');
  const talked = input.outcome === 'level_set' || input.outcome === 'no_level';
  if (talked && input.interviewedOn === null) {
    throw new AppError('interviewDateMissing', undefined, { interviewedOn: 'interviewDateMissing' });
  }
  if (input.interviewedOn !== null && input.interviewedOn > localDate(ctx.clock)) {
    throw new AppError('dateInFuture', undefined, { interviewedOn: 'dateInFuture' });
  }
  const change = input.outcome === 'level_set' ? await changeLevel(ctx, levelOf(ctx, review.student_id, input)) : null;
  const decisionId = ctx.newId();
  await insertDecision(ctx.db, {
    id: decisionId,
    review_id: review.id,
    decided_at: instant(ctx.clock),
    decided_by: ctx.session.userId,
    interviewed_on: input.interviewedOn,
    outcome: input.outcome,
    note: input.note,
    level_change_id: change?.id ?? null,
  });
  await discardDraft(ctx, 'review', review.student_id, input.draftId);
  ctx.note({ outcome: input.outcome }, { kind: 'student', id: review.student_id });
  return { decisionId, open: !isFinal(input.outcome), levelChangeId: change?.id ?? null };
}

function levelOf(ctx: Context, studentId: string, input: ParsedInput<'warnings.decide'>) {
  const missing: Record<string, string> = {};
  if (input.level === null || input.level === undefined) missing.level = 'levelMissing';
  if (!input.basis) missing.basis = 'levelBasisMissing';
  if (!input.reason) missing.reason = 'levelReasonMissing';
  const first = Object.values(missing)[0];
  if (first) throw new AppError(first, undefined, missing);
  return {
    studentId,
    toLevel: input.level ?? 0,
    basis: input.basis ?? 'interview',
    reason: input.reason ?? '',
    decidedOn: localDate(ctx.clock),
    nextReviewOn: input.nextReviewOn ?? null,
  };
}
