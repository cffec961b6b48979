import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { updateIndex } from '../../src-main/search/upkeep.ts';
import { consentStates } from '../../src-main/vault/consent-standing.ts';
import type { Tables } from '../../src-main/vault/tables.ts';

const NAME = '0006-consents';
let db: Kysely<Tables>;

beforeEach(async () => {
  db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: new Database(':memory:') }) });
  for (const migration of migrations.slice(
    0,
    migrations.findIndex((one) => one.name === NAME),
  ))
    await migration.up(db as unknown as Kysely<never>);
});
afterEach(() => db.destroy());

const found = async (word: string) =>
  (
    await sql<{ source_id: string }>`SELECT d.source_id FROM search_index i JOIN search_doc d ON d.number = i.rowid
      WHERE search_index MATCH ${`"${[...word].join(' ')}"`}`.execute(db)
  ).rows.map((row) => row.source_id);

it('keeps consents, cases and what was written as their ground, and the search of them', async () => {
  const at = '2026-11-20T02:00:00.000Z';
  const stamp = { created_at: at, created_by: 'u1', updated_at: at, updated_by: 'u1' };
  await db.insertInto('user').values({ id: 'u1', name: '样例老师甲', role: 'counselor', created_at: at }).execute();
  await db
    .insertInto('student')
    .values({ id: 's1', name: '样例甲', name_pinyin: '', name_initials: '', birth_date: '2014-03-05', ...stamp })
    .execute();
  await db
    .insertInto('consent')
    .values({
      id: 'c1',
      student_id: 's1',
      kind: 'counseling',
      giver: 'guardian',
      giver_name: '样例家长',
      given_on: '2026-09-10',
      limits: '样例：不录音',
      created_at: at,
      created_by: 'u1',
    })
    .execute();
  await db
    .insertInto('counseling_case')
    .values({
      id: 'k1',
      case_no: '2026-001',
      student_id: 's1',
      opened_on: '2026-09-11',
      source: 'self',
      owner_id: 'u1',
      lawful_basis: '样例：紧急情况',
      ...stamp,
    })
    .execute();
  await updateIndex(db).catch(() => undefined);
  await migrations.find((migration) => migration.name === NAME)?.up(db as unknown as Kysely<never>);

  expect(await db.selectFrom('consent').selectAll().executeTakeFirst()).toMatchObject({
    giver_name: '样例家长',
    limits: '样例：不录音',
    scope: null,
    voided_at: null,
    revision: 1,
  });
  expect(await db.selectFrom('counseling_case').selectAll().executeTakeFirst()).toMatchObject({
    lawful_basis: '样例：紧急情况',
    basis_code: null,
  });
  expect((await consentStates(db, ['s1'], 'counseling', '2026-11-24')).get('s1')?.status).toBe('valid');

  await updateIndex(db);
  expect(await found('录音')).toEqual(['c1']);
  await db.updateTable('consent').set({ limits: null, scope: '样例：每周沙盘' }).where('id', '=', 'c1').execute();
  await updateIndex(db);
  expect([await found('录音'), await found('沙盘')]).toEqual([[], ['c1']]);
});
