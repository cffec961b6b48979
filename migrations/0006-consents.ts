import { type Kysely, sql } from 'kysely';

/**
 * Consents with all that makes them provable: what exactly, who for the guardian, in which form, where the paper lies; a withdrawal with
 * what was done about it; an entry that never should have been. And the lawful basis beside each thing done without consent: a code and
 * words. A case keeps its words in `lawful_basis`.
 */
const columns: readonly (readonly [table: string, column: string])[] = [
  ['consent', 'scope TEXT'],
  ['consent', 'recipient TEXT'],
  ['consent', 'giver_relation TEXT'],
  ['consent', 'form TEXT'],
  ['consent', 'witness TEXT'],
  ['consent', 'kept_at TEXT'],
  ['consent', 'note TEXT'],
  ['consent', 'withdrawn_by TEXT'],
  ['consent', 'withdrawn_via TEXT'],
  ['consent', 'withdrawal_note TEXT'],
  ['consent', 'withdrawal_at TEXT'],
  ['consent', 'handled_on TEXT'],
  ['consent', 'handled_by TEXT REFERENCES user(id)'],
  ['consent', 'handling TEXT'],
  ['consent', 'voided_at TEXT'],
  ['consent', 'voided_by TEXT REFERENCES user(id)'],
  ['consent', 'void_reason TEXT'],
  ['consent', 'revision INTEGER NOT NULL DEFAULT 1'],
  ['consent', 'updated_at TEXT'],
  ['consent', 'updated_by TEXT REFERENCES user(id)'],
  ['counseling_case', 'basis_code TEXT'],
  ['session', 'basis_code TEXT'],
  ['session', 'basis_reason TEXT'],
  ['assessment_round', 'basis_code TEXT'],
  ['assessment_round', 'basis_reason TEXT'],
  ['disclosure', 'basis_code TEXT'],
  ['disclosure', 'basis_reason TEXT'],
  ['roll_event', 'basis_code TEXT'],
  ['roll_event', 'basis_reason TEXT'],
];

/** The search reads more words of a consent; those of before come first, so that what the index holds is still found to take it out. */
const text = ['giver_name', 'limits', 'scope', 'recipient', 'witness', 'kept_at', 'note', 'withdrawal_note', 'handling'];
const joined = (row: string) => `concat_ws(char(10), ${text.map((column) => `${row}${column}`).join(', ')})`;
const changed = [...text, 'given_on'].map((column) => `OLD.${column} IS NOT NEW.${column}`).join(' OR ');
const enqueue = (id: string, value: string) =>
  `INSERT INTO search_queue (source, source_id, old_text) VALUES ('consent', ${id}, ${value}) ON CONFLICT DO NOTHING;`;

const statements = [
  // Of whole lists at once: who has a consent of one kind.
  `CREATE INDEX consent_kind ON consent (kind, student_id, given_on)`,
  `CREATE INDEX consent_waiting ON consent (withdrawn_on) WHERE withdrawn_on IS NOT NULL AND handled_on IS NULL`,
  ...['insert', 'update', 'delete'].map((event) => `DROP TRIGGER search_consent_${event}`),
  `CREATE TRIGGER search_consent_insert AFTER INSERT ON consent WHEN ${joined('NEW.')} <> '' BEGIN ${enqueue('NEW.id', 'NULL')} END`,
  `CREATE TRIGGER search_consent_update AFTER UPDATE ON consent WHEN ${changed} BEGIN ${enqueue('OLD.id', joined('OLD.'))} END`,
  `CREATE TRIGGER search_consent_delete AFTER DELETE ON consent BEGIN ${enqueue('OLD.id', joined('OLD.'))} END`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const [table, column] of columns) await sql.raw(`ALTER TABLE ${table} ADD COLUMN ${column}`).execute(db);
  for (const statement of statements) await sql.raw(statement).execute(db);
}
