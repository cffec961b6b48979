import { type Branch, lines, localDay, object } from './branch.ts';

/** Meetings with the family. */
export const FAMILY: readonly Branch[] = [
  {
    kind: 'visit',
    history: { entity: 'visit', table: 'home_visit' },
    rows: (db, studentId) =>
      db
        .selectFrom('home_visit')
        .select((eb) => [
          'home_visit.id as id',
          'home_visit.visited_on as on',
          'home_visit.start_time as time',
          'home_visit.recorded_at as recorded_at',
          'home_visit.recorded_by as by',
          'home_visit.updated_at as updated_at',
          'home_visit.updated_by as updated_by',
          object(eb, { mode: 'home_visit.mode' }).as('facts'),
          lines(eb, ['home_visit.family_situation', 'home_visit.findings', 'home_visit.next_step']).as('text'),
          eb.lit(0).as('restricted'),
        ])
        .where('home_visit.student_id', '=', studentId),
  },
  {
    kind: 'contact',
    history: { entity: 'guardian_contact', table: 'guardian_contact' },
    rows: (db, studentId) =>
      db
        .selectFrom('guardian_contact')
        .select((eb) => [
          'guardian_contact.id as id',
          localDay(eb, 'guardian_contact.contacted_at').as('on'),
          eb.fn<string | null>('strftime', [eb.val('%H:%M'), 'guardian_contact.contacted_at', eb.val('localtime')]).as('time'),
          'guardian_contact.recorded_at as recorded_at',
          'guardian_contact.recorded_by as by',
          'guardian_contact.updated_at as updated_at',
          'guardian_contact.updated_by as updated_by',
          object(eb, {
            mode: 'guardian_contact.mode',
            matter: 'guardian_contact.matter',
            outcome: 'guardian_contact.outcome',
            to: 'guardian_contact.to_whom',
            with: 'guardian_contact.with_whom',
          }).as('facts'),
          lines(eb, ['guardian_contact.content', 'guardian_contact.next_step']).as('text'),
          eb.lit(0).as('restricted'),
        ])
        .where('guardian_contact.student_id', '=', studentId),
  },
];
