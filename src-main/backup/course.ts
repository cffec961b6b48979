import { statfsSync } from 'node:fs';
import { AppError } from '../../src-shared/contract/result.ts';
import type { OnBytes } from './archive.ts';

export type Progress = (task: string, done: number, total: number) => void;

/** Per cent of one long piece of work, told at most once per per cent; between two steps it can be stopped. */
export class Course {
  readonly #task: string;
  readonly #progress: Progress;
  readonly #cancelled: () => boolean;
  #last = -1;

  constructor(task: string, progress: Progress, cancelled: () => boolean = () => false) {
    this.#task = task;
    this.#progress = progress;
    this.#cancelled = cancelled;
  }

  /** @throws AppError `cancelled` */
  at(percent: number): void {
    if (this.#cancelled()) throw new AppError('cancelled');
    const whole = Math.floor(percent);
    if (whole <= this.#last) return;
    this.#last = whole;
    this.#progress(this.#task, whole, 100);
  }

  /** For a part of the work that has a course of its own: it can be stopped, but says nothing. */
  quiet(): Course {
    return new Course(this.#task, () => undefined, this.#cancelled);
  }

  /** Bytes of a stage that takes the work from one per cent to another. */
  stage(from: number, to: number): OnBytes {
    return (done, total) => this.at(from + ((to - from) * done) / Math.max(1, total));
  }
}

/** Refuses before a long write what could only fail in its middle. @throws AppError `diskFull` */
export function requireSpace(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  const megabytes = Math.ceil(bytes / 1024 / 1024);
  // Some network shares do not say; then the write itself finds out.
  if (bsize > 0 && bavail * bsize < bytes) throw new AppError('diskFull', { megabytes });
}
