import { type Kysely, sql } from 'kysely';

/** Broken seals of restricted text, and the book of backups, rehearsals and restores. `finished_at` of a run that was cut off is null. */
const statements = [
  `CREATE TABLE seal_break (
    id TEXT PRIMARY KEY, student_id TEXT NOT NULL REFERENCES student(id), user_id TEXT NOT NULL REFERENCES user(id), reason TEXT NOT NULL,
    broken_at TEXT NOT NULL, until_at TEXT NOT NULL, seen_at TEXT, seen_by TEXT REFERENCES user(id)) STRICT`,
  `CREATE INDEX seal_break_user ON seal_break (user_id, until_at)`,
  `CREATE INDEX seal_break_unseen ON seal_break (broken_at) WHERE seen_at IS NULL`,
  `CREATE INDEX seal_break_student ON seal_break (student_id)`,

  `CREATE TABLE backup_run (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('backup','second_copy','rehearsal','restore')), reason TEXT NOT NULL, file_name TEXT NOT NULL,
    started_at TEXT NOT NULL, finished_at TEXT, outcome TEXT NOT NULL, bytes INTEGER, rows_total INTEGER, audit_seq INTEGER, audit_head TEXT) STRICT`,
  `CREATE INDEX backup_run_kind ON backup_run (kind, outcome, finished_at)`,

  `CREATE INDEX audit_at ON audit (at)`,
  `CREATE INDEX audit_user ON audit (user_id, seq)`,
  `CREATE INDEX audit_channel ON audit (channel, seq)`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
