import { type Clock, instant } from './clock.ts';
import type { Executor } from './context.ts';

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
