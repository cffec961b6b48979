import type { Insertable } from 'kysely';
import type { Executor } from '../vault/context.ts';
import type { DisclosureTable } from '../vault/tables.ts';

/** The number of the next copy of one student's documents, or of those about no student (null), from 1. */
export async function nextCopyNo(db: Executor, studentId: string | null): Promise<number> {
  const row = await db
    .selectFrom('disclosure')
    .select((eb) => eb.fn.max<number | null>('copy_no').as('last'))
    .where('student_id', studentId === null ? 'is' : '=', studentId)
    .executeTakeFirst();
  return (row?.last ?? 0) + 1;
}

export async function insertDisclosure(db: Executor, row: Insertable<DisclosureTable>): Promise<void> {
  await db.insertInto('disclosure').values(row).execute();
}

export function disclosuresOf(db: Executor, studentId: string) {
  return db
    .selectFrom('disclosure')
    .leftJoin('user', 'user.id', 'disclosure.by')
    .selectAll('disclosure')
    .select('user.name as by_name')
    .where('disclosure.student_id', '=', studentId)
    .orderBy('disclosure.at', 'desc')
    .execute();
}
