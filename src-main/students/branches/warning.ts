import { type Branch, lines, localDay, never, object } from './branch.ts';

/** What the warning network heard, measured and decided. */
export const WARNING: readonly Branch[] = [
  {
    kind: 'report',
    history: { entity: 'concern_report', table: 'concern_report' },
    rows: (db, studentId) =>
      db
        .selectFrom('concern_report_student')
        .innerJoin('concern_report', 'concern_report.id', 'concern_report_student.report_id')
        .select((eb) => [
          'concern_report.id as id',
          localDay(eb, 'concern_report.occurred_at').as('on'),
          eb.fn<string | null>('strftime', [eb.val('%H:%M'), 'concern_report.occurred_at', eb.val('localtime')]).as('time'),
          'concern_report.recorded_at as recorded_at',
          'concern_report.recorded_by as by',
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, {
            network: 'concern_report.network_level',
            role: 'concern_report.reporter_role',
            urgent: 'concern_report.urgent',
          }).as('facts'),
          lines(eb, ['concern_report.verbatim', 'concern_report.observed', 'concern_report.inferred']).as('text'),
          eb('concern_report.restricted', '*', eb.lit(2)).as('restricted'),
        ])
        .where('concern_report_student.student_id', '=', studentId),
  },
  {
    kind: 'level',
    rows: (db, studentId) =>
      db
        .selectFrom('level_change')
        .select((eb) => [
          'level_change.id as id',
          'level_change.decided_on as on',
          never(eb).as('time'),
          'level_change.recorded_at as recorded_at',
          'level_change.recorded_by as by',
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, {
            from: 'level_change.from_level',
            to: 'level_change.to_level',
            basis: 'level_change.basis',
            nextReviewOn: 'level_change.next_review_on',
          }).as('facts'),
          lines(eb, ['level_change.reason']).as('text'),
          eb.lit(1).as('restricted'),
        ])
        .where('level_change.student_id', '=', studentId),
  },
  {
    kind: 'result',
    rows: (db, studentId) =>
      db
        .selectFrom('assessment_result')
        .select((eb) => [
          'assessment_result.id as id',
          'assessment_result.taken_on as on',
          never(eb).as('time'),
          'assessment_result.created_at as recorded_at',
          'assessment_result.created_by as by',
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, {
            scale: 'assessment_result.scale_id',
            total: 'assessment_result.total',
            validity: 'assessment_result.validity',
            positive: 'assessment_result.positive',
          }).as('facts'),
          lines(eb, ['assessment_result.validity_reason']).as('text'),
          eb.lit(1).as('restricted'),
        ])
        .where('assessment_result.student_id', '=', studentId),
  },
  {
    kind: 'review',
    rows: (db, studentId) =>
      db
        .selectFrom('screening_review')
        .innerJoin('screening_decision', 'screening_decision.review_id', 'screening_review.id')
        .select((eb) => [
          'screening_decision.id as id',
          eb.fn.coalesce('screening_decision.interviewed_on', localDay(eb, 'screening_decision.decided_at')).as('on'),
          never(eb).as('time'),
          'screening_decision.decided_at as recorded_at',
          'screening_decision.decided_by as by',
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, { outcome: 'screening_decision.outcome' }).as('facts'),
          lines(eb, ['screening_decision.note']).as('text'),
          eb.lit(1).as('restricted'),
        ])
        .where('screening_review.student_id', '=', studentId),
  },
];
