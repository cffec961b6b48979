import { AppError } from '../../src-shared/contract/result.ts';

interface Incoming {
  readonly name: string;
  readonly body: Buffer;
  filled: number;
  /** Counts up with each part of any file: the smallest has waited longest. */
  touched: number;
}

/** More than one window drops at once; a page that was reloaded never comes back for its own. */
const MOST = 4;

/**
 * Files whose bytes come in parts from the page, as after a drop or a paste. They lie in this process's memory alone, are read once,
 * and are overwritten when they are done with.
 */
export class IncomingFiles {
  readonly #files = new Map<string, Incoming>();
  #touches = 0;

  /** Makes room for a file; of too many the one that has waited longest is thrown away. `size` is in bytes. */
  begin(token: string, name: string, size: number): void {
    if (this.#files.size >= MOST) {
      const [stalest] = [...this.#files].sort(([, a], [, b]) => a.touched - b.touched);
      if (stalest) this.drop(stalest[0]);
    }
    this.#files.set(token, { name, body: Buffer.alloc(size), filled: 0, touched: this.#touch() });
  }

  /**
   * Takes the bytes that come at `at`; parts come in order. Answers how many are there.
   * @throws AppError `transferUnknown` when it was thrown away, `transferBroken` when a part is out of place; then all of it is
   */
  part(token: string, at: number, bytes: Uint8Array): number {
    const file = this.#files.get(token);
    if (!file) throw new AppError('transferUnknown');
    if (at !== file.filled || at + bytes.length > file.body.length) {
      this.drop(token);
      throw new AppError('transferBroken');
    }
    file.body.set(bytes, at);
    file.filled += bytes.length;
    file.touched = this.#touch();
    return file.filled;
  }

  has(token: string): boolean {
    return this.#files.has(token);
  }

  /** The whole file, which is then no longer here. @throws AppError `transferUnknown`, `transferBroken` */
  take(token: string): { name: string; bytes: Buffer } {
    const file = this.#files.get(token);
    if (!file) throw new AppError('transferUnknown');
    this.#files.delete(token);
    if (file.filled !== file.body.length) {
      file.body.fill(0);
      throw new AppError('transferBroken');
    }
    return { name: file.name, bytes: file.body };
  }

  drop(token: string): void {
    this.#files.get(token)?.body.fill(0);
    this.#files.delete(token);
  }

  /** At lock: nothing half-way stays. */
  forget(): void {
    for (const token of [...this.#files.keys()]) this.drop(token);
  }

  #touch(): number {
    this.#touches += 1;
    return this.#touches;
  }
}
