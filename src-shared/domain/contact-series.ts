import { type ContactMatter, type ContactOutcome, contactOutcomes } from './codes/support.ts';
import { addDays, type LocalDate } from './dates.ts';
import type { LevelScheme, Severity } from './level-scheme.ts';

/** So many attempts in a row without reaching anybody ask for another way. */
export const UNREACHED_FROM = 3;

export interface Attempt {
  readonly id: string;
  readonly matter: ContactMatter;
  readonly outcome: ContactOutcome;
  /** UTC instants of the attempt itself and of its recording. */
  readonly contactedAt: string;
  readonly recordedAt: string;
  readonly nextTryOn: LocalDate | null;
}

/** All attempts for one matter and one student, as they stand. */
export interface Series {
  readonly matter: ContactMatter;
  readonly attempts: number;
  /** Attempts that failed since somebody was last reached, or since it was given up. */
  readonly failed: number;
  readonly unreached: boolean;
  readonly lastAt: string;
  /** Day of the next try as the latest attempt says it, while the run has not ended. */
  readonly nextTryOn: LocalDate | null;
}

const inOrder = (a: Attempt, b: Attempt): number =>
  a.contactedAt.localeCompare(b.contactedAt) || a.recordedAt.localeCompare(b.recordedAt) || a.id.localeCompare(b.id);

/** The one rule for attempts in a row: they count by the time of the attempt, not by when or in which order they were written down. */
export function seriesOf(attempts: readonly Attempt[]): Series[] {
  return [...Map.groupBy(attempts, (attempt) => attempt.matter)]
    .flatMap(([matter, own]) => {
      const sorted = own.toSorted(inOrder);
      const last = sorted.at(-1);
      if (!last) return [];
      const ended = sorted.findLastIndex((attempt) => !contactOutcomes.find(attempt.outcome).failed);
      const failed = sorted.length - 1 - ended;
      return [
        {
          matter,
          attempts: sorted.length,
          failed,
          unreached: failed >= UNREACHED_FROM,
          lastAt: last.contactedAt,
          nextTryOn: failed > 0 ? last.nextTryOn : null,
        },
      ];
    })
    .sort((a, b) => Number(b.unreached) - Number(a.unreached) || b.lastAt.localeCompare(a.lastAt));
}

/**
 * Day by which the guardian is to be told of a level, where the school's scheme says so and nobody has since the level began; null
 * otherwise. Told means reached for that matter, or a written reason why not to.
 */
export function noticeDueOn(
  scheme: LevelScheme,
  state: { readonly severity: Severity; readonly since: LocalDate },
  notices: readonly { readonly outcome: ContactOutcome; readonly on: LocalDate }[],
): LocalDate | null {
  const level = scheme[state.severity];
  if (!level.notify.includes('guardian')) return null;
  if (notices.some((notice) => notice.on >= state.since && !contactOutcomes.find(notice.outcome).failed)) return null;
  return addDays(state.since, Math.floor((level.responseHours ?? 24) / 24));
}
