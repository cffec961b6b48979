import { expressionBuilder } from 'kysely';
import { enrolmentStatuses } from '../../src-shared/domain/codes/person.ts';
import type { Executor } from '../vault/context.ts';
import type { Tables } from '../vault/tables.ts';

/** Statuses that end a stay. */
export const LEFT: readonly string[] = enrolmentStatuses.entries.filter((entry) => entry.left).map((entry) => entry.code);

/**
 * Whether the enrolment `e` holds on a day: `to_date` is the first day away; an open row with a status of leaving holds no longer. The one
 * definition behind lists, roll-over and moves; the summary counts by the same rule.
 */
export function holdsOn(day: string) {
  const eb = expressionBuilder<Tables & { e: Tables['enrolment'] }, 'e'>();
  return eb.and([
    eb('e.from_date', '<=', day),
    eb.or([eb('e.to_date', '>', day), eb.and([eb('e.to_date', 'is', null), eb('e.status', 'not in', LEFT)])]),
  ]);
}

/** The enrolment that holds for a student on a day of a school year; the latest where two do. */
export function enrolmentOn(db: Executor, studentId: string, schoolYear: number, day: string) {
  return db
    .selectFrom('enrolment as e')
    .innerJoin('class', 'class.id', 'e.class_id')
    .selectAll('e')
    .select(['class.stage', 'class.entry_year', 'class.number'])
    .where('e.student_id', '=', studentId)
    .where('e.school_year', '=', schoolYear)
    .where(holdsOn(day))
    .orderBy('e.from_date', 'desc')
    .orderBy('e.id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Every enrolment of a student with class and dorm, oldest first. */
export function enrolmentsOf(db: Executor, studentId: string) {
  return db
    .selectFrom('enrolment as e')
    .innerJoin('class', 'class.id', 'e.class_id')
    .leftJoin('dorm', 'dorm.id', 'e.dorm_id')
    .selectAll('e')
    .select(['class.stage', 'class.entry_year', 'class.number', 'dorm.building', 'dorm.room'])
    .where('e.student_id', '=', studentId)
    .orderBy('e.school_year')
    .orderBy('e.from_date')
    .execute();
}
