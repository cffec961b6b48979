import type { Executor } from '../vault/context.ts';

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

/** Students of whom a guardian's phone number begins or ends with the digits; the index on it is read, never the rows. */
export function idsByPhone(db: Executor, digits: string, limit: number) {
  return db
    .selectFrom('guardian')
    .select('guardian.student_id as id')
    .where('guardian.phone', 'is not', null)
    .where((eb) =>
      eb.or([
        eb.and([eb('guardian.phone', '>=', digits), eb('guardian.phone', '<', after(digits))]),
        eb('guardian.phone', 'like', `%${digits}`),
      ]),
    )
    .limit(limit);
}

/** Students whose identity number ends with the text; walks the index on it alone. */
export function idsByIdTail(db: Executor, tail: string, limit: number) {
  return db
    .selectFrom('student')
    .select('student.id')
    .where('id_number', 'is not', null)
    .where('id_number', 'like', `%${tail}`)
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
