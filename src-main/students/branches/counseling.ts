import { type Branch, lines, localDay, never, object } from './branch.ts';

/** Sessions and the cases that they belong to. */
export const COUNSELING: readonly Branch[] = [
  {
    kind: 'session',
    history: { entity: 'session', table: 'session' },
    rows: (db, studentId) =>
      db
        .selectFrom('session')
        .select((eb) => [
          'session.id as id',
          'session.held_on as on',
          'session.start_time as time',
          'session.recorded_at as recorded_at',
          'session.recorded_by as by',
          'session.updated_at as updated_at',
          'session.updated_by as updated_by',
          object(eb, {
            mode: 'session.mode',
            minutes: 'session.minutes',
            signedAt: 'session.signed_at',
            sessionId: 'session.id',
            basis: 'session.basis_code',
          }).as('facts'),
          lines(eb, ['session.complaint', 'session.process', 'session.next_step', 'session.basis_reason']).as('text'),
          eb.lit(1).as('restricted'),
        ])
        .where('session.student_id', '=', studentId),
  },
  {
    kind: 'addendum',
    rows: (db, studentId) =>
      db
        .selectFrom('session')
        .innerJoin('session_addendum', 'session_addendum.session_id', 'session.id')
        .select((eb) => [
          'session_addendum.id as id',
          localDay(eb, 'session_addendum.recorded_at').as('on'),
          never(eb).as('time'),
          'session_addendum.recorded_at as recorded_at',
          'session_addendum.recorded_by as by',
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, { sessionId: 'session_addendum.session_id' }).as('facts'),
          lines(eb, ['session_addendum.body']).as('text'),
          eb.lit(1).as('restricted'),
        ])
        .where('session.student_id', '=', studentId),
  },
  {
    kind: 'caseOpened',
    history: { entity: 'case', table: 'counseling_case' },
    rows: (db, studentId) =>
      db
        .selectFrom('counseling_case')
        .select((eb) => [
          'counseling_case.id as id',
          'counseling_case.opened_on as on',
          never(eb).as('time'),
          'counseling_case.created_at as recorded_at',
          'counseling_case.created_by as by',
          'counseling_case.updated_at as updated_at',
          'counseling_case.updated_by as updated_by',
          object(eb, {
            caseNo: 'counseling_case.case_no',
            source: 'counseling_case.source',
            basis: 'counseling_case.basis_code',
          }).as('facts'),
          lines(eb, ['counseling_case.presenting_problem', 'counseling_case.lawful_basis']).as('text'),
          eb.lit(1).as('restricted'),
        ])
        .where('counseling_case.student_id', '=', studentId),
  },
  {
    kind: 'caseClosed',
    rows: (db, studentId) =>
      db
        .selectFrom('counseling_case')
        .innerJoin('case_closure', 'case_closure.case_id', 'counseling_case.id')
        .select((eb) => [
          'case_closure.id as id',
          'case_closure.closed_on as on',
          never(eb).as('time'),
          'case_closure.recorded_at as recorded_at',
          'case_closure.recorded_by as by',
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, { caseNo: 'counseling_case.case_no', reason: 'case_closure.reason' }).as('facts'),
          lines(eb, ['case_closure.circumstance']).as('text'),
          eb.lit(1).as('restricted'),
        ])
        .where('counseling_case.student_id', '=', studentId),
  },
  {
    kind: 'caseReopened',
    rows: (db, studentId) =>
      db
        .selectFrom('counseling_case')
        .innerJoin('case_closure', 'case_closure.case_id', 'counseling_case.id')
        .select((eb) => [
          'case_closure.id as id',
          eb.fn.coalesce('case_closure.reopened_on', eb.val('')).as('on'),
          never(eb).as('time'),
          never(eb).as('recorded_at'),
          never(eb).as('by'),
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, { caseNo: 'counseling_case.case_no' }).as('facts'),
          lines(eb, ['case_closure.reopen_reason']).as('text'),
          eb.lit(1).as('restricted'),
        ])
        .where('counseling_case.student_id', '=', studentId)
        .where('case_closure.reopened_on', 'is not', null),
  },
];
