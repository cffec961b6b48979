import { instant } from './clock.ts';
import type { Context } from './context.ts';

type Fields = Readonly<Record<string, string | number | null>>;

const asText = (value: string | number | null | undefined): string | null =>
  value === null || value === undefined ? null : String(value);

/** Keeps the old value of every field that changes; gives the names of those fields. */
export async function recordHistory(
  ctx: Pick<Context, 'db' | 'session' | 'clock'>,
  entity: string,
  entityId: string,
  before: Readonly<Record<string, unknown>>,
  after: Fields,
): Promise<string[]> {
  const changed = Object.keys(after).filter((field) => asText(before[field] as string | number | null) !== asText(after[field]));
  if (changed.length === 0) return changed;
  await ctx.db
    .insertInto('record_history')
    .values(
      changed.map((field) => ({
        entity,
        entity_id: entityId,
        field,
        old_value: asText(before[field] as string | number | null),
        new_value: asText(after[field]),
        at: instant(ctx.clock),
        by: ctx.session.userId,
      })),
    )
    .execute();
  return changed;
}
