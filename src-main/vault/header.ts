import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../src-shared/contract/result.ts';
import { writeFileAtomic } from '../files/atomic-write.ts';
import { keySlotSchema, subKey } from './key-slots.ts';

export const HEADER_FILE = 'vault.json';
/** Second copy beside the first: a header cut by a power failure must not cost the vault. */
export const HEADER_COPY_FILE = 'vault.copy.json';
/** Name of a vault's first database file; a rekey or a restore puts another beside it and names that in the header. */
export const DATABASE_FILE = 'vault.db';
const databaseName = z.string().regex(/^vault(-[0-9a-f]{8})?\.db$/);
/** Format 1 lacked the checksum. */
const FORMAT = 2;

/** More than a school needs, and a bound on how long a wrong passphrase may take. */
export const MAX_SLOTS = 40;

const headerSchema = z.object({
  format: z.number().int(),
  vaultId: z.string(),
  createdAt: z.string(),
  /** HMAC of a constant under a sub-key: tells "wrong key" from "damaged database". */
  check: z.base64(),
  recoveryConfirmed: z.boolean(),
  slots: z.array(keySlotSchema).min(1).max(MAX_SLOTS),
  /** The file that holds the data. Changing it together with the slots, by one rename, is what makes rekey and restore all or nothing. */
  database: databaseName.default(DATABASE_FILE),
  /** Database files that may be deleted once the vault is open; nothing else ever is. */
  discard: z.array(databaseName).max(8).default([]),
});
export type VaultHeader = z.infer<typeof headerSchema>;

export type HeaderState =
  | { readonly state: 'none' }
  /** `fromCopy`: the first file is missing or damaged, and the second stood in. */
  | { readonly state: 'present'; readonly header: VaultHeader; readonly fromCopy: boolean };

const CHECKSUM = /"sha256": "([0-9a-f]{64})"\n\}\n$/;
const withChecksum = (start: string, digits: string) => `${start}"sha256": "${digits}"\n}\n`;
const checksumOf = (start: string) =>
  createHash('sha256')
    .update(withChecksum(start, '0'.repeat(64)))
    .digest('hex');

/**
 * The header as it stands in its file. The last member is the SHA-256 of the whole text with its own digits as zeros, so that a
 * damaged byte anywhere is told from a wrong passphrase; every later format keeps this.
 */
export function headerText(header: VaultHeader): string {
  const text = `${JSON.stringify({ ...header, format: FORMAT, sha256: '0'.repeat(64) }, null, 2)}\n`;
  const start = text.slice(0, text.lastIndexOf('"sha256"'));
  return withChecksum(start, checksumOf(start));
}

/** The header in this text, or null when it is damaged. @throws AppError `vaultNewer` */
export function parseHeader(text: string): VaultHeader | null {
  const checksum = CHECKSUM.exec(text);
  if (checksum && checksumOf(text.slice(0, checksum.index)) !== checksum[1]) return null;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const format = z.object({ format: z.number() }).safeParse(json);
  if (!format.success || (!checksum && format.data.format !== 1)) return null;
  if (format.data.format > FORMAT) throw new AppError('vaultNewer');
  return headerSchema.safeParse(json).data ?? null;
}

function read(path: string): VaultHeader | 'missing' | 'damaged' {
  return existsSync(path) ? (parseHeader(readFileSync(path, 'utf8')) ?? 'damaged') : 'missing';
}

/**
 * Reads the key slots of a vault folder. The copy steps in when the first file is missing or damaged.
 * @throws AppError `headerDamaged` (neither file is whole), `headerMissing` (database without slots), `vaultNewer`
 */
export function readHeader(folder: string): HeaderState {
  const first = read(join(folder, HEADER_FILE));
  if (typeof first === 'object') return { state: 'present', header: first, fromCopy: false };
  const copy = read(join(folder, HEADER_COPY_FILE));
  if (typeof copy === 'object') return { state: 'present', header: copy, fromCopy: true };
  if (first === 'damaged' || copy === 'damaged') throw new AppError('headerDamaged', { file: HEADER_FILE });
  if (hasDatabase(folder)) throw new AppError('headerMissing', { file: HEADER_FILE });
  return { state: 'none' };
}

export const isDatabaseFile = (name: string): boolean => databaseName.safeParse(name).success;

/** A database that a restore has only announced is none yet. */
function hasDatabase(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const announced = readSwap(folder)?.database;
  return readdirSync(folder).some((name) => isDatabaseFile(name) && name !== announced);
}

/** Kept while another database is put in the vault's place: how to end it after a crash. */
export const SWAP_FILE = 'vault.restoring.json';
const swapSchema = z.object({
  database: databaseName,
  /** Folder for what is there now; null when there is nothing. */
  aside: z
    .string()
    .regex(/^before-restore-[0-9-]+$/)
    .nullable(),
  /** Files that go into it. */
  moves: z.array(z.string().regex(/^vault(-[0-9a-f]{8})?\.db(-wal|-shm|-journal)?$/)),
  /** The new one is in force; all that is left is to move the files. */
  committed: z.boolean().default(false),
});
export type Swap = z.infer<typeof swapSchema>;

export function readSwap(folder: string): Swap | null {
  try {
    return swapSchema.parse(JSON.parse(readFileSync(join(folder, SWAP_FILE), 'utf8')));
  } catch {
    return null;
  }
}

export function writeHeader(folder: string, header: VaultHeader): void {
  const text = headerText(header);
  writeFileAtomic(join(folder, HEADER_FILE), text);
  writeFileAtomic(join(folder, HEADER_COPY_FILE), text);
}

/** A name for a database file that is not in the folder yet. */
export function newDatabaseName(): string {
  return `vault-${randomBytes(4).toString('hex')}.db`;
}

/** Removes the files that the header gives up (with WAL and index), and forgets them. Answers the header as it now stands. */
export function discardFiles(folder: string, header: VaultHeader): VaultHeader {
  const names = header.discard.filter((name) => name !== header.database);
  for (const name of names)
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(join(folder, `${name}${suffix}`), { force: true });
  return { ...header, discard: [] };
}

export function checkValue(dataKey: Buffer): string {
  return createHmac('sha256', subKey(dataKey, 'check')).update('xindang vault').digest('base64');
}

export function keyMatches(header: VaultHeader, dataKey: Buffer): boolean {
  return timingSafeEqual(Buffer.from(checkValue(dataKey), 'base64'), Buffer.from(header.check, 'base64'));
}
