import type { Insertable, Updateable } from 'kysely';
import type { Executor } from '../vault/context.ts';
import type { SessionTable } from '../vault/tables.ts';

export function sessionById(db: Executor, sessionId: string) {
  return db
    .selectFrom('session as s')
    .leftJoin('counseling_case as c', 'c.id', 's.case_id')
    .leftJoin('user as u', 'u.id', 's.signed_by')
    .selectAll('s')
    .select(['c.case_no', 'u.name as signer'])
    .where('s.id', '=', sessionId)
    .executeTakeFirst();
}

export function sessionsOf(db: Executor, studentId: string) {
  return db
    .selectFrom('session')
    .selectAll()
    .where('student_id', '=', studentId)
    .orderBy('held_on')
    .orderBy('start_time')
    .orderBy('id')
    .execute();
}

export async function insertSession(db: Executor, row: Insertable<SessionTable>): Promise<void> {
  await db.insertInto('session').values(row).execute();
}

/** Changes a note only while nobody has signed it; false when it was signed meanwhile. */
export async function updateUnsigned(db: Executor, sessionId: string, changes: Updateable<SessionTable>): Promise<boolean> {
  const result = await db
    .updateTable('session')
    .set(changes)
    .where('id', '=', sessionId)
    .where('signed_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export function addendaOf(db: Executor, sessionId: string) {
  return db
    .selectFrom('session_addendum as a')
    .leftJoin('user as u', 'u.id', 'a.recorded_by')
    .select(['a.body', 'a.recorded_at', 'u.name as recorder'])
    .where('a.session_id', '=', sessionId)
    .orderBy('a.recorded_at')
    .orderBy('a.id')
    .execute();
}

export async function insertAddendum(
  db: Executor,
  row: { id: string; session_id: string; body: string; recorded_at: string; recorded_by: string },
): Promise<void> {
  await db.insertInto('session_addendum').values(row).execute();
}
