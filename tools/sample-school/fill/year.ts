import mht from '../../../scales/mht.json' with { type: 'json' };
import { addDays, daysBetween, type LocalDate } from '../../../src-shared/domain/dates.ts';
import { scaleDefinition } from '../../../src-shared/domain/scale.ts';
import { score } from '../../../src-shared/domain/scoring.ts';
import { burdenOf, mhtAnswers } from '../mht.ts';
import type { SampleStudent } from '../school.ts';
import { addActivities, addCommittee } from './activities.ts';
import { addCare, addLevel } from './care.ts';
import { addDailyWork } from './daily-work.ts';
import type { YearParts } from './year-parts.ts';

/** 小学高年级 and 初中: whom measure 五 wants assessed each year. */
const TESTED_GRADES = [
  ...[4, 5, 6].map((grade) => ({ stage: 'primary', grade })),
  ...[1, 2, 3].map((grade) => ({ stage: 'junior', grade })),
];

/** Assessment, screening and levels of one school year, with the daily work around them. */
export function addYear(parts: YearParts): void {
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
