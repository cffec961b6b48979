import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { updateIndex } from '../../src-main/search/upkeep.ts';
import type { Tables } from '../../src-main/vault/tables.ts';

const place = migrations.findIndex(({ name }) => name === '0008-attachment-search');
let db: Kysely<Tables>;
beforeEach(async () => {
  db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: new Database(':memory:') }) });
  for (const { up } of migrations.slice(0, place)) await up(db as unknown as Kysely<never>);
});
afterEach(() => db.destroy());

it('lets files that were there before be found, and forgets the old words of one that changed', async () => {
  const at = '2026-11-20T02:00:00.000Z';
  const stamp = { created_at: at, created_by: 'u1', updated_at: at, updated_by: 'u1' };
  await db.insertInto('user').values({ id: 'u1', name: '样例老师甲', role: 'counselor', created_at: at }).execute();
  await db
    .insertInto('student')
    .values({ id: 's1', name: '样例甲', name_pinyin: '', name_initials: '', ...stamp })
    .execute();
  const file = { student_id: 's1', owner_kind: 'student', owner_id: 's1', type: 'pdf', bytes: 1, sha256: 'a' };
  await db
    .insertInto('attachment')
    .values({ id: 'a1', name: '绿萝.pdf', ...file, recorded_at: at, recorded_by: 'u1' })
    .execute();
  await migrations[place]?.up(db as unknown as Kysely<never>);
  const queue = () => db.selectFrom('search_queue').selectAll().execute();
  expect(await queue()).toEqual([{ source: 'attachment', source_id: 'a1', old_text: null }]);
  expect((await db.selectFrom('attachment').select('name').execute()).map((row) => row.name)).toEqual(['绿萝.pdf']);
  await updateIndex(db);
  await db.updateTable('attachment').set({ description: '窗台' }).where('id', '=', 'a1').execute();
  expect(await queue()).toEqual([{ source: 'attachment', source_id: 'a1', old_text: '绿萝.pdf' }]);
  await updateIndex(db);
  await db.deleteFrom('attachment').where('id', '=', 'a1').execute();
  expect(await queue()).toEqual([{ source: 'attachment', source_id: 'a1', old_text: '绿萝.pdf\n窗台' }]);
});
