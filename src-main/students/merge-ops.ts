import type { Kysely } from 'kysely';
import type { Executor } from '../vault/context.ts';

export type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;

/**
 * One step of a merge, in the order in which it is done; undone backwards. `owner`: rows change hands · `set`: values change · `drop`: a row
 * falls together with one already there · `make`: a row that was not there.
 */
export type Op =
  | {
      readonly op: 'owner';
      readonly table: string;
      readonly column: string;
      readonly from: string;
      readonly to: string;
      readonly keys: Row[];
    }
  | { readonly op: 'set'; readonly table: string; readonly key: Row; readonly before: Row; readonly after: Row }
  | { readonly op: 'drop'; readonly table: string; readonly key: Row; readonly row: Row }
  | { readonly op: 'make'; readonly table: string; readonly key: Row; readonly row: Row };

/** The vault as tables named at run time: which they are stands in the rules of the merge. */
type Loose = Kysely<Record<string, Record<string, Value>>>;
const loose = (db: Executor): Loose => db as unknown as Loose;

export function rowsWith(db: Executor, table: string, column: string, value: string): Promise<Record<string, Value>[]> {
  return loose(db).selectFrom(table).selectAll().where(column, '=', value).execute();
}

async function update(db: Executor, table: string, key: Row, after: Row): Promise<void> {
  if (Object.keys(after).length === 0) return;
  let query = loose(db)
    .updateTable(table)
    .set({ ...after });
  for (const [column, value] of Object.entries(key)) query = query.where(column, '=', value);
  await query.execute();
}

async function remove(db: Executor, table: string, key: Row): Promise<void> {
  let query = loose(db).deleteFrom(table);
  for (const [column, value] of Object.entries(key)) query = query.where(column, '=', value);
  await query.execute();
}

const insert = async (db: Executor, table: string, row: Row): Promise<void> => {
  await loose(db)
    .insertInto(table)
    .values({ ...row })
    .execute();
};

export async function carryOut(db: Executor, ops: readonly Op[]): Promise<void> {
  for (const op of ops) {
    if (op.op === 'owner') {
      for (const key of op.keys) await update(db, op.table, { ...key, [op.column]: op.from }, { [op.column]: op.to });
    } else if (op.op === 'set') await update(db, op.table, op.key, op.after);
    else if (op.op === 'drop') await remove(db, op.table, op.key);
    else await insert(db, op.table, op.row);
  }
}

export async function takeBack(db: Executor, ops: readonly Op[]): Promise<void> {
  for (const op of [...ops].reverse()) {
    if (op.op === 'owner') {
      for (const key of op.keys) await update(db, op.table, { ...key, [op.column]: op.to }, { [op.column]: op.from });
    } else if (op.op === 'set') await update(db, op.table, op.key, op.before);
    else if (op.op === 'drop') await insert(db, op.table, op.row);
    else await remove(db, op.table, op.key);
  }
}
