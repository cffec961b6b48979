import type { Executor } from '../vault/context.ts';
import { draftsAbout } from '../vault/drafts.ts';
import { openCases, openPlans } from '../vault/open-care.ts';

/** Newest merge into a file that still stands. */
export function newestMerge(db: Executor, keptId: string) {
  return db
    .selectFrom('student_merge')
    .select('id')
    .where('kept_id', '=', keptId)
    .where('undone_at', 'is', null)
    .orderBy('merged_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** How many of these students have a case that goes on. */
export async function countOpenCases(db: Executor, ids: readonly string[]): Promise<number> {
  const rows = await openCases(db)
    .select('counseling_case.student_id')
    .distinct()
    .where('counseling_case.student_id', 'in', ids)
    .execute();
  return rows.length;
}

/** How many of these students have a plan that goes on. */
export async function countOpenPlans(db: Executor, ids: readonly string[]): Promise<number> {
  const rows = await openPlans(db)
    .select('support_plan.student_id')
    .distinct()
    .where('support_plan.student_id', 'in', ids)
    .execute();
  return rows.length;
}

/** Drafts about the file that goes which the kept one has too: of one person, one form, and then of the same students. */
export async function draftsOfBoth(db: Executor, kept: string, gone: string): Promise<number> {
  let both = 0;
  for (const draft of await draftsAbout(db, gone, kept)) {
    const other = await db
      .selectFrom('draft')
      .select('form')
      .where('user_id', '=', draft.user_id)
      .where('form', '=', draft.form)
      .where('draft_id', '=', draft.draft_id)
      .where('student_id', '=', draft.becomes)
      .executeTakeFirst();
    if (other) both += 1;
  }
  return both;
}

export async function levelNow(db: Executor, studentId: string): Promise<number | null> {
  const row = await db
    .selectFrom('level_change')
    .select('to_level')
    .where('student_id', '=', studentId)
    .orderBy('decided_on', 'desc')
    .orderBy('recorded_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.to_level ?? null;
}
