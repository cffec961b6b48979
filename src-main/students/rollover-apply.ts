import type { ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { classKey } from '../../src-shared/domain/class-name.ts';
import { instant } from '../vault/clock.ts';
import type { Context, Executor } from '../vault/context.ts';
import { recordHistory } from '../vault/history.ts';
import { closeChange, openChange } from './bulk.service.ts';
import { ensureClass } from './ensure-class.ts';
import { recordEvent } from './roll-event.ts';
import { workOf } from './rollover.repository.ts';
import { countOutcomes, plannedClasses } from './rollover.service.ts';
import type { PlannedStudent } from './rollover-plan.ts';

const CHUNK = 400;

/** What a roll-over did: enrolments made as [id, class, status], enrolments ended with what they were, classes and events made. */
interface Trace {
  readonly made: [string, string, string][];
  readonly ended: { readonly id: string; readonly status: string; readonly wasStatus: string; readonly to: string }[];
  readonly classes: string[];
  readonly events: string[];
}

export async function applyRollover(ctx: Context, input: ParsedInput<'students.applyRollover'>) {
  const { classes } = await plannedClasses(ctx, input);
  const counts = countOutcomes(classes);
  const members = classes.flatMap((planned) => planned.members).filter((m) => m.destination.kind !== 'nowhere');
  if (members.length === 0) throw new AppError('rolloverNobody');
  const trace: Trace = { made: [], ended: [], classes: [], events: [] };
  await place(ctx, input.toYear, members, trace);
  const changeId = ctx.newId();
  await ctx.db
    .insertInto('roll_change')
    .values({
      id: changeId,
      kind: 'rollover',
      school_year: input.toYear,
      counts: JSON.stringify(counts),
      trace: JSON.stringify(trace),
      made_at: instant(ctx.clock),
      made_by: ctx.session.userId,
    })
    .execute();
  ctx.note({ toYear: input.toYear, ...counts }, { kind: 'rollover', id: changeId });
  return { changeId, counts };
}

async function place(ctx: Context, toYear: number, members: readonly PlannedStudent[], trace: Trace): Promise<void> {
  const { db } = ctx;
  const known = new Set((await db.selectFrom('class').select('id').execute()).map((row) => row.id));
  const ids = new Map<string, string>();
  const from = `${toYear}-09-01`;
  const rows = [];
  for (const [done, { rolled, destination, outcome }] of members.entries()) {
    if (done % 500 === 0) ctx.progress('students.applyRollover', done, members.length);
    if (destination.kind === 'leave') {
      await end(ctx, rolled, destination.status, trace);
      continue;
    }
    if (destination.kind !== 'class') continue;
    const key = classKey(destination.identity);
    const classId = ids.get(key) ?? (await ensureClass(ctx, destination.identity));
    ids.set(key, classId);
    const id = ctx.newId();
    const { status } = destination;
    rows.push({
      id,
      student_id: rolled.studentId,
      school_year: toYear,
      class_id: classId,
      dorm_id: rolled.dormId,
      boarder: rolled.boarder,
      status,
      from_date: from,
      entry: 'promotion',
    });
    trace.made.push([id, classId, status]);
    if (outcome === 'repeated') {
      trace.events.push(await recordEvent(ctx, rolled.studentId, { kind: 'heldBack', on: from, status, classId, note: null }));
    }
  }
  trace.classes.push(...[...ids.values()].filter((id) => !known.has(id)));
  for (let at = 0; at < rows.length; at += CHUNK)
    await db
      .insertInto('enrolment')
      .values(rows.slice(at, at + CHUNK))
      .execute();
  ctx.progress('students.applyRollover', members.length, members.length);
}

/** The last enrolment ends with its own school year, so that the year's summary still counts it. */
async function end(ctx: Context, rolled: PlannedStudent['rolled'], status: string, trace: Trace): Promise<void> {
  const to = `${rolled.schoolYear + 1}-09-01`;
  const after = { status, to_date: to };
  await recordHistory(ctx, 'enrolment', rolled.enrolmentId, { status: rolled.status, to_date: null }, after);
  await ctx.db.updateTable('enrolment').set(after).where('id', '=', rolled.enrolmentId).execute();
  trace.ended.push({ id: rolled.enrolmentId, status, wasStatus: rolled.status, to });
}

/** Enrolments of the trace that are no longer as the roll-over left them, and others that stand beside them in the new year. */
async function changedSince(db: Executor, trace: Trace, toYear: number): Promise<number> {
  let changed = 0;
  for (let at = 0; at < trace.made.length; at += CHUNK) {
    const part = trace.made.slice(at, at + CHUNK);
    const rows = await db
      .selectFrom('enrolment')
      .selectAll()
      .where(
        'id',
        'in',
        part.map(([id]) => id),
      )
      .execute();
    const now = new Map(rows.map((row) => [row.id, row]));
    const students = new Set(rows.map((row) => row.student_id));
    for (const [id, classId, status] of part) {
      const row = now.get(id);
      if (!row || row.class_id !== classId || row.status !== status || row.to_date !== null) changed += 1;
    }
    if (students.size === 0) continue;
    const beside = await db
      .selectFrom('enrolment')
      .select('id')
      .where('student_id', 'in', [...students])
      .where('school_year', '>=', toYear)
      .execute();
    const own = new Set(part.map(([id]) => id));
    changed += beside.filter((row) => !own.has(row.id)).length;
  }
  for (const { id, status, to } of trace.ended) {
    const row = await db.selectFrom('enrolment').select(['status', 'to_date']).where('id', '=', id).executeTakeFirst();
    if (row?.status !== status || row.to_date !== to) changed += 1;
  }
  return changed;
}

export async function undoRollover(ctx: Context, { changeId }: ParsedInput<'students.undoRollover'>) {
  const { db } = ctx;
  const change = await openChange(ctx, changeId, 'rollover');
  const trace = JSON.parse(change.trace) as Trace;
  const count = (await changedSince(db, trace, change.school_year)) + (await workOf(db, change.school_year));
  if (count > 0) throw new AppError('rollChangeInUse', { count });
  for (let at = 0; at < trace.made.length; at += CHUNK) {
    const ids = trace.made.slice(at, at + CHUNK).map(([id]) => id);
    await db.deleteFrom('enrolment').where('id', 'in', ids).execute();
  }
  for (const id of trace.events) await db.deleteFrom('roll_event').where('id', '=', id).execute();
  for (const { id, status, wasStatus, to } of trace.ended) {
    const before = { status: wasStatus, to_date: null };
    await recordHistory(ctx, 'enrolment', id, { status, to_date: to }, before);
    await db.updateTable('enrolment').set(before).where('id', '=', id).execute();
  }
  for (const id of trace.classes) await removeEmptyClass(db, id);
  await closeChange(ctx, changeId);
  ctx.note({ undone: change.school_year }, { kind: 'rollover', id: changeId });
  return { restored: trace.made.length + trace.ended.length };
}

/** A class that the roll-over made goes again, unless something has been tied to it since. */
async function removeEmptyClass(db: Executor, id: string): Promise<void> {
  const used = await db.selectFrom('enrolment').select('id').where('class_id', '=', id).executeTakeFirst();
  const member = await db.selectFrom('committee_member').select('id').where('class_id', '=', id).executeTakeFirst();
  const event = await db.selectFrom('roll_event').select('id').where('class_id', '=', id).executeTakeFirst();
  if (!used && !member && !event)
    await db.deleteFrom('class').where('id', '=', id).where('head_teacher_id', 'is', null).execute();
}
