import type { Executor } from '../vault/context.ts';
import { fileMarked } from '../vault/file-class.ts';

/** Days between which records are taken; null is open. */
export interface Span {
  readonly from: string | null;
  readonly to: string | null;
}
const LATEST = '9999-12-31';
const low = (span: Span): string => span.from ?? '0000-01-01';
const high = (span: Span): string => span.to ?? LATEST;
/** UTC instants at which the first local day begins and the last one ends. */
const lowInstant = (span: Span): string => (span.from === null ? '' : new Date(`${span.from}T00:00:00`).toISOString());
const highInstant = (span: Span): string => (span.to === null ? LATEST : new Date(`${span.to}T23:59:59.999`).toISOString());

export const studentOf = (db: Executor, id: string) =>
  db.selectFrom('student').selectAll().where('id', '=', id).executeTakeFirst();

export const guardiansOf = (db: Executor, id: string) =>
  db.selectFrom('guardian').selectAll().where('student_id', '=', id).orderBy('is_primary', 'desc').orderBy('name').execute();

export const careTagsOf = (db: Executor, id: string) =>
  db.selectFrom('care_tag').selectAll().where('student_id', '=', id).orderBy('from_date').execute();

export const consentsOf = (db: Executor, id: string) =>
  db.selectFrom('consent').selectAll().where('student_id', '=', id).where('voided_at', 'is', null).orderBy('given_on').execute();

export const levelChangesOf = (db: Executor, id: string, span: Span) =>
  db
    .selectFrom('level_change')
    .leftJoin('user', 'user.id', 'level_change.decided_by')
    .selectAll('level_change')
    .select('user.name as decider')
    .where('level_change.student_id', '=', id)
    .where('level_change.decided_on', '>=', low(span))
    .where('level_change.decided_on', '<=', high(span))
    .orderBy('level_change.decided_on')
    .orderBy('level_change.recorded_at')
    .execute();

export const resultsOf = (db: Executor, id: string, span: Span) =>
  db
    .selectFrom('assessment_result')
    .innerJoin('assessment_round', 'assessment_round.id', 'assessment_result.round_id')
    .select([
      'assessment_result.taken_on',
      'assessment_result.scale_id',
      'assessment_result.total',
      'assessment_result.validity',
      'assessment_round.title',
    ])
    .where('assessment_result.student_id', '=', id)
    .where('assessment_result.taken_on', '>=', low(span))
    .where('assessment_result.taken_on', '<=', high(span))
    .orderBy('assessment_result.taken_on')
    .execute();

export const reportsOf = (db: Executor, id: string, span: Span) =>
  db
    .selectFrom('concern_report_student')
    .innerJoin('concern_report', 'concern_report.id', 'concern_report_student.report_id')
    .selectAll('concern_report')
    .where('concern_report_student.student_id', '=', id)
    .where('concern_report.occurred_at', '>=', lowInstant(span))
    .where('concern_report.occurred_at', '<=', highInstant(span))
    .orderBy('concern_report.occurred_at')
    .execute();

export const sessionsOf = (db: Executor, id: string, span: Span) =>
  db
    .selectFrom('session')
    .leftJoin('user', 'user.id', 'session.counselor_id')
    .selectAll('session')
    .select('user.name as counselor')
    .where('session.student_id', '=', id)
    .where('session.held_on', '>=', low(span))
    .where('session.held_on', '<=', high(span))
    .orderBy('session.held_on')
    .orderBy('session.start_time')
    .execute();

export const addendaOf = (db: Executor, sessionIds: readonly string[]) =>
  sessionIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('session_addendum')
        .select(['session_id', 'body', 'recorded_at'])
        .where('session_id', 'in', sessionIds)
        .orderBy('recorded_at')
        .execute();

/** Plans that ran at any time of the span. */
export const plansOf = (db: Executor, id: string, span: Span) =>
  db
    .selectFrom('support_plan')
    .selectAll()
    .where('student_id', '=', id)
    .where('starts_on', '<=', high(span))
    .where((eb) => eb.or([eb('ended_on', 'is', null), eb('ended_on', '>=', low(span))]))
    .orderBy('version')
    .execute();

export const goalsOf = (db: Executor, planIds: readonly string[]) =>
  planIds.length === 0
    ? Promise.resolve([])
    : db.selectFrom('plan_goal').selectAll().where('plan_id', 'in', planIds).orderBy('position').execute();

export const visitsOf = (db: Executor, id: string, span: Span) =>
  db
    .selectFrom('home_visit')
    .selectAll()
    .where('student_id', '=', id)
    .where('visited_on', '>=', low(span))
    .where('visited_on', '<=', high(span))
    .orderBy('visited_on')
    .execute();

export const contactsOf = (db: Executor, id: string, span: Span) =>
  db
    .selectFrom('guardian_contact')
    .selectAll()
    .where('student_id', '=', id)
    .where('contacted_at', '>=', lowInstant(span))
    .where('contacted_at', '<=', highInstant(span))
    .orderBy('contacted_at')
    .execute();

/** Files that are still kept. */
export const attachmentsOf = (db: Executor, id: string, span: Span) =>
  db
    .selectFrom('attachment')
    .select((eb) => [
      'name',
      'description',
      'owner_kind',
      'recorded_at',
      eb.case().when(fileMarked(eb)).then(eb.lit(1)).else(eb.lit(0)).end().as('marked'),
    ])
    .where('student_id', '=', id)
    .where('removed_at', 'is', null)
    .where('recorded_at', '>=', lowInstant(span))
    .where('recorded_at', '<=', highInstant(span))
    .orderBy('recorded_at')
    .execute();
