import { crc32, inflateRawSync } from 'node:zlib';
import { AppError } from '../../../src-shared/contract/result.ts';

const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END = 0x06054b50;
const MAX_ENTRIES = 5000;
/** Bytes that a workbook may hold when unpacked. */
const MAX_UNPACKED = 160 * 1024 * 1024;

/** Parts that no cell stands in: macros, pictures, other programs' objects, links to other files, comments. */
const UNREAD =
  /(?:vbaProject|vbaData)|(?:^|\/)(?:media|drawings|embeddings|activeX|ctrlProps|printerSettings|externalLinks|pivotCache|pivotTables|charts|customXml|theme|Pictures|Thumbnails|Basic|Configurations2)\//iu;

interface Entry {
  readonly name: Buffer;
  readonly method: number;
  readonly packed: Buffer;
  readonly size: number;
}

function directoryStart(zip: Buffer): number {
  for (let at = zip.length - 22; at >= Math.max(0, zip.length - 22 - 0xffff); at -= 1) {
    if (zip.readUInt32LE(at) === END) return zip.readUInt32LE(at + 16);
  }
  throw new AppError('rosterNotASheet');
}

function readEntries(zip: Buffer): Entry[] {
  const entries: Entry[] = [];
  let at = directoryStart(zip);
  while (at + 46 <= zip.length && zip.readUInt32LE(at) === ENTRY) {
    if (entries.length >= MAX_ENTRIES) throw new AppError('rosterTooBig');
    if ((zip.readUInt16LE(at + 8) & 1) === 1) throw new AppError('rosterProtected');
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.subarray(at + 46, at + 46 + nameLength);
    const packedSize = zip.readUInt32LE(at + 20);
    const local = zip.readUInt32LE(at + 42);
    if (local + 30 > zip.length || zip.readUInt32LE(local) !== LOCAL) throw new AppError('rosterNotASheet');
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    entries.push({
      name,
      method: zip.readUInt16LE(at + 10),
      packed: zip.subarray(start, start + packedSize),
      size: zip.readUInt32LE(at + 24),
    });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

function unpack(entry: Entry, room: number): Buffer {
  if (entry.size > room) throw new AppError('rosterTooBig');
  if (entry.method === 0) return entry.packed;
  if (entry.method !== 8) throw new AppError('rosterNotASheet');
  try {
    // The size in the directory is a claim; the limit holds for what really comes out.
    return inflateRawSync(entry.packed, { maxOutputLength: Math.max(1, room) });
  } catch (error) {
    const tooMuch = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new AppError(tooMuch ? 'rosterTooBig' : 'rosterNotASheet');
  }
}

/** A part of a workbook, unpacked. */
export interface Part {
  readonly name: string;
  readonly data: Buffer;
}

/**
 * The parts of a workbook without those that hold no cells, so that nothing after this can be blown up by a bomb and no macro is even handed
 * on.
 * @throws AppError `rosterTooBig`, `rosterProtected`, `rosterNotASheet`
 */
export function unpackedParts(zip: Buffer): Part[] {
  let room = MAX_UNPACKED;
  return readEntries(zip).flatMap((entry) => {
    const name = entry.name.toString('utf8');
    if (UNREAD.test(name) || name.endsWith('/')) return [];
    const data = unpack(entry, room);
    room -= data.length;
    return [{ name, data }];
  });
}

/** A zip of parts as they are. */
export function zipOf(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name: text, data } of parts) {
    const name = Buffer.from(text);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(LOCAL, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt32LE(crc32(data), 14);
    local.writeUInt32LE(data.length, 18);
    local.writeUInt32LE(data.length, 22);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(ENTRY, 0);
    local.copy(central, 6, 4, 30);
    central.writeUInt32LE(offset, 42);
    locals.push(local, name, data);
    directory.push(central, name);
    offset += local.length + name.length + data.length;
  }
  const entries = directory.length / 2;
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}
