import { addDays, type LocalDate } from '../../../src-shared/domain/dates.ts';
import type { SampleStudent } from '../school.ts';
import { COMPLAINTS, PROCESSES } from './words.ts';
import type { YearParts } from './year-parts.ts';

/** One change of level after an interview; answers its id. */
export function addLevel(
  { sheet, random, by, at }: YearParts,
  studentId: string,
  from: number,
  to: number,
  on: LocalDate,
): string {
  const id = random.id();
  sheet.add('level_change', {
    id,
    student_id: studentId,
    from_level: from,
    to_level: to,
    basis: 'interview',
    reason: '样例：访谈中了解到持续的困扰。',
    decided_by: '样例老师甲',
    decided_on: on,
    next_review_on: to > 0 ? addDays(on, to >= 2 ? 14 : 42) : null,
    recorded_at: at(on, 10),
    recorded_by: by,
  });
  return id;
}

/** Case, consent, sessions, plan with goals and pairing: what a focus student has. */
export function addCare(parts: YearParts, student: SampleStudent, from: LocalDate): void {
  const { sheet, random, by, at, edited, last, counselorIds } = parts;
  const caseId = random.id();
  const count = (sheet.rows.counseling_case?.length ?? 0) + 1;
  sheet.add('consent', {
    id: random.id(),
    student_id: student.id,
    kind: 'counseling',
    giver: 'both',
    giver_name: student.guardian.name,
    given_on: from,
    created_at: at(from),
    created_by: by,
  });
  sheet.add('counseling_case', {
    id: caseId,
    case_no: `${from.slice(0, 4)}-${String(count).padStart(3, '0')}`,
    student_id: student.id,
    opened_on: from,
    source: 'screening',
    owner_id: by,
    presenting_problem: '样例：睡眠与同伴关系。',
    created_at: at(from),
    created_by: by,
    updated_at: at(from),
    updated_by: by,
  });
  for (let n = 0; n < 8; n += 1) {
    const held = addDays(from, 7 * n + 1);
    if (held > last) break;
    const next = addDays(held, 7);
    sheet.add('session', {
      id: random.id(),
      case_id: caseId,
      student_id: student.id,
      counselor_id: by,
      held_on: held,
      start_time: '10:10',
      minutes: 45,
      place: '心理辅导室',
      mode: 'faceToFace',
      source: n === 0 ? 'screening' : 'followUp',
      problem_categories: JSON.stringify(['sleep', 'peers']),
      complaint: random.pick(COMPLAINTS),
      process: random.pick(PROCESSES),
      next_step: '样例：下次看作息记录。',
      next_on: n < 7 ? next : null,
      signed_at: n < 7 && next <= last ? at(held, 9) : null,
      signed_by: n < 7 && next <= last ? by : null,
      ...edited(held),
    });
  }
  const planId = random.id();
  sheet.add('support_plan', {
    id: planId,
    case_id: caseId,
    student_id: student.id,
    version: 1 + (sheet.rows.support_plan ?? []).filter((row) => row.student_id === student.id).length,
    reason: '样例：访谈后列为重点关注。',
    strengths: '样例：喜欢画画，有一位要好的同桌。',
    starts_on: from,
    review_on: addDays(from, 42),
    agreed_student_on: from,
    agreed_guardian_on: from,
    ended_on: addDays(from, 120) <= last ? addDays(from, 120) : null,
    end_reason: addDays(from, 120) <= last ? '样例：目标达成。' : null,
    created_at: at(from),
    created_by: by,
    updated_at: at(from),
    updated_by: by,
  });
  for (const [position, [domain, statement, target]] of [
    ['health', '样例：每周至少五晚 22:30 前入睡', '每周 5 晚'],
    ['peers', '样例：每天与室友有一次交谈', '每天 1 次'],
  ].entries()) {
    const goalId = random.id();
    sheet.add('plan_goal', {
      id: goalId,
      plan_id: planId,
      position,
      domain: domain ?? '',
      statement: statement ?? '',
      baseline: '每周 2 次',
      target: target ?? '',
    });
    sheet.add('plan_intervention', {
      id: random.id(),
      goal_id: goalId,
      position: 0,
      what: '样例：作息记录与每周复盘',
      who: '心理教师',
      frequency: '每周 1 次',
    });
  }
  const lead = counselorIds[0];
  if (lead)
    sheet.add('pairing', {
      id: random.id(),
      student_id: student.id,
      kind: 'psychological',
      staff_id: lead,
      part: 'lead',
      plan_id: planId,
      from_date: from,
    });
}
