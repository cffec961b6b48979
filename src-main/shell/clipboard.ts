import type { Clipboard } from 'electron';

const KEEP_MS = 60_000;

/** Copied text leaves the clipboard by itself, unless the person has copied something else meanwhile. */
export class ShortClipboard {
  readonly #clipboard: Pick<Clipboard, 'readText' | 'writeText' | 'clear'>;
  #text: string | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(clipboard: Pick<Clipboard, 'readText' | 'writeText' | 'clear'>) {
    this.#clipboard = clipboard;
  }

  async copy(text: string): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    await this.#clipboard.writeText(text);
    this.#text = text;
    this.#timer = setTimeout(() => void this.clear(), KEEP_MS);
    this.#timer.unref();
  }

  async clear(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const ours = this.#text;
    this.#text = null;
    if (ours !== null && (await this.#clipboard.readText()) === ours) this.#clipboard.clear();
  }
}
