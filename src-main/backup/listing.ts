import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupFacts, BackupFile, BackupPlace, BackupState } from '../../src-shared/contract/backup.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import type { KnownHead } from '../vault/audit-verify.ts';
import { SCHEMA_VERSION } from '../vault/migrate.ts';
import { type Archive, type OnBytes, openArchive } from './archive.ts';
import { backupsFolder } from './make.ts';
import { isGenuine, totalRows } from './manifest.ts';
import { type ParsedName, parseName } from './names.ts';
import type { BookedRun } from './runs.ts';

/** Outcomes of a rehearsal that speak against the file itself. */
const AGAINST_FILE: ReadonlySet<string> = new Set(['backupDamaged', 'backupForged', 'backupUnlike', 'notABackup']);

/** @param vaultId of the vault to compare with; null when there is none */
export function factsOf({ header, manifest }: Archive, vaultId: string | null): BackupFacts {
  return {
    createdAt: manifest.createdAt,
    reason: manifest.reason,
    appVersion: manifest.appVersion,
    schemaVersion: manifest.schemaVersion,
    rows: {
      students: manifest.rows.student ?? 0,
      sessions: manifest.rows.session ?? 0,
      total: totalRows(manifest.rows),
    },
    opensWith: header.slots.map(({ userName, kind }) => ({ name: userName, kind })),
    sameVault: vaultId === null ? null : manifest.vaultId === vaultId,
  };
}

/** Backups in a folder by what their names say, newest first; a folder that is not there holds none. */
export function namesIn(folder: string): ParsedName[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => parseName(name) ?? [])
    .sort((a, b) => b.madeAt.getTime() - a.madeAt.getTime() || b.name.localeCompare(a.name));
}

interface ListParts {
  readonly place: BackupPlace;
  readonly vaultId: string | null;
  /** What the book says of the files; without it every file is read whole. */
  readonly runs: readonly BookedRun[] | null;
  readonly onBytes?: OnBytes;
}

/** The backups of one folder as they are now; one that cannot be read is listed as damaged, never left out. */
export async function listFolder(folder: string, parts: ListParts): Promise<BackupFile[]> {
  const files: BackupFile[] = [];
  for (const { name, reason, madeAt } of namesIn(folder)) {
    const path = join(folder, name);
    const bytes = statSync(path).size;
    const base = { place: parts.place, name, bytes, madeAt: madeAt.toISOString(), reason };
    try {
      const archive = await openArchive(path, { whole: parts.runs === null, ...(parts.onBytes && { onBytes: parts.onBytes }) });
      const newer = archive.manifest.schemaVersion > SCHEMA_VERSION;
      const state = newer ? 'newer' : parts.runs === null ? 'checked' : stateOf(name, bytes, parts.place, parts.runs);
      files.push({ ...base, state, facts: factsOf(archive, parts.vaultId) });
    } catch (error) {
      if (error instanceof AppError && error.code === 'cancelled') throw error;
      const newer = error instanceof AppError && error.code === 'backupNewer';
      files.push({ ...base, state: newer ? 'newer' : 'damaged', facts: null });
    }
  }
  return files;
}

/** Name in the book: a copy in the second folder is another file than the one it was copied from. */
export const bookName = (place: BackupPlace, name: string): string => (place === 'own' ? name : `second:${name}`);

/** What the newest entry of the book says about a file of this name and size. */
function stateOf(name: string, bytes: number, place: BackupPlace, runs: readonly BookedRun[]): BackupState {
  const kind = place === 'own' ? 'backup' : 'second_copy';
  for (const run of runs) {
    if (run.kind === 'rehearsal' && run.fileName === bookName(place, name)) {
      if (run.outcome === 'ok' && run.bytes === bytes) return 'proved';
      if (AGAINST_FILE.has(run.outcome)) return 'damaged';
    }
    if (run.kind === kind && run.fileName === name && run.outcome === 'ok' && run.bytes === bytes) return 'checked';
  }
  return 'unknown';
}

/** Heads of the audit as the backups beside the vault know them, newest first; only what was made with this key speaks. */
export async function readHeads(vaultFolder: string, dataKey: Buffer): Promise<KnownHead[]> {
  const folder = backupsFolder(vaultFolder);
  const heads: KnownHead[] = [];
  for (const { name } of namesIn(folder)) {
    try {
      const { manifest } = await openArchive(join(folder, name), { whole: false });
      if (!isGenuine(manifest, dataKey)) continue;
      heads.push({ seq: manifest.audit.seq, head: manifest.audit.head, source: name, at: manifest.createdAt });
    } catch {
      // A damaged backup is told of in the list of backups, not by the audit.
    }
  }
  return heads;
}
