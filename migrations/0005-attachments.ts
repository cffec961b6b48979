import { type Kysely, sql } from 'kysely';

/**
 * Files kept inside the vault. The bytes stand apart in pieces, so that a list never reads them; of a removed file the row stays and
 * the pieces go. A consent may name the file that proves it.
 */
const statements = [
  `CREATE TABLE attachment (
    id TEXT PRIMARY KEY, student_id TEXT NOT NULL REFERENCES student(id), owner_kind TEXT NOT NULL, owner_id TEXT NOT NULL, name TEXT NOT NULL,
    type TEXT NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, description TEXT, restricted INTEGER NOT NULL DEFAULT 0,
    recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL REFERENCES user(id), removed_at TEXT, removed_by TEXT REFERENCES user(id), remove_reason TEXT) STRICT`,
  `CREATE INDEX attachment_student ON attachment (student_id, recorded_at)`,
  `CREATE INDEX attachment_owner ON attachment (owner_kind, owner_id)`,
  `CREATE TABLE attachment_chunk (
    attachment_id TEXT NOT NULL REFERENCES attachment(id), position INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (attachment_id, position)) STRICT`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
