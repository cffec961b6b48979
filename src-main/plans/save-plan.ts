import type { ParsedInput } from '../../src-shared/contract/index.ts';
import { REVIEW_AFTER_DAYS } from '../../src-shared/contract/plans.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { addDays } from '../../src-shared/domain/dates.ts';
import { openCaseId } from '../cases/cases.service.ts';
import { instant, localDate } from '../vault/clock.ts';
import type { Context, Executor } from '../vault/context.ts';
import { discardDraft } from '../vault/drafts.ts';
import { recordHistory, recordRemoval, requireRevision, revise } from '../vault/history.ts';
import { requireBrief } from '../vault/student-brief.ts';
import { endPlanPairings, requireHelpers, setPlanPairings } from './pairings.ts';
import {
  currentLevel,
  deleteGoals,
  goalsOf,
  insertGoals,
  insertPlan,
  interventionsOf,
  planById,
  reviewsOf,
  updatePlan,
  versionsOf,
} from './plans.repository.ts';

type PlanInput = ParsedInput<'plans.save'>;

function columnsOf(input: PlanInput, reviewOn: string) {
  return {
    reason: input.reason,
    situation: input.situation,
    strengths: input.strengths,
    family_agreement: input.familyAgreement,
    safety_plan: input.safetyPlan,
    starts_on: input.startsOn,
    review_on: reviewOn,
    agreed_student_on: input.agreedStudentOn,
    agreed_guardian_on: input.agreedGuardianOn,
    approved_lead_on: input.approvedLeadOn,
  };
}

export async function savePlan(ctx: Context, input: PlanInput) {
  await requireBrief(ctx.db, input.studentId, input.startsOn);
  if ((await currentLevel(ctx.db, input.studentId)) === 3 && input.safetyPlan === null) {
    throw new AppError('safetyPlanRequired', undefined, { safetyPlan: 'safetyPlanRequired' });
  }
  await requireHelpers(ctx, input.leadStaffId, input.helperStaffIds);
  const saved = input.planId === undefined ? await createVersion(ctx, input) : await changePlan(ctx, input, input.planId);
  await setPlanPairings(
    ctx,
    { planId: saved.planId, studentId: input.studentId, fromDate: input.startsOn },
    input.leadStaffId,
    input.helperStaffIds,
  );
  await discardDraft(ctx, 'plan', input.studentId, input.draftId);
  return saved;
}

function reviewDay(input: PlanInput, fallback: string): string {
  const reviewOn = input.reviewOn ?? fallback;
  if (reviewOn <= input.startsOn) throw new AppError('reviewBeforeStart', undefined, { reviewOn: 'reviewBeforeStart' });
  return reviewOn;
}

async function createVersion(ctx: Context, input: PlanInput) {
  const { last, openPlanId } = await versionsOf(ctx.db, input.studentId);
  const at = instant(ctx.clock);
  const by = ctx.session.userId;
  if (openPlanId !== null) {
    const today = localDate(ctx.clock);
    await recordHistory(
      ctx,
      'plan',
      openPlanId,
      { ended_on: null, end_reason: null },
      { ended_on: today, end_reason: 'superseded' },
    );
    await updatePlan(ctx.db, openPlanId, { ended_on: today, end_reason: 'superseded', updated_at: at, updated_by: by });
    await endPlanPairings(ctx, openPlanId, today);
  }
  const planId = ctx.newId();
  await insertPlan(ctx.db, {
    id: planId,
    case_id: await openCaseId(ctx.db, input.studentId),
    student_id: input.studentId,
    version: last + 1,
    ...columnsOf(input, reviewDay(input, addDays(input.startsOn, REVIEW_AFTER_DAYS))),
    ended_on: null,
    end_reason: null,
    created_at: at,
    created_by: by,
    updated_at: at,
    updated_by: by,
  });
  // Fresh ids: the goals of the older version keep theirs, with their ratings.
  await writeGoals(
    ctx,
    planId,
    input.goals.map(({ goalId: _old, ...goal }) => goal),
  );
  ctx.note({ version: last + 1, goals: input.goals.length }, { kind: 'student', id: input.studentId });
  return { planId, version: last + 1, revision: 1 };
}

async function changePlan(ctx: Context, input: PlanInput, planId: string) {
  const before = await planById(ctx.db, planId);
  if (!before || before.student_id !== input.studentId) throw new AppError('planUnknown');
  if (before.ended_on !== null) throw new AppError('planEnded');
  requireRevision(before, input.revision);
  const goalsChange = await goalsDiffer(ctx.db, planId, input);
  if (goalsChange && (await reviewsOf(ctx.db, planId)).length > 0) return createVersion(ctx, input);
  const changes = columnsOf(input, reviewDay(input, before.review_on));
  const { fields, revision, row } = await revise(ctx, 'plan', before, input.revision, changes);
  await updatePlan(ctx.db, planId, row);
  if (goalsChange) {
    await keepGoals(ctx, planId);
    await deleteGoals(ctx.db, planId);
    await writeGoals(ctx, planId, input.goals);
  }
  ctx.note({ fields: [...fields, ...(goalsChange ? ['goals'] : [])].join(',') }, { kind: 'student', id: input.studentId });
  return { planId, version: before.version, revision };
}

async function goalsDiffer(db: Executor, planId: string, input: PlanInput): Promise<boolean> {
  const interventions = await interventionsOf(db, planId);
  const stored = (await goalsOf(db, planId)).map((goal) => [
    [goal.domain, goal.statement, goal.baseline, goal.target, goal.measure, goal.due_on],
    interventions.filter((row) => row.goal_id === goal.id).map((row) => [row.what, row.who, row.frequency, row.until_date]),
  ]);
  const wanted = input.goals.map((goal) => [
    [goal.domain, goal.statement, goal.baseline, goal.target, goal.measure, goal.dueOn],
    goal.interventions.map((row) => [row.what, row.who, row.frequency, row.untilDate]),
  ]);
  return JSON.stringify(stored) !== JSON.stringify(wanted);
}

/** Goals that are replaced stay readable in the history, each with its interventions. */
async function keepGoals(ctx: Context, planId: string): Promise<void> {
  for (const { id, plan_id: _plan, position: _place, ...goal } of await goalsOf(ctx.db, planId)) {
    await recordRemoval(ctx, 'plan_goal', id, goal);
  }
  for (const { id, goal_id: _goal, position: _place, ...intervention } of await interventionsOf(ctx.db, planId)) {
    await recordRemoval(ctx, 'plan_intervention', id, intervention);
  }
}

async function writeGoals(ctx: Context, planId: string, goals: PlanInput['goals']): Promise<void> {
  const withIds = goals.map((goal) => ({ ...goal, id: ctx.newId() }));
  await insertGoals(
    ctx.db,
    withIds.map((goal, position) => ({
      id: goal.id,
      plan_id: planId,
      position,
      domain: goal.domain,
      statement: goal.statement,
      baseline: goal.baseline,
      target: goal.target,
      measure: goal.measure,
      due_on: goal.dueOn,
      outcome: null,
    })),
    withIds.flatMap((goal) =>
      goal.interventions.map((row, position) => ({
        id: ctx.newId(),
        goal_id: goal.id,
        position,
        what: row.what,
        who: row.who,
        frequency: row.frequency,
        until_date: row.untilDate,
      })),
    ),
  );
}
