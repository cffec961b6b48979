import { AppError, type ErrorShape } from '../../src-shared/contract/result.ts';

const BY_CODE: Readonly<Record<string, string>> = {
  SQLITE_FULL: 'diskFull',
  SQLITE_READONLY: 'folderNotWritable',
  SQLITE_CANTOPEN: 'folderNotWritable',
  SQLITE_NOTADB: 'vaultDamaged',
  ENOSPC: 'diskFull',
  EDQUOT: 'diskFull',
  EBUSY: 'fileBusy',
  EPERM: 'fileBusy',
  EACCES: 'folderNotWritable',
  EROFS: 'folderNotWritable',
  ENOENT: 'fileMissing',
  ENOTDIR: 'folderNotWritable',
  EEXIST: 'folderNotWritable',
  EIO: 'diskError',
  ESTALE: 'diskError',
};

const BY_PREFIX: readonly (readonly [string, string])[] = [
  ['SQLITE_CORRUPT', 'vaultDamaged'],
  ['SQLITE_BUSY', 'vaultInUse'],
  ['SQLITE_IOERR', 'diskError'],
  ['SQLITE_READONLY', 'folderNotWritable'],
  ['SQLITE_CANTOPEN', 'folderNotWritable'],
  ['SQLITE_CONSTRAINT', 'conflict'],
];

/**
 * Turns whatever was thrown into a code for the renderer's catalogue. Messages of SQLite and of the file system may hold text or
 * paths of students, so they stay here; an unforeseen error leaves only its name and place on stderr.
 */
export function toErrorShape(error: unknown, report: (line: string) => void = reportToStderr): ErrorShape {
  if (error instanceof AppError) return error.toShape();
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = BY_CODE[code] ?? BY_PREFIX.find(([prefix]) => code.startsWith(prefix))?.[1];
  if (known) return { code: known };
  report(placeOf(error));
  return { code: 'internal' };
}

function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return `unexpected ${typeof error}`;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return `${error.name}\n${frames.slice(0, 6).join('\n')}`;
}

function reportToStderr(line: string): void {
  process.stderr.write(`[vault] ${line}\n`);
}
