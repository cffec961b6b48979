import type { Executor } from './context.ts';

/** Cases that go on: no closure of theirs stands. The caller chooses columns and students. */
export function openCases(db: Executor) {
  return db
    .selectFrom('counseling_case')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('case_closure')
            .select('case_closure.id')
            .whereRef('case_closure.case_id', '=', 'counseling_case.id')
            .where('case_closure.reopened_on', 'is', null),
        ),
      ),
    );
}

/** Plans that go on; an older version ends when the next one begins. */
export function openPlans(db: Executor) {
  return db.selectFrom('support_plan').where('support_plan.ended_on', 'is', null);
}

/** The case that goes on for a student; there is at most one. */
export function openCaseOf(db: Executor, studentId: string) {
  return openCases(db)
    .select(['counseling_case.id', 'counseling_case.case_no', 'counseling_case.opened_on'])
    .where('counseling_case.student_id', '=', studentId)
    .executeTakeFirst();
}

/** The plan that goes on for a student. */
export function openPlanOf(db: Executor, studentId: string) {
  return openPlans(db)
    .select(['support_plan.id', 'support_plan.version', 'support_plan.review_on'])
    .where('support_plan.student_id', '=', studentId)
    .orderBy('support_plan.version', 'desc')
    .executeTakeFirst();
}
