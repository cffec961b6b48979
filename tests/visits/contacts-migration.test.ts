import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';

const place = migrations.findIndex(({ name }) => name === '0007-contacts');
const at = '2026-09-01T00:00:00.000Z';
let database: InstanceType<typeof Database>;
let db: Kysely<never>;

beforeEach(async () => {
  database = new Database(':memory:');
  database.pragma('foreign_keys = ON');
  db = new Kysely<never>({ dialect: new SqliteDialect({ database }) });
  for (const { up } of migrations.slice(0, place)) await up(db);
  database.exec(`
    INSERT INTO student (id, name, name_pinyin, name_initials, created_at, created_by, updated_at, updated_by)
      VALUES ('a', '样例甲', 'yanglijia', 'ylj', '${at}', 'u', '${at}', 'u');
    INSERT INTO guardian_contact (id, student_id, contacted_at, mode, reached, with_whom, content, next_step, recorded_at, recorded_by)
      VALUES ('c1', 'a', '${at}', 'phone', 1, '样例母亲', '样例内容', NULL, '${at}', 'u'),
             ('c2', 'a', '${at}', 'message', 0, NULL, NULL, '样例再打', '${at}', 'u');
    DELETE FROM search_queue;`);
});
afterEach(() => db.destroy());

test('every contact stays, tells how it ended, and is still followed by the search', async () => {
  await migrations[place]?.up(db);
  const rest = { student_id: 'a', contacted_at: at, matter: 'general', to_whom: null, next_try_on: null, revision: 1 };
  const stamp = { recorded_at: at, recorded_by: 'u', updated_at: at, updated_by: 'u' };
  expect(database.prepare('SELECT * FROM guardian_contact ORDER BY id').all()).toEqual([
    {
      id: 'c1',
      mode: 'phone',
      outcome: 'reached',
      with_whom: '样例母亲',
      content: '样例内容',
      next_step: null,
      ...rest,
      ...stamp,
    },
    {
      id: 'c2',
      mode: 'message',
      outcome: 'notReached',
      with_whom: null,
      content: null,
      next_step: '样例再打',
      ...rest,
      ...stamp,
    },
  ]);
  expect(database.prepare('SELECT * FROM search_queue').all()).toEqual([]);
  expect(database.pragma('foreign_key_check')).toEqual([]);
  database.exec(`UPDATE guardian_contact SET content = '样例另' WHERE id = 'c1'`);
  expect(database.prepare('SELECT * FROM search_queue').all()).toEqual([
    { source: 'contact', source_id: 'c1', old_text: '样例母亲\n样例内容' },
  ]);
});
