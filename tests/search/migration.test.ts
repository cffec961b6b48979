import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { updateIndex } from '../../src-main/search/upkeep.ts';
import type { Tables } from '../../src-main/vault/tables.ts';

const NAME = '0004-chronology-search';
let db: Kysely<Tables>;

beforeEach(async () => {
  db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: new Database(':memory:') }) });
  const before = migrations.slice(
    0,
    migrations.findIndex((migration) => migration.name === NAME),
  );
  for (const migration of before) await migration.up(db as unknown as Kysely<never>);
});
afterEach(() => db.destroy());

it('lets what stood in the vault before be found, and nothing twice', async () => {
  const at = '2026-11-20T02:00:00.000Z';
  const stamp = { created_at: at, created_by: 'u1', updated_at: at, updated_by: 'u1' };
  await db.insertInto('user').values({ id: 'u1', name: '样例老师甲', role: 'counselor', created_at: at }).execute();
  await db
    .insertInto('student')
    .values({ id: 's1', name: '样例甲', name_pinyin: '', name_initials: '', ...stamp })
    .execute();
  const visit = {
    student_id: 's1',
    mode: 'onsite',
    visitors: '[]',
    recorded_at: at,
    recorded_by: 'u1',
    updated_at: at,
    updated_by: 'u1',
  };
  await db
    .insertInto('home_visit')
    .values([
      { id: 'v1', visited_on: '2026-11-18', findings: '样例：窗台上的绿萝', ...visit },
      { id: 'v2', visited_on: '2026-11-19', ...visit },
    ])
    .execute();

  await migrations.find((migration) => migration.name === NAME)?.up(db as unknown as Kysely<never>);
  expect(await db.selectFrom('search_queue').selectAll().execute()).toEqual([
    { source: 'visit', source_id: 'v1', old_text: null },
  ]);
  await updateIndex(db);
  const found = await sql<{ source_id: string }>`SELECT d.source_id FROM search_index i JOIN search_doc d ON d.number = i.rowid
    WHERE search_index MATCH '"绿 萝"'`.execute(db);
  expect(found.rows).toEqual([{ source_id: 'v1' }]);
  expect(await db.selectFrom('home_visit').select(['id', 'findings']).orderBy('id').execute()).toEqual([
    { id: 'v1', findings: '样例：窗台上的绿萝' },
    { id: 'v2', findings: null },
  ]);
});
