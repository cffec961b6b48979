import type { Insertable, Updateable } from 'kysely';
import type { Executor } from '../vault/context.ts';
import type { ActivityTable, CommitteeMemberTable } from '../vault/tables.ts';

export function listActivities(db: Executor, from: string, to: string) {
  return db
    .selectFrom('activity as a')
    .leftJoin('user as u', 'u.id', 'a.recorded_by')
    .selectAll('a')
    .select('u.name as recorder')
    .where('a.held_on', '>=', from)
    .where('a.held_on', '<=', to)
    .orderBy('a.held_on', 'desc')
    .orderBy('a.id', 'desc')
    .execute();
}

export function activityById(db: Executor, activityId: string) {
  return db.selectFrom('activity').selectAll().where('id', '=', activityId).executeTakeFirst();
}

export async function insertActivity(db: Executor, row: Insertable<ActivityTable>): Promise<void> {
  await db.insertInto('activity').values(row).execute();
}

export async function updateActivity(db: Executor, activityId: string, changes: Updateable<ActivityTable>): Promise<void> {
  await db.updateTable('activity').set(changes).where('id', '=', activityId).execute();
}

export async function deleteActivity(db: Executor, activityId: string): Promise<void> {
  await db.deleteFrom('activity').where('id', '=', activityId).execute();
}

export function committeeOn(db: Executor, on: string, classId?: string) {
  let query = db
    .selectFrom('committee_member as m')
    .innerJoin('student as s', 's.id', 'm.student_id')
    .selectAll('m')
    .select('s.sex')
    .where('m.from_date', '<=', on)
    .where((eb) => eb.or([eb('m.to_date', 'is', null), eb('m.to_date', '>', on)]))
    .orderBy('m.from_date');
  if (classId !== undefined) query = query.where('m.class_id', '=', classId);
  return query.execute();
}

export function memberById(db: Executor, memberId: string) {
  return db.selectFrom('committee_member').selectAll().where('id', '=', memberId).executeTakeFirst();
}

export async function insertMember(db: Executor, row: Insertable<CommitteeMemberTable>): Promise<void> {
  await db.insertInto('committee_member').values(row).execute();
}

export async function endMember(db: Executor, memberId: string, toDate: string): Promise<void> {
  await db.updateTable('committee_member').set({ to_date: toDate }).where('id', '=', memberId).execute();
}
