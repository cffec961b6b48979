import { fileIsNote, fileMarked } from '../../vault/file-class.ts';
import { type Branch, lines, localDay, never, object } from './branch.ts';

/** Papers that came in, were signed or went out. */
export const PAPER: readonly Branch[] = [
  {
    kind: 'consent',
    history: { entity: 'consent', table: 'consent' },
    rows: (db, studentId) =>
      db
        .selectFrom('consent')
        .select((eb) => [
          'consent.id as id',
          'consent.given_on as on',
          never(eb).as('time'),
          'consent.created_at as recorded_at',
          'consent.created_by as by',
          'consent.updated_at as updated_at',
          'consent.updated_by as updated_by',
          object(eb, {
            consent: 'consent.kind',
            giver: 'consent.giver',
            form: 'consent.form',
            until: 'consent.until_date',
            withdrawnOn: 'consent.withdrawn_on',
            voidedAt: 'consent.voided_at',
          }).as('facts'),
          lines(eb, ['consent.scope', 'consent.recipient', 'consent.limits', 'consent.note', 'consent.void_reason']).as('text'),
          eb.lit(0).as('restricted'),
        ])
        .where('consent.student_id', '=', studentId),
  },
  {
    kind: 'consentWithdrawn',
    rows: (db, studentId) =>
      db
        .selectFrom('consent')
        .select((eb) => [
          'consent.id as id',
          eb.fn.coalesce('consent.withdrawn_on', eb.val('')).as('on'),
          never(eb).as('time'),
          'consent.withdrawal_at as recorded_at',
          never(eb).as('by'),
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, {
            consent: 'consent.kind',
            by: 'consent.withdrawn_by',
            via: 'consent.withdrawn_via',
            handledOn: 'consent.handled_on',
          }).as('facts'),
          lines(eb, ['consent.withdrawal_note', 'consent.handling']).as('text'),
          eb.lit(0).as('restricted'),
        ])
        .where('consent.student_id', '=', studentId)
        .where('consent.withdrawn_on', 'is not', null),
  },
  {
    kind: 'disclosure',
    rows: (db, studentId) =>
      db
        .selectFrom('disclosure')
        .select((eb) => [
          'disclosure.id as id',
          localDay(eb, 'disclosure.at').as('on'),
          never(eb).as('time'),
          'disclosure.at as recorded_at',
          'disclosure.by as by',
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, {
            document: 'disclosure.document',
            outcome: 'disclosure.outcome',
            recipient: 'disclosure.recipient',
            copy: 'disclosure.copy_no',
            basis: 'disclosure.basis_code',
          }).as('facts'),
          lines(eb, ['disclosure.purpose', 'disclosure.basis_reason']).as('text'),
          eb.lit(0).as('restricted'),
        ])
        .where('disclosure.student_id', '=', studentId),
  },
  {
    kind: 'attachment',
    rows: (db, studentId) =>
      db
        .selectFrom('attachment')
        .select((eb) => [
          'attachment.id as id',
          localDay(eb, 'attachment.recorded_at').as('on'),
          never(eb).as('time'),
          'attachment.recorded_at as recorded_at',
          'attachment.recorded_by as by',
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, { type: 'attachment.type', owner: 'attachment.owner_kind', removedAt: 'attachment.removed_at' }).as('facts'),
          lines(eb, ['attachment.name', 'attachment.description']).as('text'),
          // A scan of a note is read as a note.
          eb
            .case()
            .when(fileMarked(eb))
            .then(eb.lit(2))
            .when(fileIsNote(eb))
            .then(eb.lit(1))
            .else(eb.lit(0))
            .end()
            .as('restricted'),
        ])
        .where('attachment.student_id', '=', studentId),
  },
];
