import { type Insertable, sql } from 'kysely';
import type { Executor } from './context.ts';
import type { Tables } from './tables.ts';

/** Rows whose JSON crosses to SQLite at a time. */
const CHUNK = 2000;

/**
 * Inserts many rows of one shape: they cross as one JSON text a chunk, which costs a tenth of as many bound values. Every row must name the
 * columns of the first.
 */
export async function insertMany<T extends keyof Tables & string>(
  db: Executor,
  table: T,
  rows: readonly Insertable<Tables[T]>[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const values = sql.join(columns.map((_, i) => sql`json_extract(value, ${sql.lit(`$[${i}]`)})`));
  for (let at = 0; at < rows.length; at += CHUNK) {
    const part = rows
      .slice(at, at + CHUNK)
      .map((row) => columns.map((column) => (row as Record<string, unknown>)[column] ?? null));
    await sql`INSERT INTO ${sql.table(table)} (${names}) SELECT ${values} FROM json_each(${JSON.stringify(part)})`.execute(db);
  }
}
