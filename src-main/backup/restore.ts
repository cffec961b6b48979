import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { AsideVault, BackupFacts } from '../../src-shared/contract/backup.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import type { Session } from '../../src-shared/contract/vault.ts';
import { recordFailure, requireAttemptAllowed } from '../vault/attempts.ts';
import { AuditLog } from '../vault/audit.ts';
import { type Clock, instant } from '../vault/clock.ts';
import type { AuditDetail } from '../vault/context.ts';
import { type FoundSlot, findSlot, refusalOf, type Secrets } from '../vault/find-slot.ts';
import { keyMatches, readHeader, type VaultHeader } from '../vault/header.ts';
import { subKey } from '../vault/key-slots.ts';
import { SCHEMA_VERSION } from '../vault/migrate.ts';
import { openDatabase, requireHealthy, type VaultDatabase } from '../vault/open.ts';
import { readUsers, userOfSlot } from '../vault/slot-upkeep.ts';
import { closeCopy, schemaOf, syncFile } from '../vault/snapshot.ts';
import { finishSwap, type SwapStep, swapIn } from '../vault/swap.ts';
import { inTransaction } from '../vault/transaction.ts';
import { kyselyOn } from '../vault/vault.ts';
import { openArchive } from './archive.ts';
import { checkDatabase, openExtracted, requireOwn, requireReadable } from './check.ts';
import { type Course, requireSpace } from './course.ts';
import { factsOf } from './listing.ts';
import { makeBackup } from './make.ts';
import { stampOf } from './names.ts';
import { insertRun } from './runs.ts';

export interface RestoreParts {
  /** The vault's folder; it need not exist. */
  readonly folder: string;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly appVersion: string;
  readonly course: Course;
  readonly atStep?: (step: SwapStep) => void;
}

export interface Restored {
  readonly facts: BackupFacts;
  readonly keptAside: string | null;
  readonly auditBroken: number | null;
}

/**
 * Puts a backup in the place of the vault in the folder.
 * @throws AppError `notABackup`, `backupDamaged`, `backupNewer`, `backupForged`, `backupUnlike`, `wrongPassphrase` and the other
 * refusals of `findSlot`, `tooManyAttempts`, `userClosed`, `vaultInUse`, `diskFull`; the file system's own error. Nothing is changed then.
 */
export async function restore(path: string, secrets: Secrets, parts: RestoreParts): Promise<Restored> {
  const { folder, clock, course } = parts;
  mkdirSync(folder, { recursive: true });
  course.at(0);
  const archive = await openArchive(path, { whole: true, onBytes: course.stage(0, 25) });
  requireReadable(archive.manifest);
  const found = await openSlot(folder, clock, archive.header, secrets);
  try {
    requireOwn(archive, found.dataKey);
    const facts = factsOf(archive, presentVaultId(folder));
    requireSpace(folder, archive.bytes);
    await backUpPresent(secrets, parts);
    course.at(35);
    let auditBroken: number | null = null;
    const { keptAside } = await swapIn(
      folder,
      asideName(folder, clock),
      async (file) => {
        await archive.extract(file, course.stage(35, 60));
        const database = openExtracted(file, found.dataKey);
        ({ auditBroken } = await closing(database, () => checkDatabase(database, archive.manifest, found.dataKey, clock)));
        course.at(85);
        await sign(file, found, parts, path, { reason: archive.manifest.reason, backupSeq: archive.manifest.audit.seq });
        course.at(95);
        return archive.header;
      },
      parts.atStep,
    );
    course.at(100);
    return { facts, keptAside, auditBroken };
  } finally {
    found.dataKey.fill(0);
  }
}

/**
 * Puts a vault back that a restore has put aside. What is aside stays there too: it is copied.
 * @throws AppError `asideUnusable`, and as `restore`
 */
export async function undoRestore(aside: string, secrets: Secrets, parts: RestoreParts): Promise<{ keptAside: string | null }> {
  const { folder, clock, course } = parts;
  course.at(0);
  finishSwap(folder);
  const header = asideHeader(folder, aside);
  const source = header && join(folder, aside, header.database);
  if (!header || !source || !existsSync(source)) throw new AppError('asideUnusable');
  const found = await openSlot(folder, clock, header, secrets);
  try {
    if (!keyMatches(header, found.dataKey)) throw new AppError('asideUnusable');
    requireSpace(folder, statSync(source).size);
    await backUpPresent(secrets, parts);
    course.at(30);
    const answer = await swapIn(
      folder,
      asideName(folder, clock),
      async (file) => {
        // The log may hold the last changes of a vault that was not closed properly.
        for (const suffix of ['', '-wal'])
          if (existsSync(`${source}${suffix}`)) copyFileSync(`${source}${suffix}`, `${file}${suffix}`);
        course.at(60);
        await sign(file, found, parts, aside, { undo: true });
        return header;
      },
      parts.atStep,
    );
    course.at(100);
    return answer;
  } finally {
    found.dataKey.fill(0);
  }
}

/** Vaults that restores have put aside, newest first. */
export function listAsides(folder: string): AsideVault[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => {
      const match = ASIDE.exec(name);
      if (!match) return [];
      const [, year, month, date, hours, minutes, seconds] = match.map(Number);
      const at = new Date(year ?? 0, (month ?? 1) - 1, date, hours, minutes, seconds);
      const header = asideHeader(folder, name);
      const file = header && join(folder, name, header.database);
      const usable = file !== null && existsSync(file);
      return [{ name, at: at.toISOString(), bytes: usable ? statSync(file).size : 0, usable }];
    })
    .sort((a, b) => b.at.localeCompare(a.at));
}

const ASIDE = /^before-restore-(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)(?:-\d+)?$/;

function asideName(folder: string, clock: Clock): string {
  const stem = `before-restore-${stampOf(clock.now())}`;
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? stem : `${stem}-${n}`;
    if (!existsSync(join(folder, name))) return name;
  }
}

function asideHeader(folder: string, aside: string): VaultHeader | null {
  try {
    const state = readHeader(join(folder, aside));
    return state.state === 'present' ? state.header : null;
  } catch {
    return null;
  }
}

/** Id of the vault that is in the folder now, as far as its header can be read. */
export function presentVaultId(folder: string): string | null {
  try {
    const state = readHeader(folder);
    return state.state === 'present' ? state.header.vaultId : null;
  } catch {
    return null;
  }
}

/** Guessing at a backup waits as guessing at the vault does. */
async function openSlot(folder: string, clock: Clock, header: VaultHeader, secrets: Secrets): Promise<FoundSlot> {
  requireAttemptAllowed(folder, clock);
  const found = await findSlot(header, secrets);
  if (!found) throw new AppError(refusalOf(secrets), { failures: recordFailure(folder, clock) });
  return found;
}

/** Where the same secrets open the present vault, it gets a backup of its own; if it is damaged, the copy aside must do. */
async function backUpPresent(secrets: Secrets, { folder, clock, appVersion, course }: RestoreParts): Promise<void> {
  let database: VaultDatabase | null = null;
  let dataKey: Buffer | null = null;
  try {
    const state = readHeader(folder);
    if (state.state === 'none') return;
    const { header } = state;
    dataKey = (await findSlot(header, secrets))?.dataKey ?? null;
    const file = join(folder, header.database);
    if (!dataKey || !existsSync(file) || statSync(file).size === 0) return;
    database = openDatabase(file, dataKey, { create: false });
    await makeBackup({ folder, header, database, dataKey }, { clock, appVersion, reason: 'restore', course: course.quiet() });
  } catch (error) {
    if (error instanceof AppError && (error.code === 'vaultInUse' || error.code === 'cancelled')) throw error;
  } finally {
    database?.close();
    dataKey?.fill(0);
  }
}

async function closing<T>(database: VaultDatabase, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    database.close();
  }
}

/** Writes into the database that is about to be the vault by whom and from what it was restored. */
async function sign(file: string, found: FoundSlot, parts: RestoreParts, from: string, detail: AuditDetail): Promise<void> {
  const { clock, newId } = parts;
  const database = openExtracted(file, found.dataKey);
  let whole = false;
  try {
    requireHealthy(database);
    const kysely = kyselyOn(database);
    const user = userOfSlot(found.slot, await readUsers(kysely));
    const session = { userId: user.id, userName: user.name, role: user.role as Session['role'] };
    const key = subKey(found.dataKey, 'audit');
    try {
      await inTransaction(kysely, async (db) => {
        if (schemaOf(database) === SCHEMA_VERSION) {
          const at = instant(clock);
          const fileName = from.split(/[\\/]/).at(-1) ?? '';
          await insertRun(db, {
            id: newId(),
            kind: 'restore',
            reason: 'manual',
            fileName,
            startedAt: at,
            finishedAt: at,
            outcome: 'ok',
          });
        }
        await new AuditLog(key, clock).append(db, session, { action: 'restore', channel: 'backup.restore', detail });
      });
    } finally {
      key.fill(0);
    }
    whole = true;
  } finally {
    if (whole) closeCopy(database);
    else database.close();
  }
  syncFile(file);
}
