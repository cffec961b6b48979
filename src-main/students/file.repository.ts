import type { Executor } from '../vault/context.ts';

/** Where a student is on a day of a school year: the latest enrolment begun by then, else the first of all. */
export async function lastEnrolment(db: Executor, studentId: string, schoolYear: number, on: string) {
  const begun = await enrolments(db, studentId)
    .where('enrolment.school_year', '<=', schoolYear)
    .where('enrolment.from_date', '<=', on)
    .executeTakeFirst();
  return begun ?? (await enrolments(db, studentId).executeTakeFirst());
}

function enrolments(db: Executor, studentId: string) {
  return db
    .selectFrom('enrolment')
    .innerJoin('class', 'class.id', 'enrolment.class_id')
    .leftJoin('dorm', 'dorm.id', 'enrolment.dorm_id')
    .select([
      'enrolment.school_year',
      'enrolment.class_id',
      'enrolment.boarder',
      'enrolment.status',
      'class.stage',
      'class.entry_year',
      'class.number',
      'dorm.building',
      'dorm.room',
    ])
    .where('enrolment.student_id', '=', studentId)
    .orderBy('enrolment.school_year', 'desc')
    .orderBy('enrolment.from_date', 'desc')
    .limit(1);
}

export async function mentorOf(db: Executor, studentId: string): Promise<string | null> {
  const row = await db
    .selectFrom('mentor')
    .innerJoin('staff', 'staff.id', 'mentor.staff_id')
    .select('staff.name')
    .where('mentor.student_id', '=', studentId)
    .where('mentor.to_date', 'is', null)
    .orderBy('mentor.from_date', 'desc')
    .executeTakeFirst();
  return row?.name ?? null;
}

export function guardiansOf(db: Executor, studentId: string) {
  return db
    .selectFrom('guardian')
    .selectAll()
    .where('student_id', '=', studentId)
    .orderBy('is_primary', 'desc')
    .orderBy('id')
    .execute();
}

export function careTagsOf(db: Executor, studentId: string) {
  return db.selectFrom('care_tag').select('code').where('student_id', '=', studentId).where('to_date', 'is', null).execute();
}

export function levelsOf(db: Executor, studentId: string) {
  return db
    .selectFrom('level_change')
    .select(['to_level', 'decided_on', 'next_review_on'])
    .where('student_id', '=', studentId)
    .orderBy('decided_on')
    .orderBy('recorded_at')
    .execute();
}

export function goalsOf(db: Executor, planId: string) {
  return db
    .selectFrom('plan_goal')
    .select((eb) => [
      'plan_goal.id',
      'plan_goal.domain',
      'plan_goal.statement',
      eb
        .selectFrom('plan_goal_progress')
        .innerJoin('plan_review', 'plan_review.id', 'plan_goal_progress.review_id')
        .select('plan_goal_progress.rating')
        .whereRef('plan_goal_progress.goal_id', '=', 'plan_goal.id')
        .orderBy('plan_review.reviewed_on', 'desc')
        .orderBy('plan_review.recorded_at', 'desc')
        .limit(1)
        .as('rating'),
    ])
    .where('plan_goal.plan_id', '=', planId)
    .orderBy('plan_goal.position')
    .execute();
}

/** Who holds the psychological pairing today, lead first. */
export function helpersOf(db: Executor, studentId: string) {
  return db
    .selectFrom('pairing')
    .innerJoin('staff', 'staff.id', 'pairing.staff_id')
    .select(['staff.name', 'pairing.part'])
    .where('pairing.student_id', '=', studentId)
    .where('pairing.kind', '=', 'psychological')
    .where('pairing.to_date', 'is', null)
    .execute();
}

export function sessionDays(db: Executor, studentId: string) {
  return db
    .selectFrom('session')
    .select(['held_on', 'minutes', 'next_on', 'mode'])
    .where('student_id', '=', studentId)
    .orderBy('held_on')
    .execute();
}

export function visitDays(db: Executor, studentId: string) {
  return db.selectFrom('home_visit').select(['visited_on', 'mode']).where('student_id', '=', studentId).execute();
}

/** Days on which the student was met for a screening decision. */
export function interviewDays(db: Executor, studentId: string) {
  return db
    .selectFrom('screening_review')
    .innerJoin('screening_decision', 'screening_decision.review_id', 'screening_review.id')
    .select('screening_decision.interviewed_on')
    .where('screening_review.student_id', '=', studentId)
    .where('screening_decision.interviewed_on', 'is not', null)
    .execute();
}

export function resultTotals(db: Executor, studentId: string) {
  return db
    .selectFrom('assessment_result')
    .select(['scale_id', 'taken_on', 'total', 'validity'])
    .where('student_id', '=', studentId)
    .orderBy('taken_on')
    .execute();
}
