import type { Input } from '../../../src-shared/contract/index.ts';
import type { ContactRow } from '../../../src-shared/contract/visits.ts';
import { type ContactMatter, type ContactMode, type ContactOutcome, contactMatters } from '../../../src-shared/domain/codes.ts';
import { todayLocal } from '../../components/format-date.ts';

/** What the form holds and the draft keeps; blank text stands for nothing. */
export interface ContactValues {
  readonly matter: ContactMatter;
  readonly day: string | null;
  readonly time: string;
  readonly mode: ContactMode;
  readonly toWhom: string;
  readonly outcome: ContactOutcome;
  readonly withWhom: string;
  readonly content: string;
  readonly nextStep: string;
  readonly nextTryOn: string | null;
}

const timeOf = (at: Date): string => at.toTimeString().slice(0, 5);

export const freshContact = (preset: string | null): ContactValues => ({
  matter: preset !== null && contactMatters.has(preset) ? preset : 'general',
  day: todayLocal(),
  time: timeOf(new Date()),
  mode: 'phone',
  toWhom: '',
  outcome: 'reached',
  withWhom: '',
  content: '',
  nextStep: '',
  nextTryOn: null,
});

export function storedContact(row: ContactRow): ContactValues {
  const at = new Date(row.contactedAt);
  return {
    matter: row.matter,
    day: todayLocal(at),
    time: timeOf(at),
    mode: row.mode,
    toWhom: row.toWhom ?? '',
    outcome: row.outcome,
    withWhom: row.withWhom ?? '',
    content: row.content ?? '',
    nextStep: row.nextStep ?? '',
    nextTryOn: row.nextTryOn,
  };
}

/** The form as the channel takes it. */
export function toContact({ day, time, ...rest }: ContactValues): Omit<Input<'visits.saveContact'>, 'studentId'> {
  return { ...rest, contactedAt: new Date(`${day ?? todayLocal()}T${time || '12:00'}:00`).toISOString() };
}
