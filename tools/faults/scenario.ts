import type { Random } from '../sample-school/random.ts';
import type { Bundle } from './child.ts';

/** What one kill brought to light. */
export interface Round {
  /** Writes that were acknowledged in the killed process. */
  readonly acknowledged: number;
  /** How the moment was chosen, and which it was: milliseconds, or a step of the call. */
  readonly moment: { readonly by: 'clock' | 'step'; readonly at: number };
  /** What was found after the kill, for counting: `old`, `new` … */
  readonly state: string;
  readonly problems: readonly string[];
}

/** One kind of work that is cut off at a random moment. */
export interface Scenario {
  readonly name: string;
  /** Number of kills in the full run and in the shortened one. */
  readonly kills: { readonly full: number; readonly short: number };
  /** Makes what the rounds share (below `folder`, which is empty) and answers one round: start, work, kill, examine. */
  readonly prepare: (bundle: Bundle, folder: string, random: Random) => Promise<(random: Random) => Promise<Round>>;
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
