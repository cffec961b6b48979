import type { ParsedInput } from '../../src-shared/contract/index.ts';
import type { PlanGoal } from '../../src-shared/contract/plans.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import type { StudentBrief } from '../../src-shared/contract/shared.ts';
import type { GoalDomain } from '../../src-shared/domain/codes.ts';
import { instant, localDate } from '../vault/clock.ts';
import type { Context, Executor } from '../vault/context.ts';
import { recordHistory } from '../vault/history.ts';
import { mayReadNotes } from '../vault/projection.ts';
import { briefOf, requireBrief, studentBriefs } from '../vault/student-brief.ts';
import { endPlanPairings } from './pairings.ts';
import {
  currentLevel,
  goalsOf,
  insertReview,
  interventionsOf,
  listPlans,
  planById,
  planPairings,
  ratingsOf,
  reviewsOf,
  updatePlan,
  versionsOf,
} from './plans.repository.ts';

type PlanFacts = Awaited<ReturnType<typeof listPlans>>[number];
type PairingFacts = Awaited<ReturnType<typeof planPairings>>[number];

function toRow(row: PlanFacts, student: StudentBrief, pairings: readonly PairingFacts[], today: string) {
  // Of a running plan those who help now; of an ended one those who helped until its end.
  const helping = pairings.filter((pair) => pair.plan_id === row.id && pair.to_date === row.ended_on);
  const name = (pair: PairingFacts) => ({ staffId: pair.staff_id, name: pair.name });
  const lead = helping.find((pair) => pair.part === 'lead');
  return {
    planId: row.id,
    student,
    version: row.version,
    level: row.level ?? 0,
    startsOn: row.starts_on,
    reviewOn: row.review_on,
    overdue: row.ended_on === null && row.review_on < today,
    endedOn: row.ended_on,
    endReason: row.end_reason,
    lead: lead ? name(lead) : null,
    helpers: helping.filter((pair) => pair.part === 'helper').map(name),
    goals: Number(row.goals),
    lastReviewedOn: row.last_reviewed_on,
  };
}

export async function readPlans({ db, clock }: Context, input: ParsedInput<'plans.list'>) {
  const today = localDate(clock);
  const rows = await listPlans(db, input);
  const briefs = await studentBriefs(
    db,
    rows.map((row) => row.student_id),
    today,
  );
  // One student's few plans are asked by id; the whole list reads the pairings once.
  const pairings = await planPairings(db, input.studentId === undefined ? null : rows.map((row) => row.id));
  const byPlan = Map.groupBy(pairings, (pair) => pair.plan_id ?? '');
  return rows.map((row) => toRow(row, briefOf(briefs, row.student_id), byPlan.get(row.id) ?? [], today));
}

async function readGoals(db: Executor, planId: string, open: boolean): Promise<PlanGoal[]> {
  const interventions = await interventionsOf(db, planId);
  const ratings = await ratingsOf(db, planId);
  return (await goalsOf(db, planId)).map((goal) => ({
    goalId: goal.id,
    domain: goal.domain as GoalDomain,
    statement: goal.statement,
    baseline: open ? goal.baseline : null,
    target: goal.target,
    measure: open ? goal.measure : null,
    dueOn: goal.due_on,
    outcome: goal.outcome,
    interventions: interventions
      .filter((row) => row.goal_id === goal.id)
      .map((row) => ({ what: row.what, who: row.who, frequency: row.frequency, untilDate: row.until_date })),
    ratings: ratings
      .filter((row) => row.goal_id === goal.id)
      .map((row) => ({ reviewedOn: row.reviewed_on, rating: row.rating, note: open ? row.note : null })),
  }));
}

/** @throws AppError `planUnknown` */
async function requirePlan(db: Executor, planId: string) {
  const row = await planById(db, planId);
  if (!row) throw new AppError('planUnknown');
  return row;
}

/** @throws AppError `planUnknown`, `planEnded` */
async function requireRunning(db: Executor, planId: string) {
  const row = await requirePlan(db, planId);
  if (row.ended_on !== null) throw new AppError('planEnded');
  return row;
}

export async function readPlan(ctx: Context, planId: string) {
  const { db } = ctx;
  const row = await requirePlan(db, planId);
  const today = localDate(ctx.clock);
  const open = mayReadNotes(ctx, row.student_id);
  const shown = (text: string | null) => (open ? text : null);
  ctx.note({}, { kind: 'student', id: row.student_id });
  return {
    ...toRow(row, await requireBrief(db, row.student_id, today), await planPairings(db, [planId]), today),
    caseId: row.case_id,
    restricted: !open,
    reason: shown(row.reason),
    situation: shown(row.situation),
    strengths: shown(row.strengths),
    familyAgreement: shown(row.family_agreement),
    safetyPlan: shown(row.safety_plan),
    agreedStudentOn: row.agreed_student_on,
    agreedGuardianOn: row.agreed_guardian_on,
    approvedLeadOn: row.approved_lead_on,
    goals: await readGoals(db, planId, open),
    reviews: (await reviewsOf(db, planId)).map((review) => ({
      reviewId: review.id,
      reviewedOn: review.reviewed_on,
      progress: shown(review.progress),
      outcome: review.outcome,
      nextReviewOn: review.next_review_on,
      recordedBy: review.recorder ?? '',
    })),
    revision: row.revision,
  };
}

export async function startPlan({ db, clock }: Context, studentId: string) {
  const student = await requireBrief(db, studentId, localDate(clock));
  const level = await currentLevel(db, studentId);
  const { openPlanId } = await versionsOf(db, studentId);
  return { student, level, openPlanId, safetyPlanRequired: level === 3 };
}

export async function reviewPlan(ctx: Context, input: ParsedInput<'plans.review'>) {
  const plan = await requireRunning(ctx.db, input.planId);
  if (input.reviewedOn < plan.starts_on) throw new AppError('reviewBeforeStart', undefined, { reviewedOn: 'reviewBeforeStart' });
  if (input.nextReviewOn <= input.reviewedOn)
    throw new AppError('nextReviewBefore', undefined, { nextReviewOn: 'nextReviewBefore' });
  const goals = new Set((await goalsOf(ctx.db, input.planId)).map((goal) => goal.id));
  const rated = new Set(input.goals.map((goal) => goal.goalId));
  const whole = rated.size === input.goals.length && rated.size === goals.size && [...rated].every((goalId) => goals.has(goalId));
  if (!whole) throw new AppError('goalsUnrated', { goals: goals.size, rated: rated.size });
  const reviewId = ctx.newId();
  const at = instant(ctx.clock);
  await insertReview(
    ctx.db,
    {
      id: reviewId,
      plan_id: input.planId,
      reviewed_on: input.reviewedOn,
      progress: input.progress,
      outcome: input.outcome,
      next_review_on: input.nextReviewOn,
      recorded_at: at,
      recorded_by: ctx.session.userId,
    },
    input.goals.map((goal) => ({
      id: ctx.newId(),
      review_id: reviewId,
      goal_id: goal.goalId,
      rating: goal.rating,
      note: goal.note,
    })),
  );
  await recordHistory(ctx, 'plan', plan.id, plan, { review_on: input.nextReviewOn });
  await updatePlan(ctx.db, input.planId, { review_on: input.nextReviewOn, updated_at: at, updated_by: ctx.session.userId });
  ctx.note({ outcome: input.outcome, goals: goals.size }, { kind: 'student', id: plan.student_id });
  return { reviewId };
}

export async function endPlan(ctx: Context, input: ParsedInput<'plans.end'>) {
  const plan = await requireRunning(ctx.db, input.planId);
  if (input.endedOn < plan.starts_on) throw new AppError('endedBeforeStart', undefined, { endedOn: 'endedBeforeStart' });
  await recordHistory(ctx, 'plan', plan.id, plan, { ended_on: input.endedOn, end_reason: input.reason });
  await updatePlan(ctx.db, input.planId, {
    ended_on: input.endedOn,
    end_reason: input.reason,
    updated_at: instant(ctx.clock),
    updated_by: ctx.session.userId,
  });
  await endPlanPairings(ctx, input.planId, input.endedOn);
  ctx.note({ reason: input.reason }, { kind: 'student', id: plan.student_id });
  return { ended: true as const };
}

export async function approvePlan(ctx: Context, input: ParsedInput<'plans.approve'>) {
  const plan = await requireRunning(ctx.db, input.planId);
  await recordHistory(ctx, 'plan', plan.id, plan, { approved_lead_on: input.approvedOn });
  await updatePlan(ctx.db, input.planId, {
    approved_lead_on: input.approvedOn,
    revision: plan.revision + 1,
    updated_at: instant(ctx.clock),
    updated_by: ctx.session.userId,
  });
  ctx.note({ approved: true }, { kind: 'student', id: plan.student_id });
  return { approvedLeadOn: input.approvedOn };
}
