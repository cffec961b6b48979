import type { Input } from '../../../src-shared/contract/index.ts';
import type { ClassDecision, StudentDecision } from '../../../src-shared/contract/students.ts';

/** What has been decided so far, by class and by student; the rest follows the default. */
export interface Decided {
  readonly classes: Readonly<Record<string, ClassDecision>>;
  readonly students: Readonly<Record<string, StudentDecision>>;
}
export const NOTHING: Decided = { classes: {}, students: {} };

export const toInput = (toYear: number, decided: Decided): Input<'students.previewRollover'> => ({
  toYear,
  classes: { ...decided.classes },
  // A class not yet written is no decision yet.
  students: Object.fromEntries(
    Object.entries(decided.students).filter(([, d]) => d.kind !== 'class' || d.className.trim() !== ''),
  ),
});

/** Class numbers as typed: 1，2、3 in any of the usual commas. Null when one is no number from 1 to 99. */
export function readNumbers(text: string): number[] | null {
  const parts = text.split(/[,，、;；\s]+/u).filter((part) => part !== '');
  const numbers = parts.map(Number);
  if (numbers.length === 0 || numbers.length > 30 || numbers.some((n) => !Number.isInteger(n) || n < 1 || n > 99)) return null;
  return [...new Set(numbers)];
}
