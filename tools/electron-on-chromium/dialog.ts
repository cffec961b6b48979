import type Electron from 'electron';
import { askPerson, type Question } from './dialog-page.ts';

/** What a person or a test answers to a file dialog; null cancels it. */
export type DialogAnswer = readonly string[] | null;

export interface DialogRequest extends Question {
  readonly kind: 'open' | 'save';
}

/**
 * File dialogs. A test answers by script, before or after the app asks; in a window on a screen a small page asks the person;
 * without either the dialog counts as cancelled.
 */
export class StandInDialog {
  readonly #mode: 'script' | 'person' | 'cancel';
  readonly #answers: DialogAnswer[] = [];
  readonly #waiting: ((answer: DialogAnswer) => void)[] = [];
  /** Every dialog that was opened, for tests to look at. */
  readonly asked: DialogRequest[] = [];

  constructor(mode: 'script' | 'person' | 'cancel') {
    this.#mode = mode;
  }

  answer(answer: DialogAnswer): void {
    const waiting = this.#waiting.shift();
    if (waiting) waiting(answer);
    else this.#answers.push(answer);
  }

  #ask(request: DialogRequest): Promise<DialogAnswer> {
    this.asked.push(request);
    if (this.#mode === 'cancel') return Promise.resolve(null);
    if (this.#mode === 'person') return askPerson(request);
    const ready = this.#answers.shift();
    if (ready !== undefined) return Promise.resolve(ready);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** The members of Electron's `dialog`; each may be called with or without a window first. */
  readonly module: Pick<Electron.Dialog, 'showOpenDialog' | 'showSaveDialog' | 'showErrorBox'> = {
    showOpenDialog: async (first: unknown, second?: unknown) => {
      const options = (second ?? first) as Electron.OpenDialogOptions;
      const paths = await this.#ask({
        kind: 'open',
        title: options.title ?? '',
        folder: options.properties?.includes('openDirectory') ?? false,
        start: options.defaultPath ?? '',
        extensions: (options.filters ?? []).flatMap((filter) => filter.extensions),
      });
      return { canceled: paths === null || paths.length === 0, filePaths: [...(paths ?? [])] };
    },
    showSaveDialog: async (first: unknown, second?: unknown) => {
      const options = (second ?? first) as Electron.SaveDialogOptions;
      const paths = await this.#ask({
        kind: 'save',
        title: options.title ?? '',
        folder: false,
        start: options.defaultPath ?? '',
        extensions: (options.filters ?? []).flatMap((filter) => filter.extensions),
      });
      return { canceled: paths === null || paths.length === 0, filePath: paths?.[0] ?? '' };
    },
    showErrorBox: (title, content) => {
      process.stderr.write(`${title}\n${content}\n`);
    },
  };
}
