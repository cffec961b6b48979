import { type Kysely, sql } from 'kysely';

/**
 * Moves on the school roll with what came along, changes of many at once with what takes them back, and merges of two files. A judgement
 * stays append-only; all that may ever change in it is whose it is, and only as far as a merge on record says so.
 */
const statements = [
  `ALTER TABLE enrolment ADD COLUMN entry TEXT`,

  `CREATE TABLE roll_event (
    id TEXT PRIMARY KEY, student_id TEXT NOT NULL REFERENCES student(id),
    kind TEXT NOT NULL CHECK (kind IN ('in','out','suspended','boundOut','returned','class','heldBack')), on_date TEXT NOT NULL,
    status TEXT NOT NULL, class_id TEXT REFERENCES class(id), other_school TEXT, papers TEXT NOT NULL DEFAULT '[]',
    disclosure_id TEXT REFERENCES disclosure(id), note TEXT, recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL) STRICT`,
  `CREATE INDEX roll_event_student ON roll_event (student_id, on_date)`,
  `CREATE INDEX roll_event_date ON roll_event (on_date)`,

  `CREATE TABLE roll_change (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('rollover','bulk')), school_year INTEGER NOT NULL, counts TEXT NOT NULL,
    trace TEXT NOT NULL, made_at TEXT NOT NULL, made_by TEXT NOT NULL, undone_at TEXT, undone_by TEXT) STRICT`,
  `CREATE INDEX roll_change_kind ON roll_change (kind, made_at)`,

  `CREATE TABLE student_merge (
    id TEXT PRIMARY KEY, kept_id TEXT NOT NULL REFERENCES student(id), gone_id TEXT NOT NULL, gone_name TEXT NOT NULL, reason TEXT,
    kept_revision INTEGER NOT NULL, body TEXT NOT NULL, merged_at TEXT NOT NULL, merged_by TEXT NOT NULL, undone_at TEXT, undone_by TEXT) STRICT`,
  `CREATE INDEX student_merge_kept ON student_merge (kept_id)`,
  `CREATE INDEX student_merge_gone ON student_merge (gone_id)`,
  `CREATE INDEX student_merge_at ON student_merge (merged_at)`,

  `CREATE TABLE not_duplicate (
    student_a TEXT NOT NULL REFERENCES student(id), student_b TEXT NOT NULL REFERENCES student(id), at TEXT NOT NULL, by TEXT NOT NULL,
    PRIMARY KEY (student_a, student_b)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX not_duplicate_b ON not_duplicate (student_b)`,

  `CREATE INDEX care_tag_open ON care_tag (code, student_id) WHERE to_date IS NULL`,
  `CREATE INDEX mentor_open ON mentor (staff_id, student_id) WHERE to_date IS NULL`,
];

/** Column that names whose judgement it is; everything else in these tables never changes. */
const owners = [
  ['level_change', 'student_id', 'OLD.student_id', 'NEW.student_id'],
  ['disclosure', 'student_id', 'OLD.student_id', 'NEW.student_id'],
  [
    'screening_decision',
    'review_id',
    '(SELECT student_id FROM screening_review WHERE id = OLD.review_id)',
    '(SELECT student_id FROM screening_review WHERE id = NEW.review_id)',
  ],
] as const;

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
  for (const [table, owner, before, after] of owners) {
    const columns = await sql.raw<{ name: string }>(`SELECT name FROM pragma_table_info('${table}')`).execute(db);
    const fixed = columns.rows.map((column) => column.name).filter((name) => name !== owner);
    const refuse = `BEGIN SELECT RAISE(ABORT, 'append-only: ${table}'); END`;
    await sql.raw(`DROP TRIGGER ${table}_no_update`).execute(db);
    await sql.raw(`CREATE TRIGGER ${table}_no_update BEFORE UPDATE OF ${fixed.join(', ')} ON ${table} ${refuse}`).execute(db);
    await sql
      .raw(
        `CREATE TRIGGER ${table}_no_other_owner BEFORE UPDATE OF ${owner} ON ${table} WHEN NOT EXISTS (
          SELECT 1 FROM student_merge WHERE (kept_id = ${after} AND gone_id = ${before}) OR (kept_id = ${before} AND gone_id = ${after})) ${refuse}`,
      )
      .execute(db);
  }
}
