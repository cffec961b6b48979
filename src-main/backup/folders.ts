import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { BackupPlace, SecondFolder } from '../../src-shared/contract/backup.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { renameWithRetry } from '../files/atomic-write.ts';
import { type Clock, localDate } from '../vault/clock.ts';
import type { Executor } from '../vault/context.ts';
import { toErrorShape } from '../vault/errors.ts';
import { readSetting } from '../vault/setting-store.ts';
import { syncFile } from '../vault/snapshot.ts';
import { hashFile } from './archive.ts';
import { type Course, requireSpace } from './course.ts';
import { listFolder } from './listing.ts';
import { parseName } from './names.ts';
import { toDelete } from './retention.ts';
import type { BookedRun } from './runs.ts';

export const SECOND_SETTING = 'backup.secondFolder';

/** Path of the second folder, or null; it stands in the encrypted settings. */
export async function secondPath(db: Executor): Promise<string | null> {
  const stored = await readSetting(db, SECOND_SETTING);
  return typeof stored === 'string' ? stored : null;
}

const STATES: Readonly<Record<string, SecondFolder['state']>> = {
  ok: 'ok',
  secondFolderMissing: 'missing',
  fileMissing: 'missing',
  diskFull: 'full',
  folderNotWritable: 'notWritable',
};

/** What is known of the second folder, from the book and from whether it is there now. */
export function describeSecond(path: string | null, runs: readonly BookedRun[]): SecondFolder | null {
  if (path === null) return null;
  const copies = runs.filter(({ kind }) => kind === 'second_copy');
  const [last] = copies;
  const state = existsSync(path) ? (last ? (STATES[last.outcome] ?? 'failed') : 'never') : 'missing';
  return {
    name: basename(path) || path,
    state,
    copiedAt: copies.find(({ outcome }) => outcome === 'ok')?.finishedAt ?? null,
  };
}

/**
 * Copies a backup into the second folder: written under another name, synced, compared byte for byte, renamed. Answers its name there;
 * nothing that belongs to another vault is overwritten.
 * @throws AppError `secondFolderMissing`, `diskFull`, `backupDamaged`, `cancelled`; the file system's own error
 */
export async function copyToSecond(source: string, second: string, course: Course): Promise<string> {
  // A share or stick that is gone must not be made anew as a folder on this computer's own disk.
  if (!existsSync(second)) throw new AppError('secondFolderMissing');
  const part = join(second, `making-${randomBytes(4).toString('hex')}.part`);
  requireSpace(second, statSync(source).size);
  try {
    copyFileSync(source, part);
    syncFile(part);
    const wanted = await hashFile(source, course.stage(0, 50));
    if ((await hashFile(part, course.stage(50, 100))) !== wanted) throw new AppError('backupDamaged');
    const name = await freeName(second, basename(source), wanted);
    renameWithRetry(part, join(second, name));
    return name;
  } finally {
    try {
      rmSync(part, { force: true });
    } catch {
      // A folder that has just vanished keeps what it has.
    }
  }
}

/** The name itself, or with a number where another vault's backup of the same second has it. */
async function freeName(folder: string, name: string, sha256: string): Promise<string> {
  for (let n = 1; ; n += 1) {
    const candidate = n === 1 ? name : name.replace('.xdbak', `-${n}.xdbak`);
    const path = join(folder, candidate);
    if (!existsSync(path) || (await hashFile(path)) === sha256) return candidate;
  }
}

/** Removes what retention gives up: only whole backups of this vault. Answers the names that went. */
export async function prune(
  folder: string,
  parts: { place: BackupPlace; vaultId: string; runs: readonly BookedRun[]; clock: Clock },
): Promise<string[]> {
  const files = await listFolder(folder, parts);
  const ours = files.flatMap(({ name, state, facts }) => {
    const parsed = parseName(name);
    if (!parsed || !facts?.sameVault || state === 'damaged' || state === 'newer') return [];
    return [{ ...parsed, verified: state === 'checked' || state === 'proved' }];
  });
  const names = toDelete(ours, localDate(parts.clock));
  for (const name of names) rmSync(join(folder, name), { force: true });
  return names;
}

/** The code under which a failure stands in the book. */
export function outcomeOf(error: unknown): string {
  return toErrorShape(error).code;
}
