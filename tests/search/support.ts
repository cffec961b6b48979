import { sql } from 'kysely';
import type { TestVault } from '../support/open-vault.ts';

const at = '2026-11-20T02:00:00.000Z';

/** A session straight in its table, as an import or a merge would write it. */
export async function putSession(
  vault: TestVault,
  studentId: string,
  id: string,
  text: string,
  on = '2026-11-20',
): Promise<void> {
  const by = vault.ctx.session.userId;
  await vault.db
    .insertInto('session')
    .values({
      id,
      student_id: studentId,
      counselor_id: by,
      held_on: on,
      minutes: 40,
      mode: 'faceToFace',
      source: 'self',
      process: text,
      recorded_at: at,
      recorded_by: by,
      updated_at: at,
      updated_by: by,
    })
    .execute();
}

export async function putVisit(
  vault: TestVault,
  studentId: string,
  id: string,
  findings: string,
  on = '2026-11-18',
): Promise<void> {
  const by = vault.ctx.session.userId;
  await vault.db
    .insertInto('home_visit')
    .values({
      id,
      student_id: studentId,
      visited_on: on,
      mode: 'onsite',
      visitors: '[]',
      findings,
      recorded_at: at,
      recorded_by: by,
      updated_at: at,
      updated_by: by,
    })
    .execute();
}

export async function putReport(
  vault: TestVault,
  studentId: string,
  id: string,
  observed: string,
  restricted: boolean,
): Promise<void> {
  await vault.db
    .insertInto('concern_report')
    .values({
      id,
      occurred_at: '2026-11-19T04:00:00.000Z',
      network_level: 'class',
      reporter_role: 'headTeacher',
      observed,
      restricted: restricted ? 1 : 0,
      recorded_at: at,
      recorded_by: vault.ctx.session.userId,
    })
    .execute();
  await vault.db.insertInto('concern_report_student').values({ report_id: id, student_id: studentId }).execute();
}

/** Every term of the index under the note that it belongs to, sorted: what two indexes must have in common. */
export async function readIndex(vault: TestVault): Promise<string[]> {
  await sql`CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_terms USING fts5vocab(main, search_index, instance)`.execute(vault.db);
  const { rows } = await sql<{ line: string }>`
    SELECT coalesce(d.source || '|' || d.source_id || '|' || d.class, 'lost') || '|' || t.col || '|' || t.offset || '|' || t.term AS line
    FROM temp.search_terms t LEFT JOIN search_doc d ON d.number = t.doc ORDER BY line`.execute(vault.db);
  return rows.map((row) => row.line);
}
