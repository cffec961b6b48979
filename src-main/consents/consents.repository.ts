import type { Insertable, Updateable } from 'kysely';
import type { Executor } from '../vault/context.ts';
import type { ConsentTable } from '../vault/tables.ts';

/** Consents with who recorded and voided them, how many files prove them, and how many fields have an older value. */
function selectConsents(db: Executor) {
  return db
    .selectFrom('consent')
    .leftJoin('user as recorder', 'recorder.id', 'consent.created_by')
    .leftJoin('user as voider', 'voider.id', 'consent.voided_by')
    .selectAll('consent')
    .select((eb) => [
      'recorder.name as recorder',
      'voider.name as voider',
      eb
        .selectFrom('attachment')
        .select((count) => count.fn.countAll<number>().as('n'))
        .where('attachment.owner_kind', '=', 'consent')
        .whereRef('attachment.owner_id', '=', 'consent.id')
        .where('attachment.removed_at', 'is', null)
        .as('files'),
      eb
        .selectFrom('record_history')
        .select((count) => count.fn.count<number>('record_history.field').distinct().as('n'))
        .where('record_history.entity', '=', 'consent')
        .whereRef('record_history.entity_id', '=', 'consent.id')
        .where('record_history.old_value', 'is not', null)
        .where('record_history.field', 'not in', ['revision'])
        .as('corrections'),
    ]);
}

export type ConsentRecord = Awaited<ReturnType<typeof consentsOf>>[number];

/** Newest first. */
export function consentsOf(db: Executor, studentId: string) {
  return selectConsents(db)
    .where('consent.student_id', '=', studentId)
    .orderBy('consent.given_on', 'desc')
    .orderBy('consent.created_at', 'desc')
    .execute();
}

export function consentById(db: Executor, consentId: string) {
  return db.selectFrom('consent').selectAll().where('id', '=', consentId).executeTakeFirst();
}

export async function insertConsent(db: Executor, row: Insertable<ConsentTable>): Promise<void> {
  await db.insertInto('consent').values(row).execute();
}

export async function updateConsent(db: Executor, consentId: string, changes: Updateable<ConsentTable>): Promise<void> {
  await db.updateTable('consent').set(changes).where('id', '=', consentId).execute();
}

export function studentOf(db: Executor, studentId: string) {
  return db.selectFrom('student').select(['id', 'birth_date']).where('id', '=', studentId).executeTakeFirst();
}

export function guardiansOf(db: Executor, studentIds: readonly string[]) {
  if (studentIds.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('guardian')
    .select(['id', 'student_id', 'name', 'relation'])
    .where('student_id', 'in', studentIds)
    .orderBy('is_primary', 'desc')
    .orderBy('id')
    .execute();
}

/** Who is in a class in a school year, by student number, then name. */
export async function pupilsOfClass(db: Executor, classId: string, schoolYear: number): Promise<string[]> {
  const rows = await db
    .selectFrom('enrolment')
    .innerJoin('student', 'student.id', 'enrolment.student_id')
    .select('student.id')
    .distinct()
    .where('enrolment.class_id', '=', classId)
    .where('enrolment.school_year', '=', schoolYear)
    .where('enrolment.status', '=', 'enrolled')
    .where('enrolment.to_date', 'is', null)
    .orderBy('student.student_no')
    .orderBy('student.name_pinyin')
    .execute();
  return rows.map((row) => row.id);
}

export async function classExists(db: Executor, classId: string): Promise<boolean> {
  return (await db.selectFrom('class').select('id').where('id', '=', classId).executeTakeFirst()) !== undefined;
}

export function birthDates(db: Executor, ids: readonly string[]) {
  return db.selectFrom('student').select(['id', 'birth_date']).where('id', 'in', ids).execute();
}

export function roundById(db: Executor, roundId: string) {
  return db.selectFrom('assessment_round').selectAll().where('id', '=', roundId).executeTakeFirst();
}

export async function updateRoundBasis(db: Executor, roundId: string, code: string, reason: string): Promise<void> {
  await db.updateTable('assessment_round').set({ basis_code: code, basis_reason: reason }).where('id', '=', roundId).execute();
}

/** Days of talks that are planned from a day on. */
export async function plannedDays(db: Executor, studentId: string, from: string): Promise<string[]> {
  const rows = await db
    .selectFrom('session')
    .select('next_on')
    .distinct()
    .where('student_id', '=', studentId)
    .where('next_on', '>=', from)
    .orderBy('next_on')
    .execute();
  return rows.flatMap((row) => row.next_on ?? []);
}

/** Rounds still open in which the student is due and has no result yet. */
export function runningRounds(db: Executor, studentId: string) {
  return db
    .selectFrom('assessment_disposition as d')
    .innerJoin('assessment_round as r', 'r.id', 'd.round_id')
    .select(['r.id', 'r.title'])
    .where('d.student_id', '=', studentId)
    .where('d.disposition', '=', 'due')
    .where('r.closed_on', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('assessment_result')
            .select('assessment_result.id')
            .whereRef('assessment_result.round_id', '=', 'r.id')
            .where('assessment_result.student_id', '=', studentId),
        ),
      ),
    )
    .orderBy('r.opened_on', 'desc')
    .execute();
}

/** Withdrawals about which nothing has been done yet. */
export function unhandledWithdrawals(db: Executor) {
  return db
    .selectFrom('consent')
    .select(['id', 'student_id', 'kind', 'withdrawn_on'])
    .where('withdrawn_on', 'is not', null)
    .where('handled_on', 'is', null)
    .where('voided_at', 'is', null)
    .execute();
}

/** Consents that end from a day to another, both included, of students who are in school on the first. */
export function endingConsents(db: Executor, from: string, to: string) {
  return db
    .selectFrom('consent')
    .select(['student_id', 'kind'])
    .distinct()
    .where('until_date', '>=', from)
    .where('until_date', '<=', to)
    .where('voided_at', 'is', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('enrolment')
          .select('enrolment.id')
          .whereRef('enrolment.student_id', '=', 'consent.student_id')
          .where('enrolment.status', '=', 'enrolled')
          .where('enrolment.from_date', '<=', from)
          .where((e) => e.or([e('enrolment.to_date', 'is', null), e('enrolment.to_date', '>', from)])),
      ),
    )
    .execute();
}
