import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type Electron from 'electron';
import { preventable } from './emitter.ts';
import { InstanceLock } from './instance-lock.ts';

type PathName = Parameters<Electron.App['getPath']>[0];
type UsedApp = Pick<
  Electron.App,
  | 'whenReady'
  | 'isReady'
  | 'quit'
  | 'exit'
  | 'getPath'
  | 'setPath'
  | 'getAppPath'
  | 'getVersion'
  | 'getName'
  | 'getLocale'
  | 'isPackaged'
  | 'requestSingleInstanceLock'
  | 'enableSandbox'
  | 'setAppUserModelId'
>;

/** What the app object needs from the rest of the stand-in. */
export interface AppHost {
  /** Asks every window to close; false when one refused. */
  closeWindows(): Promise<boolean>;
  /** Ends browser and children. */
  dispose(): Promise<void>;
}

function documentsFolder(env: NodeJS.ProcessEnv): string {
  try {
    const config = join(env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'user-dirs.dirs');
    const found = /^XDG_DOCUMENTS_DIR="(.+)"$/m.exec(readFileSync(config, 'utf8'))?.[1];
    if (found) return found.replace('$HOME', homedir());
  } catch {
    // No desktop session ever named one.
  }
  return join(homedir(), 'Documents');
}

export class StandInApp extends EventEmitter implements UsedApp {
  readonly isPackaged = false;
  readonly commandLine: Pick<Electron.CommandLine, 'appendSwitch'>;
  readonly switches: string[] = [];
  /** Settles with the exit code once everything is down. */
  readonly exited: Promise<number>;
  readonly #appDir: string;
  readonly #host: AppHost;
  readonly #paths = new Map<string, string>();
  readonly #ready = Promise.withResolvers<void>();
  readonly #gone = Promise.withResolvers<number>();
  readonly #package: { readonly name: string; readonly productName?: string; readonly version: string };
  #lock: InstanceLock | null = null;
  #isReady = false;
  #state: 'running' | 'quitting' | 'gone' = 'running';

  constructor(appDir: string, host: AppHost, env: NodeJS.ProcessEnv) {
    super();
    this.#appDir = appDir;
    this.#host = host;
    this.#package = JSON.parse(readFileSync(join(appDir, 'package.json'), 'utf8'));
    this.exited = this.#gone.promise;
    this.commandLine = {
      appendSwitch: (name, value) => {
        this.switches.push(value === undefined ? `--${name}` : `--${name}=${value}`);
      },
    };
    const config = env.XDG_CONFIG_HOME ?? join(homedir(), '.config');
    for (const [name, path] of Object.entries({
      home: homedir(),
      appData: config,
      userData: join(config, this.getName()),
      temp: tmpdir(),
      exe: process.execPath,
      documents: documentsFolder(env),
      downloads: join(homedir(), 'Downloads'),
    })) {
      this.#paths.set(name, path);
    }
  }

  getName(): string {
    return this.#package.productName ?? this.#package.name;
  }

  get name(): string {
    return this.getName();
  }

  getVersion(): string {
    return this.#package.version;
  }

  getAppPath(): string {
    return this.#appDir;
  }

  getLocale(): string {
    return new Intl.DateTimeFormat().resolvedOptions().locale;
  }

  getPath(name: PathName): string {
    const path = this.#paths.get(name);
    if (!path) throw new Error(`Failed to get '${name}' path`);
    return path;
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  isReady(): boolean {
    return this.#isReady;
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  becomeReady(): void {
    this.#isReady = true;
    this.#ready.resolve();
    this.emit('ready', preventable({}), {});
  }

  /** Chromium's own sandbox stays on unless the person is root. */
  enableSandbox(): void {}

  setAppUserModelId(): void {}

  requestSingleInstanceLock(): boolean {
    const folder = this.getPath('userData');
    mkdirSync(folder, { recursive: true });
    this.#lock ??= new InstanceLock(folder, () => this.emit('second-instance', preventable({}), [], folder, undefined));
    return this.#lock.acquire();
  }

  quit(): void {
    void this.#quit();
  }

  async #quit(): Promise<void> {
    if (this.#state !== 'running') return;
    const before = preventable({});
    this.emit('before-quit', before);
    if (before.defaultPrevented) return;
    this.#state = 'quitting';
    if (!(await this.#host.closeWindows())) {
      this.#state = 'running';
      return;
    }
    const will = preventable({});
    this.emit('will-quit', will);
    if (will.defaultPrevented) {
      this.#state = 'running';
      return;
    }
    this.exit(0);
  }

  exit(code = 0): void {
    if (this.#state === 'gone') return;
    this.#state = 'gone';
    this.emit('quit', preventable({}), code);
    this.#lock?.release();
    void this.#host.dispose().finally(() => this.#gone.resolve(code));
  }

  allWindowsClosed(): void {
    if (this.#state !== 'running') return;
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed');
    else this.quit();
  }
}
