import type { Language } from './words.ts';

/** 学段: 小学 初中 高中 中职. */
export const stages = ['primary', 'junior', 'senior', 'vocational'] as const;
export type Stage = (typeof stages)[number];

/** Stages that each school type has, youngest first. */
export const STAGES_OF = {
  primary: ['primary'],
  junior: ['junior'],
  nine_year: ['primary', 'junior'],
  senior: ['senior'],
  complete_secondary: ['junior', 'senior'],
  twelve_year: ['primary', 'junior', 'senior'],
  vocational: ['vocational'],
} as const satisfies Record<string, readonly Stage[]>;
export type SchoolType = keyof typeof STAGES_OF;

/** Years of each stage: 六三 for most places, 五四 where primary school has five years. */
export type Division = '6-3' | '5-4';
const YEARS: Readonly<Record<Division, Readonly<Record<Stage, number>>>> = {
  '6-3': { primary: 6, junior: 3, senior: 3, vocational: 3 },
  '5-4': { primary: 5, junior: 4, senior: 3, vocational: 3 },
};
export const STAGE_YEARS = YEARS['6-3'];

/** Running grade of a stage's first year, counted through from 小学一年级; vocational school is counted beside senior school. */
const FIRST_GRADE: Readonly<Record<Division, Readonly<Record<Stage, number>>>> = {
  '6-3': { primary: 1, junior: 7, senior: 10, vocational: 10 },
  '5-4': { primary: 1, junior: 6, senior: 10, vocational: 10 },
};

export interface StageSpan {
  readonly stage: Stage;
  readonly years: number;
  readonly firstGrade: number;
}

export function stageSpan(stage: Stage, division: Division = '6-3'): StageSpan {
  return { stage, years: YEARS[division][stage], firstGrade: FIRST_GRADE[division][stage] };
}

export function stageSpans(type: SchoolType, division: Division = '6-3'): readonly StageSpan[] {
  return STAGES_OF[type].map((stage) => stageSpan(stage, division));
}

/** A class for its whole life: it keeps its identity while its grade rises each 1 September. */
export interface ClassIdentity {
  readonly stage: Stage;
  /** Year of the September in which its students began the stage. */
  readonly entryYear: number;
  readonly number: number;
}
type Cohort = Pick<ClassIdentity, 'stage' | 'entryYear'>;

export function classKey(c: ClassIdentity): string {
  return `${c.stage}-${c.entryYear}-${c.number}`;
}

/** Running grade 1–12 in a school year (2026 = the year that begins on 1 September 2026); past the last grade it keeps counting. */
export function gradeOf(cohort: Cohort, schoolYear: number, division: Division = '6-3'): number {
  return FIRST_GRADE[division][cohort.stage] + schoolYear - cohort.entryYear;
}

/** Year within the stage, 1 for the first; may lie outside the stage. */
export function yearInStage(cohort: Cohort, schoolYear: number): number {
  return schoolYear - cohort.entryYear + 1;
}

/** Whether the class is within its stage in that school year. */
export function isCurrent(cohort: Cohort, schoolYear: number, division: Division = '6-3'): boolean {
  const year = yearInStage(cohort, schoolYear);
  return year >= 1 && year <= YEARS[division][cohort.stage];
}

/** Stage of a running grade in a school of that type; undefined when the school does not have the grade. */
export function stageOfGrade(grade: number, type: SchoolType, division: Division = '6-3'): Stage | undefined {
  return stageSpans(type, division).find((s) => grade >= s.firstGrade && grade < s.firstGrade + s.years)?.stage;
}

/** Running grades that a school type has, in order. */
export function gradesOf(type: SchoolType, division: Division = '6-3'): readonly number[] {
  return stageSpans(type, division).flatMap((s) => Array.from({ length: s.years }, (_, i) => s.firstGrade + i));
}

const HAN = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

/** Word of a running grade as it stands in a class name: 七, 高二, 职一. */
export function gradeWord(grade: number, stage?: Stage): string {
  if (stage === 'vocational') return `职${HAN[grade - 9] ?? grade}`;
  return grade >= 10 && grade <= 12 ? `高${HAN[grade - 9]}` : (HAN[grade] ?? String(grade));
}

/** Word of a running grade by itself: 七年级, 高二, 职一; Grade 7. */
export function gradeName(grade: number, stage?: Stage, language: Language = 'zh'): string {
  if (language === 'en') return stage === 'vocational' ? `Vocational year ${grade - 9}` : `Grade ${grade}`;
  return grade >= 10 || stage === 'vocational' ? gradeWord(grade, stage) : `${gradeWord(grade)}年级`;
}

export function stageName(stage: Stage, language: Language = 'zh'): string {
  const words = {
    primary: { zh: '小学', en: 'Primary' },
    junior: { zh: '初中', en: 'Junior secondary' },
    senior: { zh: '高中', en: 'Senior secondary' },
    vocational: { zh: '中职', en: 'Vocational' },
  } as const;
  return words[stage][language];
}

/** Name of a class in a school year: 七(2)班, 高二(3)班; before entry and after leaving 2019级初中(2)班. */
export function className(c: ClassIdentity, schoolYear: number, language: Language = 'zh', division: Division = '6-3'): string {
  const grade = gradeOf(c, schoolYear, division);
  const current = isCurrent(c, schoolYear, division);
  if (language === 'en') {
    const cohort = current ? gradeName(grade, c.stage, 'en') : `${stageName(c.stage, 'en')} cohort ${c.entryYear}`;
    return `${cohort}, class ${c.number}`;
  }
  return `${current ? gradeWord(grade, c.stage) : `${c.entryYear}级${stageName(c.stage)}`}(${c.number})班`;
}
