import type { AppEvent, FromVault, ToVault } from '../../src-shared/contract/protocol.ts';
import type { Result } from '../../src-shared/contract/result.ts';

/** The vault process as main sees it: Electron's UtilityProcess, or a fake. */
export interface VaultProcess {
  readonly pid?: number | undefined;
  postMessage(message: ToVault): void;
  kill(): boolean;
  on(event: 'message', listener: (message: FromVault) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
}

export interface VaultHostParts {
  readonly start: () => VaultProcess;
  readonly onEvent: (event: AppEvent) => void;
  /** The process died with an open vault. */
  readonly onCrash: () => void;
}

interface Running {
  readonly process: VaultProcess;
  readonly pending: Map<number, (result: Result<unknown>) => void>;
  readonly exited: Promise<void>;
}

/** Channels that open a vault; they alone start the process. */
const OPENING: ReadonlySet<string> = new Set(['vault.create', 'vault.unlock', 'vault.unlockKeychain']);

const refuse = (code: string): Result<never> => ({ ok: false, error: { code } });

/**
 * Starts the vault process for the first attempt to open, routes calls to it, and ends it: at lock, after a failed attempt, and
 * whenever it is no longer needed. No process means no key.
 */
export class VaultHost {
  readonly #parts: VaultHostParts;
  readonly #grants = new Map<string, ToVault & { kind: 'grant' }>();
  #running: Running | null = null;
  #ending: Promise<void> | null = null;
  #unlocked = false;
  #nextId = 1;

  constructor(parts: VaultHostParts) {
    this.#parts = parts;
  }

  get isUnlocked(): boolean {
    return this.#unlocked;
  }

  get pid(): number | undefined {
    return this.#running?.process.pid;
  }

  /** Lets the vault process touch a chosen file; one chosen before it runs is told to it when it starts. */
  grant(token: string, path: string, mode: 'read' | 'write'): void {
    const message = { kind: 'grant', token, path, mode } as const;
    if (this.#running && !this.#ending) this.#running.process.postMessage(message);
    // While locked each call has a process of its own: the next one needs to know it too.
    if (!this.#unlocked || this.#ending) this.#grants.set(token, message);
  }

  async call(channel: string, input: unknown): Promise<Result<unknown>> {
    const opens = OPENING.has(channel) || !this.#unlocked;
    if (opens) await this.#ending;
    else if (this.#ending) return refuse('locked');
    const running = opens ? (this.#running ?? this.#start()) : this.#running;
    if (!running) return refuse('locked');
    const id = this.#nextId;
    this.#nextId += 1;
    const result = await new Promise<Result<unknown>>((resolve) => {
      running.pending.set(id, resolve);
      running.process.postMessage({ kind: 'call', id, channel, input });
    });
    if (OPENING.has(channel) && result.ok && this.#running === running) {
      this.#unlocked = true;
      this.#grants.clear();
    }
    if (!this.#unlocked && this.#running === running && running.pending.size === 0) await this.end(500);
    return result;
  }

  #start(): Running {
    const process = this.#parts.start();
    const pending: Running['pending'] = new Map();
    const exited = new Promise<void>((resolve) => process.on('exit', () => resolve()));
    const running: Running = { process, pending, exited };
    process.on('message', (message) => this.#receive(running, message));
    void exited.then(() => this.#ended(running));
    this.#running = running;
    for (const grant of this.#grants.values()) process.postMessage(grant);
    return running;
  }

  #receive(running: Running, message: FromVault): void {
    if (message.kind === 'event') this.#parts.onEvent(message.event);
    else if (message.kind === 'locked') running.process.kill();
    else {
      running.pending.get(message.id)?.(message.result);
      running.pending.delete(message.id);
    }
  }

  #ended(running: Running): void {
    if (this.#running !== running) return;
    const crashed = this.#unlocked && !this.#ending;
    this.#running = null;
    this.#unlocked = false;
    for (const resolve of running.pending.values()) resolve(refuse(this.#ending ? 'locked' : 'vaultProcessFailed'));
    running.pending.clear();
    if (crashed) this.#parts.onCrash();
  }

  /** Ends the process: it finishes what it does, zeroes the key and goes; after `graceMs` it is killed. Resolves once it is gone. */
  end(graceMs: number, quit = false): Promise<void> {
    this.#ending ??= this.#end(graceMs, quit).finally(() => {
      this.#ending = null;
    });
    return this.#ending;
  }

  async #end(graceMs: number, quit: boolean): Promise<void> {
    const running = this.#running;
    if (this.#unlocked) this.#grants.clear();
    if (!running) return;
    running.process.postMessage({ kind: 'lock', quit });
    const timer = setTimeout(() => running.process.kill(), graceMs);
    await running.exited;
    clearTimeout(timer);
    this.#unlocked = false;
  }
}
