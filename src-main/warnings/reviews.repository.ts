import type { Executor } from '../vault/context.ts';

export async function insertReview(
  db: Executor,
  row: {
    id: string;
    student_id: string;
    source_kind: 'result' | 'report';
    source_id: string;
    reasons: string;
    immediate: number;
    opened_at: string;
    due_on: string;
  },
): Promise<void> {
  await db.insertInto('screening_review').values(row).execute();
}

export async function findReview(db: Executor, id: string) {
  return db.selectFrom('screening_review').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function findReviewOf(db: Executor, sourceKind: string, sourceId: string, studentId: string) {
  return db
    .selectFrom('screening_review')
    .select('id')
    .where('source_kind', '=', sourceKind)
    .where('source_id', '=', sourceId)
    .where('student_id', '=', studentId)
    .executeTakeFirst();
}

export async function listReviews(db: Executor) {
  return db.selectFrom('screening_review').selectAll().orderBy('opened_at').execute();
}

/** Decisions in the order they were made, with their decider and the level they set. */
export async function listDecisions(db: Executor, reviewId?: string) {
  let query = db
    .selectFrom('screening_decision')
    .leftJoin('user', 'user.id', 'screening_decision.decided_by')
    .leftJoin('level_change', 'level_change.id', 'screening_decision.level_change_id')
    .selectAll('screening_decision')
    .select(['user.name as decider', 'level_change.to_level']);
  if (reviewId !== undefined) query = query.where('screening_decision.review_id', '=', reviewId);
  return query.orderBy('screening_decision.decided_at').orderBy('screening_decision.id').execute();
}

export async function insertDecision(
  db: Executor,
  row: {
    id: string;
    review_id: string;
    decided_at: string;
    decided_by: string;
    interviewed_on: string | null;
    outcome: string;
    note: string;
    level_change_id: string | null;
  },
): Promise<void> {
  await db.insertInto('screening_decision').values(row).execute();
}

/** The result behind a review. */
export async function readResult(db: Executor, id: string) {
  return db.selectFrom('assessment_result').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Days in which somebody should have talked to a student who screened positive; a setting, two weeks unless the school says otherwise. */
export async function readInterviewDays(db: Executor): Promise<number> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', 'warnings.interviewDays').executeTakeFirst();
  const days = row ? Number(JSON.parse(row.value)) : Number.NaN;
  return Number.isInteger(days) && days > 0 ? days : 14;
}
