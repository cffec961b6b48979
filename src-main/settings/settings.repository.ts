import type { Executor } from '../vault/context.ts';

export async function listStaff(db: Executor) {
  return db.selectFrom('staff').selectAll().orderBy('name').execute();
}

export function staffById(db: Executor, staffId: string) {
  return db.selectFrom('staff').selectAll().where('id', '=', staffId).executeTakeFirst();
}

export async function saveStaffRow(
  db: Executor,
  row: {
    id: string;
    name: string;
    kind: string;
    party_member: number;
    phone: string | null;
    left_on: string | null;
    created_at: string;
  },
): Promise<void> {
  const { id: _id, created_at: _created, ...changes } = row;
  await db
    .insertInto('staff')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(changes))
    .execute();
}
