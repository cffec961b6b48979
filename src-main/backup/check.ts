import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '../../src-shared/contract/result.ts';
import { AuditLog, auditHead } from '../vault/audit.ts';
import type { Clock } from '../vault/clock.ts';
import { keyMatches } from '../vault/header.ts';
import { subKey } from '../vault/key-slots.ts';
import { migrate, SCHEMA_VERSION } from '../vault/migrate.ts';
import { openDatabase, type VaultDatabase } from '../vault/open.ts';
import { countRows, requireIntact, schemaOf } from '../vault/snapshot.ts';
import { kyselyOn } from '../vault/vault.ts';
import { type Archive, openArchive } from './archive.ts';
import { type Course, requireSpace } from './course.ts';
import { prepareFolder, removeCopy } from './make.ts';
import { isGenuine, type Manifest } from './manifest.ts';

/** @throws AppError `backupNewer` */
export function requireReadable({ schemaVersion }: Manifest): void {
  if (schemaVersion > SCHEMA_VERSION) throw new AppError('backupNewer', { file: schemaVersion, app: SCHEMA_VERSION });
}

/** @throws AppError `backupForeign` when it belongs to another data key, `backupForged` when its manifest was not made with this one */
export function requireOwn({ header, manifest }: Archive, dataKey: Buffer): void {
  if (!keyMatches(header, dataKey)) throw new AppError('backupForeign');
  if (!isGenuine(manifest, dataKey)) throw new AppError('backupForged');
}

/**
 * Compares the database taken out of a backup with what the manifest says: every page, the rows of every table, the schema, the audit.
 * A chain that was broken before the backup was made is no fault of the backup: the number of its first bad row is answered.
 * @throws AppError `backupDamaged`, `backupUnlike`
 */
export async function checkDatabase(
  database: VaultDatabase,
  manifest: Manifest,
  dataKey: Buffer,
  clock: Clock,
): Promise<{ auditBroken: number | null }> {
  requireIntact(database, dataKey, 'backupDamaged');
  if (schemaOf(database) !== manifest.schemaVersion) throw new AppError('backupUnlike');
  const rows = countRows(database);
  const tables = new Set([...Object.keys(rows), ...Object.keys(manifest.rows)]);
  for (const table of tables) if (rows[table] !== manifest.rows[table]) throw new AppError('backupUnlike');
  const kysely = kyselyOn(database);
  const head = await auditHead(kysely);
  if (head.seq !== manifest.audit.seq || head.mac !== manifest.audit.head) throw new AppError('backupUnlike');
  const key = subKey(dataKey, 'audit');
  try {
    const { broken } = await new AuditLog(key, clock).verify(kysely);
    return { auditBroken: broken?.seq ?? null };
  } finally {
    key.fill(0);
  }
}

/** Opens what was taken out of a backup; unreadable means damaged, for the key was proved right before. */
export function openExtracted(file: string, dataKey: Buffer): VaultDatabase {
  try {
    return openDatabase(file, dataKey, { create: false });
  } catch (error) {
    if (error instanceof AppError && error.code === 'vaultDamaged') throw new AppError('backupDamaged');
    throw error;
  }
}

/**
 * Restores a backup on trial: taken out into the vault's folder of backups, opened, checked, brought to today's schema, wiped.
 * @throws AppError `notABackup`, `backupDamaged`, `backupNewer`, `backupForeign`, `backupForged`, `backupUnlike`, `auditBroken {seq}`,
 * `diskFull`, `cancelled`
 */
export async function rehearse(
  path: string,
  { folder, dataKey, clock, course }: { folder: string; dataKey: Buffer; clock: Clock; course: Course },
): Promise<Archive> {
  course.at(0);
  const archive = await openArchive(path, { whole: true, onBytes: course.stage(0, 35) });
  requireReadable(archive.manifest);
  requireOwn(archive, dataKey);
  const working = prepareFolder(folder);
  requireSpace(working, archive.bytes);
  const file = join(working, `trying-${randomBytes(4).toString('hex')}.db`);
  try {
    await archive.extract(file, course.stage(35, 70));
    const database = openExtracted(file, dataKey);
    try {
      const { auditBroken } = await checkDatabase(database, archive.manifest, dataKey, clock);
      course.at(90);
      await migrate(database, kyselyOn(database) as never);
      if (auditBroken !== null) throw new AppError('auditBroken', { seq: auditBroken });
    } finally {
      database.close();
    }
    course.at(100);
    return archive;
  } finally {
    removeCopy(file);
  }
}
