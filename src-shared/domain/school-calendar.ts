import { addDays, daysBetween, isLocalDate, isoWeekday, type LocalDate, startOfWeek } from './dates.ts';
import type { Language } from './words.ts';

/** A span of days; both ends belong to it. */
export interface DateSpan {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export const termKinds = ['autumn', 'spring'] as const;
export type TermKind = (typeof termKinds)[number];

/** A term: its teaching days. */
export interface Term extends DateSpan {
  readonly schoolYear: number;
  readonly kind: TermKind;
}

/** Dates of the terms as the school settings keep them: [first, last teaching day]. */
export interface TermDates {
  readonly autumn: readonly [LocalDate, LocalDate];
  readonly spring: readonly [LocalDate, LocalDate];
}
export type KnownTerms = Readonly<Record<string, TermDates>>;

/** School year of a day, named by its September: 2026-08-31 → 2025, 2026-09-01 → 2026. */
export function schoolYearOf(date: LocalDate): number {
  const year = Number(date.slice(0, 4));
  return date.slice(5) >= '09-01' ? year : year - 1;
}

export function schoolYearSpan(schoolYear: number): DateSpan {
  return { from: `${schoolYear}-09-01`, to: `${schoolYear + 1}-08-31` };
}

export function schoolYearName(schoolYear: number, language: Language = 'zh'): string {
  return language === 'zh' ? `${schoolYear}—${schoolYear + 1}学年` : `${schoolYear}/${schoolYear + 1}`;
}

export function termName(term: Pick<Term, 'schoolYear' | 'kind'>, language: Language = 'zh'): string {
  const year = schoolYearName(term.schoolYear, language);
  if (language === 'zh') return `${year}${term.kind === 'autumn' ? '秋季学期' : '春季学期'}`;
  return `${year} ${term.kind === 'autumn' ? 'autumn' : 'spring'} term`;
}

/** Used until the school enters its own dates. */
export function defaultTermDates(schoolYear: number): TermDates {
  const next = schoolYear + 1;
  return { autumn: [`${schoolYear}-09-01`, `${next}-01-20`], spring: [`${next}-03-01`, `${next}-07-10`] };
}

/** The two terms of a school year; dates that are no dates, or in the wrong order, fall back to the defaults. */
export function termsOf(schoolYear: number, known: KnownTerms = {}): readonly [Term, Term] {
  const own = known[String(schoolYear)];
  const flat = own ? [...own.autumn, ...own.spring] : [];
  const sound = flat.length === 4 && flat.every((d, i) => isLocalDate(d) && (i === 0 || (flat[i - 1] ?? '') < d));
  const dates = own && sound ? own : defaultTermDates(schoolYear);
  return [
    { schoolYear, kind: 'autumn', from: dates.autumn[0], to: dates.autumn[1] },
    { schoolYear, kind: 'spring', from: dates.spring[0], to: dates.spring[1] },
  ];
}

/**
 * The half of a school year that a term stands for when records are counted: autumn from 1 September to the day before the spring
 * term, spring from there to 31 August, so that no record of a holiday falls between the two.
 */
export function countingSpan(schoolYear: number, kind: TermKind, known: KnownTerms = {}): DateSpan {
  const [, spring] = termsOf(schoolYear, known);
  const year = schoolYearSpan(schoolYear);
  return kind === 'autumn' ? { from: year.from, to: addDays(spring.from, -1) } : { from: spring.from, to: year.to };
}

/** Which term a day's records count for. */
export function termOf(date: LocalDate, known: KnownTerms = {}): Term {
  const [autumn, spring] = termsOf(schoolYearOf(date), known);
  return date < spring.from ? autumn : spring;
}

/** Teaching week (1, 2, …) of a day; undefined outside the term. Weeks run Monday to Sunday, the first holds the term's first day. */
export function teachingWeek(term: DateSpan, date: LocalDate): number | undefined {
  if (date < term.from || date > term.to) return undefined;
  return Math.floor(daysBetween(startOfWeek(term.from), date) / 7) + 1;
}

export interface Week extends DateSpan {
  readonly number: number;
}

/** Teaching weeks of a term that touch a span, cut to the term's days. */
export function teachingWeeks(term: DateSpan, within: DateSpan = term): readonly Week[] {
  const weeks: Week[] = [];
  for (let number = 1, monday = startOfWeek(term.from); monday <= term.to; number += 1, monday = addDays(monday, 7)) {
    const sunday = addDays(monday, 6);
    const from = monday < term.from ? term.from : monday;
    const to = sunday > term.to ? term.to : sunday;
    if (from <= within.to && to >= within.from) weeks.push({ number, from, to });
  }
  return weeks;
}

/** Pairs of teaching weeks (1–2, 3–4, …) that lie wholly inside the span: what "每2周" is counted by. A single last week is not due. */
export function fortnights(term: DateSpan, within: DateSpan = term): readonly DateSpan[] {
  const all = teachingWeeks(term);
  const pairs: DateSpan[] = [];
  for (let i = 0; i + 1 < all.length; i += 2) {
    const first = all[i];
    const second = all[i + 1];
    if (first && second && first.from >= within.from && second.to <= within.to) pairs.push({ from: first.from, to: second.to });
  }
  return pairs;
}

/** Days of a span divided by seven: for averages a week. 0 when the span is empty. */
export function weeksIn(span: DateSpan): number {
  return Math.max(0, daysBetween(span.from, span.to) + 1) / 7;
}

/** Number of teaching weeks of all terms that touch a span. */
export function teachingWeeksIn(span: DateSpan, known: KnownTerms = {}): number {
  let count = 0;
  for (let year = schoolYearOf(span.from); year <= schoolYearOf(span.to); year += 1) {
    for (const term of termsOf(year, known)) count += teachingWeeks(term, span).length;
  }
  return count;
}

/** A due day moved out of weekend and holiday to the next teaching day. For what may wait; never for the gravest level. */
export function nextTeachingDay(date: LocalDate, known: KnownTerms = {}): LocalDate {
  const year = schoolYearOf(date);
  const terms = [...termsOf(year, known), ...termsOf(year + 1, known)];
  for (const term of terms) {
    let day = date < term.from ? term.from : date;
    while (day <= term.to && isoWeekday(day) > 5) day = addDays(day, 1);
    if (day <= term.to) return day;
  }
  return date;
}
