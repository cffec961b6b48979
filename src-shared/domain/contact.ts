import { daysBetween, type LocalDate } from './dates.ts';
import type { LevelScheme, Severity } from './level-scheme.ts';

/** Records in which somebody of the school saw or spoke with the student: sessions, interviews of a review, visits on site. */
export const CONTACT_KINDS = ['session', 'review', 'onsiteVisit'] as const;

/** Days since somebody last saw the student, the one definition for screens, lists and print; null when nobody has. */
export function daysSinceContact(lastContactOn: LocalDate | null, today: LocalDate): number | null {
  return lastContactOn === null ? null : Math.max(0, daysBetween(lastContactOn, today));
}

/** Days over the follow-up time of the level (1 = since yesterday), or null when nothing is due. Counts from the level's own date too. */
export function contactOverdue(
  input: { readonly lastContactOn: LocalDate | null; readonly levelSince: LocalDate; readonly level: Severity },
  scheme: LevelScheme,
  today: LocalDate,
): number | null {
  const limit = scheme[input.level].followUpDays;
  if (limit === null) return null;
  const from = input.lastContactOn !== null && input.lastContactOn > input.levelSince ? input.lastContactOn : input.levelSince;
  const over = daysBetween(from, today) - limit;
  return over > 0 ? over : null;
}
