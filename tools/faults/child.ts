import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FromVault } from '../../src-shared/contract/protocol.ts';
import type { Result } from '../../src-shared/contract/result.ts';
import { StandInUtilityProcess } from '../electron-on-chromium/utility-process.ts';
import { root, say } from '../run/checkout.ts';
import './cheap-scrypt.ts';

/** A copy of the built vault process, so that a build made meanwhile does not change the subject of a run. */
export interface Bundle {
  readonly entry: string;
  readonly remove: () => void;
}

/** Takes out/main as it is, built first when it is missing. The copy stays inside the checkout, where its database module is found. */
export function takeBundle(): Bundle {
  const built = join(root, 'out', 'main');
  if (!existsSync(join(built, 'vault-process.js'))) {
    say('building the vault process');
    spawnSync('npm', ['run', '--silent', 'build:main'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  }
  const copy = join(root, 'out', `faults-${process.pid}`);
  cpSync(built, copy, { recursive: true });
  return { entry: join(copy, 'vault-process.js'), remove: () => rmSync(copy, { recursive: true, force: true }) };
}

/** Kill at the n-th step of a call (see kill-points.ts), or just count its steps. */
export interface Watch {
  readonly channel: string;
  readonly killAt?: number;
}

type Reply = Result<unknown>;
const GONE: Reply = { ok: false, error: { code: 'gone' } };

const preload = (name: string) => ['--import', new URL(name, import.meta.url).href];

/** The built vault process, driven by messages as main drives it. */
export class VaultChild {
  readonly #process: StandInUtilityProcess;
  readonly #pending = new Map<number, (reply: Reply) => void>();
  readonly #exited: Promise<void>;
  #nextId = 1;
  #gone = false;
  #locked = false;
  #steps: number | null = null;

  constructor(bundle: Bundle, folder: string, watch?: Watch) {
    this.#process = new StandInUtilityProcess(bundle.entry, [], {
      env: {
        ...process.env,
        XINDANG_VAULT_FOLDER: folder,
        ...(watch && { XINDANG_FAULT_CHANNEL: watch.channel }),
        ...(watch?.killAt && { XINDANG_FAULT_STEP: String(watch.killAt) }),
      },
      execArgv: [...preload('cheap-scrypt.ts'), ...(watch ? preload('kill-points.ts') : [])],
    });
    this.#process.on('message', (message: FromVault | { kind: 'faults.steps'; steps: number }) => this.#receive(message));
    this.#exited = new Promise((resolve) => {
      this.#process.on('exit', () => {
        this.#gone = true;
        for (const done of this.#pending.values()) done(GONE);
        this.#pending.clear();
        resolve();
      });
    });
  }

  get gone(): boolean {
    return this.#gone;
  }

  /** Whether the process said that it locked, before it went. */
  get locked(): boolean {
    return this.#locked;
  }

  /** Steps that the watched call took; null until it was answered. */
  get steps(): number | null {
    return this.#steps;
  }

  /** The answer, or the error `gone` when the process ends before it. */
  call(channel: string, input: unknown): Promise<Reply> {
    if (this.#gone) return Promise.resolve(GONE);
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise((resolve) => {
      this.#pending.set(id, resolve);
      this.#process.postMessage({ kind: 'call', id, channel, input });
    });
  }

  /** As `call`, for what must succeed. @throws Error with the code of a refusal */
  async must<T>(channel: string, input: unknown): Promise<T> {
    const reply = await this.call(channel, input);
    if (!reply.ok) throw new Error(`${channel}: ${reply.error.code}`);
    return reply.value as T;
  }

  grant(token: string, path: string, mode: 'read' | 'write'): void {
    this.#process.postMessage({ kind: 'grant', token, path, mode });
  }

  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#exited;
  }

  /** Locks as main does and waits for the end of the process. */
  async lock(): Promise<void> {
    this.#process.postMessage({ kind: 'lock' });
    await this.#exited;
  }

  #receive(message: FromVault | { kind: 'faults.steps'; steps: number }): void {
    if (message.kind === 'faults.steps') this.#steps = message.steps;
    else if (message.kind === 'reply') {
      this.#pending.get(message.id)?.(message.result);
      this.#pending.delete(message.id);
    } else if (message.kind === 'locked') {
      this.#locked = true;
      this.#process.kill('SIGTERM');
    }
  }
}
