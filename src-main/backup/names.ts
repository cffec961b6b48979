import { type BackupReason, backupReasons } from '../../src-shared/contract/backup.ts';

/** Folder of the vault's own backups, inside the vault folder. */
export const BACKUPS_FOLDER = 'backups';
const NAME = /^xindang-(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-([a-z]+)(?:-\d+)?\.xdbak$/;
/** Ours alone while a backup is made or tried; found after a crash, it may go. */
const UNFINISHED = /^(?:making|trying)-[0-9a-f]{8}\.(?:db|part)(?:-wal|-shm|-journal)?$/;

export interface ParsedName {
  readonly name: string;
  readonly reason: BackupReason;
  readonly madeAt: Date;
  /** Local calendar day, `YYYY-MM-DD`. */
  readonly day: string;
}

const two = (n: number) => String(n).padStart(2, '0');

/** `YYYYMMDD-HHmmss` at the desk. */
export function stampOf(at: Date): string {
  const day = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  return `${day}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
}

/** A name that `taken` does not know yet. */
export function backupName(at: Date, reason: BackupReason, taken: (name: string) => boolean): string {
  const stem = `xindang-${stampOf(at)}-${reason}`;
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? `${stem}.xdbak` : `${stem}-${n}.xdbak`;
    if (!taken(name)) return name;
  }
}

/** What a file's name says, or null when it is no backup of ours. */
export function parseName(name: string): ParsedName | null {
  const match = NAME.exec(name);
  const reason = backupReasons.find((one) => one === match?.[7]);
  if (!match || !reason) return null;
  const [, year, month, date, hours, minutes, seconds] = match;
  const madeAt = new Date(Number(year), Number(month) - 1, Number(date), Number(hours), Number(minutes), Number(seconds));
  return Number.isNaN(madeAt.getTime()) ? null : { name, reason, madeAt, day: `${year}-${month}-${date}` };
}

export const isUnfinished = (name: string): boolean => UNFINISHED.test(name);
