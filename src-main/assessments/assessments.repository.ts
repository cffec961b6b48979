import type { Insertable } from 'kysely';
import type { Executor } from '../vault/context.ts';
import type { AssessmentResultTable, AssessmentRoundTable } from '../vault/tables.ts';

/** Rows of one insert: bound parameters stay below SQLite's limit. */
const CHUNK = 200;

export type RoundRow = Awaited<ReturnType<typeof listRounds>>[number];

export async function listRounds(db: Executor) {
  return db.selectFrom('assessment_round').selectAll().orderBy('opened_on', 'desc').orderBy('id', 'desc').execute();
}

export async function findRound(db: Executor, id: string): Promise<RoundRow | undefined> {
  return db.selectFrom('assessment_round').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function insertRound(db: Executor, row: Insertable<AssessmentRoundTable>): Promise<void> {
  await db.insertInto('assessment_round').values(row).execute();
}

/** Pupils enrolled in a school year with their class; the last class of somebody who changed within the year. */
export async function listPupils(db: Executor, schoolYear: number) {
  return db
    .selectFrom('enrolment')
    .innerJoin('class', 'class.id', 'enrolment.class_id')
    .innerJoin('student', 'student.id', 'enrolment.student_id')
    .select([
      'student.id',
      'student.name',
      'student.sex',
      'student.birth_date',
      'class.stage',
      'class.entry_year',
      'class.number',
    ])
    .where('enrolment.school_year', '=', schoolYear)
    .where('enrolment.status', '=', 'enrolled')
    .where('enrolment.to_date', 'is', null)
    .execute();
}

export async function insertDue(db: Executor, roundId: string, studentIds: readonly string[]): Promise<void> {
  for (let start = 0; start < studentIds.length; start += CHUNK) {
    await db
      .insertInto('assessment_disposition')
      .values(studentIds.slice(start, start + CHUNK).map((id) => ({ round_id: roundId, student_id: id, disposition: 'due' })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

export async function dispositionsOf(db: Executor, roundId: string, studentIds: readonly string[]) {
  const rows = [];
  for (let start = 0; start < studentIds.length; start += CHUNK) {
    const part = await db
      .selectFrom('assessment_disposition')
      .select(['student_id', 'disposition', 'reason'])
      .where('round_id', '=', roundId)
      .where('student_id', 'in', studentIds.slice(start, start + CHUNK))
      .execute();
    rows.push(...part);
  }
  return rows;
}

export async function updateDisposition(
  db: Executor,
  roundId: string,
  studentIds: readonly string[],
  disposition: string,
  reason: string | null,
): Promise<number> {
  let changed = 0;
  for (let start = 0; start < studentIds.length; start += CHUNK) {
    const result = await db
      .updateTable('assessment_disposition')
      .set({ disposition, reason })
      .where('round_id', '=', roundId)
      .where('student_id', 'in', studentIds.slice(start, start + CHUNK))
      .executeTakeFirst();
    changed += Number(result.numUpdatedRows);
  }
  return changed;
}

/** The list of a round with each pupil's class in its school year. */
export async function listDispositions(db: Executor, roundId: string, schoolYear: number) {
  return db
    .selectFrom('assessment_disposition')
    .leftJoin('enrolment', (join) =>
      join.onRef('enrolment.student_id', '=', 'assessment_disposition.student_id').on('enrolment.school_year', '=', schoolYear),
    )
    .leftJoin('class', 'class.id', 'enrolment.class_id')
    .select(['assessment_disposition.student_id', 'assessment_disposition.disposition', 'assessment_disposition.reason'])
    .select(['class.stage', 'class.entry_year'])
    .where('assessment_disposition.round_id', '=', roundId)
    .orderBy('enrolment.from_date')
    .execute();
}

/** Results of a round in the order of taking. */
export async function listResults(db: Executor, roundId: string) {
  return db
    .selectFrom('assessment_result')
    .selectAll()
    .where('round_id', '=', roundId)
    .orderBy('taken_on')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** Who has which validity in a round, in the order of taking. */
export async function listValidities(db: Executor, roundId: string) {
  return db
    .selectFrom('assessment_result')
    .select(['student_id', 'validity'])
    .where('round_id', '=', roundId)
    .orderBy('taken_on')
    .orderBy('created_at')
    .execute();
}

export async function insertResults(db: Executor, rows: readonly Insertable<AssessmentResultTable>[]): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK) {
    await db
      .insertInto('assessment_result')
      .values(rows.slice(start, start + CHUNK))
      .execute();
  }
}

export async function insertBatch(
  db: Executor,
  row: { id: string; file_name: string; imported_at: string; imported_by: string; total: number; fresh: number; same: number },
): Promise<void> {
  await db
    .insertInto('import_batch')
    .values({
      id: row.id,
      kind: 'assessment',
      file_name: row.file_name,
      imported_at: row.imported_at,
      imported_by: row.imported_by,
      rows_total: row.total,
      rows_new: row.fresh,
      rows_changed: 0,
      rows_same: row.same,
      rows_refused: row.total - row.fresh - row.same,
    })
    .execute();
}

export async function findMapping(db: Executor, shape: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('import_mapping')
    .select('mapping')
    .where('kind', '=', 'assessment')
    .where('shape', '=', shape)
    .executeTakeFirst();
  return row?.mapping;
}

export async function saveMapping(db: Executor, shape: string, mapping: string, at: string): Promise<void> {
  await db
    .insertInto('import_mapping')
    .values({ kind: 'assessment', shape, mapping, saved_at: at })
    .onConflict((conflict) => conflict.columns(['kind', 'shape']).doUpdateSet({ mapping, saved_at: at }))
    .execute();
}
