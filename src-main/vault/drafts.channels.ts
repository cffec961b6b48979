import type { drafts } from '../../src-shared/contract/drafts.ts';
import { studentsIn } from '../../src-shared/domain/student-set.ts';
import { instant } from './clock.ts';
import type { Handlers } from './context.ts';

/** Drafts are keyed by their writer too: one person never sees what another has begun. */
export const draftsChannels: Handlers<keyof typeof drafts> = {
  'drafts.save': async ({ db, session, clock }, input) => {
    const row = { body: JSON.stringify(input.body), saved_at: instant(clock) };
    await db
      .insertInto('draft')
      .values({ user_id: session.userId, form: input.form, student_id: input.studentId, draft_id: input.draftId, ...row })
      .onConflict((conflict) => conflict.columns(['user_id', 'form', 'student_id', 'draft_id']).doUpdateSet(row))
      .execute();
    return { savedAt: row.saved_at };
  },
  'drafts.load': async ({ db, session }, input) => {
    const row = await db
      .selectFrom('draft')
      .select(['body', 'saved_at'])
      .where('user_id', '=', session.userId)
      .where('form', '=', input.form)
      .where('student_id', '=', input.studentId)
      .where('draft_id', '=', input.draftId)
      .executeTakeFirst();
    return row ? { body: JSON.parse(row.body) as Record<string, unknown>, savedAt: row.saved_at } : null;
  },
  'drafts.list': async ({ db, session }) => {
    const rows = await db
      .selectFrom('draft')
      .select(['form', 'student_id', 'draft_id', 'saved_at'])
      .where('user_id', '=', session.userId)
      .orderBy('saved_at', 'desc')
      .execute();
    const ids = [...new Set(rows.flatMap((row) => studentsIn(row.student_id)))];
    const named = ids.length === 0 ? [] : await db.selectFrom('student').select(['id', 'name']).where('id', 'in', ids).execute();
    const names = new Map(named.map((row) => [row.id, row.name]));
    return rows.map((row) => ({
      form: row.form,
      studentId: row.student_id,
      students: studentsIn(row.student_id).map((id) => ({ id, name: names.get(id) ?? '' })),
      draftId: row.draft_id,
      savedAt: row.saved_at,
    }));
  },
  'drafts.discard': async ({ db, session }, input) => {
    const result = await db
      .deleteFrom('draft')
      .where('user_id', '=', session.userId)
      .where('form', '=', input.form)
      .where('student_id', '=', input.studentId)
      .where('draft_id', '=', input.draftId)
      .executeTakeFirst();
    return { discarded: result.numDeletedRows > 0n };
  },
};
