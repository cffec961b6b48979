import { type Kysely, sql } from 'kysely';

/**
 * Search over all notes, and when each person last looked at a file.
 *
 * `search_index` holds no text, only which terms stand where in which note: `body` single Han characters and whole words, `tag` source and
 * class. Its rowid is the day of the note, then a counter, so that the
 * newest come first without sorting. Taking a note out of it needs the text that went in: triggers keep that in `search_queue` until
 * the end of the transaction, when the app brings the index up to date. With `secure-delete` the terms go at once, not at some merge.
 */
const statements = [
  `CREATE TABLE search_doc (
    number INTEGER PRIMARY KEY, source TEXT NOT NULL, source_id TEXT NOT NULL, class INTEGER NOT NULL CHECK (class BETWEEN 0 AND 2),
    UNIQUE (source, source_id)) STRICT`,
  `CREATE TABLE search_queue (source TEXT NOT NULL, source_id TEXT NOT NULL, old_text TEXT, PRIMARY KEY (source, source_id)) STRICT, WITHOUT ROWID`,
  `CREATE VIRTUAL TABLE search_index USING fts5(
    body, tag, content = '', tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'")`,
  `INSERT INTO search_index (search_index, rank) VALUES ('secure-delete', 1)`,

  `CREATE TABLE chronology_look (
    user_id TEXT NOT NULL REFERENCES user(id), student_id TEXT NOT NULL REFERENCES student(id) ON DELETE CASCADE, visit TEXT NOT NULL,
    looked_at TEXT NOT NULL, previous_at TEXT, PRIMARY KEY (user_id, student_id)) STRICT, WITHOUT ROWID`,

  // The order of a file's sessions without their text; a page of the chronology and 第几次 are read from it.
  `CREATE INDEX session_student_order ON session (student_id, held_on, start_time, id, case_id)`,
  `CREATE INDEX guardian_phone ON guardian (phone, student_id) WHERE phone IS NOT NULL`,
  `CREATE INDEX student_id_tail ON student (id_number, id) WHERE id_number IS NOT NULL`,
  `CREATE INDEX enrolment_student_from ON enrolment (student_id, from_date)`,
];

/** What is searched: name of the source, its table, its text columns, and the other columns whose change moves or reclassifies the note. */
const sources: readonly (readonly [source: string, table: string, text: readonly string[], place: readonly string[]])[] = [
  [
    'session',
    'session',
    [
      'complaint',
      'aim',
      'process',
      'presentation',
      'assessment',
      'risk_noted',
      'effect',
      'homework',
      'next_step',
      'restricted_note',
    ],
    ['held_on'],
  ],
  ['addendum', 'session_addendum', ['body'], []],
  ['report', 'concern_report', ['verbatim', 'observed', 'inferred', 'action_taken', 'next_step'], ['occurred_at', 'restricted']],
  ['level', 'level_change', ['reason'], []],
  ['decision', 'screening_decision', ['note'], []],
  [
    'visit',
    'home_visit',
    ['met', 'place', 'purpose', 'family_situation', 'at_home', 'guardian_view', 'findings', 'advice', 'next_step'],
    ['visited_on'],
  ],
  ['contact', 'guardian_contact', ['with_whom', 'content', 'next_step'], ['contacted_at']],
  ['plan', 'support_plan', ['reason', 'situation', 'strengths', 'family_agreement', 'safety_plan'], ['starts_on']],
  ['planEnd', 'support_plan', ['end_reason'], ['ended_on']],
  ['goal', 'plan_goal', ['statement', 'target'], []],
  ['goalBasis', 'plan_goal', ['baseline', 'measure'], []],
  ['intervention', 'plan_intervention', ['what', 'who', 'frequency'], []],
  ['planReview', 'plan_review', ['progress'], []],
  ['progress', 'plan_goal_progress', ['note'], []],
  ['case', 'counseling_case', ['presenting_problem', 'background', 'lawful_basis'], ['opened_on']],
  ['closure', 'case_closure', ['circumstance', 'reopen_reason'], ['closed_on']],
  ['consent', 'consent', ['giver_name', 'limits'], ['given_on']],
  ['result', 'assessment_result', ['validity_reason'], ['taken_on']],
  ['disclosure', 'disclosure', ['recipient', 'purpose'], []],
  ['roll', 'roll_event', ['other_school', 'note'], ['on_date']],
  ['activity', 'activity', ['title', 'audience', 'note'], ['held_on']],
];

const joined = (columns: readonly string[], row: string) =>
  `concat_ws(char(10), ${columns.map((column) => `${row}${column}`).join(', ')})`;

/** Three triggers that put a source row into the queue; the first text kept is the one that the index holds. */
function triggers(source: string, table: string, text: readonly string[], place: readonly string[]): string[] {
  const old = joined(text, 'OLD.');
  const changed = [...text, ...place].map((column) => `OLD.${column} IS NOT NEW.${column}`).join(' OR ');
  const enqueue = (id: string, value: string) =>
    `INSERT INTO search_queue (source, source_id, old_text) VALUES ('${source}', ${id}, ${value}) ON CONFLICT DO NOTHING;`;
  return [
    `CREATE TRIGGER search_${source}_insert AFTER INSERT ON ${table} WHEN ${joined(text, 'NEW.')} <> '' BEGIN ${enqueue('NEW.id', 'NULL')} END`,
    `CREATE TRIGGER search_${source}_update AFTER UPDATE ON ${table} WHEN ${changed} BEGIN ${enqueue('OLD.id', old)} END`,
    `CREATE TRIGGER search_${source}_delete AFTER DELETE ON ${table} BEGIN ${enqueue('OLD.id', old)} END`,
  ];
}

export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  for (const statement of statements) await run(statement);
  for (const [source, table, text, place] of sources) {
    for (const trigger of triggers(source, table, text, place)) await run(trigger);
    await run(
      `INSERT INTO search_queue (source, source_id) SELECT '${source}', id FROM ${table} WHERE ${joined(text, '')} <> ''`,
    );
  }
}
