import { type FSWatcher, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const LOCK = 'instance.lock';
const KNOCK = 'instance.knock';
/** Folders held by launches inside this very process. */
const held = new Set<string>();

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** One running app a user-data folder. Plain files: Electron's way of doing it would open a socket. */
export class InstanceLock {
  readonly #folder: string;
  readonly #onKnock: () => void;
  #watcher: FSWatcher | null = null;

  constructor(folder: string, onKnock: () => void) {
    this.#folder = folder;
    this.#onKnock = onKnock;
  }

  /** True when this is the first; else the first one is told. */
  acquire(): boolean {
    if (this.#watcher) return true;
    const path = join(this.#folder, LOCK);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      try {
        writeFileSync(path, String(process.pid), { flag: 'wx' });
        this.#hold();
        return true;
      } catch {
        if (this.#isTaken(path)) break;
        rmSync(path, { force: true });
      }
    }
    writeFileSync(join(this.#folder, KNOCK), String(Date.now()));
    return false;
  }

  #isTaken(path: string): boolean {
    try {
      const pid = Number(readFileSync(path, 'utf8'));
      return pid === process.pid ? held.has(this.#folder) : Number.isInteger(pid) && pid > 0 && isAlive(pid);
    } catch {
      return false;
    }
  }

  #hold(): void {
    held.add(this.#folder);
    this.#watcher = watch(this.#folder, { persistent: false }, (_kind, name) => {
      if (name && basename(String(name)) === KNOCK) this.#onKnock();
    });
  }

  release(): void {
    if (!this.#watcher) return;
    this.#watcher.close();
    this.#watcher = null;
    held.delete(this.#folder);
    rmSync(join(this.#folder, LOCK), { force: true });
    rmSync(join(this.#folder, KNOCK), { force: true });
  }
}
