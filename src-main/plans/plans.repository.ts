import type { Insertable, Updateable } from 'kysely';
import type { Executor } from '../vault/context.ts';
import type {
  PairingTable,
  PlanGoalProgressTable,
  PlanGoalTable,
  PlanInterventionTable,
  PlanReviewTable,
  SupportPlanTable,
} from '../vault/tables.ts';

/** Plans with what lists need and is derived. */
export function selectPlans(db: Executor) {
  return db.selectFrom('support_plan as p').select((eb) => [
    'p.id',
    'p.student_id',
    'p.version',
    'p.starts_on',
    'p.review_on',
    'p.ended_on',
    'p.end_reason',
    eb
      .selectFrom('plan_goal as g')
      .select((goal) => goal.fn.countAll<number>().as('n'))
      .whereRef('g.plan_id', '=', 'p.id')
      .as('goals'),
    eb
      .selectFrom('plan_review as r')
      .select((review) => review.fn.max('r.reviewed_on').as('d'))
      .whereRef('r.plan_id', '=', 'p.id')
      .as('last_reviewed_on'),
    eb
      .selectFrom('level_change as l')
      .select('l.to_level')
      .whereRef('l.student_id', '=', 'p.student_id')
      .orderBy('l.decided_on', 'desc')
      .orderBy('l.recorded_at', 'desc')
      .limit(1)
      .as('level'),
  ]);
}

export function listPlans(
  db: Executor,
  filter: { readonly status: 'open' | 'ended' | 'all'; readonly studentId?: string | undefined },
) {
  let query = selectPlans(db).orderBy('p.review_on').orderBy('p.version', 'desc');
  if (filter.status === 'open') query = query.where('p.ended_on', 'is', null);
  if (filter.status === 'ended') query = query.where('p.ended_on', 'is not', null);
  if (filter.studentId !== undefined) query = query.where('p.student_id', '=', filter.studentId);
  return query.execute();
}

export function planById(db: Executor, planId: string) {
  return selectPlans(db)
    .select([
      'p.case_id',
      'p.reason',
      'p.situation',
      'p.strengths',
      'p.family_agreement',
      'p.safety_plan',
      'p.agreed_student_on',
      'p.agreed_guardian_on',
      'p.approved_lead_on',
      'p.revision',
    ])
    .where('p.id', '=', planId)
    .executeTakeFirst();
}

export async function currentLevel(db: Executor, studentId: string): Promise<number> {
  const row = await db
    .selectFrom('level_change')
    .select('to_level')
    .where('student_id', '=', studentId)
    .orderBy('decided_on', 'desc')
    .orderBy('recorded_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.to_level ?? 0;
}

/** Highest version of the student so far, and the plan that is running. */
export async function versionsOf(db: Executor, studentId: string): Promise<{ last: number; openPlanId: string | null }> {
  const rows = await db
    .selectFrom('support_plan')
    .select(['id', 'version', 'ended_on'])
    .where('student_id', '=', studentId)
    .execute();
  return {
    last: Math.max(0, ...rows.map((row) => row.version)),
    openPlanId: rows.find((row) => row.ended_on === null)?.id ?? null,
  };
}

export async function insertPlan(db: Executor, row: Insertable<SupportPlanTable>): Promise<void> {
  await db.insertInto('support_plan').values(row).execute();
}

export async function updatePlan(db: Executor, planId: string, changes: Updateable<SupportPlanTable>): Promise<void> {
  await db.updateTable('support_plan').set(changes).where('id', '=', planId).execute();
}

export function goalsOf(db: Executor, planId: string) {
  return db.selectFrom('plan_goal').selectAll().where('plan_id', '=', planId).orderBy('position').execute();
}

export function interventionsOf(db: Executor, planId: string) {
  return db
    .selectFrom('plan_intervention as i')
    .innerJoin('plan_goal as g', 'g.id', 'i.goal_id')
    .selectAll('i')
    .where('g.plan_id', '=', planId)
    .orderBy('i.position')
    .execute();
}

export function reviewsOf(db: Executor, planId: string) {
  return db
    .selectFrom('plan_review as r')
    .leftJoin('user as u', 'u.id', 'r.recorded_by')
    .selectAll('r')
    .select('u.name as recorder')
    .where('r.plan_id', '=', planId)
    .orderBy('r.reviewed_on')
    .orderBy('r.recorded_at')
    .execute();
}

export function ratingsOf(db: Executor, planId: string) {
  return db
    .selectFrom('plan_goal_progress as x')
    .innerJoin('plan_review as r', 'r.id', 'x.review_id')
    .select(['x.goal_id', 'x.rating', 'x.note', 'r.reviewed_on'])
    .where('r.plan_id', '=', planId)
    .orderBy('r.reviewed_on')
    .orderBy('r.recorded_at')
    .execute();
}

/** Takes away goals that no review has rated; the foreign keys refuse any other. */
export async function deleteGoals(db: Executor, planId: string): Promise<void> {
  await db
    .deleteFrom('plan_intervention')
    .where('goal_id', 'in', db.selectFrom('plan_goal').select('id').where('plan_id', '=', planId))
    .execute();
  await db.deleteFrom('plan_goal').where('plan_id', '=', planId).execute();
}

export async function insertGoals(
  db: Executor,
  goals: readonly Insertable<PlanGoalTable>[],
  interventions: readonly Insertable<PlanInterventionTable>[],
): Promise<void> {
  await db
    .insertInto('plan_goal')
    .values([...goals])
    .execute();
  if (interventions.length > 0)
    await db
      .insertInto('plan_intervention')
      .values([...interventions])
      .execute();
}

export async function insertReview(
  db: Executor,
  review: Insertable<PlanReviewTable>,
  ratings: readonly Insertable<PlanGoalProgressTable>[],
): Promise<void> {
  await db.insertInto('plan_review').values(review).execute();
  await db
    .insertInto('plan_goal_progress')
    .values([...ratings])
    .execute();
}

export function staffByIds(db: Executor, ids: readonly string[]) {
  return db
    .selectFrom('staff')
    .select(['id', 'name', 'party_member'])
    .where('id', 'in', [...ids])
    .execute();
}

/** Pairings that belong to plans, with the names of the staff. */
export function planPairings(db: Executor, planIds: readonly string[] | null) {
  let query = db
    .selectFrom('pairing as x')
    .innerJoin('staff as s', 's.id', 'x.staff_id')
    .select(['x.id', 'x.plan_id', 'x.staff_id', 'x.part', 'x.to_date', 's.name'])
    .where('x.kind', '=', 'psychological')
    .where('x.plan_id', 'is not', null)
    .orderBy('x.from_date');
  if (planIds) query = query.where('x.plan_id', 'in', [...planIds]);
  return query.execute();
}

export async function insertPairing(db: Executor, row: Insertable<PairingTable>): Promise<void> {
  await db.insertInto('pairing').values(row).execute();
}

export async function endPairing(db: Executor, pairingId: string, toDate: string): Promise<void> {
  await db.updateTable('pairing').set({ to_date: toDate }).where('id', '=', pairingId).execute();
}

/** Running Party pairings, of one student or of all. */
export function partyPairings(db: Executor, studentId: string | undefined) {
  let query = db
    .selectFrom('pairing as x')
    .innerJoin('staff as s', 's.id', 'x.staff_id')
    .selectAll('x')
    .select('s.name as staff_name')
    .where('x.kind', '=', 'party')
    .where('x.to_date', 'is', null)
    .orderBy('x.from_date');
  if (studentId !== undefined) query = query.where('x.student_id', '=', studentId);
  return query.execute();
}
