import type { AppEvent, LockReason } from '../../src-shared/contract/protocol.ts';

/** How long the page may save drafts, and the vault process may finish, before the lock goes on without them (milliseconds). */
export const FLUSH_MS = 300;
export const LOCK_GRACE_MS = 2000;
/** At quit nobody waits at the screen, and a backup may still be under way. */
export const QUIT_GRACE_MS = 15_000;
const TICK_MS = 5000;

export interface LockParts {
  readonly vault: { readonly isUnlocked: boolean; end(graceMs: number, quit?: boolean): Promise<void> };
  /** Seconds since the last input on this computer. */
  readonly systemIdle: () => number;
  readonly idleMinutes: () => number;
  readonly notify: (event: AppEvent) => void;
  /** Drops previews, caches and the page itself. */
  readonly wipe: (reason: LockReason) => Promise<void>;
  readonly now?: () => number;
}

/** Decides when the vault locks, and locks it: drafts saved, process ended, page emptied, in this order. */
export class Lock {
  readonly #parts: LockParts;
  readonly #now: () => number;
  #lastActivity: number;
  #hiddenSince: number | null = null;
  #locking: Promise<boolean> | null = null;
  #flushed: () => void = () => undefined;
  #timer: NodeJS.Timeout | null = null;

  constructor(parts: LockParts) {
    this.#parts = parts;
    this.#now = parts.now ?? Date.now;
    this.#lastActivity = this.#now();
  }

  start(): void {
    this.#timer ??= setInterval(() => this.tick(), TICK_MS);
    this.#timer.unref();
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  activity(): void {
    this.#lastActivity = this.#now();
  }

  flushed(): void {
    this.#flushed();
  }

  windowHidden(hidden: boolean): void {
    if (!hidden) this.#hiddenSince = null;
    else this.#hiddenSince ??= this.#now();
  }

  /**
   * Looks whether it is time. The smaller of both idle times counts: the system's is wrong under some Linux desktops, the page's does
   * not see the person work elsewhere. A hidden window has no person before it, whatever the computer is used for.
   */
  tick(): void {
    if (!this.#parts.vault.isUnlocked) {
      this.activity();
      return;
    }
    const limit = this.#parts.idleMinutes() * 60;
    const idle = Math.min(this.#parts.systemIdle(), (this.#now() - this.#lastActivity) / 1000);
    if (idle >= limit) void this.lock('idle');
    else if (this.#hiddenSince !== null && (this.#now() - this.#hiddenSince) / 1000 >= limit) void this.lock('hidden');
  }

  /** Locks an open vault; answers whether there was one. A second call joins the first. */
  lock(reason: LockReason): Promise<boolean> {
    this.#locking ??= this.#lock(reason).finally(() => {
      this.#locking = null;
    });
    return this.#locking;
  }

  async #lock(reason: LockReason): Promise<boolean> {
    if (!this.#parts.vault.isUnlocked) return false;
    const saved = new Promise<void>((resolve) => {
      this.#flushed = resolve;
      setTimeout(resolve, FLUSH_MS);
    });
    this.#parts.notify({ kind: 'locking', reason });
    await saved;
    await this.#parts.vault.end(reason === 'quit' ? QUIT_GRACE_MS : LOCK_GRACE_MS, reason === 'quit');
    await this.afterEnd(reason);
    return true;
  }

  /** The vault process is gone, by a lock or by itself: nothing of it may stay in the page. */
  async afterEnd(reason: LockReason): Promise<void> {
    this.#parts.notify({ kind: 'locked', reason });
    await this.#parts.wipe(reason);
    this.activity();
  }
}
