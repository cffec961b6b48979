import { sql } from 'kysely';
import { studentsIn } from '../../src-shared/domain/student-set.ts';
import type { Executor } from './context.ts';

/** A column of another table that names rows of a table. */
export interface Referrer {
  readonly table: string;
  readonly column: string;
}

/**
 * Every column that refers to a table, by foreign key or by name (`student_id` without one, as drafts have it), so that a table added later
 * counts by itself. Left out are rows that go with the row they name.
 */
export async function referrersOf(db: Executor, table: string): Promise<Referrer[]> {
  const named = sql.lit(`${table}_id`);
  const found = await sql<Referrer>`
    SELECT m.name AS "table", f."from" AS "column" FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f
      WHERE m.type = 'table' AND f."table" = ${sql.lit(table)} AND f.on_delete <> 'CASCADE'
    UNION
    SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c
      WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%' AND c.name = ${named}
        AND NOT EXISTS (SELECT 1 FROM pragma_foreign_key_list(m.name) f WHERE f."from" = c.name)
    ORDER BY 1, 2`.execute(db);
  return found.rows;
}

/** Which of the ids a column names; a draft's key may name several. */
export async function referredTo(db: Executor, { table, column }: Referrer, ids: readonly string[]): Promise<string[]> {
  if (table === 'draft') {
    const drafts = await db.selectFrom('draft').select('student_id').distinct().execute();
    const named = new Set(drafts.flatMap((row) => studentsIn(row.student_id)));
    return ids.filter((id) => named.has(id));
  }
  const found = await sql<{ id: string }>`
    SELECT DISTINCT ${sql.ref(column)} AS id FROM ${sql.table(table)}
      WHERE ${sql.ref(column)} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`.execute(db);
  return found.rows.map((row) => row.id);
}
