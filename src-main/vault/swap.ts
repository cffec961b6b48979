import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../src-shared/contract/result.ts';
import { renameWithRetry, writeFileAtomic } from '../files/atomic-write.ts';
import {
  HEADER_COPY_FILE,
  HEADER_FILE,
  isDatabaseFile,
  newDatabaseName,
  readHeader,
  readSwap,
  SWAP_FILE,
  type Swap,
  type VaultHeader,
  writeHeader,
} from './header.ts';
import { openDatabase } from './open.ts';

/** The steps of a swap in order; up to `committed` the old vault is in force, from there on the new one. */
export const SWAP_STEPS = ['announced', 'prepared', 'keptHeader', 'committed', 'moved'] as const;
export type SwapStep = (typeof SWAP_STEPS)[number];

/**
 * Puts another database with its slots in the place of the vault in this folder. The new database is complete before one rename of the
 * header makes it the vault; the old one goes aside, never away. After a crash at any point it is the old vault or the new one.
 * @param asideName folder below `folder` for the vault that is there now; left unused when there is none
 * @param prepare writes the new database to the file it is given, whole and synced, and answers the header that opens it
 * @throws AppError `vaultInUse`; whatever `prepare` throws, with nothing changed
 */
export async function swapIn(
  folder: string,
  asideName: string,
  prepare: (file: string) => Promise<VaultHeader>,
  atStep: (step: SwapStep) => void = () => undefined,
): Promise<{ readonly keptAside: string | null }> {
  mkdirSync(folder, { recursive: true });
  finishSwap(folder);
  const old = oldFiles(folder);
  requireNotInUse(folder, old);
  const aside = old.length > 0 || hasHeader(folder) ? asideName : null;
  const database = newDatabaseName();
  const swap: Swap = { database, aside, moves: old, committed: false };
  announce(folder, swap);
  let committed = false;
  try {
    atStep('announced');
    const header = await prepare(join(folder, database));
    atStep('prepared');
    if (aside !== null) keepHeader(folder, aside);
    atStep('keptHeader');
    try {
      writeHeader(folder, { ...header, database, discard: [] });
    } finally {
      committed = whichIsInForce(folder, database) === 'new';
    }
    atStep('committed');
  } catch (error) {
    if (!committed) {
      abandon(folder, swap);
      throw error;
    }
    // In force by the first copy of the header alone; the next unlock writes the second.
  }
  finishSwap(folder);
  atStep('moved');
  return { keptAside: aside };
}

/**
 * Ends a swap that a crash cut off: once in force the old files go aside, before that the unfinished database goes. With a header that
 * cannot be read nothing is touched, since either may be the one that counts.
 */
export function finishSwap(folder: string): void {
  const swap = readSwap(folder);
  if (!swap) return;
  if (!swap.committed) {
    const inForce = whichIsInForce(folder, swap.database);
    if (inForce === 'unknown') return;
    if (inForce === 'old') {
      abandon(folder, swap);
      return;
    }
  }
  try {
    if (!swap.committed) announce(folder, { ...swap, committed: true });
    if (swap.aside !== null) {
      for (const name of swap.moves) {
        if (existsSync(join(folder, name))) renameWithRetry(join(folder, name), join(folder, swap.aside, name));
      }
    }
    rmSync(join(folder, SWAP_FILE), { force: true });
  } catch {
    // Another program holds an old file: it stays beside the new vault until the next start tries again.
  }
}

/** Notes which database is being made, before its first byte. */
export function announce(folder: string, swap: Swap): void {
  writeFileAtomic(join(folder, SWAP_FILE), JSON.stringify(swap));
}

/** Only before anything was moved: the folder aside holds copies of the header alone. */
function abandon(folder: string, { database, aside }: Swap): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(join(folder, `${database}${suffix}`), { force: true });
  if (aside !== null) rmSync(join(folder, aside), { recursive: true, force: true });
  rmSync(join(folder, SWAP_FILE), { force: true });
}

function whichIsInForce(folder: string, database: string): 'old' | 'new' | 'unknown' {
  try {
    const state = readHeader(folder);
    return state.state === 'present' && state.header.database === database ? 'new' : 'old';
  } catch {
    return 'unknown';
  }
}

const hasHeader = (folder: string): boolean =>
  existsSync(join(folder, HEADER_FILE)) || existsSync(join(folder, HEADER_COPY_FILE));

/** Databases with their logs. */
function oldFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => isDatabaseFile(name.replace(/-(?:wal|shm|journal)$/, '')));
}

/** As they are, damaged or not. */
function keepHeader(folder: string, aside: string): void {
  mkdirSync(join(folder, aside));
  for (const name of [HEADER_FILE, HEADER_COPY_FILE]) {
    if (existsSync(join(folder, name))) writeFileAtomic(join(folder, aside, name), readFileSync(join(folder, name)));
  }
}

/** A wrong key tells a database that another app has open from one that lies there: only the first answers "in use". */
function requireNotInUse(folder: string, files: readonly string[]): void {
  for (const name of files.filter(isDatabaseFile)) {
    const file = join(folder, name);
    // An empty file must not be opened: SQLite would take the log beside it for left-over and delete it.
    if (statSync(file).size === 0) continue;
    try {
      openDatabase(file, randomBytes(32), { create: false }).close();
    } catch (error) {
      if (error instanceof AppError && error.code === 'vaultInUse') throw error;
    }
  }
}
