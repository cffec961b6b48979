import type { ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import type { LawfulBasisInput } from '../../src-shared/contract/shared.ts';
import { type ClassIdentity, parseClassName } from '../../src-shared/domain/class-name.ts';
import type { EnrolmentEntry } from '../../src-shared/domain/codes/person.ts';
import type { TransferPaper } from '../../src-shared/domain/codes/roll.ts';
import { schoolYearOf } from '../../src-shared/domain/school-calendar.ts';
import { consentStates } from '../vault/consent-standing.ts';
import type { Context } from '../vault/context.ts';
import { recordHistory } from '../vault/history.ts';
import { type ClassColumns, classContext } from '../vault/shown-class.ts';
import { ensureClass } from './ensure-class.ts';
import { enrolmentOn } from './roll.repository.ts';
import { recordEvent } from './roll-event.ts';
import { studentById } from './students.repository.ts';

type Move = ParsedInput<'students.move'>['move'];
type Current = NonNullable<Awaited<ReturnType<typeof enrolmentOn>>>;

/** Identity of a class as people write it, in a school year. @throws AppError `classUnreadable` */
export async function readClass(ctx: Pick<Context, 'db'>, text: string, schoolYear: number): Promise<ClassIdentity> {
  const parsed = parseClassName(text, await classContext(ctx, schoolYear));
  if (!parsed.ok) throw new AppError('classUnreadable', undefined, { className: `class.${parsed.problem}` });
  return parsed.identity;
}

/** Ends an enrolment on a day, the first away; a status of leaving says why. */
export async function endEnrolment(
  ctx: Context,
  row: { readonly id: string; readonly to_date: string | null; readonly status: string },
  on: string,
  status: string = row.status,
): Promise<void> {
  const after = { to_date: on, status };
  await recordHistory(ctx, 'enrolment', row.id, { ...row }, after);
  await ctx.db.updateTable('enrolment').set(after).where('id', '=', row.id).execute();
}

/**
 * Goes on in another class or state from a day: the row that held ends, a new one begins; on its own first day the row itself changes.
 * Gives the id of the row that holds from then on.
 */
export async function continueEnrolment(
  ctx: Context,
  row: Pick<
    Current,
    'id' | 'student_id' | 'school_year' | 'class_id' | 'dorm_id' | 'boarder' | 'status' | 'from_date' | 'to_date'
  >,
  on: string,
  next: {
    readonly classId: string;
    readonly status: string;
    readonly entry: EnrolmentEntry | null;
    /** Where they live from then on, if that changes too. */
    readonly home?: { readonly boarder: number; readonly dorm_id: string | null };
  },
): Promise<string> {
  const home = next.home ?? { boarder: row.boarder, dorm_id: row.dorm_id };
  if (row.from_date === on) {
    const after = { class_id: next.classId, status: next.status, ...next.home };
    await recordHistory(ctx, 'enrolment', row.id, { ...row }, after);
    await ctx.db.updateTable('enrolment').set(after).where('id', '=', row.id).execute();
    return row.id;
  }
  await endEnrolment(ctx, row, on);
  const id = ctx.newId();
  await ctx.db
    .insertInto('enrolment')
    .values({
      id,
      student_id: row.student_id,
      school_year: row.school_year,
      class_id: next.classId,
      ...home,
      status: next.status,
      from_date: on,
      entry: next.entry,
    })
    .execute();
  return id;
}

/** Whether somebody already stands on the roll from a later day on, which a move before it would contradict. */
export async function hasLaterEnrolment(ctx: Pick<Context, 'db'>, studentId: string, on: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('enrolment')
    .select('id')
    .where('student_id', '=', studentId)
    .where('from_date', '>', on)
    .executeTakeFirst();
  return row !== undefined;
}

export async function moveStudent(ctx: Context, { studentId, move }: ParsedInput<'students.move'>) {
  if (!(await studentById(ctx.db, studentId))) throw new AppError('studentUnknown');
  if (await hasLaterEnrolment(ctx, studentId, move.on)) throw new AppError('rollLater');
  const schoolYear = schoolYearOf(move.on);
  const current = await enrolmentOn(ctx.db, studentId, schoolYear, move.on);
  ctx.note({ kind: move.kind }, { kind: 'student', id: studentId });
  if (move.kind === 'in') return { eventId: await enter(ctx, studentId, move, schoolYear, current) };
  if (!current) throw new AppError('rollNotThere');
  if (current.to_date !== null) throw new AppError('rollLater');
  return { eventId: await MOVES[move.kind](ctx, current, move as never) };
}

/** What going into another class is: a year of the same stage that began later is repeated. */
export const classMove = (from: ClassColumns, to: ClassIdentity): 'class' | 'heldBack' =>
  from.entry_year !== null && to.stage === from.stage && to.entryYear > from.entry_year ? 'heldBack' : 'class';

type MoveOf<K extends Move['kind']> = Extract<Move, { kind: K }>;

const MOVES: {
  readonly [K in Exclude<Move['kind'], 'in'>]: (ctx: Context, current: Current, move: MoveOf<K>) => Promise<string>;
} = {
  out: leave,
  suspended: pause,
  boundOut: pause,
  returned: comeBack,
  class: changeClass,
};

async function enter(
  ctx: Context,
  studentId: string,
  move: MoveOf<'in'>,
  schoolYear: number,
  current: Current | undefined,
): Promise<string> {
  if (current) throw new AppError('rollAlreadyThere');
  const classId = await ensureClass(ctx, await readClass(ctx, move.className, schoolYear));
  await ctx.db
    .insertInto('enrolment')
    .values({
      id: ctx.newId(),
      student_id: studentId,
      school_year: schoolYear,
      class_id: classId,
      boarder: move.boarder ? 1 : 0,
      from_date: move.on,
      entry: 'transferIn',
    })
    .execute();
  return recordEvent(ctx, studentId, { ...move, status: 'enrolled', classId });
}

async function leave(ctx: Context, current: Current, move: MoveOf<'out'>): Promise<string> {
  if (move.disclosureId !== null) {
    const paper = await ctx.db
      .selectFrom('disclosure')
      .select('student_id')
      .where('id', '=', move.disclosureId)
      .executeTakeFirst();
    if (paper?.student_id !== current.student_id) throw new AppError('disclosureUnknown');
  }
  const basis = await groundForPapers(ctx, current.student_id, move);
  await endEnrolment(ctx, current, move.on, move.status);
  ctx.note({ basis: basis?.code ?? null });
  return recordEvent(ctx, current.student_id, { ...move, basis, classId: current.class_id });
}

const PSYCHOLOGICAL: readonly TransferPaper[] = ['psychSummary', 'psychFile'];

/**
 * Psychological papers go to another school with consent to the transfer, or on a ground. @throws AppError `consentMissing`
 */
async function groundForPapers(ctx: Context, studentId: string, move: MoveOf<'out'>): Promise<LawfulBasisInput | null> {
  if (!move.papers.some((paper) => PSYCHOLOGICAL.includes(paper))) return null;
  const state = (await consentStates(ctx.db, [studentId], 'transfer', move.on)).get(studentId);
  if (state?.valid) return null;
  if (move.basis === null) throw new AppError('consentMissing', undefined, { basis: 'consentMissing' });
  return move.basis;
}

async function pause(ctx: Context, current: Current, move: MoveOf<'suspended' | 'boundOut'>): Promise<string> {
  if (current.status === move.kind) throw new AppError('rollSameState');
  await continueEnrolment(ctx, current, move.on, { classId: current.class_id, status: move.kind, entry: null });
  return recordEvent(ctx, current.student_id, { ...move, status: move.kind, classId: current.class_id });
}

async function comeBack(ctx: Context, current: Current, move: MoveOf<'returned'>): Promise<string> {
  if (current.status === 'enrolled') throw new AppError('rollSameState');
  const classId =
    move.className === null
      ? current.class_id
      : await ensureClass(ctx, await readClass(ctx, move.className, current.school_year));
  await continueEnrolment(ctx, current, move.on, { classId, status: 'enrolled', entry: 'return' });
  return recordEvent(ctx, current.student_id, { ...move, status: 'enrolled', classId });
}

async function changeClass(ctx: Context, current: Current, move: MoveOf<'class'>): Promise<string> {
  const identity = await readClass(ctx, move.className, current.school_year);
  const classId = await ensureClass(ctx, identity);
  if (classId === current.class_id) throw new AppError('rollSameState');
  await continueEnrolment(ctx, current, move.on, { classId, status: current.status, entry: null });
  return recordEvent(ctx, current.student_id, {
    ...move,
    kind: classMove(current, identity),
    status: current.status,
    classId,
  });
}
