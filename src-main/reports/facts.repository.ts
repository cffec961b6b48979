import type { Executor } from '../vault/context.ts';

/** Enrolments of a school year with student and class, in order of their beginning. */
export function enrolmentsOf(db: Executor, schoolYear: number) {
  return db
    .selectFrom('enrolment')
    .innerJoin('student', 'student.id', 'enrolment.student_id')
    .innerJoin('class', 'class.id', 'enrolment.class_id')
    .select([
      'enrolment.student_id',
      'student.name',
      'student.file_opened_on',
      'enrolment.class_id',
      'class.stage',
      'class.entry_year',
      'class.number',
      'enrolment.boarder',
      'enrolment.status',
      'enrolment.from_date',
      'enrolment.to_date',
    ])
    .where('enrolment.school_year', '=', schoolYear)
    .orderBy('enrolment.from_date')
    .execute();
}

/** Every enrolment of the students whose level ever changed. */
export function enrolmentsOfLeveled(db: Executor) {
  return db
    .selectFrom('enrolment')
    .select(['student_id', 'school_year', 'status', 'from_date', 'to_date'])
    .where('student_id', 'in', (eb) => eb.selectFrom('level_change').select('student_id'))
    .orderBy('student_id')
    .orderBy('from_date')
    .execute();
}

export function levelSteps(db: Executor, until: string) {
  return db
    .selectFrom('level_change')
    .select(['student_id', 'to_level', 'decided_on'])
    .where('decided_on', '<=', until)
    .orderBy('decided_on')
    .orderBy('recorded_at')
    .orderBy('id')
    .execute();
}

export function mentoredOn(db: Executor, on: string) {
  return db
    .selectFrom('mentor')
    .select('student_id')
    .distinct()
    .where('from_date', '<=', on)
    .where((eb) => eb.or([eb('to_date', 'is', null), eb('to_date', '>', on)]))
    .execute();
}

export function pairingsOn(db: Executor, on: string) {
  return db
    .selectFrom('pairing')
    .select(['student_id', 'kind', 'category'])
    .distinct()
    .where('from_date', '<=', on)
    .where((eb) => eb.or([eb('to_date', 'is', null), eb('to_date', '>', on)]))
    .execute();
}

export function plansOn(db: Executor, on: string) {
  return db
    .selectFrom('support_plan')
    .select(['id', 'student_id', 'review_on'])
    .where('starts_on', '<=', on)
    .where((eb) => eb.or([eb('ended_on', 'is', null), eb('ended_on', '>', on)]))
    .execute();
}

export function visitsBetween(db: Executor, from: string, to: string) {
  return db
    .selectFrom('home_visit')
    .select(['student_id', 'mode', 'visited_on'])
    .where('visited_on', '>=', from)
    .where('visited_on', '<=', to)
    .execute();
}

export function activitiesBetween(db: Executor, from: string, to: string) {
  return db
    .selectFrom('activity')
    .select(['id', 'kind', 'title', 'held_on', 'minutes', 'lessons', 'stage', 'grade'])
    .where('held_on', '>=', from)
    .where('held_on', '<=', to)
    .orderBy('held_on')
    .execute();
}

export function sessionsBetween(db: Executor, from: string, to: string) {
  return db
    .selectFrom('session')
    .select(['id', 'student_id', 'counselor_id', 'held_on', 'minutes'])
    .where('held_on', '>=', from)
    .where('held_on', '<=', to)
    .orderBy('held_on')
    .execute();
}

export function dispositionsOf(db: Executor, schoolYear: number, until: string) {
  return db
    .selectFrom('assessment_disposition')
    .innerJoin('assessment_round', 'assessment_round.id', 'assessment_disposition.round_id')
    .select(['assessment_disposition.student_id', 'assessment_disposition.disposition'])
    .where('assessment_round.school_year', '=', schoolYear)
    .where('assessment_round.opened_on', '<=', until)
    .execute();
}

/** Results of the rounds of a school year, latest last. */
export function resultsOf(db: Executor, schoolYear: number, until: string) {
  return db
    .selectFrom('assessment_result')
    .innerJoin('assessment_round', 'assessment_round.id', 'assessment_result.round_id')
    .select(['assessment_result.student_id', 'assessment_result.validity'])
    .where('assessment_round.school_year', '=', schoolYear)
    .where('assessment_result.taken_on', '<=', until)
    .orderBy('assessment_result.taken_on')
    .orderBy('assessment_result.created_at')
    .execute();
}

/** Interviews opened within two instants, with their decisions. */
export function reviewsBetween(db: Executor, from: string, to: string) {
  return db
    .selectFrom('screening_review')
    .leftJoin('screening_decision', 'screening_decision.review_id', 'screening_review.id')
    .select(['screening_review.id', 'screening_review.student_id', 'screening_review.opened_at', 'screening_decision.outcome'])
    .where('screening_review.opened_at', '>=', from)
    .where('screening_review.opened_at', '<', to)
    .execute();
}

export function concernReportsBetween(db: Executor, from: string, to: string) {
  return db
    .selectFrom('concern_report')
    .select(['id', 'network_level', 'occurred_at'])
    .where('occurred_at', '>=', from)
    .where('occurred_at', '<', to)
    .orderBy('occurred_at')
    .execute();
}

export function committeesOn(db: Executor, on: string) {
  return db
    .selectFrom('committee_member')
    .innerJoin('student', 'student.id', 'committee_member.student_id')
    .select(['committee_member.class_id', 'student.sex'])
    .where('committee_member.kind', '=', 'class')
    .where('committee_member.from_date', '<=', on)
    .where((eb) => eb.or([eb('committee_member.to_date', 'is', null), eb('committee_member.to_date', '>', on)]))
    .execute();
}

export function staffOn(db: Executor, on: string) {
  return db
    .selectFrom('staff')
    .select(['id', 'name', 'kind'])
    .where((eb) => eb.or([eb('left_on', 'is', null), eb('left_on', '>', on)]))
    .execute();
}
