import type { LocalDate } from '../../../src-shared/domain/dates.ts';
import type { SampleStudent } from '../school.ts';
import { FINDINGS, OBSERVED } from './words.ts';
import type { YearParts } from './year-parts.ts';

/** Visits, contacts, reports and Party pairing. */
export function addDailyWork(parts: YearParts, present: readonly SampleStudent[], day: () => LocalDate): void {
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
        matter: 'general',
        outcome: random.chance(0.8) ? 'reached' : 'notReached',
        with_whom: student.guardian.name,
        content: '样例：说明近况。',
        ...edited(on),
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
