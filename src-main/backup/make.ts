import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BackupReason } from '../../src-shared/contract/backup.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { renameWithRetry } from '../files/atomic-write.ts';
import { auditHead } from '../vault/audit.ts';
import { type Clock, instant } from '../vault/clock.ts';
import { DATABASE_FILE, headerText } from '../vault/header.ts';
import { openDatabase } from '../vault/open.ts';
import { closeCopy, copyInto, countRows, requireIntact, schemaOf } from '../vault/snapshot.ts';
import { kyselyOn, type RawVault } from '../vault/vault.ts';
import { DATABASE_ENTRY, HEADER_ENTRY, hashFile, openArchive, writeArchive } from './archive.ts';
import { type Course, requireSpace } from './course.ts';
import { MANIFEST_FORMAT, type Manifest, type ManifestBody, sealManifest } from './manifest.ts';
import { BACKUPS_FOLDER, backupName, isUnfinished } from './names.ts';

export interface MakeParts {
  readonly clock: Clock;
  readonly appVersion: string;
  readonly course: Course;
  readonly reason: BackupReason;
  /** A folder, or the file itself; left out, the vault's own folder of backups. */
  readonly target?: string | undefined;
}

export interface MadeBackup {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly manifest: Manifest;
}

export const backupsFolder = (vaultFolder: string): string => join(vaultFolder, BACKUPS_FOLDER);

/** The vault's own folder of backups, made if need be and free of what a crash left unfinished. */
export function prepareFolder(vaultFolder: string): string {
  const folder = backupsFolder(vaultFolder);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder).filter(isUnfinished)) rmSync(join(folder, name), { force: true });
  return folder;
}

export function removeCopy(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true });
}

/**
 * Makes one backup: compacted copy → reopened with the key → checked and counted → archive → read back whole → synced → renamed. Until
 * the last step there is no file that looks like a backup; whatever fails, nothing half made is left.
 * @throws AppError `diskFull`, `backupDamaged`, `cancelled`; the file system's own error
 */
export async function makeBackup(raw: RawVault, parts: MakeParts): Promise<MadeBackup> {
  const { course, target } = parts;
  const working = prepareFolder(raw.folder);
  const size = statSync(raw.database.name).size;
  requireSpace(working, size * (target === undefined ? 2 : 1));
  const path = pathFor(target ?? working, parts);
  if (target !== undefined) requireSpace(dirname(path), size);
  const stem = `making-${randomBytes(4).toString('hex')}`;
  const copy = join(working, `${stem}.db`);
  const part = join(dirname(path), `${stem}.part`);
  try {
    course.at(0);
    copyInto(raw.database, copy);
    course.at(20);
    const header = headerText({ ...raw.header, database: DATABASE_FILE, discard: [] });
    const manifest = sealManifest(await describe(raw, parts, copy, header), raw.dataKey);
    course.at(40);
    const at = parts.clock.now();
    await writeArchive(
      part,
      { database: copy, header, manifest: `${JSON.stringify(manifest, null, 2)}\n`, at },
      course.stage(40, 65),
    );
    removeCopy(copy);
    const read = await openArchive(part, { whole: true, onBytes: course.stage(65, 98) });
    if (read.manifest.mac !== manifest.mac) throw new AppError('backupDamaged');
    course.at(98);
    renameWithRetry(part, path);
    course.at(100);
    return { path, name: path.slice(dirname(path).length + 1), bytes: read.bytes, manifest };
  } finally {
    removeCopy(copy);
    rmSync(part, { force: true });
  }
}

function pathFor(target: string, { clock, reason }: MakeParts): string {
  const isFolder = existsSync(target) && statSync(target).isDirectory();
  if (!isFolder) return target;
  return join(
    target,
    backupName(clock.now(), reason, (name) => existsSync(join(target, name))),
  );
}

/** Opens the copy with the key, checks it and counts it. */
async function describe(raw: RawVault, parts: MakeParts, copy: string, header: string): Promise<ManifestBody> {
  const database = openDatabase(copy, raw.dataKey, { create: false });
  let body: Omit<ManifestBody, 'sha256'>;
  try {
    requireIntact(database, raw.dataKey, 'vaultDamaged');
    const head = await auditHead(kyselyOn(database));
    body = {
      format: MANIFEST_FORMAT,
      appVersion: parts.appVersion,
      vaultId: raw.header.vaultId,
      schemaVersion: schemaOf(database),
      createdAt: instant(parts.clock),
      reason: parts.reason,
      rows: countRows(database),
      audit: { seq: head.seq, head: head.mac },
    };
  } catch (error) {
    database.close();
    throw error;
  }
  closeCopy(database);
  const sha256 = {
    [DATABASE_ENTRY]: await hashFile(copy),
    [HEADER_ENTRY]: createHash('sha256').update(header).digest('hex'),
  } as const;
  return { ...body, sha256: { 'vault.db': sha256[DATABASE_ENTRY], 'vault.json': sha256[HEADER_ENTRY] } };
}
