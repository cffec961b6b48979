import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import type { BulkOutcome, BulkRow } from '../../src-shared/contract/students.ts';
import { schoolYearOf } from '../../src-shared/domain/school-calendar.ts';
import { instant } from '../vault/clock.ts';
import type { Context } from '../vault/context.ts';
import { recordHistory, recordRemoval } from '../vault/history.ts';
import { classContext, shownClass } from '../vault/shown-class.ts';
import { type BulkFacts, bulkFacts } from './bulk.repository.ts';
import { beginMentor, endMentor, requireStaff } from './care.service.ts';
import { continueEnrolment, readClass } from './enrolment.service.ts';
import { ensureClass } from './ensure-class.ts';

type Selection = ParsedInput<'students.previewBulk'>;
type Counts = Output<'students.previewBulk'>['counts'];

/** Rows a bulk change made or changed, as they were and as they are: what takes it back, and how it is seen that nothing came after. */
interface Touched {
  readonly table: 'mentor' | 'care_tag' | 'enrolment';
  readonly id: string;
  /** Null for a row that was made. */
  readonly before: Readonly<Record<string, string | number | null>> | null;
  readonly after: Readonly<Record<string, string | number | null>>;
}

interface Planned extends BulkRow {
  readonly facts: BulkFacts | null;
}

async function plan(ctx: Context, { studentIds, action }: Selection): Promise<Planned[]> {
  if (action.kind === 'mentor') await requireStaff(ctx, action.staffId);
  const schoolYear = schoolYearOf(action.on);
  const { shape } = await classContext(ctx, schoolYear);
  const target = action.kind === 'class' ? await readClass(ctx, action.className, schoolYear) : null;
  const found = await bulkFacts(ctx.db, studentIds, action, schoolYear);
  return [...new Set(studentIds)].map((studentId): Planned => {
    const facts = found.get(studentId) ?? null;
    const className = facts?.enrolment ? shownClass(facts.enrolment, schoolYear, shape) : null;
    const row = (outcome: BulkOutcome, before: string | null, reason: BulkRow['reason'] = null): Planned => ({
      studentId,
      name: facts?.name ?? '',
      className,
      outcome,
      before,
      reason,
      facts,
    });
    if (!facts) return row('cannot', null, 'gone');
    if (action.kind === 'mentor') {
      const before = facts.mentors[0]?.name ?? null;
      if (facts.mentors.length === 1 && facts.mentors[0]?.staff_id === action.staffId) return row('already', before);
      const late = facts.mentors.some((mentor) => mentor.from_date > action.on);
      return late ? row('cannot', before, 'beforeStart') : row('change', before);
    }
    if (action.kind === 'addTag') return row(facts.tags.length > 0 ? 'already' : 'change', null);
    if (action.kind === 'endTag') {
      if (facts.tags.length === 0) return row('already', null);
      return facts.tags.some((tag) => tag.from_date > action.on) ? row('cannot', null, 'beforeStart') : row('change', null);
    }
    if (!facts.enrolment || facts.enrolment.to_date !== null) return row('cannot', className, 'notOnRoll');
    if (facts.later) return row('cannot', className, 'laterEnrolment');
    const { stage, entry_year, number } = facts.enrolment;
    const same = stage === target?.stage && entry_year === target.entryYear && number === target.number;
    return row(same ? 'already' : 'change', className);
  });
}

function countOf(rows: readonly BulkRow[]): Counts {
  const counts: Counts = { change: 0, already: 0, cannot: 0 };
  for (const row of rows) counts[row.outcome] += 1;
  return counts;
}

export async function previewBulk(ctx: Context, input: Selection) {
  const rows = await plan(ctx, input);
  return { rows: rows.map(({ facts: _facts, ...row }) => row), counts: countOf(rows) };
}

export async function applyBulk(ctx: Context, input: Selection) {
  // Planned anew: what the preview showed may be over.
  const rows = await plan(ctx, input);
  const { action } = input;
  const touched: Touched[] = [];
  const schoolYear = schoolYearOf(action.on);
  const classId = action.kind === 'class' ? await ensureClass(ctx, await readClass(ctx, action.className, schoolYear)) : null;
  for (const { facts, outcome, studentId } of rows) {
    if (outcome !== 'change' || !facts) continue;
    touched.push(...(await carryOut(ctx, action, facts, classId)));
    ctx.note({ kind: action.kind }, { kind: 'student', id: studentId });
  }
  const changeId = ctx.newId();
  const counts = countOf(rows);
  await ctx.db
    .insertInto('roll_change')
    .values({
      id: changeId,
      kind: 'bulk',
      school_year: schoolYear,
      counts: JSON.stringify(counts),
      trace: JSON.stringify(touched),
      made_at: instant(ctx.clock),
      made_by: ctx.session.userId,
    })
    .execute();
  ctx.note({ kind: action.kind, ...counts }, { kind: 'bulk', id: changeId });
  return { changeId, counts };
}

async function carryOut(ctx: Context, action: Selection['action'], facts: BulkFacts, classId: string | null): Promise<Touched[]> {
  const { id: studentId } = facts;
  if (action.kind === 'mentor') {
    const touched: Touched[] = [];
    const stays = facts.mentors.find((row) => row.staff_id === action.staffId);
    for (const row of facts.mentors) {
      if (row === stays) continue;
      await endMentor(ctx, row, action.on);
      touched.push({ table: 'mentor', id: row.id, before: { to_date: null }, after: { to_date: action.on } });
    }
    if (stays) return touched;
    const id = await beginMentor(ctx, studentId, action.staffId, action.on);
    return [...touched, { table: 'mentor', id, before: null, after: { staff_id: action.staffId, to_date: null } }];
  }
  if (action.kind === 'addTag') {
    const id = ctx.newId();
    const row = { student_id: studentId, code: action.code, from_date: action.on, source: action.source };
    await ctx.db
      .insertInto('care_tag')
      .values({ id, ...row })
      .execute();
    await recordHistory(ctx, 'care_tag', id, {}, row);
    return [{ table: 'care_tag', id, before: null, after: { code: action.code, to_date: null } }];
  }
  if (action.kind === 'endTag') {
    const touched: Touched[] = [];
    for (const tag of facts.tags) {
      await recordHistory(ctx, 'care_tag', tag.id, { to_date: null }, { to_date: action.on });
      await ctx.db.updateTable('care_tag').set({ to_date: action.on }).where('id', '=', tag.id).execute();
      touched.push({ table: 'care_tag', id: tag.id, before: { to_date: null }, after: { to_date: action.on } });
    }
    return touched;
  }
  const { enrolment } = facts;
  if (!enrolment || classId === null) return [];
  const id = await continueEnrolment(ctx, enrolment, action.on, { classId, status: enrolment.status, entry: null });
  const place = { class_id: classId, status: enrolment.status, to_date: null };
  if (id === enrolment.id) return [{ table: 'enrolment', id, before: { class_id: enrolment.class_id }, after: place }];
  return [
    { table: 'enrolment', id: enrolment.id, before: { to_date: null }, after: { to_date: action.on } },
    { table: 'enrolment', id, before: null, after: place },
  ];
}

/** @throws AppError `rollChangeUnknown`, `rollChangeUndone` */
export async function openChange(ctx: Pick<Context, 'db'>, changeId: string, kind: 'bulk' | 'rollover') {
  const row = await ctx.db.selectFrom('roll_change').selectAll().where('id', '=', changeId).executeTakeFirst();
  if (row?.kind !== kind) throw new AppError('rollChangeUnknown');
  if (row.undone_at !== null) throw new AppError('rollChangeUndone');
  return row;
}

export async function closeChange(ctx: Context, changeId: string): Promise<void> {
  await ctx.db
    .updateTable('roll_change')
    .set({ undone_at: instant(ctx.clock), undone_by: ctx.session.userId })
    .where('id', '=', changeId)
    .execute();
}

export async function undoBulk(ctx: Context, { changeId }: ParsedInput<'students.undoBulk'>) {
  const change = await openChange(ctx, changeId, 'bulk');
  const touched = JSON.parse(change.trace) as Touched[];
  let inUse = 0;
  const students = new Set<string>();
  for (const { table, id, after } of touched) {
    const row: Readonly<Record<string, unknown>> | undefined = await ctx.db
      .selectFrom(table)
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row || Object.entries(after).some(([column, value]) => row[column] !== value)) inUse += 1;
    else students.add(String(row.student_id));
  }
  if (inUse > 0) throw new AppError('rollChangeInUse', { count: inUse });
  // Backwards, so that an enrolment made is gone before the one before it is open again.
  for (const { table, id, before, after } of touched.reverse()) {
    if (before === null) {
      await recordRemoval(ctx, table, id, after);
      await ctx.db.deleteFrom(table).where('id', '=', id).execute();
    } else {
      await recordHistory(ctx, table, id, after, before);
      await ctx.db.updateTable(table).set(before).where('id', '=', id).execute();
    }
  }
  await closeChange(ctx, changeId);
  for (const id of students) ctx.note({ undone: changeId }, { kind: 'student', id });
  return { restored: students.size };
}
