import { fileIsNote } from '../../vault/file-class.ts';
import { OPEN, type Source, SUPPORT, text } from './source.ts';

/** Papers, moves on the roll and work records. */
export const PAPER = {
  consent: {
    table: 'consent',
    kind: 'consent',
    class: SUPPORT,
    read: (db, ids) =>
      db
        .selectFrom('consent')
        .select((eb) => [
          'id',
          'given_on as on',
          'student_id',
          text(eb, [
            'giver_name',
            'limits',
            'scope',
            'recipient',
            'witness',
            'kept_at',
            'note',
            'withdrawal_note',
            'handling',
          ]).as('text'),
        ])
        .where('id', 'in', ids)
        .execute(),
  },
  disclosure: {
    table: 'disclosure',
    kind: 'disclosure',
    class: SUPPORT,
    read: (db, ids) =>
      db
        .selectFrom('disclosure')
        .select((eb) => ['id', 'at as on', 'student_id', text(eb, ['recipient', 'purpose']).as('text')])
        .where('id', 'in', ids)
        .execute(),
  },
  attachment: {
    table: 'attachment',
    kind: 'attachment',
    class: 'supportFlagged',
    read: (db, ids) =>
      db
        .selectFrom('attachment')
        .select((eb) => [
          'id',
          'recorded_at as on',
          'student_id',
          eb.case().when(fileIsNote(eb)).then(eb.lit(1)).else(eb.lit(0)).end().as('restricted'),
          text(eb, ['name', 'description']).as('text'),
        ])
        .where('id', 'in', ids)
        .execute(),
  },
  roll: {
    table: 'roll_event',
    kind: 'roll',
    class: OPEN,
    read: (db, ids) =>
      db
        .selectFrom('roll_event')
        .select((eb) => ['id', 'on_date as on', 'student_id', text(eb, ['other_school', 'note']).as('text')])
        .where('id', 'in', ids)
        .execute(),
  },
  activity: {
    table: 'activity',
    kind: 'activity',
    class: OPEN,
    read: (db, ids) =>
      db
        .selectFrom('activity')
        .select((eb) => [
          'id',
          'held_on as on',
          eb.lit(null).as('student_id'),
          text(eb, ['title', 'audience', 'note']).as('text'),
        ])
        .where('id', 'in', ids)
        .execute(),
  },
} as const satisfies Readonly<Record<string, Source>>;
