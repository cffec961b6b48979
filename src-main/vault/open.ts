import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { AppError } from '../../src-shared/contract/result.ts';

/** 'XDAN' – names the file as ours to `file(1)` and to ourselves (SQLite application_id). */
export const APPLICATION_ID = 0x5844414e;

const PAGE_SIZE = 4096;

export type VaultDatabase = Database.Database;

/**
 * Opens or creates the encrypted database: SQLCipher-4 pages under a raw 32-byte key.
 * The order matters (cipher → format → key), and every pragma is set at every open: SQLite remembers none but WAL.
 * `temp_store=MEMORY` keeps sorted rows out of the system's temporary folder; the exclusive lock makes a second app on the
 * same vault fail at once and frees itself when the process dies.
 * @throws AppError `vaultInUse`, `vaultDamaged` (the key was proved right before, so unreadable means damaged)
 */
export function openDatabase(file: string, dataKey: Buffer, options: { readonly create: boolean }): VaultDatabase {
  // SQLite takes a file cut to nothing for a new, empty database: it would delete the log beside it and begin to fill it.
  if (!options.create && statSync(file).size < PAGE_SIZE) throw new AppError('vaultDamaged');
  const db = new Database(file, { fileMustExist: !options.create, timeout: 1500 });
  try {
    db.pragma(`cipher = 'sqlcipher'`);
    db.pragma('legacy = 4');
    const key = Buffer.from(`x'${dataKey.toString('hex')}'`, 'latin1');
    db.key(key);
    key.fill(0);
    db.pragma('locking_mode = EXCLUSIVE');
    db.prepare('SELECT count(*) FROM sqlite_master').get();
    if (!options.create && db.pragma('application_id', { simple: true }) !== APPLICATION_ID) throw new AppError('vaultDamaged');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('temp_store = MEMORY');
    db.pragma('foreign_keys = ON');
    db.pragma('secure_delete = ON');
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    db.pragma('cache_size = -32768');
    if (options.create) db.pragma(`application_id = ${APPLICATION_ID}`);
    // Takes the exclusive lock now rather than at the first write.
    db.exec('BEGIN IMMEDIATE; COMMIT');
    return db;
  } catch (error) {
    db.close();
    throw openError(error, file);
  }
}

function isWritable(file: string): boolean {
  try {
    accessSync(file, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function openError(error: unknown, file: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  // On a write-protected drive the lock fails first, which SQLite reports as trouble with the disk.
  if (error.code.startsWith('SQLITE_IOERR') && !isWritable(file)) return new AppError('folderNotWritable');
  if (error.code.startsWith('SQLITE_BUSY')) return new AppError('vaultInUse');
  if (error.code === 'SQLITE_NOTADB' || error.code.startsWith('SQLITE_CORRUPT')) return new AppError('vaultDamaged');
  return error;
}

/** What the open connection itself says about its encryption; shown to people instead of a promise. */
export function encryptionOf(db: VaultDatabase): { cipher: string; format: number; pageEncrypted: boolean } {
  return {
    cipher: String(db.pragma('cipher', { simple: true })),
    format: Number(db.pragma('legacy', { simple: true })),
    pageEncrypted: !firstBytes(db).equals(PLAIN_HEADER),
  };
}

/** Every unencrypted SQLite file begins with these 16 bytes. */
const PLAIN_HEADER = Buffer.from('SQLite format 3\0', 'latin1');

function firstBytes(db: VaultDatabase): Buffer {
  const bytes = Buffer.alloc(PLAIN_HEADER.length);
  readSync(readerOf(db), bytes, 0, bytes.length, 0);
  return bytes;
}

const readers = new WeakMap<VaultDatabase, number>();

/**
 * A descriptor to read the raw file with, closed together with the connection. It must never be closed before: on POSIX systems closing
 * any descriptor of a file frees all locks that the process has on it, and a second app could come in.
 */
export function readerOf(db: VaultDatabase): number {
  const open = readers.get(db);
  if (open !== undefined) return open;
  const fd = openSync(db.name, 'r');
  readers.set(db, fd);
  const close = db.close.bind(db);
  db.close = () => {
    close();
    if (readers.delete(db)) closeSync(fd);
    return db;
  };
  return fd;
}

/** Throws `vaultDamaged` unless SQLite finds the file whole; a failing page HMAC arrives as a throw, not as a row. */
export function requireHealthy(db: VaultDatabase): void {
  let answer: unknown;
  try {
    answer = db.pragma('quick_check(1)', { simple: true });
  } catch {
    answer = 'unreadable';
  }
  if (answer !== 'ok') throw new AppError('vaultDamaged');
}
