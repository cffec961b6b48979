import { addDays, type LocalDate } from '../../../src-shared/domain/dates.ts';
import type { Random } from '../random.ts';
import type { Sheet } from './sheet.ts';
import { COMPLAINTS, PROCESSES } from './words.ts';
import type { YearParts } from './year-parts.ts';

export interface ThickFile {
  readonly studentId: string;
  readonly entries: number;
}

/** Many sessions of one student, one every other day backwards. */
export function addThickFile(
  sheet: Sheet,
  random: Random,
  thick: ThickFile,
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
