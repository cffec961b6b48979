import { z } from 'zod';
import { tidyCode } from './normalise.ts';

/** A calendar day without a zone, `YYYY-MM-DD`, years 1900–2199. Compares correctly as text. */
export type LocalDate = string;

const DAY_MS = 86_400_000;
const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

// All arithmetic runs on UTC midnights: a local-time Date would shift days at a zone change.
function epochDay(year: number, month: number, day: number): number | undefined {
  if (year < 1900 || year > 2199) return undefined;
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day
    ? at.getTime() / DAY_MS
    : undefined;
}

export function isLocalDate(text: string): boolean {
  const m = ISO_DAY.exec(text);
  return m !== null && epochDay(Number(m[1]), Number(m[2]), Number(m[3])) !== undefined;
}

/** For contracts: a real calendar day as `YYYY-MM-DD`. */
export const localDate = z.string().refine(isLocalDate, { error: 'date' });

/** Whole days since 1970-01-01; throws a RangeError on text that is no date. */
export function toEpochDay(date: LocalDate): number {
  const m = ISO_DAY.exec(date);
  const day = m ? epochDay(Number(m[1]), Number(m[2]), Number(m[3])) : undefined;
  if (day === undefined) throw new RangeError('not a local date');
  return day;
}

export function fromEpochDay(day: number): LocalDate {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

export function makeDate(year: number, month: number, day: number): LocalDate | undefined {
  const at = epochDay(year, month, day);
  return at === undefined ? undefined : fromEpochDay(at);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return fromEpochDay(toEpochDay(date) + days);
}

/** Same day of a later (or earlier) month; the last day of that month when it is shorter. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return fromEpochDay(Date.UTC(year, month - 1, Math.min(Number(date.slice(8, 10)), last)) / DAY_MS);
}

/** Days from `from` to `to`: 0 on the same day, negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return toEpochDay(to) - toEpochDay(from);
}

/** 1 Monday … 7 Sunday (ISO 8601). */
export function isoWeekday(date: LocalDate): number {
  return ((((toEpochDay(date) + 3) % 7) + 7) % 7) + 1;
}

export function startOfWeek(date: LocalDate): LocalDate {
  return addDays(date, 1 - isoWeekday(date));
}

/** Completed years (周岁) on a day; somebody born on 29 February turns on 1 March of a common year. Negative before birth. */
export function ageOn(birth: LocalDate, on: LocalDate): number {
  toEpochDay(birth);
  toEpochDay(on);
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4));
  return on.slice(5) >= birth.slice(5) ? years : years - 1;
}

/** Calendar day of an instant at a fixed offset; the default is China's single zone, UTC+8. */
export function localDateOf(instant: string, offsetMinutes = 480): LocalDate {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) throw new RangeError('not an instant');
  return new Date(at + offsetMinutes * 60_000).toISOString().slice(0, 10);
}

export type LooseDateProblem = 'empty' | 'notADate' | 'noSuchDay' | 'incomplete' | 'twoDigitYear' | 'dayMonthOrder';
export type LooseDate =
  | { readonly ok: true; readonly date: LocalDate; readonly form: 'serial' | 'compact' | 'separated' | 'chinese' }
  | { readonly ok: false; readonly problem: LooseDateProblem };

/** Excel serial days accepted as dates, 1920-01-01 … 2149-12-31, so that a stray number is not taken for a birthday. */
const SERIAL_MIN = 7306;
const SERIAL_MAX = 91_312;

/**
 * Day of an Excel serial. In the 1900 system day 1 is 1900-01-01 and serial 60 a day that never was, so from 61 on the
 * count runs from 1899-12-30; the 1904 system of old Macs is 1462 days later.
 */
export function fromExcelSerial(serial: number, date1904 = false): LocalDate {
  return fromEpochDay(Math.floor(serial) + (date1904 ? 1462 : 0) - 25_569);
}

const failed = (problem: LooseDateProblem): LooseDate => ({ ok: false, problem });

function assemble(y: string, m: string, d: string, form: 'compact' | 'separated' | 'chinese'): LooseDate {
  const date = makeDate(Number(y), Number(m), Number(d));
  return date === undefined ? failed('noSuchDay') : { ok: true, date, form };
}

/**
 * A day as schools write it: Excel serial, 20120305, 2012-3-5, 2012/3/5, 2012.03.05, 2012 3 5, 2012年3月5日, each with an optional time of day.
 * Two-digit years and day-first orders are refused rather than guessed.
 */
export function parseLooseDate(value: string | number | null | undefined, options: { date1904?: boolean } = {}): LooseDate {
  if (value === null || value === undefined) return failed('empty');
  const text = tidyCode(String(value)).replace(/\s*([年月日/.-])\s*/gu, '$1');
  if (text === '') return failed('empty');
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (compact) return assemble(compact[1] ?? '', compact[2] ?? '', compact[3] ?? '', 'compact');
  if (/^\d{4,5}(?:\.\d+)?$/.test(text)) {
    const serial = Number(text);
    if (serial >= SERIAL_MIN && serial <= SERIAL_MAX) {
      return { ok: true, date: fromExcelSerial(serial, options.date1904), form: 'serial' };
    }
  }
  const day = text.replace(/[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$/u, '');
  const chinese = /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?$/u.exec(day);
  if (chinese) return assemble(chinese[1] ?? '', chinese[2] ?? '', chinese[3] ?? '', 'chinese');
  const separated = /^(\d{4})([-/. 、—])(\d{1,2})\2(\d{1,2})$/u.exec(day);
  if (separated) return assemble(separated[1] ?? '', separated[3] ?? '', separated[4] ?? '', 'separated');
  if (/^\d{1,2}([-/.])\d{1,2}\1\d{4}$/.test(day)) return failed('dayMonthOrder');
  if (/^\d{2}([-/.])\d{1,2}\1\d{1,2}$/.test(day) || /^\d{2}年\d{1,2}月\d{1,2}日?$/u.test(day)) return failed('twoDigitYear');
  if (/^\d{4}[-/.年]\d{1,2}月?$/u.test(day) || /^(?:19|20)\d{2}年?$/u.test(day) || /^(?:19|20)\d{4}$/.test(day)) {
    return failed('incomplete');
  }
  return failed('notADate');
}

/** `YYYY-MM` of a year and month as schools write it (201809, 2018-9, 2018年9月) or of a whole date; undefined otherwise. */
export function parseYearMonth(value: string | number | null | undefined): string | undefined {
  if (value === null || value === undefined) return undefined;
  const text = tidyCode(String(value)).replace(/\s/gu, '');
  const m = /^((?:19|20|21)\d{2})(?:[-/.年]?)(\d{1,2})月?$/u.exec(text);
  // Five digits are an Excel serial, not a year with a one-digit month.
  if (m && !/^\d{5}$/.test(text)) {
    const month = Number(m[2]);
    return month >= 1 && month <= 12 ? `${m[1]}-${String(month).padStart(2, '0')}` : undefined;
  }
  const whole = parseLooseDate(value);
  return whole.ok ? whole.date.slice(0, 7) : undefined;
}

/** Day of an instant on this computer's clock; a text that is a day already stays as it is. */
export function localDayOf(at: string): LocalDate {
  if (at.length <= 10) return at;
  const when = new Date(at);
  if (Number.isNaN(when.getTime())) return at.slice(0, 10);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}`;
}
