import { createHash } from 'node:crypto';
import { closeSync, createReadStream, createWriteStream, openSync, readSync, statSync, writeSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';
import yazl from 'yazl';
import { AppError } from '../../src-shared/contract/result.ts';
import { parseHeader, type VaultHeader } from '../vault/header.ts';
import { syncFile } from '../vault/snapshot.ts';
import { type Manifest, parseManifest } from './manifest.ts';

/** Entries of a backup; nothing else is in it. */
export const DATABASE_ENTRY = 'vault.db';
export const HEADER_ENTRY = 'vault.json';
export const MANIFEST_ENTRY = 'manifest.json';
/** The archive's comment, its last bytes: hex SHA-256 of all bytes before it. */
const SEAL_CHARS = 64;
/** Header and manifest are small; a larger entry is no backup of ours. */
const SMALL_ENTRY = 1024 * 1024;

/** Told of bytes done; a throw from it stops the work. */
export type OnBytes = (done: number, total: number) => void;

/** Writes an uncompressed archive and syncs it. The file at `target` is incomplete until this returns. */
export async function writeArchive(
  target: string,
  entries: { readonly database: string; readonly header: string; readonly manifest: string; readonly at: Date },
  onBytes: OnBytes,
): Promise<void> {
  const zip = new yazl.ZipFile();
  const options = { mtime: entries.at, mode: 0o100600, compress: false };
  const total = statSync(entries.database).size;
  zip.addFile(entries.database, DATABASE_ENTRY, options);
  zip.addBuffer(Buffer.from(entries.header), HEADER_ENTRY, options);
  zip.addBuffer(Buffer.from(entries.manifest), MANIFEST_ENTRY, options);
  zip.end({ comment: '0'.repeat(SEAL_CHARS), forceZip64Format: false });
  const hash = createHash('sha256');
  const stop = new AbortController();
  let failure: unknown;
  zip.on('error', (error: unknown) => {
    failure = error;
    stop.abort();
  });
  let held: Buffer = Buffer.alloc(0);
  let done = 0;
  const written = pipeline(
    // A PassThrough, whatever its types say.
    zip.outputStream as Readable,
    async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        held = Buffer.concat([held, chunk]);
        hash.update(held.subarray(0, Math.max(0, held.length - SEAL_CHARS)));
        held = Buffer.from(held.subarray(Math.max(0, held.length - SEAL_CHARS)));
        done += chunk.length;
        onBytes(Math.min(done, total), total);
        yield chunk;
      }
    },
    createWriteStream(target, { flags: 'wx', mode: 0o600 }),
    { signal: stop.signal },
  );
  await written.catch((error: unknown) => {
    throw failure ?? error;
  });
  const fd = openSync(target, 'r+');
  try {
    writeSync(fd, hash.digest('hex'), done - SEAL_CHARS, 'latin1');
  } finally {
    closeSync(fd);
  }
  syncFile(target);
}

/** Hex SHA-256 of a file, in pieces. */
export async function hashFile(path: string, onBytes: OnBytes = () => undefined): Promise<string> {
  const hash = createHash('sha256');
  const total = statSync(path).size;
  let done = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    hash.update(chunk as Buffer);
    done += (chunk as Buffer).length;
    onBytes(done, total);
  }
  return hash.digest('hex');
}

/** Compares the whole file with the hash at its end. @throws AppError `notABackup`, `backupDamaged` */
async function requireSealed(path: string, onBytes: OnBytes): Promise<void> {
  const total = statSync(path).size;
  const start = Buffer.alloc(4);
  const end = Buffer.alloc(SEAL_CHARS);
  const fd = openSync(path, 'r');
  try {
    readSync(fd, start, 0, start.length, 0);
    readSync(fd, end, 0, end.length, Math.max(0, total - SEAL_CHARS));
  } finally {
    closeSync(fd);
  }
  const seal = end.toString('latin1');
  const sealed = /^[0-9a-f]{64}$/.test(seal);
  if (!sealed && start.toString('latin1') !== 'PK\u0003\u0004') throw new AppError('notABackup');
  if (!sealed || total <= SEAL_CHARS) throw new AppError('backupDamaged');
  const hash = createHash('sha256');
  let done = 0;
  for await (const chunk of createReadStream(path, { end: total - SEAL_CHARS - 1, highWaterMark: 1024 * 1024 })) {
    hash.update(chunk as Buffer);
    done += (chunk as Buffer).length;
    onBytes(done, total);
  }
  if (hash.digest('hex') !== seal) throw new AppError('backupDamaged');
}

/** An opened backup file: header and manifest read, the database still inside. */
export interface Archive {
  readonly path: string;
  readonly bytes: number;
  readonly header: VaultHeader;
  readonly manifest: Manifest;
  /** Writes the database to a new file. @throws AppError `backupDamaged`; the file system's own error */
  extract(target: string, onBytes: OnBytes): Promise<void>;
}

/**
 * Opens a backup. `whole`: every byte is compared with the hashes first; otherwise just header and manifest are read, for a list.
 * @throws AppError `notABackup`, `backupDamaged`, `backupNewer`, `fileMissing`
 */
export async function openArchive(
  path: string,
  options: { readonly whole: boolean; readonly onBytes?: OnBytes },
): Promise<Archive> {
  if (options.whole) await requireSealed(path, options.onBytes ?? (() => undefined));
  const manifest = parseManifest(await readEntry(path, MANIFEST_ENTRY));
  const headerText = await readEntry(path, HEADER_ENTRY);
  if (createHash('sha256').update(headerText).digest('hex') !== manifest.sha256[HEADER_ENTRY])
    throw new AppError('backupDamaged');
  let header: VaultHeader | null;
  try {
    header = parseHeader(headerText);
  } catch {
    throw new AppError('backupNewer');
  }
  if (!header || header.vaultId !== manifest.vaultId) throw new AppError('backupDamaged');
  return {
    path,
    bytes: statSync(path).size,
    header,
    manifest,
    extract: (target, onBytes) => extract(path, target, manifest.sha256[DATABASE_ENTRY], onBytes),
  };
}

/** Hands over one entry's stream; whatever the archive's own structure gets wrong is `backupDamaged`. */
async function withEntry<T>(path: string, name: string, use: (stream: Readable, size: number) => Promise<T>): Promise<T> {
  const zip = await damagedUnlessSystem(() =>
    yauzl.openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: true }),
  );
  try {
    const entry = await damagedUnlessSystem(async () => {
      for await (const one of zip.eachEntry()) if (one.fileName === name) return one;
      return null;
    });
    if (entry?.compressionMethod !== 0 || entry.uncompressedSize !== entry.compressedSize) {
      throw new AppError('backupDamaged');
    }
    const stream = await damagedUnlessSystem(() => zip.openReadStreamPromise(entry));
    return await damagedUnlessSystem(() => use(stream, entry.uncompressedSize));
  } finally {
    zip.close();
  }
}

async function damagedUnlessSystem<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError || (error instanceof Error && 'code' in error)) throw error;
    throw new AppError('backupDamaged');
  }
}

function readEntry(path: string, name: string): Promise<string> {
  return withEntry(path, name, async (stream, size) => {
    if (size > SMALL_ENTRY) throw new AppError('backupDamaged');
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString('utf8');
  });
}

function extract(path: string, target: string, sha256: string, onBytes: OnBytes): Promise<void> {
  return withEntry(path, DATABASE_ENTRY, async (stream, total) => {
    const hash = createHash('sha256');
    let done = 0;
    await pipeline(
      stream,
      async function* (source: AsyncIterable<Buffer>) {
        for await (const chunk of source) {
          hash.update(chunk);
          done += chunk.length;
          onBytes(done, total);
          yield chunk;
        }
      },
      createWriteStream(target, { flags: 'wx', mode: 0o600 }),
    );
    if (hash.digest('hex') !== sha256) throw new AppError('backupDamaged');
    syncFile(target);
  });
}
