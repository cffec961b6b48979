import { existsSync, readFileSync } from 'node:fs';
import type { VaultDatabase } from './open.ts';

/** SQLite's log format: a header, then frames of a small header and a page. https://sqlite.org/fileformat2.html#walformat */
const HEADER = 32;
const FRAME_HEADER = 24;
const SALTS = 8;

/** Numbers of the frames that end a transaction of the log's present generation. Call before the database is opened. */
export function commitsInLog(file: string): number[] {
  const path = `${file}-wal`;
  if (!existsSync(path)) return [];
  const log = readFileSync(path);
  if (log.length <= HEADER) return [];
  // Between two generations the header is ahead of the frames; where the header itself is damaged, the frames tell.
  const saltsAt = headerIsWhole(log) ? 16 : HEADER + 8;
  const salts = log.subarray(saltsAt, saltsAt + SALTS);
  const frame = FRAME_HEADER + log.readUInt32BE(8);
  const commits: number[] = [];
  for (let n = 1, at = HEADER; at + frame <= log.length; n += 1, at += frame) {
    const ends = log.readUInt32BE(at + 4) !== 0;
    if (ends && log.subarray(at + 8, at + 8 + SALTS).equals(salts)) commits.push(n);
  }
  return commits;
}

function headerIsWhole(log: Buffer): boolean {
  const littleEndian = log.readUInt32BE(0) === 0x377f0682;
  const word = (at: number) => (littleEndian ? log.readUInt32LE(at) : log.readUInt32BE(at));
  let first = 0;
  let second = 0;
  for (let at = 0; at < 24; at += 8) {
    first = (first + word(at) + second) >>> 0;
    second = (second + word(at + 4) + first) >>> 0;
  }
  return first === log.readUInt32BE(24) && second === log.readUInt32BE(28);
}

/**
 * How many finished transactions in the log SQLite could not reach, because something before them is damaged: it reads up to the first
 * bad frame and takes the rest for unfinished. Writes the log home. A log that merely broke off in the middle of a transaction gives 0.
 */
export function commitsLost(db: VaultDatabase, commits: readonly number[]): number {
  if (commits.length === 0) return 0;
  const [answer] = db.pragma('wal_checkpoint(PASSIVE)') as { readonly log: number }[];
  const read = answer?.log ?? 0;
  return commits.filter((frame) => frame > read).length;
}
