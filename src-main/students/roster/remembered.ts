import { type RosterField, rosterFields } from '../../../src-shared/contract/students/roster.ts';
import { instant } from '../../vault/clock.ts';
import type { Context, Executor } from '../../vault/context.ts';
import type { Headings, RosterColumn } from './headings.ts';

const KIND = 'roster';

/** Column index (as text) → field, for every column that has one. */
export type Mapping = Readonly<Record<string, RosterField>>;

/** The meanings that somebody chose for a sheet of this shape, or null. */
export async function remembered(db: Executor, shape: string): Promise<Mapping | null> {
  const row = await db
    .selectFrom('import_mapping')
    .select('mapping')
    .where('kind', '=', KIND)
    .where('shape', '=', shape)
    .executeTakeFirst();
  return row ? (JSON.parse(row.mapping) as Mapping) : null;
}

/** Columns with the remembered meanings in place of the guessed ones; a field that this version does not know is left open. */
export function withMapping(columns: readonly RosterColumn[], mapping: Mapping): RosterColumn[] {
  return columns.map((column) => {
    const meant = mapping[String(column.index)];
    return { ...column, field: rosterFields.find((field) => field === meant) ?? null };
  });
}

/** Keeps the meanings for the next sheet of this shape, where they are not those that would be guessed anyway. */
export async function remember(ctx: Context, headings: Pick<Headings, 'columns' | 'shape'>, mapping: Mapping): Promise<void> {
  const guessed = headings.columns.every(({ index, field }) => (mapping[String(index)] ?? null) === field);
  const of = ctx.db.deleteFrom('import_mapping').where('kind', '=', KIND).where('shape', '=', headings.shape);
  await of.execute();
  if (guessed) return;
  const row = { kind: KIND, shape: headings.shape, mapping: JSON.stringify(mapping), saved_at: instant(ctx.clock) };
  await ctx.db.insertInto('import_mapping').values(row).execute();
}
