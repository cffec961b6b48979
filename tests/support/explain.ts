import { type CompiledQuery, sql } from 'kysely';
import type { TestVault } from './open-vault.ts';

/** Steps of SQLite's plan for a query, with its parameters in place. */
export async function explain(db: TestVault['db'], query: { compile(): CompiledQuery }): Promise<string[]> {
  const { sql: text, parameters } = query.compile();
  const filled = text.split('?').reduce((all, part, n) => {
    const value = parameters[n - 1];
    const literal =
      typeof value === 'number' ? String(value) : value === null ? 'NULL' : `'${String(value).replaceAll("'", "''")}'`;
    return `${all}${literal}${part}`;
  });
  const { rows } = await sql<{ detail: string }>`EXPLAIN QUERY PLAN ${sql.raw(filled)}`.execute(db);
  return rows.map((row) => row.detail);
}
