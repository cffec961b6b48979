import type { Clock } from '../vault/clock.ts';
import { instant } from '../vault/clock.ts';
import type { Executor } from '../vault/context.ts';

export async function readSetting(db: Executor, key: string): Promise<unknown> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
  return row ? (JSON.parse(row.value) as unknown) : undefined;
}

export async function writeSetting(db: Executor, clock: Clock, key: string, value: unknown): Promise<void> {
  const row = { value: JSON.stringify(value), updated_at: instant(clock) };
  await db
    .insertInto('setting')
    .values({ key, ...row })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
}

export async function listStaff(db: Executor) {
  return db.selectFrom('staff').selectAll().orderBy('name').execute();
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
