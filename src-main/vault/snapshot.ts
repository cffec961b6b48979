import { closeSync, fsyncSync, openSync } from 'node:fs';
import { AppError } from '../../src-shared/contract/result.ts';
import { requireFreePagesWhole } from './free-pages.ts';
import type { VaultDatabase } from './open.ts';

/** Writes a compacted copy of the open database under the same key. The target must not exist. */
export function copyInto(db: VaultDatabase, file: string): void {
  db.prepare('VACUUM INTO ?').run(file);
}

/** Number of rows of every table of ours, by name. */
export function countRows(db: VaultDatabase): Record<string, number> {
  const tables = db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")
    .pluck()
    .all() as string[];
  return Object.fromEntries(tables.map((name) => [name, Number(db.prepare(`SELECT count(*) FROM "${name}"`).pluck().get())]));
}

export function schemaOf(db: VaultDatabase): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** Every page, index and constraint, unused pages too. @throws AppError `code` when anything is wrong */
export function requireIntact(db: VaultDatabase, dataKey: Buffer, code: string): void {
  let answer: unknown;
  try {
    answer = db.pragma('integrity_check(1)', { simple: true });
    if (answer === 'ok') requireFreePagesWhole(db, dataKey);
  } catch {
    answer = 'unreadable';
  }
  if (answer !== 'ok') throw new AppError(code);
}

/** Closes a copy so that it is one file, without a log beside it, and on the disk. */
export function closeCopy(db: VaultDatabase): void {
  const file = db.name;
  try {
    db.pragma('wal_checkpoint(TRUNCATE)');
    // A database to be opened by other programs, perhaps from a read-only medium, needs no log.
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
  syncFile(file);
}

export function syncFile(path: string): void {
  const fd = openSync(path, 'r+');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
