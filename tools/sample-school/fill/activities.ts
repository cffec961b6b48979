import type { ActivityKind } from '../../../src-shared/domain/codes/activity.ts';
import { addDays, type LocalDate } from '../../../src-shared/domain/dates.ts';
import type { SampleStudent } from '../school.ts';
import type { YearParts } from './year-parts.ts';

/** Duty hours, lessons, trainings and meetings of one school year. */
export function addActivities(parts: YearParts, start: LocalDate): void {
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

export function addCommittee({ sheet, random, school, year }: YearParts, present: readonly SampleStudent[]): void {
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
