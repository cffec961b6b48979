import type { ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { type VisitMode, visitModes } from '../../src-shared/domain/codes.ts';
import { instant, localDate } from '../vault/clock.ts';
import type { Context } from '../vault/context.ts';
import { discardDraft } from '../vault/drafts.ts';
import { revise } from '../vault/history.ts';
import { briefOf, requireBrief, studentBriefs } from '../vault/student-brief.ts';
import { enrolledIn, insertVisit, lastOnsite, listVisits, updateVisit, visitById } from './visits.repository.ts';

/** The one rule for the duty of a visit a school year: somebody went there. */
export const countsAsVisit = (mode: string): boolean => visitModes.has(mode) && visitModes.find(mode).counts;

export async function saveHomeVisit(ctx: Context, input: ParsedInput<'visits.saveHomeVisit'>) {
  await requireBrief(ctx.db, input.studentId, input.visitedOn);
  if (input.visitedOn > localDate(ctx.clock)) throw new AppError('visitInFuture', undefined, { visitedOn: 'visitInFuture' });
  const fields = {
    visited_on: input.visitedOn,
    start_time: input.startTime,
    mode: input.mode,
    visitors: JSON.stringify(input.visitors),
    met: input.met,
    place: input.place,
    purpose: input.purpose,
    family_situation: input.familySituation,
    at_home: input.atHome,
    guardian_view: input.guardianView,
    findings: input.findings,
    advice: input.advice,
    next_step: input.nextStep,
  };
  const by = ctx.session.userId;
  const at = instant(ctx.clock);
  let visitId = input.visitId;
  let revision = 1;
  if (visitId === undefined) {
    visitId = ctx.newId();
    await insertVisit(ctx.db, {
      id: visitId,
      student_id: input.studentId,
      ...fields,
      recorded_at: at,
      recorded_by: by,
      updated_at: at,
      updated_by: by,
    });
  } else {
    const before = await visitById(ctx.db, visitId);
    if (!before || before.student_id !== input.studentId) throw new AppError('visitUnknown');
    const change = await revise(ctx, 'visit', before, input.revision, fields);
    revision = change.revision;
    await updateVisit(ctx.db, visitId, change.row);
  }
  await discardDraft(ctx, 'visit', input.studentId, input.draftId);
  ctx.note({ mode: input.mode, counts: countsAsVisit(input.mode) }, { kind: 'student', id: input.studentId });
  return { visitId, revision };
}

export async function readVisits({ db, clock }: Context, input: ParsedInput<'visits.list'>) {
  const rows = await listVisits(db, input);
  const briefs = await studentBriefs(
    db,
    rows.map((row) => row.student_id),
    localDate(clock),
  );
  return rows.map((row) => ({
    visitId: row.id,
    student: briefOf(briefs, row.student_id),
    visitedOn: row.visited_on,
    mode: row.mode as VisitMode,
    counts: countsAsVisit(row.mode),
    visitors: JSON.parse(row.visitors) as string[],
    nextStep: row.next_step,
  }));
}

export async function readVisit(ctx: Context, visitId: string) {
  const row = await visitById(ctx.db, visitId);
  if (!row) throw new AppError('visitUnknown');
  ctx.note({}, { kind: 'student', id: row.student_id });
  return {
    visitId: row.id,
    student: await requireBrief(ctx.db, row.student_id, localDate(ctx.clock)),
    visitedOn: row.visited_on,
    startTime: row.start_time,
    mode: row.mode as VisitMode,
    visitors: JSON.parse(row.visitors) as string[],
    met: row.met,
    place: row.place,
    purpose: row.purpose,
    familySituation: row.family_situation,
    atHome: row.at_home,
    guardianView: row.guardian_view,
    findings: row.findings,
    advice: row.advice,
    nextStep: row.next_step,
    revision: row.revision,
  };
}

export async function startVisit({ db, clock }: Context, studentId: string) {
  const student = await requireBrief(db, studentId, localDate(clock));
  return { student, lastOnsiteOn: (await lastOnsite(db, studentId)).get(studentId) ?? null };
}

export async function readUnvisited(ctx: Context, schoolYear: number) {
  const from = `${schoolYear}-09-01`;
  const to = `${schoolYear + 1}-08-31`;
  const enrolled = await enrolledIn(ctx.db, schoolYear);
  const inYear = await listVisits(ctx.db, { from, to });
  const visited = new Set(inYear.filter((visit) => countsAsVisit(visit.mode)).map((visit) => visit.student_id));
  const left = enrolled.filter((studentId) => !visited.has(studentId));
  const briefs = await studentBriefs(ctx.db, left, from);
  const last = await lastOnsite(ctx.db);
  const students = left.map((studentId) => ({ student: briefOf(briefs, studentId), lastOnsiteOn: last.get(studentId) ?? null }));
  students.sort(
    (a, b) =>
      (a.student.className ?? '').localeCompare(b.student.className ?? '', 'zh') ||
      a.student.name.localeCompare(b.student.name, 'zh'),
  );
  ctx.note({ count: students.length });
  return { enrolled: enrolled.length, visited: enrolled.length - left.length, students };
}

export { dueNotices, unreachedSeries } from './contacts.ts';
