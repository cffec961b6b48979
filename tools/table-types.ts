import { writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { migrations } from '../migrations/index.ts';

interface Column {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly dflt_value: string | null;
  readonly pk: number;
}

/** The text of src-main/vault/tables.ts, read from a database that all migrations made. */
export async function tableTypes(): Promise<string> {
  const database = new Database(':memory:');
  const kysely = new Kysely<never>({ dialect: new SqliteDialect({ database }) });
  for (const migration of migrations) await migration.up(kysely);
  const names = database
    .prepare<[], { name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .all()
    .map((row) => row.name);
  const pascal = (name: string) =>
    name
      .split('_')
      .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
      .join('');
  const lines = [
    '// Written by `npm run types:tables` from the migrations; do not edit.',
    "import type { Generated } from 'kysely';",
    '',
  ];
  for (const table of names) {
    lines.push(`export interface ${pascal(table)}Table {`);
    for (const column of database.pragma(`table_info(${table})`) as Column[]) {
      const base = column.type === 'TEXT' ? 'string' : column.type === 'BLOB' ? 'Uint8Array' : 'number';
      const required = column.notnull === 1 || column.pk > 0;
      const type = required ? base : `${base} | null`;
      const rowid = column.pk > 0 && column.type === 'INTEGER';
      lines.push(`  ${column.name}: ${column.dflt_value !== null || rowid ? `Generated<${type}>` : type};`);
    }
    lines.push('}', '');
  }
  lines.push('/** Every table of the vault, for Kysely. */', 'export interface Tables {');
  for (const table of names) lines.push(`  ${table}: ${pascal(table)}Table;`);
  lines.push('}', '');
  database.close();
  return lines.join('\n');
}

if (process.argv[1]?.endsWith('table-types.ts')) {
  writeFileSync(new URL('../src-main/vault/tables.ts', import.meta.url), await tableTypes());
}
