import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { type RolloverPerson, rolloverOutcomes } from '../../src-shared/contract/students.ts';
import { type ClassContext, classKey, className, stages } from '../../src-shared/domain/class-name.ts';
import { localDate } from '../vault/clock.ts';
import type { Context } from '../vault/context.ts';
import { classContext, identityOf } from '../vault/shown-class.ts';
import { lastRollover, placedIn, rollAtEnd, strandedBefore } from './rollover.repository.ts';
import { type Decisions, type PlannedClass, type PlannedStudent, planRollover, type Rolled } from './rollover-plan.ts';
import { currentYear } from './students.service.ts';

/** Last people shown of those who need a decision; more than this is no matter for a list. */
const MAX_PEOPLE = 2000;

/** The present school year, and from July the one that is being prepared. */
export function rolloverYears(ctx: Pick<Context, 'clock'>): number[] {
  const year = currentYear(ctx);
  const month = Number(localDate(ctx.clock).slice(5, 7));
  return month === 7 || month === 8 ? [year + 1, year] : [year];
}

/** Everybody the change to `toYear` is about. */
async function loadRoll(ctx: Context, toYear: number): Promise<Rolled[]> {
  const placed = await placedIn(ctx.db, toYear);
  const rows = [...(await rollAtEnd(ctx.db, toYear - 1)), ...(await strandedBefore(ctx.db, toYear - 1))];
  const roll = new Map<string, Rolled>();
  for (const row of rows) {
    const identity = identityOf(row);
    if (!identity) continue;
    roll.set(row.student_id, {
      studentId: row.student_id,
      name: row.name,
      pinyin: row.name_pinyin,
      sex: row.sex,
      enrolmentId: row.enrolment_id,
      schoolYear: row.school_year,
      classId: row.class_id,
      identity,
      status: row.status,
      dormId: row.dorm_id,
      boarder: row.boarder,
      already: placed.has(row.student_id),
    });
  }
  return [...roll.values()];
}

/** @throws AppError `rolloverYear` */
export async function plannedClasses(
  ctx: Context,
  decisions: Decisions,
): Promise<{ classes: PlannedClass[]; context: ClassContext }> {
  if (!rolloverYears(ctx).includes(decisions.toYear)) throw new AppError('rolloverYear');
  const context = await classContext(ctx, decisions.toYear);
  const classes = planRollover(await loadRoll(ctx, decisions.toYear), decisions, context);
  const order = (c: PlannedClass) => stages.indexOf(c.identity.stage) * 1e6 - c.identity.entryYear * 100 + c.identity.number;
  return { classes: classes.sort((a, b) => order(a) - order(b)), context };
}

export function countOutcomes(classes: readonly PlannedClass[]): Output<'students.applyRollover'>['counts'] {
  const counts = Object.fromEntries(
    rolloverOutcomes.map((outcome) => [outcome, 0]),
  ) as Output<'students.applyRollover'>['counts'];
  for (const { members } of classes) for (const { outcome } of members) counts[outcome] += 1;
  return counts;
}

export async function rolloverState(ctx: Context): Promise<Output<'students.rolloverState'>> {
  const years = rolloverYears(ctx);
  const toYear = years[0] ?? currentYear(ctx);
  const placed = await placedIn(ctx.db, toYear);
  const waiting = (await rollAtEnd(ctx.db, toYear - 1)).filter((row) => !placed.has(row.student_id)).length;
  const last = await lastRollover(ctx.db);
  return {
    toYear,
    years,
    waiting,
    last: last
      ? {
          changeId: last.id,
          toYear: last.school_year,
          at: last.made_at,
          counts: JSON.parse(last.counts) as Output<'students.applyRollover'>['counts'],
          undone: last.undone_at !== null,
        }
      : null,
  };
}

function shown({ rolled, decision, reason, destination, outcome }: PlannedStudent, context: ClassContext): RolloverPerson {
  return {
    studentId: rolled.studentId,
    name: rolled.name,
    sex: rolled.sex,
    classId: rolled.classId,
    className: className(rolled.identity, rolled.schoolYear, 'zh', context.shape),
    status: rolled.status,
    reason,
    decision,
    outcome,
    into: destination.kind === 'class' ? className(destination.identity, context.schoolYear, 'zh', context.shape) : null,
  };
}

export async function previewRollover(
  ctx: Context,
  input: ParsedInput<'students.previewRollover'>,
): Promise<Output<'students.previewRollover'>> {
  const { classes, context } = await plannedClasses(ctx, input);
  const fromYear = input.toYear - 1;
  const people = classes.flatMap(({ members }) =>
    members.filter((m) => m.outcome !== 'already' && (m.reason !== null || input.students[m.rolled.studentId] !== undefined)),
  );
  return {
    fromYear,
    toYear: input.toYear,
    counts: countOutcomes(classes),
    classes: classes
      .filter(({ members }) => members.some((m) => m.outcome !== 'already' && m.rolled.schoolYear === fromYear))
      .map((planned) => ({
        classId: planned.classId,
        name: className(planned.identity, fromYear, 'zh', context.shape),
        ...planned.identity,
        students: planned.members.filter((m) => m.outcome !== 'already').length,
        last: planned.last,
        canMoveUp: planned.nextStage !== null,
        decision: planned.decision,
        into: intoOf(planned, context),
      })),
    people: people.slice(0, MAX_PEOPLE).map((person) => shown(person, context)),
  };
}

function intoOf({ members }: PlannedClass, context: ClassContext): { name: string; students: number }[] {
  const into = new Map<string, { name: string; students: number }>();
  for (const { destination } of members) {
    if (destination.kind !== 'class') continue;
    const key = classKey(destination.identity);
    const name = className(destination.identity, context.schoolYear, 'zh', context.shape);
    into.set(key, { name, students: (into.get(key)?.students ?? 0) + 1 });
  }
  return [...into.values()].sort((a, b) => a.name.localeCompare(b.name, 'zh-CN', { numeric: true }));
}

export async function readRolloverClass(ctx: Context, input: ParsedInput<'students.rolloverClass'>): Promise<RolloverPerson[]> {
  const { classes, context } = await plannedClasses(ctx, input);
  const found = classes.find((planned) => planned.classId === input.classId);
  if (!found) throw new AppError('classUnknown');
  return found.members.filter((m) => m.outcome !== 'already').map((person) => shown(person, context));
}
