import { PART_LIMIT } from '../../../src-shared/contract/attachments.ts';
import { call } from '../../app/api.ts';

/** What a person gave up waiting for. */
export class Cancelled extends Error {}

/**
 * Brings a dropped or pasted file to the vault process in parts, straight from where the browser holds it; nothing is written to the disk.
 * Answers the token by which `attachments.add` takes it.
 * @param onSent how many bytes are there
 * @throws ApiError `fileEmpty`, `fileTooLarge`, `fileUnreadable`; `Cancelled` once `signal` is raised
 */
export async function bring(file: File, signal: AbortSignal, onSent: (bytes: number) => void): Promise<string> {
  const { token } = await call('attachments.begin', { name: file.name, bytes: file.size });
  try {
    for (let at = 0; at < file.size; at += PART_LIMIT) {
      if (signal.aborted) throw new Cancelled();
      const body = await readPart(file, at);
      const { received } = await call('attachments.part', { token, at, body });
      onSent(received);
    }
    if (signal.aborted) throw new Cancelled();
    return token;
  } catch (reason) {
    await call('attachments.drop', { token }).catch(() => undefined);
    throw reason;
  }
}

/** A file that was moved or changed since the drop cannot be read any more. */
async function readPart(file: File, at: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.slice(at, at + PART_LIMIT).arrayBuffer());
  } catch {
    throw Object.assign(new Error('fileUnreadable'), { code: 'fileUnreadable' });
  }
}
