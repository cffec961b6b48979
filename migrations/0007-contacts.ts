import { type Kysely, sql } from 'kysely';

/** Attempts to reach a guardian say about what they were and how they ended, and a wrong entry can be put right. */
const searched = 'concat_ws(char(10), OLD.to_whom, OLD.with_whom, OLD.content, OLD.next_step)';
const places = ['to_whom', 'with_whom', 'content', 'next_step', 'contacted_at'].map((name) => `OLD.${name} IS NOT NEW.${name}`);
const queue = (id: string, text: string) =>
  `INSERT INTO search_queue (source, source_id, old_text) VALUES ('contact', ${id}, ${text}) ON CONFLICT DO NOTHING;`;

const statements = [
  `CREATE TABLE guardian_contact_next (
    id TEXT PRIMARY KEY, student_id TEXT NOT NULL REFERENCES student(id), contacted_at TEXT NOT NULL, mode TEXT NOT NULL, matter TEXT NOT NULL,
    outcome TEXT NOT NULL, to_whom TEXT, with_whom TEXT, content TEXT, next_step TEXT, next_try_on TEXT, recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL,
    updated_at TEXT NOT NULL, updated_by TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1) STRICT`,
  `INSERT INTO guardian_contact_next
    SELECT id, student_id, contacted_at, mode, 'general', iif(reached = 1, 'reached', 'notReached'), NULL, with_whom, content, next_step, NULL,
      recorded_at, recorded_by, recorded_at, recorded_by, 1 FROM guardian_contact`,
  // Triggers do not fire on a table that is dropped: the search index keeps what it has of these rows.
  `DROP TABLE guardian_contact`,
  `ALTER TABLE guardian_contact_next RENAME TO guardian_contact`,
  `CREATE INDEX guardian_contact_student ON guardian_contact (student_id, contacted_at)`,
  `CREATE INDEX guardian_contact_at ON guardian_contact (contacted_at)`,
  `CREATE INDEX guardian_contact_failed ON guardian_contact (student_id, matter) WHERE outcome IN ('notReached', 'wrongNumber', 'refused')`,
  `CREATE TRIGGER search_contact_insert AFTER INSERT ON guardian_contact WHEN ${searched.replaceAll('OLD.', 'NEW.')} <> ''
    BEGIN ${queue('NEW.id', 'NULL')} END`,
  `CREATE TRIGGER search_contact_update AFTER UPDATE ON guardian_contact WHEN ${places.join(' OR ')}
    BEGIN ${queue('OLD.id', searched)} END`,
  `CREATE TRIGGER search_contact_delete AFTER DELETE ON guardian_contact BEGIN ${queue('OLD.id', searched)} END`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
