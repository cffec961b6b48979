import type { Insertable, Updateable } from 'kysely';
import type { Executor } from '../vault/context.ts';
import type { HomeVisitTable } from '../vault/tables.ts';

export interface VisitFilter {
  readonly studentId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export function listVisits(db: Executor, filter: VisitFilter) {
  let query = db
    .selectFrom('home_visit')
    .select(['id', 'student_id', 'visited_on', 'mode', 'visitors', 'next_step'])
    .orderBy('visited_on', 'desc')
    .orderBy('id', 'desc');
  if (filter.studentId !== undefined) query = query.where('student_id', '=', filter.studentId);
  if (filter.from !== undefined) query = query.where('visited_on', '>=', filter.from);
  if (filter.to !== undefined) query = query.where('visited_on', '<=', filter.to);
  return query.execute();
}

export function visitById(db: Executor, visitId: string) {
  return db.selectFrom('home_visit').selectAll().where('id', '=', visitId).executeTakeFirst();
}

export async function insertVisit(db: Executor, row: Insertable<HomeVisitTable>): Promise<void> {
  await db.insertInto('home_visit').values(row).execute();
}

export async function updateVisit(db: Executor, visitId: string, changes: Updateable<HomeVisitTable>): Promise<void> {
  await db.updateTable('home_visit').set(changes).where('id', '=', visitId).execute();
}

/** Day of the last on-site visit by student. */
export async function lastOnsite(db: Executor, studentId?: string): Promise<Map<string, string>> {
  let query = db
    .selectFrom('home_visit')
    .select((eb) => ['student_id', eb.fn.max<string>('visited_on').as('on')])
    .where('mode', '=', 'onsite')
    .groupBy('student_id');
  if (studentId !== undefined) query = query.where('student_id', '=', studentId);
  return new Map((await query.execute()).map((row) => [row.student_id, row.on]));
}

/** Students in the roll of a school year who have not left it. */
export async function enrolledIn(db: Executor, schoolYear: number): Promise<string[]> {
  const rows = await db
    .selectFrom('enrolment')
    .innerJoin('student', 'student.id', 'enrolment.student_id')
    .select('enrolment.student_id')
    .distinct()
    .where('enrolment.school_year', '=', schoolYear)
    .where('enrolment.status', '=', 'enrolled')
    .where('enrolment.to_date', 'is', null)
    .execute();
  return rows.map((row) => row.student_id);
}
