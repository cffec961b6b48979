import { classKey } from '../../../src-shared/domain/class-name.ts';
import { enrolmentStatuses } from '../../../src-shared/domain/codes/person.ts';
import { nameKey } from '../../../src-shared/domain/normalise.ts';
import type { Executor } from '../../vault/context.ts';
import { identityOf } from '../../vault/shown-class.ts';

function selectStudents(db: Executor) {
  return db.selectFrom('student').selectAll();
}
function selectEnrolments(db: Executor) {
  return db
    .selectFrom('enrolment')
    .innerJoin('class', 'class.id', 'enrolment.class_id')
    .leftJoin('dorm', 'dorm.id', 'enrolment.dorm_id')
    .selectAll('enrolment')
    .select(['class.stage', 'class.entry_year', 'class.number', 'dorm.building', 'dorm.room'])
    .orderBy('enrolment.school_year')
    .orderBy('enrolment.from_date');
}

type StudentRow = Awaited<ReturnType<ReturnType<typeof selectStudents>['execute']>>[number];
type EnrolmentRow = Awaited<ReturnType<ReturnType<typeof selectEnrolments>['execute']>>[number];

export interface KnownStudent {
  readonly row: StudentRow;
  /** The latest enrolment of the sheet's school year, or of any year without one in that. */
  readonly enrolment: EnrolmentRow | null;
  /** Whether there is one of a year after the sheet's, which leaving before it would contradict. */
  readonly enrolledLater: boolean;
  readonly guardians: readonly { id: string; name: string; relation: string; phone: string | null; note: string | null }[];
}

/** Everyone in the vault, as rows of a roster are compared with them. */
export interface Known {
  readonly byRegistration: ReadonlyMap<string, KnownStudent>;
  readonly byIdNumber: ReadonlyMap<string, KnownStudent>;
  readonly byId: ReadonlyMap<string, KnownStudent>;
  readonly byName: ReadonlyMap<string, readonly KnownStudent[]>;
  readonly byPinyin: ReadonlyMap<string, readonly KnownStudent[]>;
}

/** Key of the class of that enrolment; null without one. */
export function classOfKnown({ enrolment }: KnownStudent): string | null {
  const identity = enrolment && identityOf(enrolment);
  return identity ? classKey(identity) : null;
}

/** Whether that enrolment ended with the student leaving. */
export function hasLeft({ enrolment }: KnownStudent): boolean {
  if (!enrolment) return false;
  return enrolmentStatuses.has(enrolment.status) && enrolmentStatuses.find(enrolment.status).left;
}

/** Reads all students once: an import touches most of them, so one walk beats thousands of look-ups. */
export async function loadKnown(db: Executor, schoolYear: number): Promise<Known> {
  const students = await selectStudents(db).execute();
  const enrolments = new Map<string, EnrolmentRow>();
  const later = new Set<string>();
  for (const row of await selectEnrolments(db).execute()) {
    if (row.school_year > schoolYear) later.add(row.student_id);
    const inYear = enrolments.get(row.student_id)?.school_year === schoolYear;
    if (!inYear || row.school_year === schoolYear) enrolments.set(row.student_id, row);
  }
  const guardians = new Map<string, KnownStudent['guardians'][number][]>();
  for (const { student_id, id, name, relation, phone, note } of await db.selectFrom('guardian').selectAll().execute()) {
    const list = guardians.get(student_id) ?? [];
    list.push({ id, name, relation, phone, note });
    guardians.set(student_id, list);
  }
  const byRegistration = new Map<string, KnownStudent>();
  const byIdNumber = new Map<string, KnownStudent>();
  const byId = new Map<string, KnownStudent>();
  const byName = new Map<string, KnownStudent[]>();
  const byPinyin = new Map<string, KnownStudent[]>();
  const put = (map: Map<string, KnownStudent[]>, key: string, known: KnownStudent): void => {
    const list = map.get(key);
    if (list) list.push(known);
    else map.set(key, [known]);
  };
  for (const row of students) {
    const known = {
      row,
      enrolment: enrolments.get(row.id) ?? null,
      enrolledLater: later.has(row.id),
      guardians: guardians.get(row.id) ?? [],
    };
    byId.set(row.id, known);
    if (row.registration_no !== null) byRegistration.set(row.registration_no, known);
    if (row.id_number !== null) byIdNumber.set(row.id_number, known);
    put(byName, nameKey(row.name), known);
    if (row.name_pinyin !== '') put(byPinyin, row.name_pinyin, known);
  }
  // A number that somebody had before (L before G) still finds them.
  for (const old of await db.selectFrom('registration_history').select(['student_id', 'number']).execute()) {
    const known = byId.get(old.student_id);
    if (known && !byRegistration.has(old.number)) byRegistration.set(old.number, known);
  }
  return { byRegistration, byIdNumber, byId, byName, byPinyin };
}
