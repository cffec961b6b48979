import { type Indicator, ratio } from './indicators.ts';
import type { Words } from './words.ts';

/** Stretch of time for which a duty asks its number. */
export type DutyPer = 'standing' | 'week' | 'fortnight' | 'term' | 'schoolYear';

/** Official text that all duties stand in. */
export const DUTY_SOURCE: Words = { zh: '昭政办发〔2024〕27号', en: 'Zhaotong Municipal Office Document [2024] No. 27' };

const PER: Readonly<Record<string, DutyPer>> = {
  lessons: 'fortnight',
  themeActivities: 'term',
  counselingHours: 'week',
  trainingSubject: 'schoolYear',
  trainingHomeroom: 'schoolYear',
  trainingCounselor: 'schoolYear',
  staffCare: 'schoolYear',
  assessmentCoverage: 'schoolYear',
  committeeTraining: 'term',
  parentLectures: 'term',
  familyThemes: 'term',
  familyLaw: 'schoolYear',
  homeVisits: 'schoolYear',
};

/** The stretch of time of a duty; `standing` where the text asks for a state. */
export function dutyPer(id: string): DutyPer {
  return PER[id] ?? 'standing';
}

/** Where a number's duty stands: 昭政办发〔2024〕27号 措施五. */
export function articleOf(line: Pick<Indicator, 'measure'>, language: keyof Words = 'zh'): string {
  if (language === 'en') return `${DUTY_SOURCE.en}, measure ${line.measure}`;
  return `${DUTY_SOURCE.zh} 措施${'一二三四五六七八'[line.measure - 1] ?? line.measure}`;
}

/** Average a week from minutes, in hours; null without weeks. */
export function hoursPerWeek(minutes: number, weeks: number): number | null {
  return weeks > 0 ? minutes / 60 / weeks : null;
}

/** 应测, 请假, 免测, 实测 → who was due and what share was assessed; the share is null when nobody was due. */
export function coverage(counts: {
  readonly listed: number;
  readonly leave: number;
  readonly exempt: number;
  readonly assessed: number;
}): {
  readonly due: number;
  readonly share: number | null;
} {
  const due = counts.listed - counts.leave - counts.exempt;
  return { due, share: ratio(counts.assessed, due) };
}

/** Whether a class has its committee: one boy and one girl (GB/T 2261.1 codes). */
export function committeeComplete(sexes: readonly string[]): boolean {
  return sexes.includes('1') && sexes.includes('2');
}
