import { OPEN, type Source, SUPPORT, text } from './source.ts';

/** Visits and contacts. */
export const FAMILY = {
  visit: {
    table: 'home_visit',
    kind: 'visit',
    class: OPEN,
    read: (db, ids) =>
      db
        .selectFrom('home_visit')
        .select((eb) => [
          'id',
          'visited_on as on',
          'student_id',
          text(eb, [
            'met',
            'place',
            'purpose',
            'family_situation',
            'at_home',
            'guardian_view',
            'findings',
            'advice',
            'next_step',
          ]).as('text'),
        ])
        .where('id', 'in', ids)
        .execute(),
  },
  contact: {
    table: 'guardian_contact',
    kind: 'contact',
    class: SUPPORT,
    read: (db, ids) =>
      db
        .selectFrom('guardian_contact')
        .select((eb) => [
          'id',
          'contacted_at as on',
          'student_id',
          text(eb, ['to_whom', 'with_whom', 'content', 'next_step']).as('text'),
        ])
        .where('id', 'in', ids)
        .execute(),
  },
} as const satisfies Readonly<Record<string, Source>>;
