import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../src-shared/contract/result.ts';
import { writeFileAtomic } from '../files/atomic-write.ts';
import type { Clock } from './clock.ts';

export const ATTEMPTS_FILE = 'vault.attempts.json';
const schema = z.object({ failures: z.number().int().min(0), lastAt: z.number() });
/** Seconds to wait after the n-th failure in a row: the first three are free, then 1 s … 5 min. */
const WAITS = [0, 0, 0, 1, 5, 15, 60, 300] as const;

interface Attempts {
  readonly failures: number;
  /** Milliseconds since 1970. */
  readonly lastAt: number;
}

const NONE: Attempts = { failures: 0, lastAt: 0 };
/** What a file counts as that says nothing: the free attempts are used up, and nobody waits longer than a second for it. */
const UNREADABLE_COUNT = WAITS.findIndex((wait) => wait > 0);
/** Failures that this process knows itself, for a folder where the file cannot be written. */
const known = new Map<string, Attempts>();

function inFile(folder: string): Attempts {
  const path = join(folder, ATTEMPTS_FILE);
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // Whoever spoils the file gains no free attempts by it, and shuts nobody out.
    const found = statSync(path, { throwIfNoEntry: false });
    return found ? { failures: UNREADABLE_COUNT, lastAt: found.mtimeMs } : NONE;
  }
}

function read(folder: string): Attempts {
  const [file, own] = [inFile(folder), known.get(folder) ?? NONE];
  return own.failures > file.failures ? own : file;
}

function keep(folder: string, attempts: Attempts): void {
  known.set(folder, attempts);
  try {
    writeFileAtomic(join(folder, ATTEMPTS_FILE), JSON.stringify(attempts));
    known.delete(folder);
  } catch {
    // Kept in memory then: what is answered to a wrong secret must not depend on this file.
  }
}

/** Seconds until the next attempt is allowed; kept in a file so that restarting the app is no way round. */
export function waitSeconds(folder: string, clock: Clock): number {
  const now = clock.now().getTime();
  const { failures, lastAt } = read(folder);
  const wait = WAITS[Math.min(failures, WAITS.length - 1)] ?? 0;
  // A clock set back would keep the last failure in the future for years: the wait begins anew instead, and ends.
  if (wait > 0 && lastAt > now) keep(folder, { failures, lastAt: now });
  const elapsed = Math.max(0, now - lastAt) / 1000;
  return Math.max(0, Math.min(wait, Math.ceil(wait - elapsed)));
}

export function requireAttemptAllowed(folder: string, clock: Clock): void {
  const seconds = waitSeconds(folder, clock);
  if (seconds > 0) throw new AppError('tooManyAttempts', { seconds });
}

export function recordFailure(folder: string, clock: Clock): number {
  const failures = read(folder).failures + 1;
  keep(folder, { failures, lastAt: clock.now().getTime() });
  return failures;
}

/** Failures since the last success and when the last of them was, for the audit of the unlock; null without any. */
export function failuresBefore(folder: string): { readonly failures: number; readonly lastAt: string } | null {
  const { failures, lastAt } = read(folder);
  // The file lies open: a number that is no time must not keep anybody out.
  const at = new Date(lastAt);
  return failures === 0 ? null : { failures, lastAt: Number.isNaN(at.getTime()) ? '' : at.toISOString() };
}

/** Forgets the failures, once they are on record. What lies there and cannot be taken away keeps nobody out who knows the secret. */
export function clearFailures(folder: string): void {
  known.delete(folder);
  try {
    rmSync(join(folder, ATTEMPTS_FILE), { force: true, recursive: true });
  } catch {
    // It counts again at the next opening.
  }
}
