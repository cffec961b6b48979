import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../src-shared/contract/result.ts';
import { writeFileAtomic } from '../files/atomic-write.ts';
import type { Clock } from './clock.ts';

export const ATTEMPTS_FILE = 'vault.attempts.json';
const schema = z.object({ failures: z.number().int().min(0), lastAt: z.number() });
/** Seconds to wait after the n-th failure in a row: the first three are free, then 1 s … 5 min. */
const WAITS = [0, 0, 0, 1, 5, 15, 60, 300] as const;

function read(folder: string): z.infer<typeof schema> {
  try {
    return schema.parse(JSON.parse(readFileSync(join(folder, ATTEMPTS_FILE), 'utf8')));
  } catch {
    return { failures: 0, lastAt: 0 };
  }
}

/** Seconds until the next attempt is allowed; kept in a file so that restarting the app is no way round. */
export function waitSeconds(folder: string, clock: Clock): number {
  const { failures, lastAt } = read(folder);
  const wait = WAITS[Math.min(failures, WAITS.length - 1)] ?? 0;
  const elapsed = (clock.now().getTime() - lastAt) / 1000;
  // A clock set back must not lock anyone out longer than the longest wait.
  return Math.max(0, Math.min(wait, Math.ceil(wait - Math.max(0, elapsed))));
}

export function requireAttemptAllowed(folder: string, clock: Clock): void {
  const seconds = waitSeconds(folder, clock);
  if (seconds > 0) throw new AppError('tooManyAttempts', { seconds });
}

export function recordFailure(folder: string, clock: Clock): number {
  const failures = read(folder).failures + 1;
  writeFileAtomic(join(folder, ATTEMPTS_FILE), JSON.stringify({ failures, lastAt: clock.now().getTime() }));
  return failures;
}

/** Failures since the last success and when the last of them was, for the audit of the unlock; null without any. */
export function failuresBefore(folder: string): { readonly failures: number; readonly lastAt: string } | null {
  const { failures, lastAt } = read(folder);
  // The file lies open: a number that is no time must not keep anybody out.
  const at = new Date(lastAt);
  return failures === 0 ? null : { failures, lastAt: Number.isNaN(at.getTime()) ? '' : at.toISOString() };
}

/** Forgets the failures, once they are on record. */
export function clearFailures(folder: string): void {
  rmSync(join(folder, ATTEMPTS_FILE), { force: true });
}
