import { addDays, daysBetween, type LocalDate } from './dates.ts';
import type { LevelScheme, Severity } from './level-scheme.ts';

/** Records that may be a contact with the student. */
export type ContactRecordKind =
  | 'session'
  | 'groupSession'
  | 'interview'
  | 'crisisTalk'
  | 'planTalk'
  | 'homeVisit'
  | 'guardianContact'
  | 'report'
  | 'assessment';

export interface ContactFact {
  readonly kind: ContactRecordKind;
  /** Day of the event, not of its recording. */
  readonly on: LocalDate;
  /** Set where the kind alone does not tell: a home visit is a contact only on site. */
  readonly mode?: string;
}

/**
 * The one definition of "contact": somebody of the school met or spoke with the student. Talking with the guardian, a report about the
 * student, or a filled-in scale is none; a home visit is one only on site.
 */
export function isContact(fact: ContactFact): boolean {
  switch (fact.kind) {
    case 'session':
    case 'groupSession':
    case 'interview':
    case 'crisisTalk':
    case 'planTalk':
      return true;
    case 'homeVisit':
      return fact.mode === 'onsite';
    case 'guardianContact':
    case 'report':
    case 'assessment':
      return false;
  }
}

/** Day of the last contact up to and including `on`; records dated later are plans, not contacts. */
export function lastContact(facts: Iterable<ContactFact>, on: LocalDate): LocalDate | null {
  let last: LocalDate | null = null;
  for (const fact of facts) if (isContact(fact) && fact.on <= on && (last === null || fact.on > last)) last = fact.on;
  return last;
}

/** Days since the last contact, 0 for today; null when there never was one. */
export function daysSinceContact(last: LocalDate | null, on: LocalDate): number | null {
  return last === null ? null : Math.max(0, daysBetween(last, on));
}

export interface FollowUp {
  /** Day by which the student should be seen; null when the level has no rhythm. */
  readonly dueOn: LocalDate | null;
  /** Days past the due day, 0 when not overdue. */
  readonly overdueDays: number;
  /** An active plan with a next step ahead keeps the reminder quiet. */
  readonly quiet: boolean;
}

/**
 * When the student is to be seen next under the school's scheme. The rhythm runs from the later of the last contact and the day the
 * level was set. A planned next step not yet past keeps it quiet, except at severity 3.
 */
export function followUp(
  scheme: LevelScheme,
  facts: {
    readonly severity: Severity;
    readonly levelSince: LocalDate;
    readonly lastContactOn: LocalDate | null;
    readonly plannedOn?: LocalDate | null;
    readonly on: LocalDate;
  },
): FollowUp {
  const days = scheme[facts.severity].followUpDays;
  if (days === null) return { dueOn: null, overdueDays: 0, quiet: false };
  const from = facts.lastContactOn !== null && facts.lastContactOn > facts.levelSince ? facts.lastContactOn : facts.levelSince;
  const dueOn = addDays(from, days);
  const late = Math.max(0, daysBetween(dueOn, facts.on));
  const planned = facts.plannedOn ?? null;
  const quiet = late > 0 && facts.severity < 3 && planned !== null && planned >= facts.on;
  return { dueOn, overdueDays: quiet ? 0 : late, quiet };
}

/** Days over the follow-up time of the level (1 = since yesterday), or null when nothing is due or a plan keeps it quiet. */
export function contactOverdue(
  facts: {
    readonly level: Severity;
    readonly levelSince: LocalDate;
    readonly lastContactOn: LocalDate | null;
    readonly plannedOn?: LocalDate | null;
  },
  scheme: LevelScheme,
  today: LocalDate,
): number | null {
  const { level, ...rest } = facts;
  const { overdueDays } = followUp(scheme, { ...rest, severity: level, on: today });
  return overdueDays > 0 ? overdueDays : null;
}
