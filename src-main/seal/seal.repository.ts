import type { Insertable } from 'kysely';
import type { Executor } from '../vault/context.ts';
import type { SealBreakTable } from '../vault/tables.ts';

export async function insertSeal(db: Executor, row: Insertable<SealBreakTable>): Promise<void> {
  await db.insertInto('seal_break').values(row).execute();
}

export function runningSeal(db: Executor, userId: string, studentId: string, now: string) {
  return db
    .selectFrom('seal_break')
    .select(['id', 'until_at'])
    .where('user_id', '=', userId)
    .where('student_id', '=', studentId)
    .where('until_at', '>', now)
    .executeTakeFirst();
}

export function sealById(db: Executor, sealId: string) {
  return db.selectFrom('seal_break').selectAll().where('id', '=', sealId).executeTakeFirst();
}

export async function endSeal(db: Executor, sealId: string, at: string): Promise<void> {
  await db.updateTable('seal_break').set({ until_at: at }).where('id', '=', sealId).execute();
}

export async function markSeen(db: Executor, sealId: string, at: string, userId: string): Promise<void> {
  await db.updateTable('seal_break').set({ seen_at: at, seen_by: userId }).where('id', '=', sealId).execute();
}

export function listSeals(
  db: Executor,
  filter: {
    readonly studentId?: string | undefined;
    readonly userId?: string | undefined;
    readonly unseen: boolean;
    readonly limit: number;
  },
) {
  let query = db
    .selectFrom('seal_break as b')
    .innerJoin('user as u', 'u.id', 'b.user_id')
    .leftJoin('user as w', 'w.id', 'b.seen_by')
    .selectAll('b')
    .select(['u.name as user_name', 'w.name as seen_name'])
    .orderBy('b.broken_at', 'desc')
    .limit(filter.limit);
  if (filter.studentId !== undefined) query = query.where('b.student_id', '=', filter.studentId);
  if (filter.userId !== undefined) query = query.where('b.user_id', '=', filter.userId);
  if (filter.unseen) query = query.where('b.seen_at', 'is', null);
  return query.execute();
}

/** Looks on record under a seal; the rows of one student are found by their index. */
export async function viewsUnder(db: Executor, studentId: string, sealId: string): Promise<number> {
  const row = await db
    .selectFrom('audit')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('subject_id', '=', studentId)
    .where('action', '=', 'view')
    .where('detail', 'like', `%"seal":"${sealId}"%`)
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}
