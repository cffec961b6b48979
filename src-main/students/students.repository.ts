import type { ExpressionBuilder } from 'kysely';
import type { Executor } from '../vault/context.ts';
import type { Tables } from '../vault/tables.ts';

/** Everyone enrolled in a school year who has not changed class since, with what a list shows. */
export function selectRoll(db: Executor, schoolYear: number, classId?: string) {
  return db
    .selectFrom('enrolment')
    .innerJoin('student', 'student.id', 'enrolment.student_id')
    .innerJoin('class', 'class.id', 'enrolment.class_id')
    .select((eb) => [
      'student.id',
      'student.name',
      'student.name_pinyin',
      'student.name_initials',
      'student.sex',
      'student.student_no',
      'student.file_opened_on',
      'enrolment.class_id',
      'enrolment.boarder',
      'enrolment.status',
      'class.stage',
      'class.entry_year',
      'class.number',
      currentLevel(eb).as('level'),
      eb
        .selectFrom('mentor')
        .innerJoin('staff', 'staff.id', 'mentor.staff_id')
        .select('staff.name')
        .whereRef('mentor.student_id', '=', 'student.id')
        .where('mentor.to_date', 'is', null)
        .orderBy('mentor.from_date', 'desc')
        .limit(1)
        .as('mentor'),
      eb
        .selectFrom('home_visit')
        .select((v) => v.fn.max('home_visit.visited_on').as('last'))
        .whereRef('home_visit.student_id', '=', 'student.id')
        .where('home_visit.mode', '=', 'onsite')
        .as('last_onsite_on'),
      eb
        .selectFrom('care_tag')
        .select((v) => v.fn.agg<string | null>('group_concat', ['care_tag.code']).as('codes'))
        .whereRef('care_tag.student_id', '=', 'student.id')
        .where('care_tag.to_date', 'is', null)
        .as('care_tags'),
    ])
    .where('enrolment.school_year', '=', schoolYear)
    .where('enrolment.to_date', 'is', null)
    .$if(classId !== undefined, (qb) => qb.where('enrolment.class_id', '=', classId ?? ''))
    .orderBy('class.entry_year', 'desc')
    .orderBy('class.number')
    .orderBy('student.name_pinyin');
}

function currentLevel(eb: ExpressionBuilder<Tables, 'student'>) {
  return eb
    .selectFrom('level_change')
    .select('level_change.to_level')
    .whereRef('level_change.student_id', '=', 'student.id')
    .orderBy('level_change.decided_on', 'desc')
    .orderBy('level_change.recorded_at', 'desc')
    .limit(1);
}

export function selectClasses(db: Executor, schoolYear: number) {
  return db
    .selectFrom('enrolment')
    .innerJoin('class', 'class.id', 'enrolment.class_id')
    .select((eb) => ['class.id', 'class.stage', 'class.entry_year', 'class.number', eb.fn.countAll<number>().as('students')])
    .where('enrolment.school_year', '=', schoolYear)
    .where('enrolment.to_date', 'is', null)
    .groupBy('class.id')
    .orderBy('class.entry_year', 'desc')
    .orderBy('class.number');
}

/** The end of every text that begins with `prefix`, for index ranges. */
const after = (prefix: string): string => `${prefix}\u{10FFFF}`;

type Prefixed = 'name' | 'name_pinyin' | 'name_initials' | 'student_no' | 'registration_no';

/** Ids whose column begins with the text; an index range, not a scan. */
export function idsByPrefix(db: Executor, column: Prefixed, prefix: string, limit: number) {
  return db
    .selectFrom('student')
    .select('student.id')
    .where(column, 'is not', null)
    .where(column, '>=', prefix)
    .where(column, '<', after(prefix))
    .orderBy(column)
    .limit(limit);
}

/** Ids whose column holds the text anywhere: walks the column's index alone, never the rows. */
export function idsBySubstring(db: Executor, column: 'name' | 'name_pinyin', text: string, limit: number) {
  return db.selectFrom('student').select('student.id').where(column, 'like', `%${text}%`).orderBy(column).limit(limit);
}

export function idsByOldNumber(db: Executor, prefix: string, limit: number) {
  return db
    .selectFrom('registration_history')
    .select('registration_history.student_id as id')
    .where('number', '>=', prefix)
    .where('number', '<', after(prefix))
    .limit(limit);
}

export function hitsByIds(db: Executor, ids: readonly string[], schoolYear: number) {
  return db
    .selectFrom('student')
    .leftJoin('enrolment', (join) =>
      join
        .onRef('enrolment.student_id', '=', 'student.id')
        .on('enrolment.school_year', '=', schoolYear)
        .on('enrolment.to_date', 'is', null),
    )
    .leftJoin('class', 'class.id', 'enrolment.class_id')
    .select(['student.id', 'student.name', 'student.student_no', 'class.stage', 'class.entry_year', 'class.number'])
    .where('student.id', 'in', ids);
}

export function idsByClass(
  db: Executor,
  schoolYear: number,
  identity: { readonly stage: string; readonly entryYear: number; readonly number: number },
  limit: number,
) {
  return db
    .selectFrom('class')
    .innerJoin('enrolment', 'enrolment.class_id', 'class.id')
    .innerJoin('student', 'student.id', 'enrolment.student_id')
    .select('student.id')
    .where('class.stage', '=', identity.stage)
    .where('class.entry_year', '=', identity.entryYear)
    .where('class.number', '=', identity.number)
    .where('enrolment.school_year', '=', schoolYear)
    .where('enrolment.to_date', 'is', null)
    .orderBy('student.name_pinyin')
    .limit(limit);
}

export function studentById(db: Executor, studentId: string) {
  return db.selectFrom('student').selectAll().where('id', '=', studentId).executeTakeFirst();
}
