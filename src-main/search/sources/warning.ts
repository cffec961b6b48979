import { RESTRICTED, type Source, text } from './source.ts';

/** Reports, levels, interviews and results. */
export const WARNING = {
  report: {
    table: 'concern_report',
    kind: 'report',
    class: 'flagged',
    read: (db, ids) =>
      db
        .selectFrom('concern_report')
        .select((eb) => [
          'id',
          'occurred_at as on',
          'restricted',
          eb.lit(null).as('student_id'),
          text(eb, ['verbatim', 'observed', 'inferred', 'action_taken', 'next_step']).as('text'),
        ])
        .where('id', 'in', ids)
        .execute(),
  },
  level: {
    table: 'level_change',
    kind: 'judgement',
    class: RESTRICTED,
    read: (db, ids) =>
      db
        .selectFrom('level_change')
        .select(['id', 'decided_on as on', 'student_id', 'reason as text'])
        .where('id', 'in', ids)
        .execute(),
  },
  decision: {
    table: 'screening_decision',
    kind: 'judgement',
    class: RESTRICTED,
    read: (db, ids) =>
      db
        .selectFrom('screening_decision as d')
        .innerJoin('screening_review as r', 'r.id', 'd.review_id')
        .select((eb) => ['d.id', eb.fn.coalesce('d.interviewed_on', 'd.decided_at').as('on'), 'r.student_id', 'd.note as text'])
        .where('d.id', 'in', ids)
        .execute(),
  },
  result: {
    table: 'assessment_result',
    kind: 'result',
    class: RESTRICTED,
    read: (db, ids) =>
      db
        .selectFrom('assessment_result')
        .select((eb) => ['id', 'taken_on as on', 'student_id', text(eb, ['validity_reason']).as('text')])
        .where('id', 'in', ids)
        .execute(),
  },
} as const satisfies Readonly<Record<string, Source>>;
