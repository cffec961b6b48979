import { addDays, ageOn, type LocalDate } from './dates.ts';

/** Whose hand signed; `both` is one paper with two signatures. */
export const consentParties = ['student', 'guardian', 'both'] as const;
export type ConsentParty = (typeof consentParties)[number];
export const signers = ['guardian', 'student'] as const;
export type Signer = (typeof signers)[number];

/** Days ahead in which a consent that ends is told. */
export const EXPIRING_DAYS = 30;

/** Why somebody must sign: `under14` · `from14` (to 17) · `adult` · `unknown` birth date. */
export const ageBases = ['under14', 'from14', 'adult', 'unknown'] as const;
export type AgeBasis = (typeof ageBases)[number];

/**
 * How one kind of consent stands: `valid` · `expiring` (valid, ends within `EXPIRING_DAYS`) · `partial` (a signature is missing) ·
 * `withdrawn` · `expired` · `none`. Only the first two let something be done.
 */
export const consentStatuses = ['valid', 'expiring', 'partial', 'withdrawn', 'expired', 'none'] as const;
export type ConsentStatus = (typeof consentStatuses)[number];

export interface GivenConsent {
  readonly giver: ConsentParty;
  readonly givenOn: LocalDate;
  readonly untilDate: LocalDate | null;
  readonly withdrawnOn: LocalDate | null;
}

export interface ConsentState {
  readonly valid: boolean;
  readonly status: ConsentStatus;
  readonly ageBasis: AgeBasis;
  /** Whole years on that day; null without a birth date. */
  readonly age: number | null;
  readonly required: Signer[];
  readonly missing: Signer[];
  /** Day of the newest consent that counts; null while none does. */
  readonly givenOn: LocalDate | null;
  /** Last day on which all signatures stand; null while not valid, and where no end was set. */
  readonly validUntil: LocalDate | null;
}

export function ageBasis(birthDate: LocalDate | null, on: LocalDate): AgeBasis {
  if (birthDate === null) return 'unknown';
  const age = ageOn(birthDate, on);
  if (age < 14) return 'under14';
  return age < 18 ? 'from14' : 'adult';
}

const SIGNERS: Readonly<Record<AgeBasis, readonly Signer[]>> = {
  under14: ['guardian'],
  from14: ['guardian', 'student'],
  adult: ['student'],
  unknown: ['guardian', 'student'],
};

/**
 * Who must have signed on a day: under 14 the guardian (PIPL art. 31), from 14 to 17 guardian and student, from 18 the student.
 * Without a birth date both are asked for.
 */
export const requiredSigners = (birthDate: LocalDate | null, on: LocalDate): Signer[] => [...SIGNERS[ageBasis(birthDate, on)]];

const hasEnded = (given: GivenConsent, on: LocalDate): boolean => given.untilDate !== null && given.untilDate < on;
const isWithdrawn = (given: GivenConsent, on: LocalDate): boolean => given.withdrawnOn !== null && given.withdrawnOn <= on;
const bears = (given: GivenConsent, signer: Signer): boolean => given.giver === 'both' || given.giver === signer;

/**
 * How the consents of one kind together stand on a day. A withdrawal counts from its own day on; the last day still counts. Entries
 * made by mistake are left out by whoever asks. The rule behind every badge; its twin for whole lists is in SQL.
 */
export function consentStateOn(birthDate: LocalDate | null, consents: readonly GivenConsent[], on: LocalDate): ConsentState {
  const begun = consents.filter((given) => given.givenOn <= on);
  const current = begun.filter((given) => !hasEnded(given, on) && !isWithdrawn(given, on));
  const required = requiredSigners(birthDate, on);
  const missing = required.filter((signer) => !current.some((given) => bears(given, signer)));
  const valid = missing.length === 0;
  const counting = current.filter((given) => required.some((signer) => bears(given, signer)));
  // Each signature stands as long as the longest consent that bears it; all together as long as the shortest of these.
  const ends = required.map((signer) =>
    current.filter((given) => bears(given, signer)).reduce((last, given) => later(last, given.untilDate ?? FOREVER), ''),
  );
  const end = valid ? ends.reduce(earlier, FOREVER) : FOREVER;
  const validUntil = end === FOREVER ? null : end;
  return {
    valid,
    status: valid
      ? validUntil !== null && validUntil <= addDays(on, EXPIRING_DAYS)
        ? 'expiring'
        : 'valid'
      : lackOf(begun, counting, on),
    ageBasis: ageBasis(birthDate, on),
    age: birthDate === null ? null : ageOn(birthDate, on),
    required,
    missing,
    givenOn: counting.reduce<LocalDate | null>((last, given) => later(last ?? '', given.givenOn), null),
    validUntil,
  };
}

const FOREVER = '9999-12-31';
const later = (a: LocalDate, b: LocalDate): LocalDate => [a, b].sort()[1] ?? b;
const earlier = (a: LocalDate, b: LocalDate): LocalDate => [a, b].sort()[0] ?? a;

/** Why there is no valid consent; of what is over, the newest says it. */
function lackOf(begun: readonly GivenConsent[], counting: readonly GivenConsent[], on: LocalDate): ConsentStatus {
  if (counting.length > 0) return 'partial';
  const over = begun.filter((given) => hasEnded(given, on) || isWithdrawn(given, on));
  const newest = [...over].sort((a, b) => (a.givenOn < b.givenOn ? 1 : a.givenOn > b.givenOn ? -1 : 0))[0];
  if (!newest) return begun.length > 0 ? 'partial' : 'none';
  return isWithdrawn(newest, on) ? 'withdrawn' : 'expired';
}
