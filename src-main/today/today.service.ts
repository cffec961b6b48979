import type { Output } from '../../src-shared/contract/index.ts';
import { addDays, daysBetween } from '../../src-shared/domain/dates.ts';
import { teachingPeriod, teachingWeek, termOf, termPeriod } from '../../src-shared/domain/school-calendar.ts';
import { studentsIn } from '../../src-shared/domain/student-set.ts';
import { readIndicators } from '../reports/reports.service.ts';
import { getSchool } from '../settings/settings.service.ts';
import { localDate } from '../vault/clock.ts';
import type { Context } from '../vault/context.ts';
import { briefOf, studentBriefs } from '../vault/student-brief.ts';
import { sessionsOn } from './today.repository.ts';
import { AHEAD, type Found, findTodos } from './todos.ts';

type Overview = Output<'today.overview'>;

/** Lines of the summary that the desk shows; the clerk sees those that a clerk works on. */
const PROGRESS = {
  counselor: ['assessmentCoverage', 'homeVisits', 'paired', 'counselingHours'],
  lead: ['assessmentCoverage', 'homeVisits', 'paired', 'counselingHours'],
  clerk: ['assessmentCoverage', 'homeVisits'],
} as const;

const overdueDays = (todo: Found, on: string): number =>
  todo.dueOn === null || todo.dueOn >= on ? 0 : daysBetween(todo.dueOn, on);

/** Immediate first, then by due day; what has no day comes last. */
function order(a: Found, b: Found): number {
  const late = '9999-12-31';
  return (
    Number(b.immediate) - Number(a.immediate) ||
    (a.dueOn ?? late).localeCompare(b.dueOn ?? late) ||
    (b.level ?? -1) - (a.level ?? -1)
  );
}

async function readSessions(ctx: Context, on: string, todos: readonly Found[]): Promise<Overview['sessions']> {
  if (ctx.session.role !== 'counselor') return [];
  const held = await sessionsOn(ctx.db, on);
  const planned = todos.filter((todo) => todo.kind === 'nextSession' && todo.dueOn === on);
  const ids = [...held.map((row) => row.student_id), ...planned.flatMap((todo) => todo.studentId ?? [])];
  const briefs = await studentBriefs(ctx.db, ids, on);
  return [
    ...held.map((row) => ({
      student: briefOf(briefs, row.student_id),
      startTime: row.start_time,
      held: true,
      sessionId: row.id,
    })),
    ...planned.map((todo) => ({ student: briefOf(briefs, todo.studentId ?? ''), startTime: null, held: false, sessionId: '' })),
  ];
}

export async function readOverview(ctx: Context): Promise<Overview> {
  const on = localDate(ctx.clock);
  const school = await getSchool(ctx.db);
  const { schoolYear, term } = termOf(on, school.terms);
  const teaching = teachingPeriod(schoolYear, term, school.terms);
  const todos = (await findTodos(ctx)).sort(order);
  const briefs = await studentBriefs(
    ctx.db,
    todos.flatMap((todo) => [...(todo.studentId === null ? [] : [todo.studentId]), ...studentsIn(todo.draft?.studentId ?? '')]),
    on,
  );
  const listed = todos.map(({ studentId, ...todo }) => ({
    ...todo,
    student: studentId === null ? null : briefOf(briefs, studentId),
    overdueDays: overdueDays({ studentId, ...todo }, on),
    draft: todo.draft && { ...todo.draft, students: studentsIn(todo.draft.studentId).map((id) => briefOf(briefs, id)) },
  }));
  const indicators = await readIndicators(
    ctx,
    { schoolYear, term, ...termPeriod(schoolYear, term, school.terms) },
    PROGRESS[ctx.session.role],
  );
  ctx.note({ count: listed.length });
  return {
    on,
    teachingWeek: on < teaching.from || on > teaching.to ? null : teachingWeek(on, teaching),
    counts: {
      overdue: listed.filter((todo) => todo.overdueDays > 0).length,
      today: listed.filter((todo) => todo.overdueDays === 0 && (todo.immediate || todo.dueOn === null || todo.dueOn === on))
        .length,
      week: listed.filter((todo) => todo.dueOn !== null && todo.dueOn > on && todo.dueOn <= addDays(on, AHEAD)).length,
    },
    todos: listed,
    sessions: await readSessions(ctx, on, todos),
    progress: indicators,
  };
}
