import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type Electron from 'electron';

type UsedUtilityProcess = Pick<Electron.UtilityProcess, 'postMessage' | 'kill' | 'pid'>;

const SHIM = new URL('./child-shim.ts', import.meta.url).href;

/** A utility process as a plain child of Node, with structured messages and the same life span. */
export class StandInUtilityProcess extends EventEmitter implements UsedUtilityProcess {
  readonly serviceName: string;
  readonly #child: ChildProcess;
  pid: number | undefined;

  constructor(
    modulePath: string,
    args: readonly string[] = [],
    options: Electron.ForkOptions = {},
    extraEnv: NodeJS.ProcessEnv = {},
  ) {
    super();
    this.serviceName = options.serviceName ?? 'Node Utility Process';
    const env: NodeJS.ProcessEnv = { ...(options.env ?? process.env), ...extraEnv };
    delete env.NODE_OPTIONS;
    this.#child = fork(modulePath, args, {
      env,
      serialization: 'advanced',
      execArgv: ['--import', SHIM, ...(options.execArgv ?? [])],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      ...(options.cwd && { cwd: options.cwd }),
    });
    this.pid = this.#child.pid;
    this.#child.on('spawn', () => this.emit('spawn'));
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.on('error', () => undefined);
    this.#child.on('exit', (code) => {
      this.pid = undefined;
      this.emit('exit', code ?? 1);
    });
  }

  postMessage(message: unknown): void {
    if (!this.#child.connected) return;
    this.#child.send(message as object, () => undefined);
  }

  kill(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): boolean {
    return this.#child.kill(signal);
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }
}
