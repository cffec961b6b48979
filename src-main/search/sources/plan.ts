import type { Executor } from '../../vault/context.ts';
import { RESTRICTED, type Source, SUPPORT, text } from './source.ts';

/** Support plans with their goals and reviews. */
export const PLAN = {
  plan: {
    table: 'support_plan',
    kind: 'plan',
    class: RESTRICTED,
    read: (db, ids) =>
      db
        .selectFrom('support_plan')
        .select((eb) => [
          'id',
          'starts_on as on',
          'student_id',
          text(eb, ['reason', 'situation', 'strengths', 'family_agreement', 'safety_plan']).as('text'),
        ])
        .where('id', 'in', ids)
        .execute(),
  },
  planEnd: {
    table: 'support_plan',
    kind: 'plan',
    class: SUPPORT,
    read: (db, ids) =>
      db
        .selectFrom('support_plan')
        .select((eb) => [
          'id',
          eb.fn.coalesce('ended_on', 'starts_on').as('on'),
          'student_id',
          text(eb, ['end_reason']).as('text'),
        ])
        .where('id', 'in', ids)
        .execute(),
  },
  goal: {
    table: 'plan_goal',
    kind: 'plan',
    class: SUPPORT,
    read: (db, ids) => goals(db, ids, ['plan_goal.statement', 'plan_goal.target']),
  },
  goalBasis: {
    table: 'plan_goal',
    kind: 'plan',
    class: RESTRICTED,
    read: (db, ids) => goals(db, ids, ['plan_goal.baseline', 'plan_goal.measure']),
  },
  intervention: {
    table: 'plan_intervention',
    kind: 'plan',
    class: SUPPORT,
    read: (db, ids) =>
      db
        .selectFrom('plan_intervention as i')
        .innerJoin('plan_goal as g', 'g.id', 'i.goal_id')
        .innerJoin('support_plan as p', 'p.id', 'g.plan_id')
        .select((eb) => [
          'i.id',
          'p.starts_on as on',
          'p.student_id',
          eb.fn<string>('concat_ws', [eb.val('\n'), 'i.what', 'i.who', 'i.frequency']).as('text'),
        ])
        .where('i.id', 'in', ids)
        .execute(),
  },
  planReview: {
    table: 'plan_review',
    kind: 'plan',
    class: RESTRICTED,
    read: (db, ids) =>
      db
        .selectFrom('plan_review as r')
        .innerJoin('support_plan as p', 'p.id', 'r.plan_id')
        .select(['r.id', 'r.reviewed_on as on', 'p.student_id', 'r.progress as text'])
        .where('r.id', 'in', ids)
        .execute(),
  },
  progress: {
    table: 'plan_goal_progress',
    kind: 'plan',
    class: RESTRICTED,
    read: (db, ids) =>
      db
        .selectFrom('plan_goal_progress as g')
        .innerJoin('plan_review as r', 'r.id', 'g.review_id')
        .innerJoin('support_plan as p', 'p.id', 'r.plan_id')
        .select((eb) => ['g.id', 'r.reviewed_on as on', 'p.student_id', eb.fn.coalesce('g.note', eb.val('')).as('text')])
        .where('g.id', 'in', ids)
        .execute(),
  },
} as const satisfies Readonly<Record<string, Source>>;

/** Two texts of one goal, of different classes. */
function goals(
  db: Executor,
  ids: readonly string[],
  columns: readonly `plan_goal.${'statement' | 'target' | 'baseline' | 'measure'}`[],
) {
  return db
    .selectFrom('plan_goal')
    .innerJoin('support_plan', 'support_plan.id', 'plan_goal.plan_id')
    .select((eb) => [
      'plan_goal.id',
      'support_plan.starts_on as on',
      'support_plan.student_id',
      eb.fn<string>('concat_ws', [eb.val('\n'), ...columns]).as('text'),
    ])
    .where('plan_goal.id', 'in', ids)
    .execute();
}
