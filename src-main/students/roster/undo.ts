import { AppError } from '../../../src-shared/contract/result.ts';
import { instant } from '../../vault/clock.ts';
import type { Context, Executor } from '../../vault/context.ts';
import { recordHistory } from '../../vault/history.ts';
import { chunks, type ImportTrace } from './apply.ts';

const traceKey = (batchId: string): string => `import.trace.${batchId}`;

export async function keepTrace(ctx: Context, batchId: string, trace: ImportTrace): Promise<void> {
  const row = { key: traceKey(batchId), value: JSON.stringify(trace), updated_at: instant(ctx.clock) };
  await ctx.db.insertInto('setting').values(row).execute();
}

/** Tables whose rows mean that somebody has worked with a student since. */
const DEPENDENT = [
  'care_tag',
  'mentor',
  'consent',
  'assessment_disposition',
  'assessment_result',
  'concern_report_student',
  'screening_review',
  'level_change',
  'counseling_case',
  'session',
  'support_plan',
  'pairing',
  'home_visit',
  'guardian_contact',
  'committee_member',
  'disclosure',
] as const;

async function inUse(db: Executor, ids: readonly string[]): Promise<number> {
  const used = new Set<string>();
  for (const part of chunks(ids)) {
    for (const table of DEPENDENT) {
      const rows = await db.selectFrom(table).select('student_id').where('student_id', 'in', part).distinct().execute();
      for (const row of rows) if (row.student_id !== null) used.add(row.student_id);
    }
    const opened = await db
      .selectFrom('student')
      .select('id')
      .where('id', 'in', part)
      .where('file_opened_on', 'is not', null)
      .execute();
    for (const row of opened) used.add(row.id);
    const edited = await db.selectFrom('student').select('id').where('id', 'in', part).where('revision', '>', 1).execute();
    for (const row of edited) used.add(row.id);
  }
  return used.size;
}

/** Takes a whole import back while nothing has been built on it. @throws AppError `importUnknown`, `importUndone`, `importInUse` */
export async function undoRoster(ctx: Context, batchId: string): Promise<{ removed: number; restored: number }> {
  const { db } = ctx;
  const batch = await db.selectFrom('import_batch').select('undone_at').where('id', '=', batchId).executeTakeFirst();
  if (!batch) throw new AppError('importUnknown');
  if (batch.undone_at !== null) throw new AppError('importUndone');
  const kept = await db.selectFrom('setting').select('value').where('key', '=', traceKey(batchId)).executeTakeFirst();
  if (!kept) throw new AppError('importUnknown');
  const trace = JSON.parse(kept.value) as ImportTrace;
  const count = (await inUse(db, trace.students)) + (await editedSince(db, trace.changed));
  if (count > 0) throw new AppError('importInUse', { count });
  for (const part of chunks(trace.enrolments)) await db.deleteFrom('enrolment').where('id', 'in', part).execute();
  for (const part of chunks(trace.guardians)) await db.deleteFrom('guardian').where('id', 'in', part).execute();
  for (const { student_id, number } of trace.registrations) {
    await db.deleteFrom('registration_history').where('student_id', '=', student_id).where('number', '=', number).execute();
  }
  for (const { id, ...before } of trace.enrolmentsBefore) {
    await keepChange(ctx, 'enrolment', id, before);
    await db.updateTable('enrolment').set(before).where('id', '=', id).execute();
  }
  for (const { id, phone } of trace.guardiansBefore) {
    await keepChange(ctx, 'guardian', id, { phone });
    await db.updateTable('guardian').set({ phone }).where('id', '=', id).execute();
  }
  for (const { id, revision, before } of trace.changed) {
    await keepChange(ctx, 'student', id, before);
    await db
      .updateTable('student')
      .set({ ...before, revision: revision + 1, updated_at: instant(ctx.clock), updated_by: ctx.session.userId })
      .where('id', '=', id)
      .execute();
  }
  for (const part of chunks(trace.students)) await db.deleteFrom('student').where('id', 'in', part).execute();
  await db.deleteFrom('setting').where('key', '=', traceKey(batchId)).execute();
  await db
    .updateTable('import_batch')
    .set({ undone_at: instant(ctx.clock) })
    .where('id', '=', batchId)
    .execute();
  return { removed: trace.students.length, restored: trace.changed.length };
}

/** Setting a value back is a change like any other. */
async function keepChange(
  ctx: Context,
  table: 'enrolment' | 'guardian' | 'student',
  id: string,
  after: Readonly<Record<string, string | number | null>>,
): Promise<void> {
  const now = await ctx.db.selectFrom(table).selectAll().where('id', '=', id).executeTakeFirst();
  if (now) await recordHistory(ctx, table, id, { ...now }, after);
}

async function editedSince(db: Executor, changed: ImportTrace['changed']): Promise<number> {
  const revisions = new Map(changed.map((c) => [c.id, c.revision]));
  let edited = 0;
  for (const part of chunks([...revisions.keys()])) {
    const rows = await db.selectFrom('student').select(['id', 'revision']).where('id', 'in', part).execute();
    edited += rows.filter((row) => row.revision !== revisions.get(row.id)).length;
  }
  return edited;
}
