import type { ClassIdentity } from '../../src-shared/domain/class-name.ts';
import { instant } from '../vault/clock.ts';
import type { Context } from '../vault/context.ts';

/** Id of a class, made when it is not there yet. */
export async function ensureClass(ctx: Pick<Context, 'db' | 'newId' | 'clock'>, identity: ClassIdentity): Promise<string> {
  const found = await ctx.db
    .selectFrom('class')
    .select('id')
    .where('stage', '=', identity.stage)
    .where('entry_year', '=', identity.entryYear)
    .where('number', '=', identity.number)
    .executeTakeFirst();
  if (found) return found.id;
  const id = ctx.newId();
  await ctx.db
    .insertInto('class')
    .values({
      id,
      stage: identity.stage,
      entry_year: identity.entryYear,
      number: identity.number,
      created_at: instant(ctx.clock),
    })
    .execute();
  return id;
}
