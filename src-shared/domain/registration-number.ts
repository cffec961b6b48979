import { type LocalDate, makeDate } from './dates.ts';
import { idCheckCharacter } from './id-number.ts';
import { tidyCode } from './normalise.ts';

/**
 * National school-roll numbers (学籍号), 19 characters:
 * G + identity number (formal) · J + 18 digits built by the same rules for a child without one (formal) ·
 * L + region + birth date + 4 random digits (temporary; becomes G later, so its last digit checks nothing).
 */
export type RegistrationPrefix = 'G' | 'J' | 'L';

export type RegistrationNumber =
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'valid';
      readonly value: string;
      readonly prefix: RegistrationPrefix;
      readonly temporary: boolean;
      /** Undefined only in a temporary number whose date part is no date. */
      readonly birthDate: LocalDate | undefined;
    }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'invalid'; readonly problem: 'length' | 'prefix' | 'noPrefix' | 'characters' | 'birthDate' | 'checkDigit' };

export function inspectRegistrationNumber(cell: string | number | null | undefined): RegistrationNumber {
  if (cell === null || cell === undefined) return { kind: 'empty' };
  const value = tidyCode(String(cell)).replace(/\s/gu, '').replace(/^'/u, '').toUpperCase();
  if (value === '') return { kind: 'empty' };
  if ((typeof cell === 'number' && !Number.isSafeInteger(cell)) || /^\d(?:\.\d+)?E\+?\d{1,2}$/.test(value)) {
    return { kind: 'damaged' };
  }
  if (/^\d{17}[\dX]$/.test(value)) return { kind: 'invalid', problem: 'noPrefix' };
  if (value.length !== 19) return { kind: 'invalid', problem: 'length' };
  const prefix = value[0];
  if (prefix !== 'G' && prefix !== 'J' && prefix !== 'L') return { kind: 'invalid', problem: 'prefix' };
  const body = value.slice(1);
  if (!/^\d{17}[\dX]$/.test(body)) return { kind: 'invalid', problem: 'characters' };
  const birthDate = makeDate(Number(body.slice(6, 10)), Number(body.slice(10, 12)), Number(body.slice(12, 14)));
  if (prefix !== 'L') {
    if (birthDate === undefined) return { kind: 'invalid', problem: 'birthDate' };
    if (idCheckCharacter(body.slice(0, 17)) !== body[17]) return { kind: 'invalid', problem: 'checkDigit' };
  }
  return { kind: 'valid', value, prefix, temporary: prefix === 'L', birthDate };
}

/** Whether `next` may be the later number of the same student (L → G or J, J → G) by what the two numbers themselves say. */
export function mayFollow(previous: string, next: string): boolean {
  const from = inspectRegistrationNumber(previous);
  const to = inspectRegistrationNumber(next);
  if (from.kind !== 'valid' || to.kind !== 'valid') return false;
  const order: Record<RegistrationPrefix, number> = { L: 0, J: 1, G: 2 };
  if (order[to.prefix] <= order[from.prefix]) return false;
  return from.birthDate === undefined || from.birthDate === to.birthDate;
}
