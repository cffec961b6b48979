import type { BackupFile, BackupStatus, SecondFolder } from '../../src-shared/contract/backup.ts';
import { daysBetween } from '../../src-shared/domain/dates.ts';
import { type Clock, localDate } from '../vault/clock.ts';
import type { BookedRun } from './runs.ts';

/** Days without a backup, without a rehearsal, without a copy in the second folder, after which something has to be done. */
export const LATE = { making: 3, rehearsal: 35, second: 7 } as const;

interface Known {
  readonly files: readonly BackupFile[];
  readonly runs: readonly BookedRun[];
  readonly second: SecondFolder | null;
  readonly clock: Clock;
}

function daysSince(at: string, clock: Clock): number {
  return Math.max(0, daysBetween(localDate({ now: () => new Date(at) }), localDate(clock)));
}

/** The last failure of a kind, unless a success came after it. */
function openFailure(runs: readonly BookedRun[], kind: string, since: string): { at: string; code: string } | null {
  const [last] = runs.filter((run) => run.kind === kind && run.outcome !== 'cancelled');
  if (!last || last.outcome === 'ok' || last.finishedAt < since) return null;
  return { at: last.finishedAt, code: last.outcome };
}

/** What is known of the backups in one answer, computed from the files that are there and from the book. */
export function statusOf({ files, runs, second, clock }: Known): BackupStatus {
  const newest = files.find(({ place, state }) => place === 'own' && (state === 'checked' || state === 'proved'));
  const proved = runs.find(({ kind, outcome }) => kind === 'rehearsal' && outcome === 'ok');
  const lastBackup = newest ? { at: newest.madeAt, days: daysSince(newest.madeAt, clock), reason: newest.reason } : null;
  const lastProved = proved ? { at: proved.finishedAt, days: daysSince(proved.finishedAt, clock) } : null;
  const backupFailed = openFailure(runs, 'backup', newest?.madeAt ?? '');
  const rehearsalFailed = openFailure(runs, 'rehearsal', proved?.finishedAt ?? '');
  const late =
    lastBackup === null ||
    lastBackup.days >= LATE.making ||
    lastProved === null ||
    lastProved.days >= LATE.rehearsal ||
    (second !== null && second.state !== 'ok' && (second.copiedAt === null || daysSince(second.copiedAt, clock) >= LATE.second));
  const tone = backupFailed || rehearsalFailed ? 'failed' : late ? 'late' : 'good';
  return { lastBackup, lastProved, backupFailed, rehearsalFailed, second, tone };
}
