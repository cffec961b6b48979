import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const RETRIES = 20;
/** Virus scanners and sync tools hold a fresh file for a moment on Windows. */
const TRANSIENT = new Set(['EBUSY', 'EPERM', 'EACCES']);

function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function isTransient(error: unknown): boolean {
  return error instanceof Error && 'code' in error && TRANSIENT.has(String(error.code));
}

/** Makes a rename durable; Windows cannot open folders and needs no such step. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Renames over the target, waiting out other programs that hold it for a moment. */
export function renameWithRetry(from: string, to: string): void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      renameSync(from, to);
      syncFolder(dirname(to));
      return;
    } catch (error) {
      if (attempt >= RETRIES || !isTransient(error)) throw error;
      sleep(25 * attempt);
    }
  }
}

/** Writes and syncs the temporary file beside the target. */
function writeTemporary(path: string, content: string | Uint8Array): string {
  const temporary = `${path}.${process.pid}.tmp`;
  const fd = openSync(temporary, 'w', 0o600);
  try {
    writeFileSync(fd, content);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  return temporary;
}

/**
 * Writes a whole file so that a reader sees the old or the new content, never a part: temporary file, fsync, rename.
 * Throws the file system's own error (ENOSPC, EACCES …) with nothing changed at the target.
 */
export function writeFileAtomic(path: string, content: string | Uint8Array, beforeRename?: () => void): void {
  try {
    const temporary = writeTemporary(path, content);
    beforeRename?.();
    renameWithRetry(temporary, path);
  } catch (error) {
    rmSync(`${path}.${process.pid}.tmp`, { force: true });
    throw error;
  }
}

/**
 * As `writeFileAtomic`, with a step between: the file appears only once `confirm` has succeeded, for example once the vault has
 * recorded that it leaves.
 */
export async function writeFileConfirmed(path: string, content: Uint8Array, confirm: () => Promise<void>): Promise<void> {
  try {
    const temporary = writeTemporary(path, content);
    await confirm();
    renameWithRetry(temporary, path);
  } catch (error) {
    rmSync(`${path}.${process.pid}.tmp`, { force: true });
    throw error;
  }
}
