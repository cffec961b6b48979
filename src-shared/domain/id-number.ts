import type { Sex } from './codes/person.ts';
import { type LocalDate, makeDate } from './dates.ts';
import { tidyCode } from './normalise.ts';

/**
 * Citizen identity numbers (GB 11643-1999): 6 digits region, 8 birth date, 3 sequence (odd = male), 1 check character.
 * The region is not compared with today's list: codes of abolished counties stay valid for life.
 */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';

export type IdNumberProblem = 'length' | 'characters' | 'birthDate' | 'checkDigit';
/** How a spreadsheet spoilt the number: kept as a float, written as 5.3E+17, or as digits whose end became zeros. */
export type IdNumberDamage = 'numberCell' | 'scientific' | 'lostDigits';

export interface IdFacts {
  readonly value: string;
  readonly region: string;
  readonly birthDate: LocalDate;
  readonly sex: Sex;
}

export type IdNumber =
  | { readonly kind: 'empty' }
  /** `suspect`: passes the check but ends in 000, as one in eleven damaged numbers would; ask `columnLooksDamaged`. */
  | ({ readonly kind: 'valid'; readonly suspect: boolean } & IdFacts)
  /** A first-generation number of 15 digits: real, but without a check digit. */
  | ({ readonly kind: 'old' } & IdFacts)
  | { readonly kind: 'damaged'; readonly damage: IdNumberDamage }
  | { readonly kind: 'invalid'; readonly problem: IdNumberProblem };

/** Check character of the first 17 digits. */
export function idCheckCharacter(first17: string): string {
  if (!/^\d{17}$/.test(first17)) throw new RangeError('17 digits expected');
  const sum = WEIGHTS.reduce((acc, weight, i) => acc + weight * Number(first17[i]), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

const invalid = (problem: IdNumberProblem): IdNumber => ({ kind: 'invalid', problem });
const sexOf = (sequence: string): Sex => (Number(sequence) % 2 === 1 ? '1' : '2');

function birthOf(digits: string): LocalDate | undefined {
  return makeDate(Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6, 8)));
}

/** What a cell of an identity-number column holds. Nothing is ever repaired or rounded. */
export function inspectIdNumber(cell: string | number | null | undefined): IdNumber {
  if (cell === null || cell === undefined) return { kind: 'empty' };
  // Above 2^53 a number-typed cell has lost digits before it reached us, whatever it shows.
  if (typeof cell === 'number' && !Number.isSafeInteger(cell)) return { kind: 'damaged', damage: 'numberCell' };
  const value = tidyCode(String(cell)).replace(/\s/gu, '').replace(/^'/u, '').toUpperCase();
  if (value === '') return { kind: 'empty' };
  if (/^\d(?:\.\d+)?E\+?\d{1,2}$/.test(value)) return { kind: 'damaged', damage: 'scientific' };
  if (/^\d{15}$/.test(value)) {
    const birthDate = birthOf(`19${value.slice(6, 12)}`);
    if (birthDate === undefined) return invalid('birthDate');
    return { kind: 'old', value, region: value.slice(0, 6), birthDate, sex: sexOf(value.slice(12)) };
  }
  if (/^\d{18}\.0+$/.test(value)) return { kind: 'damaged', damage: 'numberCell' };
  if (value.length !== 18) return invalid(/^[\dX]+$/.test(value) ? 'length' : 'characters');
  if (!/^\d{17}[\dX]$/.test(value)) return invalid('characters');
  const birthDate = birthOf(value.slice(6, 14));
  const checked = idCheckCharacter(value.slice(0, 17)) === value[17];
  const endsInZeros = value.endsWith('000');
  if (endsInZeros && !checked) return { kind: 'damaged', damage: 'lostDigits' };
  if (birthDate === undefined) return invalid('birthDate');
  if (!checked) return invalid('checkDigit');
  return { kind: 'valid', suspect: endsInZeros, value, region: value.slice(0, 6), birthDate, sex: sexOf(value.slice(14, 17)) };
}

/** True when a whole column came through a spreadsheet's 15 digits: then suspect numbers must be refused as well. */
export function columnLooksDamaged(numbers: readonly IdNumber[]): boolean {
  return numbers.some((n) => n.kind === 'damaged');
}

/** Contradictions between a number and its neighbour columns: to be warned of, never resolved by overwriting. */
export function idContradictions(
  id: IdFacts,
  other: { readonly birthDate?: LocalDate | undefined; readonly sex?: Sex | undefined },
): readonly ('birthDate' | 'sex')[] {
  const found: ('birthDate' | 'sex')[] = [];
  if (other.birthDate !== undefined && other.birthDate !== id.birthDate) found.push('birthDate');
  if ((other.sex === '1' || other.sex === '2') && other.sex !== id.sex) found.push('sex');
  return found;
}

/** The number with all but its first three and last two characters covered. */
export function maskIdNumber(value: string): string {
  return value.length <= 5 ? '*'.repeat(value.length) : value.slice(0, 3) + '*'.repeat(value.length - 5) + value.slice(-2);
}
