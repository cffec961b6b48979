import type { Insertable } from 'kysely';
import type { Tables } from '../../src-main/vault/tables.ts';
import type { TestVault } from '../support/open-vault.ts';

/** One invented row of everything that can stand in a chronology, on days one after the other. */
export async function putOneOfEach(vault: TestVault, studentId: string): Promise<void> {
  const by = vault.ctx.session.userId;
  let day = 0;
  const on = (): string => {
    day += 1;
    return `2026-10-${String(day).padStart(2, '0')}`;
  };
  const at = '2026-10-30T02:00:00.000Z';
  const recorded = { recorded_at: at, recorded_by: by };
  const created = { created_at: at, created_by: by };
  const edited = { updated_at: at, updated_by: by };
  const add = <T extends keyof Tables>(table: T, row: Insertable<Tables[T]>) => vault.db.insertInto(table).values(row).execute();

  await add('counseling_case', {
    id: 'case1',
    case_no: '2026-001',
    student_id: studentId,
    opened_on: on(),
    source: 'self',
    owner_id: by,
    presenting_problem: '样例',
    ...created,
    ...edited,
  });
  await add('session', {
    id: 'session1',
    case_id: 'case1',
    student_id: studentId,
    counselor_id: by,
    held_on: on(),
    start_time: '10:10',
    minutes: 40,
    mode: 'faceToFace',
    source: 'self',
    process: '样例',
    ...recorded,
    ...edited,
  });
  await add('session_addendum', { id: 'addendum1', session_id: 'session1', body: '样例', ...recorded });
  await add('case_closure', {
    id: 'closure1',
    case_id: 'case1',
    closed_on: on(),
    reason: 'achieved',
    circumstance: '样例',
    reopened_on: on(),
    reopen_reason: '样例',
    ...recorded,
  });
  await add('concern_report', {
    id: 'report1',
    occurred_at: `${on()}T04:00:00.000Z`,
    network_level: 'class',
    reporter_role: 'headTeacher',
    observed: '样例',
    ...recorded,
  });
  await add('concern_report_student', { report_id: 'report1', student_id: studentId });
  await add('level_change', {
    id: 'level1',
    student_id: studentId,
    from_level: 0,
    to_level: 2,
    basis: 'interview',
    reason: '样例',
    decided_by: '样例',
    decided_on: on(),
    ...recorded,
  });
  await add('assessment_round', {
    id: 'round1',
    title: '样例',
    scale_id: 'phq9',
    scale_version: '1',
    school_year: 2026,
    term: 'autumn',
    opened_on: on(),
    grades: '[]',
    ...created,
  });
  await add('assessment_result', {
    id: 'result1',
    round_id: 'round1',
    student_id: studentId,
    scale_id: 'phq9',
    scale_version: '1',
    taken_on: on(),
    source: 'screen',
    total: 14,
    subscores: '{}',
    validity: 'valid',
    positive: 1,
    ...created,
  });
  await add('screening_review', {
    id: 'review1',
    student_id: studentId,
    source_kind: 'result',
    source_id: 'result1',
    reasons: '["positive"]',
    opened_at: at,
    due_on: on(),
  });
  await add('screening_decision', {
    id: 'decision1',
    review_id: 'review1',
    decided_at: at,
    decided_by: by,
    interviewed_on: on(),
    outcome: 'no_level',
    note: '样例',
  });
  await add('home_visit', {
    id: 'visit1',
    student_id: studentId,
    visited_on: on(),
    mode: 'onsite',
    visitors: '[]',
    findings: '样例',
    ...recorded,
    ...edited,
  });
  await add('guardian_contact', {
    id: 'contact1',
    student_id: studentId,
    contacted_at: `${on()}T04:00:00.000Z`,
    mode: 'phone',
    matter: 'general',
    outcome: 'notReached',
    ...recorded,
    ...edited,
  });
  await add('support_plan', {
    id: 'plan1',
    student_id: studentId,
    version: 1,
    reason: '样例',
    starts_on: on(),
    review_on: '2026-12-01',
    ended_on: on(),
    end_reason: '样例',
    ...created,
    ...edited,
  });
  await add('plan_goal', {
    id: 'goal1',
    plan_id: 'plan1',
    position: 0,
    domain: 'health',
    statement: '样例：早睡',
    target: '每周五晚',
  });
  await add('plan_review', {
    id: 'planReview1',
    plan_id: 'plan1',
    reviewed_on: on(),
    progress: '样例',
    outcome: 'progress',
    ...recorded,
  });
  await add('plan_goal_progress', { id: 'progress1', review_id: 'planReview1', goal_id: 'goal1', rating: 3 });
  await add('consent', {
    id: 'consent1',
    student_id: studentId,
    kind: 'counseling',
    giver: 'both',
    given_on: on(),
    withdrawn_on: on(),
    ...created,
  });
  await add('roll_event', {
    id: 'roll1',
    student_id: studentId,
    kind: 'in',
    on_date: on(),
    status: 'enrolled',
    other_school: '样例小学',
    ...recorded,
  });
  await add('disclosure', {
    id: 'disclosure1',
    student_id: studentId,
    document: 'record',
    outcome: 'saved',
    recipient: '样例',
    purpose: '样例',
    sections: '[]',
    copy_no: 1,
    sha256: 'a'.repeat(64),
    at: `${on()}T04:00:00.000Z`,
    by,
  });
  await add('attachment', {
    id: 'attachment1',
    student_id: studentId,
    owner_kind: 'student',
    owner_id: studentId,
    name: '样例.pdf',
    type: 'pdf',
    bytes: 1,
    sha256: 'a'.repeat(64),
    recorded_at: `${on()}T04:00:00.000Z`,
    recorded_by: by,
  });
}
