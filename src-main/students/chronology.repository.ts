import type { ChronologyEntry, ChronologyKind } from '../../src-shared/contract/students.ts';
import type { Executor } from '../vault/context.ts';

/** An entry before the role's projection; `open` text carries nothing from a note. */
export interface RawEntry extends Omit<ChronologyEntry, 'restricted' | 'text'> {
  readonly text: string | null;
  readonly open: boolean;
}
type Source = (db: Executor, studentId: string) => Promise<RawEntry[]>;

const joined = (...parts: (string | null)[]): string | null => parts.filter((p) => p !== null && p !== '').join('\n') || null;

/** Each kind read through its student index; a file has some hundreds of entries in all its years. */
export const SOURCES: Readonly<Record<ChronologyKind, Source>> = {
  session: async (db, studentId) => {
    const rows = await db
      .selectFrom('session')
      .select(['id', 'held_on', 'start_time', 'minutes', 'mode', 'complaint', 'process', 'next_step', 'signed_at', 'recorded_at'])
      .where('student_id', '=', studentId)
      .orderBy('held_on')
      .orderBy('recorded_at')
      .execute();
    return rows.map((r, i) => ({
      id: r.id,
      kind: 'session',
      on: r.held_on,
      time: r.start_time,
      recordedAt: r.recorded_at,
      facts: { mode: r.mode, minutes: r.minutes, signed: r.signed_at !== null, number: i + 1 },
      text: joined(r.complaint, r.process, r.next_step),
      open: false,
    }));
  },
  report: async (db, studentId) => {
    const rows = await db
      .selectFrom('concern_report_student')
      .innerJoin('concern_report', 'concern_report.id', 'concern_report_student.report_id')
      .selectAll('concern_report')
      .where('concern_report_student.student_id', '=', studentId)
      .execute();
    return rows.map((r) => ({
      id: r.id,
      kind: 'report',
      on: r.occurred_at.slice(0, 10),
      time: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/u.test(r.occurred_at) ? r.occurred_at.slice(11) : null,
      recordedAt: r.recorded_at,
      facts: { network: r.network_level, role: r.reporter_role, urgent: r.urgent === 1 },
      text: joined(r.verbatim, r.observed, r.inferred),
      open: r.restricted === 0,
    }));
  },
  level: async (db, studentId) => {
    const rows = await db.selectFrom('level_change').selectAll().where('student_id', '=', studentId).execute();
    return rows.map((r) => ({
      id: r.id,
      kind: 'level',
      on: r.decided_on,
      time: null,
      recordedAt: r.recorded_at,
      facts: { from: r.from_level, to: r.to_level, basis: r.basis, nextReviewOn: r.next_review_on },
      text: r.reason,
      open: false,
    }));
  },
  result: async (db, studentId) => {
    const rows = await db.selectFrom('assessment_result').selectAll().where('student_id', '=', studentId).execute();
    return rows.map((r) => ({
      id: r.id,
      kind: 'result',
      on: r.taken_on,
      time: null,
      recordedAt: r.created_at,
      facts: { scale: r.scale_id, total: r.total, validity: r.validity, positive: r.positive === 1 },
      text: null,
      open: true,
    }));
  },
  review: async (db, studentId) => {
    const rows = await db
      .selectFrom('screening_review')
      .innerJoin('screening_decision', 'screening_decision.review_id', 'screening_review.id')
      .selectAll('screening_decision')
      .where('screening_review.student_id', '=', studentId)
      .execute();
    return rows.map((r) => ({
      id: r.id,
      kind: 'review',
      on: r.interviewed_on ?? r.decided_at.slice(0, 10),
      time: null,
      recordedAt: r.decided_at,
      facts: { outcome: r.outcome },
      text: r.note,
      open: false,
    }));
  },
  visit: async (db, studentId) => {
    const rows = await db.selectFrom('home_visit').selectAll().where('student_id', '=', studentId).execute();
    return rows.map((r) => ({
      id: r.id,
      kind: 'visit',
      on: r.visited_on,
      time: r.start_time,
      recordedAt: r.recorded_at,
      facts: { mode: r.mode },
      text: joined(r.family_situation, r.findings, r.next_step),
      open: true,
    }));
  },
  contact: async (db, studentId) => {
    const rows = await db.selectFrom('guardian_contact').selectAll().where('student_id', '=', studentId).execute();
    return rows.map((r) => ({
      id: r.id,
      kind: 'contact',
      on: r.contacted_at.slice(0, 10),
      time: null,
      recordedAt: r.recorded_at,
      facts: { mode: r.mode, reached: r.reached === 1, with: r.with_whom },
      text: joined(r.content, r.next_step),
      open: true,
    }));
  },
  plan: async (db, studentId) => {
    const rows = await db.selectFrom('support_plan').selectAll().where('student_id', '=', studentId).execute();
    return rows.map((r) => ({
      id: r.id,
      kind: 'plan',
      on: r.starts_on,
      time: null,
      recordedAt: r.created_at,
      facts: { version: r.version, reviewOn: r.review_on, endedOn: r.ended_on },
      text: r.reason,
      open: false,
    }));
  },
  planReview: async (db, studentId) => {
    const rows = await db
      .selectFrom('support_plan')
      .innerJoin('plan_review', 'plan_review.plan_id', 'support_plan.id')
      .selectAll('plan_review')
      .select('support_plan.version')
      .where('support_plan.student_id', '=', studentId)
      .execute();
    return rows.map((r) => ({
      id: r.id,
      kind: 'planReview',
      on: r.reviewed_on,
      time: null,
      recordedAt: r.recorded_at,
      facts: { version: r.version, outcome: r.outcome },
      text: r.progress,
      open: false,
    }));
  },
  caseOpened: async (db, studentId) => {
    const rows = await db.selectFrom('counseling_case').selectAll().where('student_id', '=', studentId).execute();
    return rows.map((r) => ({
      id: r.id,
      kind: 'caseOpened',
      on: r.opened_on,
      time: null,
      recordedAt: r.created_at,
      facts: { caseNo: r.case_no, source: r.source },
      text: r.presenting_problem,
      open: false,
    }));
  },
  caseClosed: async (db, studentId) => {
    const rows = await db
      .selectFrom('counseling_case')
      .innerJoin('case_closure', 'case_closure.case_id', 'counseling_case.id')
      .selectAll('case_closure')
      .select('counseling_case.case_no')
      .where('counseling_case.student_id', '=', studentId)
      .execute();
    return rows.map((r) => ({
      id: r.id,
      kind: 'caseClosed',
      on: r.closed_on,
      time: null,
      recordedAt: r.recorded_at,
      facts: { caseNo: r.case_no, reason: r.reason, reopenedOn: r.reopened_on },
      text: joined(r.circumstance, r.reopen_reason),
      open: false,
    }));
  },
  consent: async (db, studentId) => {
    const rows = await db.selectFrom('consent').selectAll().where('student_id', '=', studentId).execute();
    return rows.map((r) => ({
      id: r.id,
      kind: 'consent',
      on: r.given_on,
      time: null,
      recordedAt: r.created_at,
      facts: { consent: r.kind, giver: r.giver, withdrawnOn: r.withdrawn_on },
      text: r.limits,
      open: true,
    }));
  },
  disclosure: async (db, studentId) => {
    const rows = await db.selectFrom('disclosure').selectAll().where('student_id', '=', studentId).execute();
    return rows.map((r) => ({
      id: r.id,
      kind: 'disclosure',
      on: r.at.slice(0, 10),
      time: null,
      recordedAt: r.at,
      facts: { document: r.document, outcome: r.outcome, recipient: r.recipient, copy: r.copy_no },
      text: r.purpose,
      open: true,
    }));
  },
};
