import { tidy } from './normalise.ts';

export const stages = ['primary', 'junior', 'senior', 'vocational'] as const;
export type Stage = (typeof stages)[number];
export type SchoolType = 'primary' | 'junior' | 'nine_year' | 'senior' | 'complete_secondary' | 'twelve_year' | 'vocational';

/** A class keeps its identity from entry to leaving: stage, year of entry into the stage, number. */
export interface ClassIdentity {
  readonly stage: Stage;
  readonly entryYear: number;
  readonly number: number;
}

/** Years of each stage (6-3-3). */
export const STAGE_YEARS: Readonly<Record<Stage, number>> = { primary: 6, junior: 3, senior: 3, vocational: 3 };
/** First running grade of each stage: 1–6 primary, 7–9 junior, 10–12 senior and vocational. */
const FIRST_GRADE: Readonly<Record<Stage, number>> = { primary: 1, junior: 7, senior: 10, vocational: 10 };
const DIGITS = '一二三四五六七八九';
const GRADE_WORDS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '高一', '高二', '高三'];

export const STAGES_OF: Readonly<Record<SchoolType, readonly Stage[]>> = {
  primary: ['primary'],
  junior: ['junior'],
  nine_year: ['primary', 'junior'],
  senior: ['senior'],
  complete_secondary: ['junior', 'senior'],
  twelve_year: ['primary', 'junior', 'senior'],
  vocational: ['vocational'],
};

/** Running grade 1–12 in a school year (2026 = the year that begins on 1 September 2026); past the last grade it keeps counting. */
export function gradeOf(identity: Pick<ClassIdentity, 'stage' | 'entryYear'>, schoolYear: number): number {
  return FIRST_GRADE[identity.stage] + schoolYear - identity.entryYear;
}

/** Whether the class is still within its stage in that school year. */
export function isCurrent(identity: Pick<ClassIdentity, 'stage' | 'entryYear'>, schoolYear: number): boolean {
  const year = schoolYear - identity.entryYear;
  return year >= 0 && year < STAGE_YEARS[identity.stage];
}

export function stageOfGrade(grade: number, type: SchoolType): Stage | undefined {
  const stage: Stage = grade <= 6 ? 'primary' : grade <= 9 ? 'junior' : type === 'vocational' ? 'vocational' : 'senior';
  return grade >= 1 && grade <= 12 && STAGES_OF[type].includes(stage) ? stage : undefined;
}

/** Word of a running grade: 七, 高二, 职一. */
export function gradeWord(grade: number, stage?: Stage): string {
  if (stage === 'vocational') return `职${DIGITS[grade - 10] ?? grade}`;
  return GRADE_WORDS[grade] ?? String(grade);
}

/** 七(2)班, 高二(3)班; after leaving: 2019级初中(2)班. */
export function className(identity: ClassIdentity, schoolYear: number): string {
  if (isCurrent(identity, schoolYear)) return `${gradeWord(gradeOf(identity, schoolYear), identity.stage)}(${identity.number})班`;
  const words: Record<Stage, string> = { primary: '小学', junior: '初中', senior: '高中', vocational: '中职' };
  return `${identity.entryYear}级${words[identity.stage]}(${identity.number})班`;
}

function numberOf(text: string): number | undefined {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  if (text === '十') return 10;
  const ten = /^([一二三四五六七八九]?)十([一二三四五六七八九]?)$/.exec(text);
  if (ten) return (ten[1] ? DIGITS.indexOf(ten[1]) + 1 : 1) * 10 + (ten[2] ? DIGITS.indexOf(ten[2]) + 1 : 0);
  const index = text.length === 1 ? DIGITS.indexOf(text) : -1;
  return index >= 0 ? index + 1 : undefined;
}

const NUMBER = '(\\d{1,2}|[一二三四五六七八九十]{1,3})';

/** Running grade from a word such as 七, 七年级, 7, 初一, 高二, 职一, 小学三年级; undefined when it is none. */
export function parseGrade(raw: string | number, type: SchoolType): number | undefined {
  const text = tidy(String(raw)).replace(/[\s年级]/g, '');
  const prefixed = new RegExp(`^(小学|小|初中|初|高中|高|中职|职高|职)${NUMBER}$`).exec(text);
  const value = numberOf(prefixed ? (prefixed[2] ?? '') : text);
  if (value === undefined) return undefined;
  const base = prefixed?.[1]?.startsWith('初') ? 6 : prefixed && /^(高|中职|职)/.test(prefixed[1] ?? '') ? 9 : 0;
  const inStage = !prefixed && base === 0 && value <= 3 && !STAGES_OF[type].includes('primary');
  const grade = inStage ? value + (type === 'senior' || type === 'vocational' ? 9 : 6) : value + base;
  return stageOfGrade(grade, type) ? grade : undefined;
}

/**
 * Reads a class name as schools write it: 七(1)班, 七年级1班, 初一1班, 7.1, 701, 2024级1班, 高二(3)班, or a bare number beside `grade`.
 * @param grade text of a grade column, when the sheet has one
 */
export function parseClassName(
  raw: string | number,
  options: { readonly schoolYear: number; readonly type: SchoolType; readonly grade?: string | number | null },
): ClassIdentity | undefined {
  const { schoolYear, type } = options;
  const text = tidy(String(raw))
    .replace(/[\s()（）[\]【】]/g, '')
    .replace(/班$/, '');
  if (text === '') return undefined;
  const make = (grade: number | undefined, number: number | undefined): ClassIdentity | undefined => {
    const stage = grade === undefined ? undefined : stageOfGrade(grade, type);
    if (stage === undefined || grade === undefined || number === undefined || number < 1 || number > 60) return undefined;
    return { stage, entryYear: schoolYear - (grade - FIRST_GRADE[stage]), number };
  };
  const cohort = new RegExp(`^(20\\d{2})级?(小学|初中|高中|中职)?${NUMBER}$`).exec(text);
  if (cohort && text.includes('级')) {
    const entryYear = Number(cohort[1]);
    const named = { 小学: 'primary', 初中: 'junior', 高中: 'senior', 中职: 'vocational' } as const;
    const allowed = STAGES_OF[type].filter((stage) => isCurrent({ stage, entryYear }, schoolYear));
    const hint = options.grade == null ? undefined : parseGrade(options.grade, type);
    const stage = cohort[2]
      ? named[cohort[2] as keyof typeof named]
      : hint
        ? stageOfGrade(hint, type)
        : allowed.length === 1
          ? allowed[0]
          : undefined;
    const number = numberOf(cohort[3] ?? '');
    return stage && number !== undefined ? { stage, entryYear, number } : undefined;
  }
  const dotted = /^(\d{1,2})[.\-—、](\d{1,2})$/.exec(text);
  if (dotted) return make(parseGrade(dotted[1] ?? '', type), Number(dotted[2]));
  const worded = new RegExp(
    `^((?:小学|小|初中|初|高中|高|中职|职高|职)?(?:\\d{1,2}|[一二三四五六七八九]))(?:年级|年)?${NUMBER}$`,
  ).exec(text);
  const joined = /^(\d{1,2})(\d{2})$/.exec(text);
  if (joined && !/[年级]/.test(text)) return make(parseGrade(joined[1] ?? '', type), Number(joined[2]));
  const bare = numberOf(text);
  if (bare !== undefined && options.grade != null) return make(parseGrade(options.grade, type), bare);
  if (worded) return make(parseGrade(worded[1] ?? '', type), numberOf(worded[2] ?? ''));
  return undefined;
}
