import { AppError } from '../../../src-shared/contract/result.ts';
import { instant } from '../../vault/clock.ts';
import type { Context, Executor } from '../../vault/context.ts';
import { recordHistory } from '../../vault/history.ts';
import { referredTo, referrersOf } from '../../vault/referrers.ts';
import { dropTrace, type ImportTrace, loadTrace } from './trace.ts';

const CHUNK = 400;

function chunks<T>(rows: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < rows.length; at += CHUNK) parts.push(rows.slice(at, at + CHUNK));
  return parts;
}

/** Tables whose rows an import makes itself; they are compared with what it made. */
const OWN = new Set(['enrolment', 'guardian', 'registration_history', 'not_duplicate']);

/** Ids of students on whom something has been built since the import: records, later enrolments or guardians, or edits. */
async function builtUpon(db: Executor, trace: ImportTrace): Promise<Set<string>> {
  const used = new Set<string>();
  const add = (ids: readonly string[]): void => {
    for (const id of ids) used.add(id);
  };
  for (const referrer of await referrersOf(db, 'student')) {
    if (!OWN.has(referrer.table)) add(await referredTo(db, referrer, trace.students));
  }
  for (const [table, made] of [
    ['enrolment', trace.enrolments],
    ['guardian', trace.guardians],
  ] as const) {
    const owners = new Map<string, string>();
    for (const part of chunks(made)) {
      const rows = await db.selectFrom(table).select(['id', 'student_id']).where('id', 'in', part).execute();
      for (const row of rows) owners.set(row.id, row.student_id);
    }
    const own = new Set(made);
    for (const part of chunks(trace.students)) {
      const rows = await db.selectFrom(table).select(['id', 'student_id']).where('student_id', 'in', part).execute();
      add(rows.filter((row) => !own.has(row.id)).map((row) => row.student_id));
    }
    for (const referrer of await referrersOf(db, table)) {
      add((await referredTo(db, referrer, made)).map((id) => owners.get(id) ?? id));
    }
    // A row that is gone has been moved or taken away by somebody.
    add(made.filter((id) => !owners.has(id)));
  }
  const own = new Set((trace.twoPeople ?? []).map((pair) => `${pair.student_a}|${pair.student_b}`));
  const made = new Set(trace.students);
  for (const { student_a, student_b } of await db.selectFrom('not_duplicate').select(['student_a', 'student_b']).execute())
    if (!own.has(`${student_a}|${student_b}`)) add([student_a, student_b].filter((id) => made.has(id)));
  add(await editedSince(db, trace));
  return used;
}

/** Rows that the import made or changed and that somebody has changed since. */
async function editedSince(db: Executor, trace: ImportTrace): Promise<string[]> {
  const touched = new Set<string>([
    ...trace.students,
    ...trace.enrolments,
    ...trace.guardians,
    ...[...trace.changed, ...trace.enrolmentsBefore, ...trace.guardiansBefore].map((row) => row.id),
  ]);
  const later = await db.selectFrom('record_history').select('entity_id').distinct().where('id', '>', trace.historyId).execute();
  const edited = later.map((row) => row.entity_id).filter((id) => touched.has(id));
  const revisions = new Map([
    ...trace.students.map((id) => [id, 1] as const),
    ...trace.changed.map((c) => [c.id, c.revision] as const),
  ]);
  for (const part of chunks([...revisions.keys()])) {
    const rows = await db.selectFrom('student').select(['id', 'revision']).where('id', 'in', part).execute();
    const now = new Map(rows.map((row) => [row.id, row.revision]));
    edited.push(...part.filter((id) => now.get(id) !== revisions.get(id)));
  }
  // A later enrolment of somebody whom the import moved stands on the one that it made.
  const made = new Set(trace.enrolments);
  const newest = [...trace.enrolments].sort().at(-1) ?? '';
  for (const part of chunks(trace.enrolments)) {
    const owners = db.selectFrom('enrolment').select('student_id').where('id', 'in', part);
    const rows = await db
      .selectFrom('enrolment')
      .select(['id', 'student_id'])
      .where('student_id', 'in', owners)
      .where('id', '>', newest)
      .execute();
    edited.push(...rows.filter((row) => !made.has(row.id)).map((row) => row.student_id));
  }
  return edited;
}

/** Takes a whole import back while nothing has been built on it. @throws AppError `importUnknown`, `importUndone`, `importInUse` */
export async function undoRoster(ctx: Context, batchId: string): Promise<{ removed: number; restored: number }> {
  const { db } = ctx;
  const batch = await db.selectFrom('import_batch').select('undone_at').where('id', '=', batchId).executeTakeFirst();
  if (!batch) throw new AppError('importUnknown');
  if (batch.undone_at !== null) throw new AppError('importUndone');
  const trace = await loadTrace(db, batchId);
  if (!trace) throw new AppError('importUnknown');
  const used = await builtUpon(db, trace);
  if (used.size > 0) throw new AppError('importInUse', { count: used.size });
  for (const { student_a, student_b } of trace.twoPeople ?? [])
    await db.deleteFrom('not_duplicate').where('student_a', '=', student_a).where('student_b', '=', student_b).execute();
  for (const part of chunks(trace.events ?? [])) await db.deleteFrom('roll_event').where('id', 'in', part).execute();
  for (const part of chunks(trace.enrolments)) await db.deleteFrom('enrolment').where('id', 'in', part).execute();
  for (const part of chunks(trace.guardians)) await db.deleteFrom('guardian').where('id', 'in', part).execute();
  for (const part of chunks(trace.students))
    await db.deleteFrom('registration_history').where('student_id', 'in', part).execute();
  const gone = new Set(trace.students);
  for (const { student_id, number } of trace.registrations) {
    if (gone.has(student_id)) continue;
    await db.deleteFrom('registration_history').where('student_id', '=', student_id).where('number', '=', number).execute();
  }
  await restore(ctx, trace);
  for (const part of chunks(trace.students)) await db.deleteFrom('student').where('id', 'in', part).execute();
  await dropUnused(db, 'class', trace.classes);
  await dropUnused(db, 'dorm', trace.dorms);
  await dropTrace(db, batchId);
  await db
    .updateTable('import_batch')
    .set({ undone_at: instant(ctx.clock) })
    .where('id', '=', batchId)
    .execute();
  return { removed: trace.students.length, restored: trace.altered.length };
}

/** Sets changed rows back to what they held; that is a change like any other and is kept as one. */
async function restore(ctx: Context, trace: ImportTrace): Promise<void> {
  const { db } = ctx;
  for (const { id, ...before } of trace.enrolmentsBefore) {
    await keepChange(ctx, 'enrolment', id, before);
    await db.updateTable('enrolment').set(before).where('id', '=', id).execute();
  }
  for (const { id, ...before } of trace.guardiansBefore) {
    await keepChange(ctx, 'guardian', id, before);
    await db.updateTable('guardian').set(before).where('id', '=', id).execute();
  }
  for (const { id, revision, before } of trace.changed) {
    await keepChange(ctx, 'student', id, before);
    await db
      .updateTable('student')
      .set({ ...before, revision: revision + 1, updated_at: instant(ctx.clock), updated_by: ctx.session.userId })
      .where('id', '=', id)
      .execute();
  }
}

async function keepChange(
  ctx: Context,
  table: 'enrolment' | 'guardian' | 'student',
  id: string,
  after: Readonly<Record<string, string | number | null>>,
): Promise<void> {
  const now = await ctx.db.selectFrom(table).selectAll().where('id', '=', id).executeTakeFirst();
  if (now) await recordHistory(ctx, table, id, { ...now }, after);
}

/** Takes classes or dormitories away that the import made and nobody has used since. */
async function dropUnused(db: Executor, table: 'class' | 'dorm', ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const used = new Set<string>();
  for (const referrer of await referrersOf(db, table)) for (const id of await referredTo(db, referrer, ids)) used.add(id);
  const unused = ids.filter((id) => !used.has(id));
  if (unused.length === 0) return;
  if (table === 'dorm') await db.deleteFrom('dorm').where('id', 'in', unused).execute();
  else await db.deleteFrom('class').where('id', 'in', unused).where('head_teacher_id', 'is', null).execute();
}
