import type { Executor } from '../vault/context.ts';
import { openCases, openPlans } from '../vault/open-care.ts';

/** Interviews that nobody has finished. "Not reached" leaves one open. */
export function openReviews(db: Executor) {
  return db
    .selectFrom('screening_review')
    .select(['id', 'student_id', 'immediate', 'due_on', 'opened_at'])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('screening_decision')
            .select('screening_decision.id')
            .whereRef('screening_decision.review_id', '=', 'screening_review.id')
            .where('screening_decision.outcome', '!=', 'unreachable'),
        ),
      ),
    )
    .execute();
}

export function openPlansDueBy(db: Executor, day: string) {
  return openPlans(db)
    .select(['support_plan.id', 'support_plan.student_id', 'support_plan.review_on'])
    .where('support_plan.review_on', '<=', day)
    .execute();
}

export function unsignedSessions(db: Executor, counselorId: string) {
  return db
    .selectFrom('session')
    .select(['id', 'student_id', 'held_on'])
    .where('counselor_id', '=', counselorId)
    .where('signed_at', 'is', null)
    .execute();
}

/** Last session of each student with what it planned next. */
export function plannedSessions(db: Executor, from: string, to: string) {
  return db
    .selectFrom('session')
    .select(['id', 'student_id', 'held_on', 'next_on'])
    .where('next_on', '>=', from)
    .where('next_on', '<=', to)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('session as later')
            .select('later.id')
            .whereRef('later.student_id', '=', 'session.student_id')
            .whereRef('later.held_on', '>', 'session.held_on'),
        ),
      ),
    )
    .execute();
}

export function sessionsOn(db: Executor, day: string) {
  return db
    .selectFrom('session')
    .select(['id', 'student_id', 'start_time'])
    .where('held_on', '=', day)
    .orderBy('start_time')
    .execute();
}

export function casesGoingOn(db: Executor) {
  return openCases(db).select(['counseling_case.id', 'counseling_case.student_id']).execute();
}

/** Days on which somebody met these students: sessions, on-site visits, interviews after a screening. */
export async function contactDays(db: Executor, ids: readonly string[], until: string) {
  if (ids.length === 0) return [];
  const sessions = await db
    .selectFrom('session')
    .select((eb) => ['student_id', eb.fn.max<string>('held_on').as('on')])
    .where('student_id', 'in', ids)
    .where('held_on', '<=', until)
    .groupBy('student_id')
    .execute();
  const visits = await db
    .selectFrom('home_visit')
    .select((eb) => ['student_id', 'mode', eb.fn.max<string>('visited_on').as('on')])
    .where('student_id', 'in', ids)
    .where('visited_on', '<=', until)
    .groupBy(['student_id', 'mode'])
    .execute();
  const interviews = await db
    .selectFrom('screening_decision')
    .innerJoin('screening_review', 'screening_review.id', 'screening_decision.review_id')
    .select((eb) => ['screening_review.student_id', eb.fn.max<string | null>('screening_decision.interviewed_on').as('on')])
    .where('screening_review.student_id', 'in', ids)
    .where('screening_decision.interviewed_on', '<=', until)
    .groupBy('screening_review.student_id')
    .execute();
  return [
    ...sessions.map((row) => ({ studentId: row.student_id, kind: 'session' as const, on: row.on, mode: '' })),
    ...visits.map((row) => ({ studentId: row.student_id, kind: 'homeVisit' as const, on: row.on, mode: row.mode })),
    ...interviews.map((row) => ({ studentId: row.student_id, kind: 'interview' as const, on: row.on ?? '', mode: '' })),
  ];
}

/** The day next planned in each of these students' sessions. */
export async function nextDays(db: Executor, ids: readonly string[], from: string): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('session')
    .select((eb) => ['student_id', eb.fn.min<string>('next_on').as('on')])
    .where('student_id', 'in', ids)
    .where('next_on', '>=', from)
    .groupBy('student_id')
    .execute();
  return new Map(rows.map((row) => [row.student_id, row.on]));
}

export function draftsOf(db: Executor, userId: string) {
  return db
    .selectFrom('draft')
    .select(['form', 'student_id', 'draft_id', 'saved_at'])
    .where('user_id', '=', userId)
    .orderBy('saved_at', 'desc')
    .execute();
}
