import { type Branch, lines, never, object } from './branch.ts';

/** Support plans and how they went. */
export const PLAN: readonly Branch[] = [
  {
    kind: 'plan',
    history: { entity: 'plan', table: 'support_plan' },
    rows: (db, studentId) =>
      db
        .selectFrom('support_plan')
        .select((eb) => [
          'support_plan.id as id',
          'support_plan.starts_on as on',
          never(eb).as('time'),
          'support_plan.created_at as recorded_at',
          'support_plan.created_by as by',
          'support_plan.updated_at as updated_at',
          'support_plan.updated_by as updated_by',
          object(eb, { version: 'support_plan.version', reviewOn: 'support_plan.review_on' }).as('facts'),
          lines(eb, ['support_plan.reason', 'support_plan.situation']).as('text'),
          eb.lit(1).as('restricted'),
        ])
        .where('support_plan.student_id', '=', studentId),
  },
  {
    kind: 'planReview',
    rows: (db, studentId) =>
      db
        .selectFrom('support_plan')
        .innerJoin('plan_review', 'plan_review.plan_id', 'support_plan.id')
        .select((eb) => [
          'plan_review.id as id',
          'plan_review.reviewed_on as on',
          never(eb).as('time'),
          'plan_review.recorded_at as recorded_at',
          'plan_review.recorded_by as by',
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, { version: 'support_plan.version', outcome: 'plan_review.outcome' }).as('facts'),
          lines(eb, ['plan_review.progress']).as('text'),
          eb.lit(1).as('restricted'),
        ])
        .where('support_plan.student_id', '=', studentId),
  },
  {
    kind: 'goalProgress',
    rows: (db, studentId) =>
      db
        .selectFrom('support_plan')
        .innerJoin('plan_review', 'plan_review.plan_id', 'support_plan.id')
        .innerJoin('plan_goal_progress', 'plan_goal_progress.review_id', 'plan_review.id')
        .innerJoin('plan_goal', 'plan_goal.id', 'plan_goal_progress.goal_id')
        .select((eb) => [
          'plan_goal_progress.id as id',
          'plan_review.reviewed_on as on',
          never(eb).as('time'),
          'plan_review.recorded_at as recorded_at',
          'plan_review.recorded_by as by',
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, { rating: 'plan_goal_progress.rating', goal: 'plan_goal.statement' }).as('facts'),
          lines(eb, ['plan_goal_progress.note']).as('text'),
          eb.lit(1).as('restricted'),
        ])
        .where('support_plan.student_id', '=', studentId),
  },
  {
    kind: 'planEnded',
    rows: (db, studentId) =>
      db
        .selectFrom('support_plan')
        .select((eb) => [
          'support_plan.id as id',
          eb.fn.coalesce('support_plan.ended_on', eb.val('')).as('on'),
          never(eb).as('time'),
          'support_plan.updated_at as recorded_at',
          'support_plan.updated_by as by',
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, { version: 'support_plan.version' }).as('facts'),
          lines(eb, ['support_plan.end_reason']).as('text'),
          eb.lit(0).as('restricted'),
        ])
        .where('support_plan.student_id', '=', studentId)
        .where('support_plan.ended_on', 'is not', null),
  },
];
