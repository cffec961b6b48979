import type { Context } from './context.ts';

/** Takes away the draft that a saved form came from, in the same transaction as what it became. */
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
