import { type Insertable, type Kysely, sql } from 'kysely';
import { pinyin } from 'pinyin-pro';
import mht from '../../scales/mht.json' with { type: 'json' };
import type { OpenVault } from '../../src-main/vault/dispatcher.ts';
import type { Tables } from '../../src-main/vault/tables.ts';
import type { ActivityKind } from '../../src-shared/domain/codes/activity.ts';
import { addDays, daysBetween, type LocalDate } from '../../src-shared/domain/dates.ts';
import { scaleDefinition } from '../../src-shared/domain/scale.ts';
import { score } from '../../src-shared/domain/scoring.ts';
import { burdenOf, mhtAnswers } from './mht.ts';
import { Random } from './random.ts';
import type { SampleClass, SampleSchool, SampleStudent } from './school.ts';

/** 小学高年级 and 初中: whom measure 五 wants assessed each year. */
const TESTED_GRADES = [
  ...[4, 5, 6].map((grade) => ({ stage: 'primary', grade })),
  ...[1, 2, 3].map((grade) => ({ stage: 'junior', grade })),
];
const COMPLAINTS = [
  '样例：说这周有三天睡到天亮',
  '样例：和室友话少了',
  '样例：担心期中考试',
  '样例：想念在外务工的父母',
  '样例：课间总是一个人',
];
const PROCESSES = [
  '样例：围绕睡眠与宿舍关系谈了四十分钟，商定睡前半小时不看手机。',
  '样例：一起写下三件这周做成的小事，约定每天记一件。',
  '样例：练习了向同桌借书时怎么开口。',
];
const FINDINGS = [
  '样例：祖母照料，父母在外省务工；约定每周三晚与母亲通话。',
  '样例：家中安静，有自己的书桌。',
  '样例：监护人愿意配合作息约定。',
];
const OBSERVED = ['样例：连续三天课间趴在桌上。', '样例：午饭吃得很少。', '样例：宿舍熄灯后小声哭。'];

export interface FillOptions {
  readonly today: LocalDate;
  /** School years of records, the current one included. */
  readonly years?: number;
  readonly seed?: number;
  /** Students get at least this many entries; for benches of a thick file. */
  readonly thickFile?: { readonly studentId: string; readonly entries: number };
}

type Rows = { [T in keyof Tables]?: Insertable<Tables[T]>[] };

/** Collects rows a table and writes them in the order in which they were first named (parents before children). */
class Sheet {
  readonly rows: Rows = {};

  add<T extends keyof Tables>(table: T, row: Insertable<Tables[T]>): void {
    const rows = this.rows as Record<string, unknown[]>;
    const list = rows[table] ?? [];
    rows[table] = list;
    list.push(row);
  }

  async write(db: Kysely<Tables>): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const [table, rows] of Object.entries(this.rows)) {
      const first = rows[0];
      if (!first) continue;
      counts[table] = rows.length;
      const chunk = Math.max(1, Math.floor(20_000 / Object.keys(first).length));
      for (let at = 0; at < rows.length; at += chunk) {
        await db
          .insertInto(table as keyof Tables)
          .values(rows.slice(at, at + chunk) as never)
          .execute();
      }
    }
    return counts;
  }
}

/**
 * Writes an invented school with its records straight into an open vault: what years of use would leave.
 * One audit row names the filling; everything is in one transaction.
 * @returns rows written per table
 */
export async function fillVault(vault: OpenVault, school: SampleSchool, options: FillOptions): Promise<Record<string, number>> {
  const sheet = new Sheet();
  const random = new Random(options.seed ?? 7);
  const by = vault.session.userId;
  const at = (day: LocalDate, hour = 2) => `${day}T${String(hour).padStart(2, '0')}:00:00.000Z`;
  const stamp = (day: LocalDate) => ({ recorded_at: at(day, 8), recorded_by: by });
  const edited = (day: LocalDate) => ({ ...stamp(day), updated_at: at(day, 8), updated_by: by });
  const years = Math.max(1, options.years ?? 1);
  const firstYear = school.schoolYear - years + 1;

  for (const member of school.staff) {
    sheet.add('staff', {
      id: member.id,
      name: member.name,
      kind: member.kind,
      party_member: member.partyMember ? 1 : 0,
      created_at: at(`${firstYear}-08-25`),
    });
  }
  for (const entry of school.classes) {
    sheet.add('class', {
      id: entry.id,
      stage: entry.stage,
      entry_year: entry.entryYear,
      number: entry.number,
      head_teacher_id: entry.headTeacherId,
      created_at: at(`${firstYear}-08-25`),
    });
  }
  for (const dorm of school.dorms)
    sheet.add('dorm', { id: dorm.id, building: dorm.building, room: dorm.room, created_at: at(`${firstYear}-08-25`) });
  const classOf = new Map(school.classes.map((entry) => [entry.id, entry]));
  for (const student of school.students) addStudent(sheet, random, school, classOf, student, firstYear, by, at);

  const counselors = school.staff.filter((member) => member.kind.startsWith('counselor'));
  for (let year = firstYear; year <= school.schoolYear; year += 1) {
    const last = year === school.schoolYear ? options.today : `${year + 1}-08-31`;
    addYear({
      sheet,
      random,
      school,
      classOf,
      year,
      last,
      by,
      at,
      stamp,
      edited,
      counselorIds: counselors.map((member) => member.id),
    });
  }
  if (options.thickFile) addThickFile(sheet, random, options.thickFile, options.today, by, edited);

  return vault.db.transaction().execute(async (db) => {
    // Tables are written as they were first named; links are checked at the commit.
    await sql`PRAGMA defer_foreign_keys = ON`.execute(db);
    const counts = await sheet.write(db);
    await vault.audit.append(db, vault.session, {
      action: 'change',
      channel: 'sample.fill',
      detail: { students: school.students.length },
    });
    return counts;
  });
}

function addStudent(
  sheet: Sheet,
  random: Random,
  school: SampleSchool,
  classOf: ReadonlyMap<string, SampleClass>,
  student: SampleStudent,
  firstYear: number,
  by: string,
  at: (day: LocalDate) => string,
): void {
  const schoolClass = classOf.get(student.classId);
  if (!schoolClass) return;
  const from = Math.max(firstYear, schoolClass.entryYear);
  const opened = random.chance(0.97) ? `${from}-09-15` : null;
  const created = at(`${from}-08-28`);
  sheet.add('student', {
    id: student.id,
    name: student.name,
    name_pinyin: pinyin(student.name, { toneType: 'none', surname: 'head', separator: '', v: true }),
    name_initials: pinyin(student.name, { pattern: 'first', toneType: 'none', surname: 'head', separator: '' }),
    sex: student.sex,
    birth_date: student.birthDate,
    id_type: '1',
    id_number: student.idNumber,
    ethnicity: student.ethnicity,
    registration_no: student.registrationNo,
    student_no: student.studentNo,
    left_behind: student.leftBehind,
    orphan: student.orphan ? 1 : 0,
    file_opened_on: opened,
    created_at: created,
    created_by: by,
    updated_at: created,
    updated_by: by,
  });
  for (let year = from; year <= school.schoolYear; year += 1) {
    sheet.add('enrolment', {
      id: random.id(),
      student_id: student.id,
      school_year: year,
      class_id: student.classId,
      dorm_id: student.dormId,
      boarder: student.boarder ? 1 : 0,
      status: 'enrolled',
      from_date: `${year}-09-01`,
      to_date: year === school.schoolYear ? null : `${year + 1}-08-31`,
    });
  }
  sheet.add('guardian', {
    id: random.id(),
    student_id: student.id,
    name: student.guardian.name,
    relation: student.guardian.relation,
    phone: student.guardian.phone,
    is_primary: 1,
  });
  const tags = [student.leftBehind !== '0' && 'leftBehind', student.poverty && 'poverty', student.orphan && 'orphan'];
  for (const code of tags)
    if (code)
      sheet.add('care_tag', { id: random.id(), student_id: student.id, code, from_date: `${from}-09-01`, source: 'roster' });
  if (student.mentorId)
    sheet.add('mentor', { id: random.id(), student_id: student.id, staff_id: student.mentorId, from_date: `${from}-09-10` });
}

interface YearParts {
  readonly sheet: Sheet;
  readonly random: Random;
  readonly school: SampleSchool;
  readonly classOf: ReadonlyMap<string, SampleClass>;
  readonly year: number;
  /** Last day with records. */
  readonly last: LocalDate;
  readonly by: string;
  readonly at: (day: LocalDate, hour?: number) => string;
  readonly stamp: (day: LocalDate) => { recorded_at: string; recorded_by: string };
  readonly edited: (day: LocalDate) => { recorded_at: string; recorded_by: string; updated_at: string; updated_by: string };
  readonly counselorIds: readonly string[];
}

function addYear(parts: YearParts): void {
  const { sheet, random, school, year, last, by, at } = parts;
  const start: LocalDate = `${year}-09-01`;
  const span = Math.max(1, daysBetween(start, last));
  const day = () => addDays(start, random.int(0, span));
  const present = school.students.filter((student) => (parts.classOf.get(student.classId)?.entryYear ?? 9999) <= year);
  const gradeIn = (student: SampleStudent) => (parts.classOf.get(student.classId)?.grade ?? 0) - (school.schoolYear - year);

  const definition = scaleDefinition.parse(mht);
  const taken = addDays(start, 30);
  const positives: { student: SampleStudent; resultId: string; crisis: boolean }[] = [];
  if (taken <= last) {
    const roundId = random.id();
    sheet.add('assessment_round', {
      id: roundId,
      title: `样例 ${year} 年秋季测评`,
      scale_id: 'mht',
      scale_version: definition.version,
      school_year: year,
      term: 'autumn',
      opened_on: taken,
      closed_on: addDays(taken, 14),
      grades: JSON.stringify(TESTED_GRADES),
      created_at: at(taken),
      created_by: by,
    });
    for (const student of present) {
      if (gradeIn(student) < 4) continue;
      const disposition = random.chance(0.01) ? 'exempt' : random.chance(0.01) ? 'leave' : 'due';
      sheet.add('assessment_disposition', { round_id: roundId, student_id: student.id, disposition });
      if (disposition !== 'due' || random.chance(0.03)) continue;
      const answers = mhtAnswers(random, burdenOf(random));
      const scored = score(definition, answers);
      const resultId = random.id();
      sheet.add('assessment_result', {
        id: resultId,
        round_id: roundId,
        student_id: student.id,
        scale_id: 'mht',
        scale_version: definition.version,
        taken_on: addDays(taken, random.int(0, 10)),
        seconds: random.int(600, 3600),
        source: 'import',
        answers: JSON.stringify(answers),
        total: scored.total,
        subscores: JSON.stringify(scored.subscores),
        validity: scored.validity,
        positive: scored.positive ? 1 : 0,
        crisis_items: JSON.stringify(scored.crisisItems),
        created_at: at(taken),
        created_by: by,
      });
      if (scored.positive || scored.crisisItems.length > 0)
        positives.push({ student, resultId, crisis: scored.crisisItems.length > 0 });
    }
  }
  for (const { student, resultId, crisis } of positives) {
    const opened = addDays(taken, 12);
    const reviewId = random.id();
    sheet.add('screening_review', {
      id: reviewId,
      student_id: student.id,
      source_kind: 'result',
      source_id: resultId,
      reasons: JSON.stringify(crisis ? ['crisisItem', 'positive'] : ['positive']),
      immediate: crisis ? 1 : 0,
      opened_at: at(opened),
      due_on: addDays(opened, crisis ? 1 : 7),
    });
    const interviewed = addDays(opened, random.int(0, 6));
    // Some of this year's still wait.
    if (interviewed > last || (year === school.schoolYear && random.chance(0.3))) continue;
    const level = crisis ? 2 : random.chance(0.25) ? 1 : 0;
    let changeId: string | null = null;
    if (level > 0) {
      changeId = addLevel(parts, student.id, 0, level, interviewed);
      const low = addDays(interviewed, random.int(60, 150));
      if (low <= last && random.chance(0.8)) addLevel(parts, student.id, level, 0, low);
      if (level >= 2) addCare(parts, student, interviewed);
    }
    sheet.add('screening_decision', {
      id: random.id(),
      review_id: reviewId,
      decided_at: at(interviewed, 9),
      decided_by: by,
      interviewed_on: interviewed,
      outcome: level > 0 ? 'level_set' : 'no_level',
      note: '样例：访谈后决定。',
      level_change_id: changeId,
    });
  }
  if (year === school.schoolYear) {
    for (const student of present.filter(() => random.chance(0.012))) {
      const on = day();
      const level = random.chance(0.3) ? 2 : 1;
      addLevel(parts, student.id, 0, level, on);
      if (level === 2) addCare(parts, student, on);
    }
  }
  addDailyWork(parts, present, day);
  addActivities(parts, start);
  if (year === school.schoolYear) addCommittee(parts, present);
}

function addLevel({ sheet, random, by, at }: YearParts, studentId: string, from: number, to: number, on: LocalDate): string {
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
function addCare(parts: YearParts, student: SampleStudent, from: LocalDate): void {
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

function addDailyWork(parts: YearParts, present: readonly SampleStudent[], day: () => LocalDate): void {
  const { sheet, random, school, stamp, edited, at } = parts;
  const party = school.staff.filter((member) => member.partyMember);
  for (const student of present) {
    if (random.chance(0.62)) {
      const on = day();
      sheet.add('home_visit', {
        id: random.id(),
        student_id: student.id,
        visited_on: on,
        mode: random.chance(0.9) ? 'onsite' : 'phone',
        visitors: JSON.stringify(['样例班主任']),
        met: student.guardian.name,
        findings: random.pick(FINDINGS),
        ...edited(on),
      });
    }
    if (random.chance(0.15)) {
      const on = day();
      sheet.add('guardian_contact', {
        id: random.id(),
        student_id: student.id,
        contacted_at: at(on, 6),
        mode: 'phone',
        reached: random.chance(0.8) ? 1 : 0,
        with_whom: student.guardian.name,
        content: '样例：说明近况。',
        ...stamp(on),
      });
    }
    if (random.chance(0.06)) {
      const on = day();
      const id = random.id();
      sheet.add('concern_report', {
        id,
        occurred_at: at(on, 4),
        network_level: random.pick(['individual', 'class', 'class', 'dorm', 'grade', 'school']),
        reporter_role: random.pick(['committee', 'headTeacher', 'peer']),
        observed: random.pick(OBSERVED),
        restricted: random.chance(0.2) ? 1 : 0,
        ...stamp(on),
      });
      sheet.add('concern_report_student', { report_id: id, student_id: student.id });
    }
    if (student.poverty && parts.year === school.schoolYear && random.chance(0.8)) {
      sheet.add('pairing', {
        id: random.id(),
        student_id: student.id,
        kind: 'party',
        staff_id: random.pick(party).id,
        part: 'lead',
        category: 'poverty',
        from_date: `${parts.year}-09-10`,
      });
    }
  }
}

function addActivities(parts: YearParts, start: LocalDate): void {
  const { sheet, random, last, by, edited } = parts;
  const add = (
    kind: ActivityKind,
    title: string,
    on: LocalDate,
    more: { minutes?: number; lessons?: number; stage?: string; grade?: number; people?: number },
  ) => {
    if (on <= last)
      sheet.add('activity', {
        id: random.id(),
        kind,
        title: `样例：${title}`,
        held_on: on,
        minutes: 0,
        lessons: 0,
        user_id: by,
        ...more,
        ...edited(on),
      });
  };
  for (let week = 0; week < 40; week += 1) {
    const monday = addDays(start, 7 * week);
    if (week === 20 || week === 21) continue;
    add('duty', '心理辅导室值班', addDays(monday, 2), { minutes: 180 });
    add('duty', '心理辅导室值班', addDays(monday, 4), { minutes: 180 });
    if (week % 2 === 1) continue;
    for (let grade = 1; grade <= 9; grade += 1) {
      if (random.chance(0.95))
        add('lesson', '心理健康课', addDays(monday, grade % 5), {
          lessons: 1,
          minutes: 40,
          stage: grade <= 6 ? 'primary' : 'junior',
          grade,
        });
    }
  }
  const events: [ActivityKind, string, number, number][] = [
    ['theme', '情绪与我', 40, 0],
    ['trainingSubject', '课堂里的观察', 25, 4],
    ['trainingSubject', '倾听与回应', 60, 4],
    ['trainingHomeroom', '家访怎么谈', 30, 8],
    ['trainingHomeroom', '早发现与报告', 70, 8],
    ['trainingCounselor', '督导与个案讨论', 45, 10],
    ['staffCare', '教师减压工作坊', 50, 0],
    ['trainingCommittee', '心理委员培训一', 20, 2],
    ['trainingCommittee', '心理委员培训二', 65, 2],
    ['parentLecture', '陪孩子过好假期', 55, 2],
    ['familyTheme', '家书', 35, 0],
    ['familyTheme', '亲子阅读', 75, 0],
    ['familyLaw', '家庭教育促进法', 80, 1],
    ['riskMeeting', '九月研判会', 28, 0],
    ['riskMeeting', '十月研判会', 58, 0],
    ['riskMeeting', '十一月研判会', 79, 0],
  ];
  for (const [kind, title, offset, lessons] of events)
    add(kind, title, addDays(start, offset), { lessons, minutes: lessons * 40, people: random.int(20, 120) });
}

function addCommittee({ sheet, random, school, year }: YearParts, present: readonly SampleStudent[]): void {
  for (const schoolClass of school.classes) {
    for (const sex of ['1', '2'] as const) {
      const member = present.find((student) => student.classId === schoolClass.id && student.sex === sex);
      if (member && random.chance(0.97)) {
        sheet.add('committee_member', {
          id: random.id(),
          student_id: member.id,
          kind: 'class',
          class_id: schoolClass.id,
          from_date: `${year}-09-10`,
        });
      }
    }
  }
}

function addThickFile(
  sheet: Sheet,
  random: Random,
  thick: NonNullable<FillOptions['thickFile']>,
  today: LocalDate,
  by: string,
  edited: YearParts['edited'],
): void {
  for (let n = 0; n < thick.entries; n += 1) {
    const on = addDays(today, -2 * n - 1);
    sheet.add('session', {
      problem_categories: '[]',
      id: random.id(),
      student_id: thick.studentId,
      counselor_id: by,
      held_on: on,
      minutes: 40,
      mode: 'faceToFace',
      source: 'followUp',
      complaint: random.pick(COMPLAINTS),
      process: random.pick(PROCESSES),
      ...edited(on),
    });
  }
}
