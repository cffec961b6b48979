import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { AppError } from '../../src-shared/contract/result.ts';
import { writeFileAtomic } from '../files/atomic-write.ts';
import type { FileAccess } from './context.ts';
import { IncomingFiles } from './incoming-files.ts';

interface Grant {
  readonly path: string;
  readonly mode: 'read' | 'write';
}

/** The files that a person has chosen in this session; a token opens just one file in one direction. */
export class GrantedFiles implements FileAccess {
  readonly #grants = new Map<string, Grant>();
  /** Files without a path, whose bytes the page brings itself. */
  readonly incoming = new IncomingFiles();

  grant(token: string, path: string, mode: 'read' | 'write'): void {
    this.#grants.set(token, { path, mode });
  }

  read(token: string, maxBytes: number): { name: string; bytes: Buffer } {
    if (this.incoming.has(token)) return this.incoming.take(token);
    const { path } = this.#take(token, 'read');
    const { size } = statSync(path);
    if (size > maxBytes) throw new AppError('fileTooLarge', { megabytes: Math.floor(maxBytes / 1024 / 1024) });
    return { name: basename(path), bytes: readFileSync(path) };
  }

  write(token: string, bytes: Uint8Array): { name: string } {
    const { path } = this.#take(token, 'write');
    writeFileAtomic(path, bytes);
    return { name: basename(path) };
  }

  /** Path of a granted file or folder, for work that streams. @throws AppError `fileTokenUnknown` */
  pathOf(token: string, mode: Grant['mode']): string {
    return this.#take(token, mode).path;
  }

  #take(token: string, mode: Grant['mode']): Grant {
    const grant = this.#grants.get(token);
    if (!grant || grant.mode !== mode) throw new AppError('fileTokenUnknown');
    return grant;
  }
}
