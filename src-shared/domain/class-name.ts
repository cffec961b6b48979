import { tidyCode } from './normalise.ts';
import type { Language } from './words.ts';

/** 学段: 小学 初中 高中 中职. */
export const stages = ['primary', 'junior', 'senior', 'vocational'] as const;
export type Stage = (typeof stages)[number];

export interface StageYears {
  readonly stage: Stage;
  /** Length in years. */
  readonly years: number;
  /** Number of its first grade in the count from 小学一年级; vocational stages have no such count. */
  readonly firstGrade: number;
}

/** The stages of one school, youngest first. */
export type SchoolShape = readonly StageYears[];

const six: SchoolShape = [
  { stage: 'primary', years: 6, firstGrade: 1 },
  { stage: 'junior', years: 3, firstGrade: 7 },
  { stage: 'senior', years: 3, firstGrade: 10 },
  { stage: 'vocational', years: 3, firstGrade: 10 },
];
const five: SchoolShape = [
  { stage: 'primary', years: 5, firstGrade: 1 },
  { stage: 'junior', years: 4, firstGrade: 6 },
  { stage: 'senior', years: 3, firstGrade: 10 },
  { stage: 'vocational', years: 3, firstGrade: 10 },
];
const STAGES_OF_TYPE = {
  primary: ['primary'],
  junior: ['junior'],
  nine_year: ['primary', 'junior'],
  senior: ['senior'],
  complete_secondary: ['junior', 'senior'],
  twelve_year: ['primary', 'junior', 'senior'],
  vocational: ['vocational'],
} as const satisfies Record<string, readonly Stage[]>;
export type SchoolType = keyof typeof STAGES_OF_TYPE;

/** Stages of a school type, with 六三 (default) or 五四 years. */
export function schoolShape(type: SchoolType, division: '6-3' | '5-4' = '6-3'): SchoolShape {
  const wanted: readonly Stage[] = STAGES_OF_TYPE[type];
  return (division === '6-3' ? six : five).filter((s) => wanted.includes(s.stage));
}

/** A class for its whole life: it keeps its identity while its grade rises each 1 September. */
export interface ClassIdentity {
  readonly stage: Stage;
  /** Year of the September in which its students began the stage. */
  readonly entryYear: number;
  readonly number: number;
}

export function classKey(c: ClassIdentity): string {
  return `${c.stage}-${c.entryYear}-${c.number}`;
}

/** Grade counted through from 小学一年级 (1–12; vocational 10–12), as grade columns and work records use it. */
export function runningGrade(
  c: Pick<ClassIdentity, 'stage' | 'entryYear'>,
  schoolYear: number,
  shape: SchoolShape = six,
): number {
  const first = (shape.find((s) => s.stage === c.stage) ?? six.find((s) => s.stage === c.stage))?.firstGrade ?? 1;
  return first + schoolYear - c.entryYear;
}

export type GradeState = 'before' | 'present' | 'graduated';

/** Grade within the stage (1 = first year) in a school year, e.g. 2026 for 2026-09-01 … 2027-08-31. May lie outside the stage. */
export function gradeInStage(entryYear: number, schoolYear: number): number {
  return schoolYear - entryYear + 1;
}

export function gradeState(c: ClassIdentity, schoolYear: number, years = yearsOf(c.stage)): GradeState {
  const grade = gradeInStage(c.entryYear, schoolYear);
  if (grade < 1) return 'before';
  return grade > years ? 'graduated' : 'present';
}

function yearsOf(stage: Stage, shape: SchoolShape = six): number {
  return (shape.find((s) => s.stage === stage) ?? six.find((s) => s.stage === stage))?.years ?? 3;
}

const HAN_DIGITS: readonly string[] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

/** Word of a grade: 三年级, 七年级, 高二, 职一. `grade` counts within the stage. */
export function gradeName(stage: Stage, grade: number, language: Language = 'zh', shape: SchoolShape = six): string {
  const first = (shape.find((s) => s.stage === stage) ?? six.find((s) => s.stage === stage))?.firstGrade ?? 1;
  if (language === 'en') return stage === 'vocational' ? `Vocational year ${grade}` : `Grade ${first + grade - 1}`;
  if (stage === 'senior') return `高${HAN_DIGITS[grade] ?? grade}`;
  if (stage === 'vocational') return `职${HAN_DIGITS[grade] ?? grade}`;
  return `${HAN_DIGITS[first + grade - 1] ?? first + grade - 1}年级`;
}

/** Name of a class in a school year: 七(1)班, 高二(3)班; a graduated or future one by its cohort: 初中2020级(1)班. */
export function className(c: ClassIdentity, schoolYear: number, language: Language = 'zh', shape: SchoolShape = six): string {
  const years = yearsOf(c.stage, shape);
  if (gradeState(c, schoolYear, years) !== 'present') {
    const cohort =
      language === 'zh' ? `${stageName(c.stage)}${c.entryYear}级` : `${stageName(c.stage, 'en')} cohort ${c.entryYear}`;
    return language === 'zh' ? `${cohort}(${c.number})班` : `${cohort}, class ${c.number}`;
  }
  const grade = gradeName(c.stage, gradeInStage(c.entryYear, schoolYear), language, shape);
  return language === 'zh' ? `${grade.replace(/年级$/u, '')}(${c.number})班` : `${grade}, class ${c.number}`;
}

export function stageName(stage: Stage, language: Language = 'zh'): string {
  const words = {
    primary: ['小学', 'Primary'],
    junior: ['初中', 'Junior secondary'],
    senior: ['高中', 'Senior secondary'],
    vocational: ['中职', 'Vocational'],
  } as const;
  return words[stage][language === 'zh' ? 0 : 1];
}

export type ClassProblem = 'empty' | 'unreadable' | 'noSuchGrade' | 'ambiguous';
export type ParsedClass =
  | { readonly ok: true; readonly identity: ClassIdentity; readonly grade: number }
  /** `candidates` holds the readings of an ambiguous name, for a person to choose from. */
  | { readonly ok: false; readonly problem: ClassProblem; readonly candidates: readonly ClassIdentity[] };
export type ParsedGrade =
  | { readonly ok: true; readonly stage: Stage; readonly entryYear: number; readonly grade: number }
  | { readonly ok: false; readonly problem: ClassProblem };

export interface ClassContext {
  readonly shape: SchoolShape;
  /** School year in which the name was true. */
  readonly schoolYear: number;
  /** Content of a separate grade column (年级), when the class column holds a bare number. */
  readonly grade?: string | number | null;
}

interface Cohort {
  readonly stage: Stage;
  readonly entryYear: number;
}

const HAN_NUMBER = '十[一二]?|[一二三四五六七八九]';
const STAGE_WORDS: readonly (readonly [RegExp, Stage])[] = [
  [/^(?:小学|小)(?=[\d一二三四五六七八九十])/u, 'primary'],
  [/^(?:初级中学|初中|初)(?=[\d一二三四五六七八九十])/u, 'junior'],
  [/^(?:高级中学|高中|高)(?=[\d一二三四五六七八九十])/u, 'senior'],
  [/^(?:中职|职高|中专|职)(?=[\d一二三四五六七八九十])/u, 'vocational'],
];

function readNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  if (text.length === 1) return HAN_DIGITS.indexOf(text);
  const tens = text.split('十');
  const high = tens[0] === '' ? 1 : HAN_DIGITS.indexOf(tens[0] ?? '');
  const low = tens[1] === '' ? 0 : HAN_DIGITS.indexOf(tens[1] ?? '');
  return high * 10 + low;
}

/** Cohorts that a grade number can mean: counted through from 小学一年级, or within a stage (初一, or 二年级 of a school without 小学). */
function byGrade(n: number, stage: Stage | undefined, context: ClassContext): Cohort[] {
  const hasPrimary = context.shape.some((s) => s.stage === 'primary');
  const found: Cohort[] = [];
  for (const s of context.shape) {
    if (stage !== undefined && s.stage !== stage) continue;
    const through = s.stage === 'vocational' ? 0 : n - s.firstGrade + 1;
    const within = stage !== undefined || !hasPrimary || s.stage === 'primary' ? n : 0;
    const grade = [through, within].find((g) => g >= 1 && g <= s.years);
    if (grade !== undefined) found.push({ stage: s.stage, entryYear: context.schoolYear - grade + 1 });
  }
  return found;
}

/** Cohorts of an entry year (2024级) or, with `leaving`, of a year of graduation (2027届) that are at school in the school year. */
function byYear(year: number, leaving: boolean, stage: Stage | undefined, context: ClassContext): Cohort[] {
  return context.shape
    .filter((s) => stage === undefined || s.stage === stage)
    .map((s) => ({ stage: s.stage, entryYear: leaving ? year - s.years : year, years: s.years }))
    .filter((c) => gradeState({ ...c, number: 1 }, context.schoolYear, c.years) === 'present')
    .map(({ stage: of, entryYear }) => ({ stage: of, entryYear }));
}

function takeStage(text: string): { stage: Stage | undefined; rest: string } {
  for (const [word, stage] of STAGE_WORDS) if (word.test(text)) return { stage, rest: text.replace(word, '') };
  return { stage: undefined, rest: text };
}

const compact = (value: string | number): string =>
  tidyCode(String(value))
    .replace(/[\s_]/gu, '')
    .replace(/[〔【[{]/gu, '(')
    .replace(/[〕】\]}]/gu, ')')
    .replace(/^(\d{2,4}[级届])(小学|初中|高中|中职)/u, '$2$1');

const GRADE = new RegExp(`^(\\d{1,2}|${HAN_NUMBER})(?:年级|年)?$`, 'u');

function cohortsOf(text: string, context: ClassContext): readonly Cohort[] | undefined {
  const { stage, rest } = takeStage(text);
  const year = /^(\d{4}|\d{2})(级|届)$/u.exec(rest);
  if (year) return byYear(Number(year[1]) + (year[1]?.length === 2 ? 2000 : 0), year[2] === '届', stage, context);
  const grade = GRADE.exec(rest);
  return grade ? byGrade(readNumber(grade[1] ?? ''), stage, context) : undefined;
}

/** Reads a grade column: 七年级, 初一, 高二, 3, 2024级. */
export function parseGrade(value: string | number | null | undefined, context: ClassContext): ParsedGrade {
  const text = value === null || value === undefined ? '' : compact(value);
  if (text === '') return { ok: false, problem: 'empty' };
  const cohorts = cohortsOf(text, context);
  if (cohorts === undefined) return { ok: false, problem: 'unreadable' };
  const [only] = cohorts;
  if (only === undefined) return { ok: false, problem: 'noSuchGrade' };
  if (cohorts.length > 1) return { ok: false, problem: 'ambiguous' };
  return { ok: true, ...only, grade: gradeInStage(only.entryYear, context.schoolYear) };
}

const NUMBER = `\\d{1,2}|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九]`;

const MARKED = new RegExp(`^(.*?(?:年级|级|届|年))第?\\(?(${NUMBER})\\)?班?$`, 'u');
const PARTED = new RegExp(`^\\(?(.+?)\\)?(?:\\((${NUMBER})\\)班?|[.·、-](${NUMBER})班?)$`, 'u');
/** 七1班, and in Han digits alone only with 班 behind and a grade of one digit before: 七一班, 高二三班. */
const JOINED = new RegExp(`^(.*(?:${HAN_NUMBER}))(\\d{1,2})班?$`, 'u');
const JOINED_HAN = /^((?:小|初|高|职)?[一二三四五六七八九])([一二三四五六七八九])班$/u;
const BARE = new RegExp(`^第?\\(?(${NUMBER})\\)?班?$`, 'u');

/** Splits a class name into the words of its grade and its number; both readings when digits run together. */
function split(text: string): readonly { readonly grade: string; readonly number: number }[] {
  const marked = MARKED.exec(text);
  if (marked) return [{ grade: marked[1] ?? '', number: readNumber(marked[2] ?? '') }];
  const parted = PARTED.exec(text);
  if (parted) {
    // A year before the number is the year of entry: 2024(1)班.
    const grade = /^20\d{2}$/.test(parted[1] ?? '') ? `${parted[1]}级` : (parted[1] ?? '');
    return [{ grade, number: readNumber(parted[2] ?? parted[3] ?? '') }];
  }
  const digits = /^(\D*?)(\d{3,4})班?$/u.exec(text);
  if (digits) {
    const run = digits[2] ?? '';
    const head = run.slice(0, -2);
    const number = Number(run.slice(-2));
    const word = digits[1] ?? '';
    return [{ grade: `${word}${head}`, number }, ...(head.length === 2 ? [{ grade: `${word}${head}级`, number }] : [])];
  }
  const joined = JOINED.exec(text);
  if (joined) return [{ grade: joined[1] ?? '', number: Number(joined[2]) }];
  const han = BARE.test(text) ? null : JOINED_HAN.exec(text);
  return han ? [{ grade: han[1] ?? '', number: readNumber(han[2] ?? '') }] : [];
}

/**
 * Reads a class name as schools write it, for a given school and school year: 七(1)班, 七年级1班, 初一1班, 7.1, 701, 2024级1班, 高二(3)班,
 * 三年级二班, 七一班; with a grade column also a bare "1" or "(1)班". What two stages of the school could mean is ambiguous, never guessed.
 */
export function parseClassName(value: string | number | null | undefined, context: ClassContext): ParsedClass {
  const refuse = (problem: ClassProblem, candidates: readonly ClassIdentity[] = []): ParsedClass => ({
    ok: false,
    problem,
    candidates,
  });
  const text = value === null || value === undefined ? '' : compact(value);
  if (text === '') return refuse('empty');
  const bare = BARE.exec(text);
  const gradeText = context.grade === null || context.grade === undefined ? '' : compact(context.grade);
  const readings = bare && gradeText !== '' ? [{ grade: gradeText, number: readNumber(bare[1] ?? '') }] : split(text);
  const candidates: ClassIdentity[] = [];
  let readable = false;
  for (const reading of readings) {
    const cohorts = cohortsOf(reading.grade, context);
    if (cohorts === undefined || reading.number < 1) continue;
    readable = true;
    candidates.push(...cohorts.map((c) => ({ ...c, number: reading.number })));
  }
  if (!readable) return refuse('unreadable');
  let fitting = candidates;
  if (candidates.length > 1 && gradeText !== '') {
    const column = cohortsOf(gradeText, context) ?? [];
    fitting = candidates.filter((c) => column.some((g) => g.stage === c.stage && g.entryYear === c.entryYear));
  }
  const [only] = fitting;
  if (only === undefined) return refuse('noSuchGrade', candidates);
  if (fitting.length > 1) return refuse('ambiguous', fitting);
  return { ok: true, identity: only, grade: gradeInStage(only.entryYear, context.schoolYear) };
}
