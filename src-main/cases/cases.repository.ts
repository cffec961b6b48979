import type { Insertable, Updateable } from 'kysely';
import type { Executor } from '../vault/context.ts';
import type { CaseClosureTable, CounselingCaseTable } from '../vault/tables.ts';

/** Cases with what is derived from their closures and sessions. */
export function selectCases(db: Executor) {
  return db.selectFrom('counseling_case as c').select((eb) => [
    'c.id',
    'c.case_no',
    'c.student_id',
    'c.opened_on',
    'c.source',
    eb
      .selectFrom('case_closure as k')
      .select('k.closed_on')
      .whereRef('k.case_id', '=', 'c.id')
      .where('k.reopened_on', 'is', null)
      .orderBy('k.recorded_at', 'desc')
      .limit(1)
      .as('closed_on'),
    eb
      .selectFrom('session as s')
      .select((count) => count.fn.countAll<number>().as('n'))
      .whereRef('s.case_id', '=', 'c.id')
      .as('sessions'),
    eb
      .selectFrom('session as s')
      .select((count) => count.fn.countAll<number>().as('n'))
      .whereRef('s.case_id', '=', 'c.id')
      .where('s.signed_at', 'is', null)
      .as('unsigned'),
    eb
      .selectFrom('session as s')
      .select((last) => last.fn.max('s.held_on').as('d'))
      .whereRef('s.case_id', '=', 'c.id')
      .as('last_session_on'),
  ]);
}

const stillClosed = (db: Executor) => db.selectFrom('case_closure').select('case_id').where('reopened_on', 'is', null);

export function listCases(db: Executor, status: 'open' | 'closed' | 'all') {
  let query = selectCases(db).orderBy('c.opened_on', 'desc').orderBy('c.case_no', 'desc');
  if (status === 'open') query = query.where('c.id', 'not in', stillClosed(db));
  if (status === 'closed') query = query.where('c.id', 'in', stillClosed(db));
  return query.execute();
}

export function caseById(db: Executor, caseId: string) {
  return selectCases(db)
    .select(['c.presenting_problem', 'c.family_structure', 'c.background', 'c.basis_code', 'c.lawful_basis', 'c.revision'])
    .where('c.id', '=', caseId)
    .executeTakeFirst();
}

/** Highest case number that begins with `yyyy-`; numbers of three digits and more sort by length first. */
export async function lastCaseNo(db: Executor, year: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('counseling_case')
    .select('case_no')
    .where('case_no', '>=', `${year}-`)
    .where('case_no', '<', `${year}.`)
    .orderBy((eb) => eb.fn<number>('length', ['case_no']), 'desc')
    .orderBy('case_no', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.case_no;
}

export async function insertCase(db: Executor, row: Insertable<CounselingCaseTable>): Promise<void> {
  await db.insertInto('counseling_case').values(row).execute();
}

export async function updateCase(db: Executor, caseId: string, changes: Updateable<CounselingCaseTable>): Promise<void> {
  await db.updateTable('counseling_case').set(changes).where('id', '=', caseId).execute();
}

export function closuresOf(db: Executor, caseId: string) {
  return db.selectFrom('case_closure').selectAll().where('case_id', '=', caseId).orderBy('recorded_at').execute();
}

export async function insertClosure(db: Executor, row: Insertable<CaseClosureTable>): Promise<void> {
  await db.insertInto('case_closure').values(row).execute();
}

export async function takeBackClosure(db: Executor, caseId: string, reopenedOn: string, reason: string): Promise<void> {
  await db
    .updateTable('case_closure')
    .set({ reopened_on: reopenedOn, reopen_reason: reason })
    .where('case_id', '=', caseId)
    .where('reopened_on', 'is', null)
    .execute();
}
