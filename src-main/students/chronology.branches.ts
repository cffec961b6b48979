import type { AliasableExpression, ExpressionBuilder, ReferenceExpression } from 'kysely';
import type { ChronologyKind } from '../../src-shared/contract/students.ts';
import type { Executor } from '../vault/context.ts';
import { fileIsNote, fileMarked } from '../vault/file-class.ts';
import type { Tables } from '../vault/tables.ts';

/** One entry as its table has it. A page is found by `on`, `time` and `id` alone; the rest is read for the entries of the page. */
export interface BranchRow {
  id: string;
  on: string;
  time: string | null;
  recorded_at: string | null;
  by: string | null;
  updated_at: string | null;
  updated_by: string | null;
  /** JSON object of codes and numbers. */
  facts: string;
  text: string;
  /** Who may read `text`: 0 counselor and lead · 1 as notes · 2 as notes, and on paper only by a second choice. */
  restricted: number;
}

export interface Branch {
  readonly kind: ChronologyKind;
  /** Name under which the history keeps changes of such an entry, with its table. */
  readonly history?: { readonly entity: string; readonly table: string };
  /** All entries of this kind in one file; never run as it is, but narrowed to a page. */
  readonly rows: (db: Executor, studentId: string) => AliasableExpression<BranchRow>;
}

/** The calendar day at the desk of a UTC instant. */
const localDay = <T extends keyof Tables>(eb: ExpressionBuilder<Tables, T>, column: ReferenceExpression<Tables, T>) =>
  eb.fn<string>('date', [column, eb.val('localtime')]);

const lines = <T extends keyof Tables>(eb: ExpressionBuilder<Tables, T>, columns: readonly ReferenceExpression<Tables, T>[]) =>
  eb.fn<string>('concat_ws', [eb.val('\n'), ...columns]);

const object = <T extends keyof Tables>(
  eb: ExpressionBuilder<Tables, T>,
  columns: Readonly<Record<string, ReferenceExpression<Tables, T>>>,
) =>
  eb.fn<string>(
    'json_object',
    Object.entries(columns).flatMap(([key, column]) => [eb.val(key), column]),
  );

/** What the columns of an entry are where its table has none. */
const never = <T extends keyof Tables>(eb: ExpressionBuilder<Tables, T>) => eb.lit(null);

/**
 * Every kind of entry, in one list: a table that joins the chronology gets one item here, its word in domain/chronology.ts, and an index
 * that begins with the student. `text` follows vault/text-classes.ts.
 */
export const BRANCHES: readonly Branch[] = [
  {
    kind: 'session',
    history: { entity: 'session', table: 'session' },
    rows: (db, studentId) =>
      db
        .selectFrom('session')
        .select((eb) => [
          'session.id as id',
          'session.held_on as on',
          'session.start_time as time',
          'session.recorded_at as recorded_at',
          'session.recorded_by as by',
          'session.updated_at as updated_at',
          'session.updated_by as updated_by',
          object(eb, {
            mode: 'session.mode',
            minutes: 'session.minutes',
            signedAt: 'session.signed_at',
            sessionId: 'session.id',
            basis: 'session.basis_code',
          }).as('facts'),
          lines(eb, ['session.complaint', 'session.process', 'session.next_step', 'session.basis_reason']).as('text'),
          eb.lit(1).as('restricted'),
        ])
        .where('session.student_id', '=', studentId),
  },
  {
    kind: 'addendum',
    rows: (db, studentId) =>
      db
        .selectFrom('session')
        .innerJoin('session_addendum', 'session_addendum.session_id', 'session.id')
        .select((eb) => [
          'session_addendum.id as id',
          localDay(eb, 'session_addendum.recorded_at').as('on'),
          never(eb).as('time'),
          'session_addendum.recorded_at as recorded_at',
          'session_addendum.recorded_by as by',
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, { sessionId: 'session_addendum.session_id' }).as('facts'),
          lines(eb, ['session_addendum.body']).as('text'),
          eb.lit(1).as('restricted'),
        ])
        .where('session.student_id', '=', studentId),
  },
  {
    kind: 'report',
    history: { entity: 'concern_report', table: 'concern_report' },
    rows: (db, studentId) =>
      db
        .selectFrom('concern_report_student')
        .innerJoin('concern_report', 'concern_report.id', 'concern_report_student.report_id')
        .select((eb) => [
          'concern_report.id as id',
          localDay(eb, 'concern_report.occurred_at').as('on'),
          eb.fn<string | null>('strftime', [eb.val('%H:%M'), 'concern_report.occurred_at', eb.val('localtime')]).as('time'),
          'concern_report.recorded_at as recorded_at',
          'concern_report.recorded_by as by',
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, {
            network: 'concern_report.network_level',
            role: 'concern_report.reporter_role',
            urgent: 'concern_report.urgent',
          }).as('facts'),
          lines(eb, ['concern_report.verbatim', 'concern_report.observed', 'concern_report.inferred']).as('text'),
          eb('concern_report.restricted', '*', eb.lit(2)).as('restricted'),
        ])
        .where('concern_report_student.student_id', '=', studentId),
  },
  {
    kind: 'level',
    rows: (db, studentId) =>
      db
        .selectFrom('level_change')
        .select((eb) => [
          'level_change.id as id',
          'level_change.decided_on as on',
          never(eb).as('time'),
          'level_change.recorded_at as recorded_at',
          'level_change.recorded_by as by',
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, {
            from: 'level_change.from_level',
            to: 'level_change.to_level',
            basis: 'level_change.basis',
            nextReviewOn: 'level_change.next_review_on',
          }).as('facts'),
          lines(eb, ['level_change.reason']).as('text'),
          eb.lit(1).as('restricted'),
        ])
        .where('level_change.student_id', '=', studentId),
  },
  {
    kind: 'result',
    rows: (db, studentId) =>
      db
        .selectFrom('assessment_result')
        .select((eb) => [
          'assessment_result.id as id',
          'assessment_result.taken_on as on',
          never(eb).as('time'),
          'assessment_result.created_at as recorded_at',
          'assessment_result.created_by as by',
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, {
            scale: 'assessment_result.scale_id',
            total: 'assessment_result.total',
            validity: 'assessment_result.validity',
            positive: 'assessment_result.positive',
          }).as('facts'),
          lines(eb, ['assessment_result.validity_reason']).as('text'),
          eb.lit(1).as('restricted'),
        ])
        .where('assessment_result.student_id', '=', studentId),
  },
  {
    kind: 'review',
    rows: (db, studentId) =>
      db
        .selectFrom('screening_review')
        .innerJoin('screening_decision', 'screening_decision.review_id', 'screening_review.id')
        .select((eb) => [
          'screening_decision.id as id',
          eb.fn.coalesce('screening_decision.interviewed_on', localDay(eb, 'screening_decision.decided_at')).as('on'),
          never(eb).as('time'),
          'screening_decision.decided_at as recorded_at',
          'screening_decision.decided_by as by',
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, { outcome: 'screening_decision.outcome' }).as('facts'),
          lines(eb, ['screening_decision.note']).as('text'),
          eb.lit(1).as('restricted'),
        ])
        .where('screening_review.student_id', '=', studentId),
  },
  {
    kind: 'visit',
    history: { entity: 'visit', table: 'home_visit' },
    rows: (db, studentId) =>
      db
        .selectFrom('home_visit')
        .select((eb) => [
          'home_visit.id as id',
          'home_visit.visited_on as on',
          'home_visit.start_time as time',
          'home_visit.recorded_at as recorded_at',
          'home_visit.recorded_by as by',
          'home_visit.updated_at as updated_at',
          'home_visit.updated_by as updated_by',
          object(eb, { mode: 'home_visit.mode' }).as('facts'),
          lines(eb, ['home_visit.family_situation', 'home_visit.findings', 'home_visit.next_step']).as('text'),
          eb.lit(0).as('restricted'),
        ])
        .where('home_visit.student_id', '=', studentId),
  },
  {
    kind: 'contact',
    history: { entity: 'guardian_contact', table: 'guardian_contact' },
    rows: (db, studentId) =>
      db
        .selectFrom('guardian_contact')
        .select((eb) => [
          'guardian_contact.id as id',
          localDay(eb, 'guardian_contact.contacted_at').as('on'),
          eb.fn<string | null>('strftime', [eb.val('%H:%M'), 'guardian_contact.contacted_at', eb.val('localtime')]).as('time'),
          'guardian_contact.recorded_at as recorded_at',
          'guardian_contact.recorded_by as by',
          'guardian_contact.updated_at as updated_at',
          'guardian_contact.updated_by as updated_by',
          object(eb, {
            mode: 'guardian_contact.mode',
            matter: 'guardian_contact.matter',
            outcome: 'guardian_contact.outcome',
            to: 'guardian_contact.to_whom',
            with: 'guardian_contact.with_whom',
          }).as('facts'),
          lines(eb, ['guardian_contact.content', 'guardian_contact.next_step']).as('text'),
          eb.lit(0).as('restricted'),
        ])
        .where('guardian_contact.student_id', '=', studentId),
  },
  {
    kind: 'plan',
    history: { entity: 'plan', table: 'support_plan' },
    rows: (db, studentId) =>
      db
        .selectFrom('support_plan')
        .select((eb) => [
          'support_plan.id as id',
          'support_plan.starts_on as on',
          never(eb).as('time'),
          'support_plan.created_at as recorded_at',
          'support_plan.created_by as by',
          'support_plan.updated_at as updated_at',
          'support_plan.updated_by as updated_by',
          object(eb, { version: 'support_plan.version', reviewOn: 'support_plan.review_on' }).as('facts'),
          lines(eb, ['support_plan.reason', 'support_plan.situation']).as('text'),
          eb.lit(1).as('restricted'),
        ])
        .where('support_plan.student_id', '=', studentId),
  },
  {
    kind: 'planReview',
    rows: (db, studentId) =>
      db
        .selectFrom('support_plan')
        .innerJoin('plan_review', 'plan_review.plan_id', 'support_plan.id')
        .select((eb) => [
          'plan_review.id as id',
          'plan_review.reviewed_on as on',
          never(eb).as('time'),
          'plan_review.recorded_at as recorded_at',
          'plan_review.recorded_by as by',
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, { version: 'support_plan.version', outcome: 'plan_review.outcome' }).as('facts'),
          lines(eb, ['plan_review.progress']).as('text'),
          eb.lit(1).as('restricted'),
        ])
        .where('support_plan.student_id', '=', studentId),
  },
  {
    kind: 'goalProgress',
    rows: (db, studentId) =>
      db
        .selectFrom('support_plan')
        .innerJoin('plan_review', 'plan_review.plan_id', 'support_plan.id')
        .innerJoin('plan_goal_progress', 'plan_goal_progress.review_id', 'plan_review.id')
        .innerJoin('plan_goal', 'plan_goal.id', 'plan_goal_progress.goal_id')
        .select((eb) => [
          'plan_goal_progress.id as id',
          'plan_review.reviewed_on as on',
          never(eb).as('time'),
          'plan_review.recorded_at as recorded_at',
          'plan_review.recorded_by as by',
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, { rating: 'plan_goal_progress.rating', goal: 'plan_goal.statement' }).as('facts'),
          lines(eb, ['plan_goal_progress.note']).as('text'),
          eb.lit(1).as('restricted'),
        ])
        .where('support_plan.student_id', '=', studentId),
  },
  {
    kind: 'planEnded',
    rows: (db, studentId) =>
      db
        .selectFrom('support_plan')
        .select((eb) => [
          'support_plan.id as id',
          eb.fn.coalesce('support_plan.ended_on', eb.val('')).as('on'),
          never(eb).as('time'),
          'support_plan.updated_at as recorded_at',
          'support_plan.updated_by as by',
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, { version: 'support_plan.version' }).as('facts'),
          lines(eb, ['support_plan.end_reason']).as('text'),
          eb.lit(0).as('restricted'),
        ])
        .where('support_plan.student_id', '=', studentId)
        .where('support_plan.ended_on', 'is not', null),
  },
  {
    kind: 'caseOpened',
    history: { entity: 'case', table: 'counseling_case' },
    rows: (db, studentId) =>
      db
        .selectFrom('counseling_case')
        .select((eb) => [
          'counseling_case.id as id',
          'counseling_case.opened_on as on',
          never(eb).as('time'),
          'counseling_case.created_at as recorded_at',
          'counseling_case.created_by as by',
          'counseling_case.updated_at as updated_at',
          'counseling_case.updated_by as updated_by',
          object(eb, {
            caseNo: 'counseling_case.case_no',
            source: 'counseling_case.source',
            basis: 'counseling_case.basis_code',
          }).as('facts'),
          lines(eb, ['counseling_case.presenting_problem', 'counseling_case.lawful_basis']).as('text'),
          eb.lit(1).as('restricted'),
        ])
        .where('counseling_case.student_id', '=', studentId),
  },
  {
    kind: 'caseClosed',
    rows: (db, studentId) =>
      db
        .selectFrom('counseling_case')
        .innerJoin('case_closure', 'case_closure.case_id', 'counseling_case.id')
        .select((eb) => [
          'case_closure.id as id',
          'case_closure.closed_on as on',
          never(eb).as('time'),
          'case_closure.recorded_at as recorded_at',
          'case_closure.recorded_by as by',
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, { caseNo: 'counseling_case.case_no', reason: 'case_closure.reason' }).as('facts'),
          lines(eb, ['case_closure.circumstance']).as('text'),
          eb.lit(1).as('restricted'),
        ])
        .where('counseling_case.student_id', '=', studentId),
  },
  {
    kind: 'caseReopened',
    rows: (db, studentId) =>
      db
        .selectFrom('counseling_case')
        .innerJoin('case_closure', 'case_closure.case_id', 'counseling_case.id')
        .select((eb) => [
          'case_closure.id as id',
          eb.fn.coalesce('case_closure.reopened_on', eb.val('')).as('on'),
          never(eb).as('time'),
          never(eb).as('recorded_at'),
          never(eb).as('by'),
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, { caseNo: 'counseling_case.case_no' }).as('facts'),
          lines(eb, ['case_closure.reopen_reason']).as('text'),
          eb.lit(1).as('restricted'),
        ])
        .where('counseling_case.student_id', '=', studentId)
        .where('case_closure.reopened_on', 'is not', null),
  },
  {
    kind: 'consent',
    history: { entity: 'consent', table: 'consent' },
    rows: (db, studentId) =>
      db
        .selectFrom('consent')
        .select((eb) => [
          'consent.id as id',
          'consent.given_on as on',
          never(eb).as('time'),
          'consent.created_at as recorded_at',
          'consent.created_by as by',
          'consent.updated_at as updated_at',
          'consent.updated_by as updated_by',
          object(eb, {
            consent: 'consent.kind',
            giver: 'consent.giver',
            form: 'consent.form',
            until: 'consent.until_date',
            withdrawnOn: 'consent.withdrawn_on',
            voidedAt: 'consent.voided_at',
          }).as('facts'),
          lines(eb, ['consent.scope', 'consent.recipient', 'consent.limits', 'consent.note', 'consent.void_reason']).as('text'),
          eb.lit(0).as('restricted'),
        ])
        .where('consent.student_id', '=', studentId),
  },
  {
    kind: 'consentWithdrawn',
    rows: (db, studentId) =>
      db
        .selectFrom('consent')
        .select((eb) => [
          'consent.id as id',
          eb.fn.coalesce('consent.withdrawn_on', eb.val('')).as('on'),
          never(eb).as('time'),
          'consent.withdrawal_at as recorded_at',
          never(eb).as('by'),
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, {
            consent: 'consent.kind',
            by: 'consent.withdrawn_by',
            via: 'consent.withdrawn_via',
            handledOn: 'consent.handled_on',
          }).as('facts'),
          lines(eb, ['consent.withdrawal_note', 'consent.handling']).as('text'),
          eb.lit(0).as('restricted'),
        ])
        .where('consent.student_id', '=', studentId)
        .where('consent.withdrawn_on', 'is not', null),
  },
  {
    kind: 'enrolment',
    history: { entity: 'enrolment', table: 'enrolment' },
    rows: (db, studentId) =>
      db
        .selectFrom('enrolment')
        .innerJoin('class', 'class.id', 'enrolment.class_id')
        .select((eb) => [
          'enrolment.id as id',
          'enrolment.from_date as on',
          never(eb).as('time'),
          never(eb).as('recorded_at'),
          never(eb).as('by'),
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, {
            status: 'enrolment.status',
            schoolYear: 'enrolment.school_year',
            stage: 'class.stage',
            entryYear: 'class.entry_year',
            number: 'class.number',
          }).as('facts'),
          eb.val('').as('text'),
          eb.lit(0).as('restricted'),
        ])
        .where('enrolment.student_id', '=', studentId),
  },
  {
    kind: 'roll',
    rows: (db, studentId) =>
      db
        .selectFrom('roll_event')
        .leftJoin('class', 'class.id', 'roll_event.class_id')
        .select((eb) => [
          'roll_event.id as id',
          'roll_event.on_date as on',
          never(eb).as('time'),
          'roll_event.recorded_at as recorded_at',
          'roll_event.recorded_by as by',
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, {
            move: 'roll_event.kind',
            status: 'roll_event.status',
            school: 'roll_event.other_school',
            stage: 'class.stage',
            entryYear: 'class.entry_year',
            number: 'class.number',
            basis: 'roll_event.basis_code',
          }).as('facts'),
          lines(eb, ['roll_event.note', 'roll_event.basis_reason']).as('text'),
          eb.lit(0).as('restricted'),
        ])
        .where('roll_event.student_id', '=', studentId),
  },
  {
    kind: 'disclosure',
    rows: (db, studentId) =>
      db
        .selectFrom('disclosure')
        .select((eb) => [
          'disclosure.id as id',
          localDay(eb, 'disclosure.at').as('on'),
          never(eb).as('time'),
          'disclosure.at as recorded_at',
          'disclosure.by as by',
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, {
            document: 'disclosure.document',
            outcome: 'disclosure.outcome',
            recipient: 'disclosure.recipient',
            copy: 'disclosure.copy_no',
            basis: 'disclosure.basis_code',
          }).as('facts'),
          lines(eb, ['disclosure.purpose', 'disclosure.basis_reason']).as('text'),
          eb.lit(0).as('restricted'),
        ])
        .where('disclosure.student_id', '=', studentId),
  },
  {
    kind: 'attachment',
    rows: (db, studentId) =>
      db
        .selectFrom('attachment')
        .select((eb) => [
          'attachment.id as id',
          localDay(eb, 'attachment.recorded_at').as('on'),
          never(eb).as('time'),
          'attachment.recorded_at as recorded_at',
          'attachment.recorded_by as by',
          never(eb).as('updated_at'),
          never(eb).as('updated_by'),
          object(eb, { type: 'attachment.type', owner: 'attachment.owner_kind', removedAt: 'attachment.removed_at' }).as('facts'),
          lines(eb, ['attachment.name', 'attachment.description']).as('text'),
          // A scan of a note is read as a note.
          eb
            .case()
            .when(fileMarked(eb))
            .then(eb.lit(2))
            .when(fileIsNote(eb))
            .then(eb.lit(1))
            .else(eb.lit(0))
            .end()
            .as('restricted'),
        ])
        .where('attachment.student_id', '=', studentId),
  },
];
