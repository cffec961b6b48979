import { addDays, daysBetween, type LocalDate, startOfWeek } from './dates.ts';

export type Term = 'autumn' | 'spring';
export type TermDates = Readonly<
  Record<string, { readonly autumn: readonly [string, string]; readonly spring: readonly [string, string] }>
>;

export interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** School year of a day: 2026 runs from 2026-09-01 to 2027-08-31. */
export function schoolYearOf(date: LocalDate): number {
  const year = Number(date.slice(0, 4));
  return date.slice(5) >= '09-01' ? year : year - 1;
}

export function schoolYearPeriod(schoolYear: number): Period {
  return { from: `${schoolYear}-09-01`, to: `${schoolYear + 1}-08-31` };
}

/** Autumn 1 Sept – 31 Jan, spring 1 Feb – 31 Aug for counting, unless the school set its own dates. */
export function termPeriod(schoolYear: number, term: Term, own: TermDates = {}): Period {
  const set = own[String(schoolYear)]?.[term];
  if (set) return { from: set[0], to: set[1] };
  return term === 'autumn'
    ? { from: `${schoolYear}-09-01`, to: `${schoolYear + 1}-01-31` }
    : { from: `${schoolYear + 1}-02-01`, to: `${schoolYear + 1}-08-31` };
}

export function termOf(date: LocalDate, own: TermDates = {}): { schoolYear: number; term: Term } {
  const schoolYear = schoolYearOf(date);
  const autumn = termPeriod(schoolYear, 'autumn', own);
  return { schoolYear, term: date <= autumn.to ? 'autumn' : 'spring' };
}

/** Teaching week of a day in its period, Monday to Sunday, the first one is 1. */
export function teachingWeek(date: LocalDate, period: Period): number {
  return Math.floor(daysBetween(startOfWeek(period.from), startOfWeek(date)) / 7) + 1;
}

/** Whole and begun weeks of a period up to `until`, at least 1. */
export function weeksIn(period: Period, until: LocalDate): number {
  const to = until < period.to ? until : period.to;
  return to < period.from ? 1 : teachingWeek(to, period);
}

/** The two-week spans of a period that have begun by `until`. */
export function fortnightsIn(period: Period, until: LocalDate): Period[] {
  const spans: Period[] = [];
  const last = until < period.to ? until : period.to;
  for (let from = startOfWeek(period.from); from <= last; from = addDays(from, 14)) spans.push({ from, to: addDays(from, 13) });
  return spans;
}
