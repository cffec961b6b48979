import { createDecipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { readSync } from 'node:fs';
import { AppError } from '../../src-shared/contract/result.ts';
import { readerOf, type VaultDatabase } from './open.ts';

/** SQLCipher 4: each page ends with IV and HMAC-SHA512; the first page begins with the salt, which the HMAC leaves out. */
const PAGE = 4096;
const SALT = 16;
const IV = 16;
const MAC = 64;
/** Where SQLite's file header names the first page of the list of unused pages. */
const FREE_LIST_AT = 32;

/**
 * Compares the HMAC of every unused page: SQLite's own check never reads them, so damage there would go on unseen.
 * For a database that passed `requireHealthy`; writes the WAL home first.
 * @throws AppError `vaultDamaged`
 */
export function requireFreePagesWhole(db: VaultDatabase, dataKey: Buffer): void {
  const expected = Number(db.pragma('freelist_count', { simple: true }));
  if (expected === 0) return;
  db.pragma('wal_checkpoint(TRUNCATE)');
  const pages = new EncryptedPages(readerOf(db), dataKey);
  try {
    let seen = 0;
    for (let trunk = pages.decrypt(1).readUInt32BE(FREE_LIST_AT); trunk !== 0 && seen < expected; ) {
      const list = pages.decrypt(trunk);
      const leaves = list.readUInt32BE(4);
      for (let n = 0; n < leaves; n += 1) pages.read(list.readUInt32BE(8 + 4 * n));
      seen += 1 + leaves;
      trunk = list.readUInt32BE(0);
    }
    if (seen !== expected) throw new AppError('vaultDamaged');
  } finally {
    pages.wipe();
  }
}

/** The pages of a database file as they stand on disk, each proved by its HMAC before use. */
class EncryptedPages {
  readonly #fd: number;
  readonly #dataKey: Buffer;
  readonly #macKey: Buffer;

  constructor(fd: number, dataKey: Buffer) {
    this.#fd = fd;
    this.#dataKey = dataKey;
    const salt = Buffer.alloc(SALT);
    readSync(this.#fd, salt, 0, SALT, 0);
    this.#macKey = pbkdf2Sync(dataKey, Buffer.from(salt.map((byte) => byte ^ 0x3a)), 2, 32, 'sha512');
  }

  /** @throws AppError `vaultDamaged` when the page is cut off or its HMAC does not fit */
  read(number: number): Buffer {
    const page = Buffer.alloc(PAGE);
    if (readSync(this.#fd, page, 0, PAGE, (number - 1) * PAGE) !== PAGE) throw new AppError('vaultDamaged');
    const place = Buffer.alloc(4);
    place.writeUInt32LE(number);
    const covered = page.subarray(number === 1 ? SALT : 0, PAGE - MAC);
    const mac = createHmac('sha512', this.#macKey).update(covered).update(place).digest();
    if (!timingSafeEqual(mac, page.subarray(PAGE - MAC))) throw new AppError('vaultDamaged');
    return page;
  }

  /** The page's plain content at its usual offsets; of the first page without SQLite's magic words. */
  decrypt(number: number): Buffer {
    const page = this.read(number);
    const from = number === 1 ? SALT : 0;
    const iv = page.subarray(PAGE - MAC - IV, PAGE - MAC);
    const decipher = createDecipheriv('aes-256-cbc', this.#dataKey, iv).setAutoPadding(false);
    return Buffer.concat([Buffer.alloc(from), decipher.update(page.subarray(from, PAGE - MAC - IV)), decipher.final()]);
  }

  wipe(): void {
    this.#macKey.fill(0);
  }
}
