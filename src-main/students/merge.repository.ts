import type { Executor } from '../vault/context.ts';
import { draftsAbout } from '../vault/drafts.ts';

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

export async function openCases(db: Executor, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('counseling_case')
    .select('student_id')
    .where('student_id', 'in', ids)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('case_closure')
            .select('case_closure.id')
            .whereRef('case_closure.case_id', '=', 'counseling_case.id')
            .where('case_closure.reopened_on', 'is', null),
        ),
      ),
    )
    .execute();
  return new Set(rows.map((row) => row.student_id));
}

export async function openPlans(db: Executor, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('support_plan')
    .select('student_id')
    .where('student_id', 'in', ids)
    .where('ended_on', 'is', null)
    .execute();
  return new Set(rows.map((row) => row.student_id));
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
