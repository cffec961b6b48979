import { replaceInSet, studentsIn } from '../../src-shared/domain/student-set.ts';
import type { Context, Executor } from './context.ts';

/** Takes away the draft that a saved form came from, in the same transaction as what it became; `studentId` is the draft's key of students. */
export async function discardDraft(
  ctx: Pick<Context, 'db' | 'session'>,
  form: string,
  studentId: string,
  draftId: string | undefined,
): Promise<void> {
  if (draftId === undefined) return;
  await ctx.db
    .deleteFrom('draft')
    .where('user_id', '=', ctx.session.userId)
    .where('form', '=', form)
    .where('student_id', '=', studentId)
    .where('draft_id', '=', draftId)
    .execute();
}

/** Keys of all drafts, of whomever, that are about a student, alone or among several, with the key each gets when that file becomes another. */
export async function draftsAbout(db: Executor, studentId: string, becomes: string) {
  const rows = await db
    .selectFrom('draft')
    .select(['user_id', 'form', 'student_id', 'draft_id'])
    .where('student_id', 'like', `%${studentId}%`)
    .execute();
  return rows
    .filter((row) => studentsIn(row.student_id).includes(studentId))
    .map((row) => ({ ...row, becomes: replaceInSet(row.student_id, studentId, becomes) }));
}
