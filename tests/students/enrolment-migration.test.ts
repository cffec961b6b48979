import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';

let database: InstanceType<typeof Database>;
let db: Kysely<never>;
beforeEach(async () => {
  database = new Database(':memory:');
  database.pragma('foreign_keys = ON');
  db = new Kysely<never>({ dialect: new SqliteDialect({ database }) });
});
afterEach(() => db.destroy());

const place = migrations.findIndex(({ name }) => name === '0003-roll');
const at = '2026-09-01T00:00:00.000Z';

/** A vault of the version before, with a student, a course at school and judgements. */
async function oldVault(): Promise<void> {
  for (const { up } of migrations.slice(0, place)) await up(db);
  const who = `'${at}', 'u', '${at}', 'u'`;
  database.exec(`
    INSERT INTO user (id, name, role, created_at) VALUES ('u', '样例老师甲', 'counselor', '${at}');
    INSERT INTO class (id, stage, entry_year, number, created_at) VALUES ('c', 'junior', 2025, 3, '${at}');
    INSERT INTO student (id, name, name_pinyin, name_initials, created_at, created_by, updated_at, updated_by)
      VALUES ('a', '样例甲', 'yanglijia', 'ylj', ${who}), ('b', '样例乙', 'yangliyi', 'yly', ${who});
    INSERT INTO enrolment (id, student_id, school_year, class_id, from_date) VALUES ('e', 'a', 2026, 'c', '2026-09-01');
    INSERT INTO level_change (id, student_id, from_level, to_level, basis, reason, decided_by, decided_on, recorded_at, recorded_by)
      VALUES ('l', 'a', 0, 2, 'interview', '样例', 'u', '2026-10-01', '${at}', 'u');
    INSERT INTO screening_review (id, student_id, source_kind, source_id, reasons, opened_at, due_on)
      VALUES ('ra', 'a', 'report', 'x', '[]', '${at}', '2026-10-08'), ('rb', 'b', 'report', 'x', '[]', '${at}', '2026-10-08');
    INSERT INTO screening_decision (id, review_id, decided_at, decided_by, outcome, note) VALUES ('d', 'rb', '${at}', 'u', 'no_level', '样例');
    INSERT INTO disclosure (id, student_id, document, outcome, recipient, purpose, sections, copy_no, sha256, at, by)
      VALUES ('p', 'b', 'record', 'saved', '样例', '样例', '[]', 1, 'x', '${at}', 'u');`);
}

const rows = (table: string) => database.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table} ORDER BY 1`).all();
const OLD = ['user', 'class', 'student', 'level_change', 'screening_review', 'screening_decision', 'disclosure'];

describe('the step to a roll with moves', () => {
  it('keeps every row, and adds how an enrolment began as unknown', async () => {
    await oldVault();
    const kept = OLD.map((table) => rows(table));
    const enrolments = rows('enrolment');
    await migrations[place]?.up(db);
    expect(OLD.map((table) => rows(table))).toEqual(kept);
    expect(rows('enrolment')).toEqual(enrolments.map((row) => ({ ...row, entry: null })));
    expect(database.pragma('foreign_key_check')).toEqual([]);
  });

  it('still refuses to change or delete a judgement', async () => {
    await oldVault();
    await migrations[place]?.up(db);
    const refused = [
      `UPDATE level_change SET reason = '别的'`,
      `UPDATE level_change SET reason = '别的', student_id = 'b'`,
      `UPDATE level_change SET student_id = 'b'`,
      `DELETE FROM level_change`,
      `UPDATE screening_decision SET note = '别的'`,
      `UPDATE screening_decision SET review_id = 'ra'`,
      `DELETE FROM screening_decision`,
      `UPDATE disclosure SET recipient = '别人'`,
      `UPDATE disclosure SET student_id = 'a'`,
      `DELETE FROM disclosure`,
    ];
    for (const statement of refused) expect(() => database.exec(statement), statement).toThrow('append-only');
  });

  it('lets a judgement change hands along a merge on record, and no other way', async () => {
    await oldVault();
    await migrations[place]?.up(db);
    database.exec(`INSERT INTO student_merge (id, kept_id, gone_id, gone_name, kept_revision, body, merged_at, merged_by)
      VALUES ('m', 'a', 'b', '样例乙', 2, '[]', '${at}', 'u')`);
    database.exec(`UPDATE disclosure SET student_id = 'a'; UPDATE screening_decision SET review_id = 'ra'`);
    expect(rows('disclosure')).toMatchObject([{ student_id: 'a', recipient: '样例' }]);
    expect(rows('screening_decision')).toMatchObject([{ review_id: 'ra', note: '样例' }]);
    database.exec(`UPDATE disclosure SET student_id = 'b'`);
    expect(() => database.exec(`UPDATE disclosure SET student_id = NULL`)).toThrow('append-only');
    expect(() => database.exec(`UPDATE disclosure SET student_id = 'a', copy_no = 9`)).toThrow('append-only');
  });
});
