import type { Insertable, Updateable } from 'kysely';
import type { Executor } from '../vault/context.ts';
import type { GuardianContactTable } from '../vault/tables.ts';

const FAILED = ['notReached', 'wrongNumber', 'refused'] as const;

const contacts = (db: Executor) =>
  db
    .selectFrom('guardian_contact')
    .leftJoin('user', 'user.id', 'guardian_contact.recorded_by')
    .selectAll('guardian_contact')
    .select('user.name as recorder');

export type StoredContact = Awaited<ReturnType<typeof contactsOf>>[number];

export async function insertContact(db: Executor, row: Insertable<GuardianContactTable>): Promise<void> {
  await db.insertInto('guardian_contact').values(row).execute();
}

export async function updateContact(db: Executor, contactId: string, changes: Updateable<GuardianContactTable>): Promise<void> {
  await db.updateTable('guardian_contact').set(changes).where('id', '=', contactId).execute();
}

export function contactById(db: Executor, contactId: string) {
  return db.selectFrom('guardian_contact').selectAll().where('id', '=', contactId).executeTakeFirst();
}

/** Newest first. */
export function contactsOf(db: Executor, studentId: string) {
  return contacts(db)
    .where('guardian_contact.student_id', '=', studentId)
    .orderBy('guardian_contact.contacted_at', 'desc')
    .execute();
}

/** Newest first; `from` and `to` are instants, `to` exclusive. */
export function contactsBetween(db: Executor, range: { from?: string; to?: string; matter?: string | undefined }) {
  let query = contacts(db);
  if (range.from !== undefined) query = query.where('guardian_contact.contacted_at', '>=', range.from);
  if (range.to !== undefined) query = query.where('guardian_contact.contacted_at', '<', range.to);
  if (range.matter !== undefined) query = query.where('guardian_contact.matter', '=', range.matter);
  return query.orderBy('guardian_contact.contacted_at', 'desc').execute();
}

/** Students with so many failed attempts for one matter at any time: the only ones whose runs need to be looked at. */
export async function oftenFailed(db: Executor, times: number): Promise<string[]> {
  const rows = await db
    .selectFrom('guardian_contact')
    .select('student_id')
    .where('outcome', 'in', FAILED)
    .groupBy(['student_id', 'matter'])
    .having((eb) => eb.fn.countAll<number>(), '>=', times)
    .execute();
  return [...new Set(rows.map((row) => row.student_id))];
}

/** Attempts of these students, without their words. */
export async function attemptsOf(db: Executor, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('guardian_contact')
    .select(['id', 'student_id', 'matter', 'outcome', 'contacted_at', 'recorded_at', 'next_try_on'])
    .where('student_id', 'in', ids)
    .execute();
}

export function guardiansOf(db: Executor, studentId: string) {
  return db
    .selectFrom('guardian')
    .select(['id', 'name', 'relation', 'phone', 'is_primary'])
    .where('student_id', '=', studentId)
    .orderBy('is_primary', 'desc')
    .orderBy('name')
    .execute();
}
