import type { BackupReason } from '../../src-shared/contract/backup.ts';

export interface KeptBackup {
  readonly name: string;
  readonly reason: BackupReason;
  readonly madeAt: Date;
  readonly day: string;
  /** Known to have been read back whole. */
  readonly verified: boolean;
}

/** Ordinary backups: so many of today, one of each earlier day, so many in all. */
export const KEEP_TODAY = 3;
export const KEEP_IN_ALL = 10;
/** Backups from before a migration or a restore: the newest of each kind, beside the ordinary ones. */
export const KEEP_SPECIAL = 3;
const SPECIAL: readonly BackupReason[] = ['migration', 'restore'];

const newestFirst = (a: KeptBackup, b: KeptBackup): number =>
  b.madeAt.getTime() - a.madeAt.getTime() || b.name.localeCompare(a.name);

/** Verified before unverified, then newest first. */
const bestFirst = (a: KeptBackup, b: KeptBackup): number => Number(b.verified) - Number(a.verified) || newestFirst(a, b);

/**
 * Names of the backups that may go, oldest last. The newest verified one never does, whatever else is there.
 * @param today local calendar day, `YYYY-MM-DD`
 */
export function toDelete(backups: readonly KeptBackup[], today: string): string[] {
  const keep = new Set<KeptBackup>();
  for (const reason of SPECIAL) {
    for (const one of backups
      .filter((backup) => backup.reason === reason)
      .sort(bestFirst)
      .slice(0, KEEP_SPECIAL))
      keep.add(one);
  }
  const days = Map.groupBy(
    backups.filter(({ reason }) => !SPECIAL.includes(reason)),
    ({ day }) => day,
  );
  const ordinary = [...days].flatMap(([day, ofDay]) => ofDay.sort(bestFirst).slice(0, day === today ? KEEP_TODAY : 1));
  const newestVerified = backups.filter(({ verified }) => verified).sort(newestFirst)[0];
  const first = (a: KeptBackup, b: KeptBackup): number =>
    Number(b === newestVerified) - Number(a === newestVerified) || newestFirst(a, b);
  for (const one of ordinary.sort(first).slice(0, KEEP_IN_ALL)) keep.add(one);
  if (newestVerified) keep.add(newestVerified);
  return backups
    .filter((backup) => !keep.has(backup))
    .sort(newestFirst)
    .map(({ name }) => name);
}
