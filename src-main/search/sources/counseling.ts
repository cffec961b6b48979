import { RESTRICTED, type Source, text } from './source.ts';

/** Sessions and cases. */
export const COUNSELING = {
  session: {
    table: 'session',
    kind: 'session',
    class: RESTRICTED,
    read: (db, ids) =>
      db
        .selectFrom('session')
        .select((eb) => [
          'id',
          'id as session_id',
          'held_on as on',
          'student_id',
          text(eb, [
            'complaint',
            'aim',
            'process',
            'presentation',
            'assessment',
            'risk_noted',
            'effect',
            'homework',
            'next_step',
            'restricted_note',
          ]).as('text'),
        ])
        .where('id', 'in', ids)
        .execute(),
  },
  addendum: {
    table: 'session_addendum',
    kind: 'session',
    class: RESTRICTED,
    read: (db, ids) =>
      db
        .selectFrom('session_addendum as a')
        .innerJoin('session', 'session.id', 'a.session_id')
        .select(['a.id', 'a.session_id', 'a.recorded_at as on', 'session.student_id', 'a.body as text'])
        .where('a.id', 'in', ids)
        .execute(),
  },
  case: {
    table: 'counseling_case',
    kind: 'case',
    class: RESTRICTED,
    read: (db, ids) =>
      db
        .selectFrom('counseling_case')
        .select((eb) => [
          'id',
          'opened_on as on',
          'student_id',
          text(eb, ['presenting_problem', 'background', 'lawful_basis']).as('text'),
        ])
        .where('id', 'in', ids)
        .execute(),
  },
  closure: {
    table: 'case_closure',
    kind: 'case',
    class: RESTRICTED,
    read: (db, ids) =>
      db
        .selectFrom('case_closure as c')
        .innerJoin('counseling_case as k', 'k.id', 'c.case_id')
        .select((eb) => [
          'c.id',
          'c.closed_on as on',
          'k.student_id',
          eb.fn<string>('concat_ws', [eb.val('\n'), 'c.circumstance', 'c.reopen_reason']).as('text'),
        ])
        .where('c.id', 'in', ids)
        .execute(),
  },
} as const satisfies Readonly<Record<string, Source>>;
