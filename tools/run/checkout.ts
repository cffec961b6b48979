import { join } from 'node:path';

/** Folder of the checkout. */
export const root = join(import.meta.dirname, '..', '..');

/** Prints one line of progress. */
export function say(line: string): void {
  process.stdout.write(`[xindang] ${line}\n`);
}
