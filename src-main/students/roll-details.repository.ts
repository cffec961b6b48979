import type { Executor } from '../vault/context.ts';

export function eventsOf(db: Executor, studentId: string) {
  return db
    .selectFrom('roll_event')
    .leftJoin('class', 'class.id', 'roll_event.class_id')
    .leftJoin('user', 'user.id', 'roll_event.recorded_by')
    .selectAll('roll_event')
    .select(['class.stage', 'class.entry_year', 'class.number', 'user.name as by_name'])
    .where('roll_event.student_id', '=', studentId)
    .orderBy('roll_event.on_date')
    .orderBy('roll_event.recorded_at')
    .execute();
}

export function numbersOf(db: Executor, studentId: string) {
  return db
    .selectFrom('registration_history')
    .select(['number', 'from_date'])
    .where('student_id', '=', studentId)
    .orderBy('from_date')
    .execute();
}

export function mentorsOf(db: Executor, studentId: string) {
  return db
    .selectFrom('mentor')
    .innerJoin('staff', 'staff.id', 'mentor.staff_id')
    .selectAll('mentor')
    .select('staff.name')
    .where('mentor.student_id', '=', studentId)
    .orderBy('mentor.from_date', 'desc')
    .execute();
}

export function tagsOf(db: Executor, studentId: string) {
  return db.selectFrom('care_tag').selectAll().where('student_id', '=', studentId).orderBy('from_date', 'desc').execute();
}

export function disclosuresOf(db: Executor, studentId: string) {
  return db
    .selectFrom('disclosure')
    .select(['id', 'at', 'document', 'recipient'])
    .where('student_id', '=', studentId)
    .orderBy('at', 'desc')
    .limit(50)
    .execute();
}

/** Files merged into this one and still so. */
export function mergesInto(db: Executor, studentId: string) {
  return db
    .selectFrom('student_merge')
    .select(['id', 'gone_id', 'gone_name', 'merged_at'])
    .where('kept_id', '=', studentId)
    .where('undone_at', 'is', null)
    .orderBy('merged_at', 'desc')
    .execute();
}

/** Ids of the rows beside the card whose changes belong to it. */
export async function ownRows(db: Executor, studentId: string): Promise<string[]> {
  const tables = ['guardian', 'enrolment', 'mentor', 'care_tag'] as const;
  const ids: string[] = [];
  for (const table of tables) {
    const rows = await db.selectFrom(table).select('id').where('student_id', '=', studentId).execute();
    ids.push(...rows.map((row) => row.id));
  }
  return ids;
}

/** Guardians that were taken away: only the history still knows whose they were. */
export async function removedGuardians(db: Executor, studentId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('record_history')
    .select('entity_id')
    .distinct()
    .where('entity', '=', 'guardian')
    .where('field', '=', 'student_id')
    .where((eb) => eb.or([eb('old_value', '=', studentId), eb('new_value', '=', studentId)]))
    .execute();
  return rows.map((row) => row.entity_id);
}

export function cardHistory(db: Executor, entities: readonly string[], ids: readonly string[], limit: number) {
  return db
    .selectFrom('record_history')
    .leftJoin('user', 'user.id', 'record_history.by')
    .selectAll('record_history')
    .select('user.name as by_name')
    .where('record_history.entity', 'in', entities)
    .where('record_history.entity_id', 'in', ids)
    .orderBy('record_history.id', 'desc')
    .limit(limit)
    .execute();
}
