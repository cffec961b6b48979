import { AppError } from '../../src-shared/contract/result.ts';
import type { StudentBrief } from '../../src-shared/contract/shared.ts';
import { schoolYearOf } from '../../src-shared/domain/school-calendar.ts';
import type { Executor } from './context.ts';
import { classContext, shownClass } from './shown-class.ts';

/** Bound parameters of one statement stay below SQLite's oldest limit. */
const CHUNK = 500;

/** Names and classes of students as lists show them, by id; the class is that of the school year of `on`. */
export async function studentBriefs(db: Executor, ids: readonly string[], on: string): Promise<Map<string, StudentBrief>> {
  const briefs = new Map<string, StudentBrief>();
  const schoolYear = schoolYearOf(on);
  const { shape } = await classContext({ db }, schoolYear);
  const wanted = [...new Set(ids)];
  for (let start = 0; start < wanted.length; start += CHUNK) {
    const rows = await db
      .selectFrom('student')
      .leftJoin('enrolment', (join) =>
        join.onRef('enrolment.student_id', '=', 'student.id').on('enrolment.school_year', '=', schoolYear),
      )
      .leftJoin('class', 'class.id', 'enrolment.class_id')
      .select(['student.id', 'student.name', 'class.stage', 'class.entry_year', 'class.number'])
      .where('student.id', 'in', wanted.slice(start, start + CHUNK))
      .orderBy('enrolment.from_date')
      .execute();
    // Somebody who changed class within the year has several rows; the latest stands.
    for (const row of rows) briefs.set(row.id, { id: row.id, name: row.name, className: shownClass(row, schoolYear, shape) });
  }
  return briefs;
}

/** @throws AppError `studentUnknown` */
export async function requireBrief(db: Executor, studentId: string, on: string): Promise<StudentBrief> {
  const brief = (await studentBriefs(db, [studentId], on)).get(studentId);
  if (!brief) throw new AppError('studentUnknown');
  return brief;
}

/** Looks a brief up; an id without a student cannot happen past the foreign keys. */
export function briefOf(briefs: ReadonlyMap<string, StudentBrief>, id: string): StudentBrief {
  return briefs.get(id) ?? { id, name: '', className: null };
}
