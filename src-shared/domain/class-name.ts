import { type ClassIdentity, type Division, gradeOf, isCurrent, type SchoolType, type Stage, stageSpans } from './grades.ts';
import { tidyCode } from './normalise.ts';

export * from './grades.ts';

export type ClassProblem = 'empty' | 'unreadable' | 'noSuchGrade' | 'ambiguous';
export type ParsedClass =
  | { readonly ok: true; readonly identity: ClassIdentity /** Running grade 1–12 in the school year. */; readonly grade: number }
  /** `candidates` holds the readings of an ambiguous name, for a person to choose from. */
  | { readonly ok: false; readonly problem: ClassProblem; readonly candidates: readonly ClassIdentity[] };
export type ParsedGrade =
  | { readonly ok: true; readonly stage: Stage; readonly entryYear: number; readonly grade: number }
  | { readonly ok: false; readonly problem: ClassProblem };

export interface ClassContext {
  /** School year in which the name was true. */
  readonly schoolYear: number;
  readonly type: SchoolType;
  readonly division?: Division;
  /** Content of a separate grade column (年级), for sheets whose class column holds a bare number. */
  readonly grade?: string | number | null;
}

type Cohort = Pick<ClassIdentity, 'stage' | 'entryYear'>;

const HAN_DIGITS = '零一二三四五六七八九十';
const HAN_NUMBER = '十[一二]?|[一二三四五六七八九]';
const STAGE_WORDS: readonly (readonly [RegExp, Stage])[] = [
  [/^(?:小学|小)(?=[\d一二三四五六])/u, 'primary'],
  [/^(?:初级中学|初中|初)(?=[\d一二三四])/u, 'junior'],
  [/^(?:高级中学|高中|高)(?=[\d一二三])/u, 'senior'],
  [/^(?:中职|职高|中专|职)(?=[\d一二三])/u, 'vocational'],
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
  const spans = stageSpans(context.type, context.division);
  const hasPrimary = spans.some((s) => s.stage === 'primary');
  const found: Cohort[] = [];
  for (const s of spans) {
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
  return stageSpans(context.type, context.division)
    .filter((s) => stage === undefined || s.stage === stage)
    .map((s) => ({ stage: s.stage, entryYear: leaving ? year - s.years : year }))
    .filter((cohort) => isCurrent(cohort, context.schoolYear, context.division));
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

function cohortsOf(text: string, context: ClassContext): readonly Cohort[] | undefined {
  const { stage, rest } = takeStage(text);
  const year = /^(\d{4}|\d{2})(级|届)$/u.exec(rest);
  if (year) return byYear(Number(year[1]) + (year[1]?.length === 2 ? 2000 : 0), year[2] === '届', stage, context);
  const grade = new RegExp(`^(\\d{1,2}|${HAN_NUMBER})(?:年级|年)?$`, 'u').exec(rest);
  return grade ? byGrade(readNumber(grade[1] ?? ''), stage, context) : undefined;
}

/** Reads a grade column: 七年级, 初一, 高二, 3, 2024级. */
export function readGrade(value: string | number | null | undefined, context: ClassContext): ParsedGrade {
  const text = value === null || value === undefined ? '' : compact(value);
  if (text === '') return { ok: false, problem: 'empty' };
  const cohorts = cohortsOf(text, context);
  if (cohorts === undefined) return { ok: false, problem: 'unreadable' };
  const [only] = cohorts;
  if (only === undefined) return { ok: false, problem: 'noSuchGrade' };
  if (cohorts.length > 1) return { ok: false, problem: 'ambiguous' };
  return { ok: true, ...only, grade: gradeOf(only, context.schoolYear, context.division) };
}

/** Running grade (1–12) of a grade word without a school year: 七, 七年级, 7, 初一, 高二, 职一; undefined when it is none or ambiguous. */
export function parseGrade(value: string | number, type: SchoolType, division: Division = '6-3'): number | undefined {
  const read = readGrade(value, { schoolYear: 0, type, division });
  return read.ok ? read.grade : undefined;
}

const NUMBER = `\\d{1,2}|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九]`;

/** Splits a class name into the words of its grade and its number; both readings when digits run together. */
function split(text: string): readonly { readonly grade: string; readonly number: number }[] {
  const marked = new RegExp(`^(.*?(?:年级|级|届))\\(?(${NUMBER})\\)?班?$`, 'u').exec(text);
  if (marked) return [{ grade: marked[1] ?? '', number: readNumber(marked[2] ?? '') }];
  const parted = new RegExp(`^(.+?)(?:\\((${NUMBER})\\)班?|[.·、-](${NUMBER})班?)$`, 'u').exec(text);
  if (parted) return [{ grade: parted[1] ?? '', number: readNumber(parted[2] ?? parted[3] ?? '') }];
  const digits = /^(\D*?)(\d{3,4})班?$/u.exec(text);
  if (digits) {
    const run = digits[2] ?? '';
    const head = run.slice(0, -2);
    const number = Number(run.slice(-2));
    const word = digits[1] ?? '';
    return [{ grade: `${word}${head}`, number }, ...(head.length === 2 ? [{ grade: `${word}${head}级`, number }] : [])];
  }
  const joined = new RegExp(`^(.*(?:${HAN_NUMBER}))(\\d{1,2})班?$`, 'u').exec(text);
  return joined ? [{ grade: joined[1] ?? '', number: Number(joined[2]) }] : [];
}

/**
 * Reads a class name as schools write it, for a given school and school year: 七(1)班, 七年级1班, 初一1班, 7.1, 701, 2024级1班, 高二(3)班,
 * 三年级二班; with a grade column also a bare "1" or "(1)班". What two stages of the school could mean is ambiguous, never guessed.
 */
export function readClassName(value: string | number | null | undefined, context: ClassContext): ParsedClass {
  const refuse = (problem: ClassProblem, candidates: readonly ClassIdentity[] = []): ParsedClass => ({
    ok: false,
    problem,
    candidates,
  });
  const text = value === null || value === undefined ? '' : compact(value);
  if (text === '') return refuse('empty');
  const bare = new RegExp(`^\\(?(${NUMBER})\\)?班?$`, 'u').exec(text);
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
  return { ok: true, identity: only, grade: gradeOf(only, context.schoolYear, context.division) };
}

/** `readClassName` for callers that need no reason: the class, or undefined when unreadable, impossible or ambiguous. */
export function parseClassName(value: string | number, context: ClassContext): ClassIdentity | undefined {
  const read = readClassName(value, context);
  return read.ok ? read.identity : undefined;
}
