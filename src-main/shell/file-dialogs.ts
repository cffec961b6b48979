import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { FileFilter, OpenDialogOptions, SaveDialogOptions } from 'electron';
import type { ParsedInput } from '../../src-shared/contract/index.ts';
import { HEADER_FILE } from '../vault/header.ts';
import type { Words } from './words.ts';

/** The two system dialogs, already bound to the main window. */
export interface Dialogs {
  open(options: OpenDialogOptions): Promise<{ readonly canceled: boolean; readonly filePaths: readonly string[] }>;
  save(options: SaveDialogOptions): Promise<{ readonly canceled: boolean; readonly filePath: string }>;
}

export interface FileDialogsParts {
  readonly dialogs: Dialogs;
  readonly words: () => Words;
  readonly grant: (token: string, path: string, mode: 'read' | 'write') => void;
  /** Folder of the last dialog. */
  readonly lastFolder: () => string;
  readonly rememberFolder: (folder: string) => void;
}

export interface ChosenFile {
  readonly token: string;
  readonly name: string;
  readonly size: number;
}

/** Characters that Windows does not allow in a file name. */
export function safeFileName(name: string): string {
  const cleaned = [...name].map((char) => (char < ' ' || '<>:"/\\|?*'.includes(char) ? '_' : char)).join('');
  return cleaned.replace(/[. ]+$/, '').slice(0, 120) || '_';
}

type Kind = NonNullable<OpenDialogOptions['properties']>;
const FOLDER: Kind = ['openDirectory', 'createDirectory'];

/** Lets a person choose files; the page gets a token, the vault process the path. */
export class FileDialogs {
  readonly #parts: FileDialogsParts;

  constructor(parts: FileDialogsParts) {
    this.#parts = parts;
  }

  async chooseOpen({ purpose, filters }: ParsedInput<'files.chooseOpen'>): Promise<ChosenFile | null> {
    const folder = purpose === 'folder';
    const words = this.#parts.words();
    const [path] = await this.#open(folder ? FOLDER : ['openFile'], folder ? words.chooseFolder : words.chooseFile, filters);
    if (!path) return null;
    return this.#granted(path, folder ? 'write' : 'read', folder ? 0 : sizeOf(path));
  }

  /** Several files for reading; none when cancelled. */
  async chooseSeveral({ filters }: ParsedInput<'files.chooseSeveral'>): Promise<ChosenFile[]> {
    const paths = await this.#open(['openFile', 'multiSelections'], this.#parts.words().chooseFile, filters);
    return paths.map((path) => this.#granted(path, 'read', sizeOf(path)));
  }

  async chooseSave({ suggestedName, filters }: ParsedInput<'files.chooseSave'>): Promise<ChosenFile | null> {
    const path = await this.savePath(suggestedName, filters);
    return path ? this.#granted(path, 'write', 0) : null;
  }

  /** Path to save to, or null when cancelled; for what main writes itself. */
  async savePath(suggestedName: string, filters: FileFilter[]): Promise<string | null> {
    const answer = await this.#parts.dialogs.save({
      title: this.#parts.words().saveFile,
      defaultPath: join(this.#parts.lastFolder(), safeFileName(suggestedName)),
      filters,
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    if (answer.canceled || !answer.filePath) return null;
    this.#parts.rememberFolder(dirname(answer.filePath));
    return answer.filePath;
  }

  /** Folder for the vault: the chosen one when it holds a vault or nothing, else a folder of our own inside it. Null when cancelled. */
  async vaultFolder(): Promise<string | null> {
    const words = this.#parts.words();
    const [chosen] = await this.#open(FOLDER, words.vaultFolder, []);
    if (!chosen) return null;
    const usable = existsSync(join(chosen, HEADER_FILE)) || !existsSync(chosen) || readdirSync(chosen).length === 0;
    const folder = usable ? chosen : join(chosen, words.appName);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  async #open(properties: Kind, title: string, filters: FileFilter[]): Promise<readonly string[]> {
    const answer = await this.#parts.dialogs.open({
      title,
      defaultPath: this.#parts.lastFolder(),
      filters,
      properties: [...properties],
    });
    const path = answer.filePaths[0];
    if (answer.canceled || !path) return [];
    this.#parts.rememberFolder(properties === FOLDER ? path : dirname(path));
    return answer.filePaths;
  }

  #granted(path: string, mode: 'read' | 'write', size: number): ChosenFile {
    const token = randomUUID();
    this.#parts.grant(token, path, mode);
    return { token, name: basename(path), size };
  }
}

function sizeOf(path: string): number {
  return statSync(path).size;
}
