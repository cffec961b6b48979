import { type Branch, lines, never, object } from './branch.ts';

/** Where the student was at school. */
export const ROLL: readonly Branch[] = [
  {
    kind: 'enrolment',
    history: { entity: 'enrolment', table: 'enrolment' },
    rows: (db, studentId) =>
      db
        .selectFrom('enrolment')
        .innerJoin('class', 'class.id', 'enrolment.class_id')
        .select((eb) => [
          'enrolment.id as id',
          'enrolment.from_date as on',
          never(eb).as('time'),
          never(eb).as('recorded_at'),
          never(eb).as('by'),
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, {
            status: 'enrolment.status',
            schoolYear: 'enrolment.school_year',
            stage: 'class.stage',
            entryYear: 'class.entry_year',
            number: 'class.number',
          }).as('facts'),
          eb.val('').as('text'),
          eb.lit(0).as('restricted'),
        ])
        .where('enrolment.student_id', '=', studentId),
  },
  {
    kind: 'roll',
    rows: (db, studentId) =>
      db
        .selectFrom('roll_event')
        .leftJoin('class', 'class.id', 'roll_event.class_id')
        .select((eb) => [
          'roll_event.id as id',
          'roll_event.on_date as on',
          never(eb).as('time'),
          'roll_event.recorded_at as recorded_at',
          'roll_event.recorded_by as by',
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, {
            move: 'roll_event.kind',
            status: 'roll_event.status',
            school: 'roll_event.other_school',
            stage: 'class.stage',
            entryYear: 'class.entry_year',
            number: 'class.number',
            basis: 'roll_event.basis_code',
          }).as('facts'),
          lines(eb, ['roll_event.note', 'roll_event.basis_reason']).as('text'),
          eb.lit(0).as('restricted'),
        ])
        .where('roll_event.student_id', '=', studentId),
  },
];
