import { type Kysely, sql } from 'kysely';

/** Names and words of files are found like notes: the three triggers of a searched table, and the files that are there already. */
const text = (row: string) => `concat_ws(char(10), ${row}name, ${row}description)`;
const place = ['recorded_at', 'restricted', 'owner_kind', 'owner_id'];
const changed = ['name', 'description', ...place].map((column) => `OLD.${column} IS NOT NEW.${column}`).join(' OR ');
const enqueue = (id: string, old: string) =>
  `INSERT INTO search_queue (source, source_id, old_text) VALUES ('attachment', ${id}, ${old}) ON CONFLICT DO NOTHING;`;

const statements = [
  `CREATE TRIGGER search_attachment_insert AFTER INSERT ON attachment WHEN ${text('NEW.')} <> '' BEGIN ${enqueue('NEW.id', 'NULL')} END`,
  `CREATE TRIGGER search_attachment_update AFTER UPDATE ON attachment WHEN ${changed} BEGIN ${enqueue('OLD.id', text('OLD.'))} END`,
  `CREATE TRIGGER search_attachment_delete AFTER DELETE ON attachment BEGIN ${enqueue('OLD.id', text('OLD.'))} END`,
  `INSERT INTO search_queue (source, source_id) SELECT 'attachment', id FROM attachment WHERE ${text('')} <> ''`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
