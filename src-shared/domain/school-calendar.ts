import { addDays, daysBetween, isLocalDate, isoWeekday, type LocalDate, startOfWeek } from './dates.ts';
import type { Language } from './words.ts';

export const termKinds = ['autumn', 'spring'] as const;
export type Term = (typeof termKinds)[number];

/** First and last teaching day of each term, by school year, as the settings keep them. */
export type TermDates = Readonly<
  Record<string, { readonly autumn: readonly [string, string]; readonly spring: readonly [string, string] }>
>;

/** A span of days; both ends belong to it. */
export interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** School year of a day, named by its September: 2026 runs from 2026-09-01 to 2027-08-31. */
export function schoolYearOf(date: LocalDate): number {
  const year = Number(date.slice(0, 4));
  return date.slice(5) >= '09-01' ? year : year - 1;
}

export function schoolYearPeriod(schoolYear: number): Period {
  return { from: `${schoolYear}-09-01`, to: `${schoolYear + 1}-08-31` };
}

export function schoolYearName(schoolYear: number, language: Language = 'zh'): string {
  return language === 'zh' ? `${schoolYear}—${schoolYear + 1}学年` : `${schoolYear}/${schoolYear + 1}`;
}

export function termName(schoolYear: number, term: Term, language: Language = 'zh'): string {
  const year = schoolYearName(schoolYear, language);
  if (language === 'zh') return `${year}${term === 'autumn' ? '秋季学期' : '春季学期'}`;
  return `${year} ${term} term`;
}

/**
 * Teaching days of a term: the school's own dates, else 1 September – 20 January and 1 March – 10 July. Own dates that are no dates or
 * not in order are not used.
 */
export function teachingPeriod(schoolYear: number, term: Term, own: TermDates = {}): Period {
  const set = own[String(schoolYear)];
  const all = set ? [...set.autumn, ...set.spring] : [];
  const sound = all.length === 4 && all.every((day, i) => isLocalDate(day) && (i === 0 || (all[i - 1] ?? '') < day));
  if (set && sound) return { from: set[term][0], to: set[term][1] };
  return term === 'autumn'
    ? { from: `${schoolYear}-09-01`, to: `${schoolYear + 1}-01-20` }
    : { from: `${schoolYear + 1}-03-01`, to: `${schoolYear + 1}-07-10` };
}

/**
 * The half of the school year that counts for a term: autumn from 1 September to the day before the spring term, spring from there to
 * 31 August, so that no record of a holiday falls between the two.
 */
export function termPeriod(schoolYear: number, term: Term, own: TermDates = {}): Period {
  const spring = teachingPeriod(schoolYear, 'spring', own).from;
  const year = schoolYearPeriod(schoolYear);
  return term === 'autumn' ? { from: year.from, to: addDays(spring, -1) } : { from: spring, to: year.to };
}

/** The term for which a day's records count. */
export function termOf(date: LocalDate, own: TermDates = {}): { schoolYear: number; term: Term } {
  const schoolYear = schoolYearOf(date);
  return { schoolYear, term: date < termPeriod(schoolYear, 'spring', own).from ? 'autumn' : 'spring' };
}

/** Week of a day in a period, Monday to Sunday; the week that holds the first day is 1. */
export function teachingWeek(date: LocalDate, period: Period): number {
  return Math.floor(daysBetween(startOfWeek(period.from), startOfWeek(date)) / 7) + 1;
}

function teachingPeriods(within: Period, own: TermDates): Period[] {
  const found: Period[] = [];
  for (let year = schoolYearOf(within.from); year <= schoolYearOf(within.to); year += 1) {
    found.push(teachingPeriod(year, 'autumn', own), teachingPeriod(year, 'spring', own));
  }
  return found;
}

/** Weeks of teaching, Monday to Sunday and cut to the term, that touch a period. */
export function teachingWeeks(period: Period, own: TermDates = {}): readonly Period[] {
  const weeks: Period[] = [];
  for (const term of teachingPeriods(period, own)) {
    for (let monday = startOfWeek(term.from); monday <= term.to; monday = addDays(monday, 7)) {
      const days = [0, 1, 2, 3, 4, 5, 6].map((n) => addDays(monday, n)).filter((day) => day >= term.from && day <= term.to);
      const from = days[0];
      const to = days.at(-1);
      if (from && to && from <= period.to && to >= period.from) weeks.push({ from, to });
    }
  }
  return weeks;
}

/** Teaching weeks of a period begun by `until`, for averages a week; at least 1, so that it may be divided by. */
export function weeksIn(period: Period, until: LocalDate, own: TermDates = {}): number {
  return Math.max(1, teachingWeeks(period, own).filter((week) => week.from <= until).length);
}

/**
 * Pairs of teaching weeks (1–2, 3–4, …) of the terms, wholly inside the period and over by `until`: what "每2周" is counted by. A pair
 * still running is not yet due, and a single last week never is.
 */
export function fortnightsIn(period: Period, until: LocalDate, own: TermDates = {}): Period[] {
  const pairs: Period[] = [];
  for (const term of teachingPeriods(period, own)) {
    const weeks = teachingWeeks(term, own).filter((week) => week.from >= term.from && week.to <= term.to);
    for (let i = 0; i + 1 < weeks.length; i += 2) {
      const first = weeks[i];
      const second = weeks[i + 1];
      if (first && second && first.from >= period.from && second.to <= period.to && second.to <= until) {
        pairs.push({ from: first.from, to: second.to });
      }
    }
  }
  return pairs;
}

/** A due day moved out of weekend and holiday to the next teaching day: for what may wait, never for the gravest level. */
export function nextTeachingDay(date: LocalDate, own: TermDates = {}): LocalDate {
  const year = schoolYearOf(date);
  for (const term of teachingPeriods({ from: date, to: schoolYearPeriod(year + 1).to }, own)) {
    let day = date < term.from ? term.from : date;
    while (day <= term.to && isoWeekday(day) > 5) day = addDays(day, 1);
    if (day <= term.to) return day;
  }
  return date;
}
