import { randomUUID } from 'node:crypto';

/** PDFs that wait to be looked at, in memory only. Their ids cannot be guessed and die with the preview or at lock. */
export class Previews {
  readonly #documents = new Map<string, Buffer>();

  add(pdf: Buffer): string {
    const id = randomUUID();
    this.#documents.set(id, pdf);
    return id;
  }

  get(id: string): Buffer | undefined {
    return this.#documents.get(id);
  }

  remove(id: string): void {
    this.#documents.get(id)?.fill(0);
    this.#documents.delete(id);
  }

  clear(): void {
    for (const id of [...this.#documents.keys()]) this.remove(id);
  }
}
