import { ageOn, type LocalDate } from './dates.ts';

/** Whose hand signed; `both` is one paper with two signatures. */
export const consentParties = ['student', 'guardian', 'both'] as const;
export type ConsentParty = (typeof consentParties)[number];
export type Signer = 'student' | 'guardian';

export interface GivenConsent {
  readonly giver: ConsentParty;
  readonly givenOn: LocalDate;
  readonly untilDate: LocalDate | null;
  readonly withdrawnOn: LocalDate | null;
}

export interface ConsentState {
  readonly valid: boolean;
  readonly required: Signer[];
  readonly missing: Signer[];
}

/**
 * Who must have signed on a day: under 14 the guardian (PIPL art. 31), from 14 to 17 guardian and student, from 18 the student.
 * Without a birth date both are asked for.
 */
export function requiredSigners(birthDate: LocalDate | null, on: LocalDate): Signer[] {
  if (birthDate === null) return ['guardian', 'student'];
  const age = ageOn(birthDate, on);
  if (age < 14) return ['guardian'];
  return age < 18 ? ['guardian', 'student'] : ['student'];
}

/** Whether the consents of one kind together are valid on a day. A withdrawal counts from its own day on; the last day still counts. */
export function consentStateOn(birthDate: LocalDate | null, consents: readonly GivenConsent[], on: LocalDate): ConsentState {
  const signed = new Set<Signer>();
  for (const given of consents) {
    const current =
      given.givenOn <= on &&
      (given.untilDate === null || on <= given.untilDate) &&
      (given.withdrawnOn === null || on < given.withdrawnOn);
    if (!current) continue;
    if (given.giver !== 'guardian') signed.add('student');
    if (given.giver !== 'student') signed.add('guardian');
  }
  const required = requiredSigners(birthDate, on);
  const missing = required.filter((signer) => !signed.has(signer));
  return { valid: missing.length === 0, required, missing };
}
