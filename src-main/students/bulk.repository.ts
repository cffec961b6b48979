import type { ParsedInput } from '../../src-shared/contract/index.ts';
import type { Executor } from '../vault/context.ts';
import { holdsOn } from './roll.repository.ts';

/** Bound parameters of one statement stay below SQLite's oldest limit. */
const CHUNK = 500;

function studentsOf(db: Executor, ids: readonly string[]) {
  return db.selectFrom('student').select(['id', 'name']).where('id', 'in', ids).execute();
}
function placesOf(db: Executor, ids: readonly string[], schoolYear: number, on: string) {
  return db
    .selectFrom('enrolment as e')
    .innerJoin('class', 'class.id', 'e.class_id')
    .selectAll('e')
    .select(['class.stage', 'class.entry_year', 'class.number'])
    .where('e.student_id', 'in', ids)
    .where('e.school_year', '=', schoolYear)
    .where(holdsOn(on))
    .orderBy('e.from_date')
    .execute();
}
function mentorsOf(db: Executor, ids: readonly string[]) {
  return db
    .selectFrom('mentor')
    .innerJoin('staff', 'staff.id', 'mentor.staff_id')
    .selectAll('mentor')
    .select('staff.name')
    .where('mentor.student_id', 'in', ids)
    .where('mentor.to_date', 'is', null)
    .execute();
}
function tagsOf(db: Executor, ids: readonly string[], code: string) {
  return db
    .selectFrom('care_tag')
    .select(['id', 'student_id', 'from_date'])
    .where('student_id', 'in', ids)
    .where('code', '=', code)
    .where('to_date', 'is', null)
    .execute();
}

/** What a bulk action needs to know of one student. */
export interface BulkFacts {
  readonly id: string;
  readonly name: string;
  readonly enrolment: Awaited<ReturnType<typeof placesOf>>[number] | null;
  /** Stands on the roll from a later day too. */
  readonly later: boolean;
  readonly mentors: Awaited<ReturnType<typeof mentorsOf>>;
  /** Open tags of the code in question. */
  readonly tags: Awaited<ReturnType<typeof tagsOf>>;
}

export async function bulkFacts(
  db: Executor,
  studentIds: readonly string[],
  action: ParsedInput<'students.previewBulk'>['action'],
  schoolYear: number,
): Promise<Map<string, BulkFacts>> {
  const facts = new Map<string, BulkFacts>();
  for (let start = 0; start < studentIds.length; start += CHUNK) {
    const ids = studentIds.slice(start, start + CHUNK);
    const places = new Map((await placesOf(db, ids, schoolYear, action.on)).map((row) => [row.student_id, row]));
    const later = await db
      .selectFrom('enrolment')
      .select('student_id')
      .where('student_id', 'in', ids)
      .where('from_date', '>', action.on)
      .execute();
    const ahead = new Set(later.map((row) => row.student_id));
    const mentors = action.kind === 'mentor' ? await mentorsOf(db, ids) : [];
    const tags = action.kind === 'addTag' || action.kind === 'endTag' ? await tagsOf(db, ids, action.code) : [];
    for (const { id, name } of await studentsOf(db, ids)) {
      facts.set(id, {
        id,
        name,
        enrolment: places.get(id) ?? null,
        later: ahead.has(id),
        mentors: mentors.filter((row) => row.student_id === id),
        tags: tags.filter((row) => row.student_id === id),
      });
    }
  }
  return facts;
}
