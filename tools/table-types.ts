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
  // What a virtual table keeps behind itself (type `shadow`) is its own business.
  const tables = database
    .prepare<[], { name: string; type: string }>(
      "SELECT name, type FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .all();
  const names = tables.map((table) => table.name);
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
  for (const { name: table, type } of tables) {
    lines.push(`export interface ${pascal(table)}Table {`);
    if (type === 'virtual') {
      // A full-text index: every column is text, the hidden ones (its own name, `rank`) included.
      lines.push('  rowid: number;');
      for (const column of database.pragma(`table_xinfo(${table})`) as Column[])
        lines.push(`  ${column.name}: Generated<string>;`);
      lines.push('}', '');
      continue;
    }
    for (const column of database.pragma(`table_info(${table})`) as Column[]) {
      const base = column.type === 'TEXT' ? 'string' : column.type === 'BLOB' ? 'Uint8Array' : 'number';
      const required = column.notnull === 1 || column.pk > 0;
      const kind = required ? base : `${base} | null`;
      const rowid = column.pk > 0 && column.type === 'INTEGER';
      lines.push(`  ${column.name}: ${column.dflt_value !== null || rowid ? `Generated<${kind}>` : kind};`);
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
