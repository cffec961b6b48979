import type { AppEvent, LockReason } from '../../src-shared/contract/protocol.ts';

/** How long the page may save drafts, and the vault process may finish, before the lock goes on without them (milliseconds). */
export const FLUSH_MS = 300;
export const LOCK_GRACE_MS = 2000;
/** At quit nobody waits at the screen, and a backup may still be under way. */
export const QUIT_GRACE_MS = 15_000;
const TICK_MS = 1000;
/** So long before an idle lock the person is told, and can stay by any key (seconds). */
export const WARN_SECONDS = 30;

export interface LockParts {
  readonly vault: {
    readonly isUnlocked: boolean;
    /** Process id while one runs: without an open vault, somebody's attempt to open it is under way. */
    readonly pid: number | undefined;
    end(graceMs: number, quit?: boolean): Promise<void>;
  };
  /** Seconds since the last input on this computer. */
  readonly systemIdle: () => number;
  /** True while the computer's own lock screen is up, where no event tells of it. */
  readonly systemLocked: () => boolean;
  readonly limits: () => { readonly idleMinutes: number; readonly hiddenMinutes: number };
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
  #warned = false;
  /** A lock that was asked for while the vault was still opening. */
  #owed: LockReason | null = null;
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
    this.#warn(Number.POSITIVE_INFINITY);
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
    const { vault, limits, systemIdle, systemLocked } = this.#parts;
    if (!vault.isUnlocked) {
      this.activity();
      if (vault.pid === undefined) this.#owed = null;
      return;
    }
    const now = this.#now();
    const { idleMinutes, hiddenMinutes } = limits();
    const left = idleMinutes * 60 - Math.min(systemIdle(), (now - this.#lastActivity) / 1000);
    const due = this.#owed ?? (systemLocked() ? 'screen' : null);
    if (due) void this.lock(due);
    else if (left <= 0) void this.lock('idle');
    else if (this.#hiddenSince !== null && now - this.#hiddenSince >= hiddenMinutes * 60_000) void this.lock('hidden');
    else this.#warn(left);
  }

  /** Tells the page once that the lock is near, and once that it is not any more. */
  #warn(secondsLeft: number): void {
    const near = secondsLeft <= WARN_SECONDS;
    if (near === this.#warned) return;
    this.#warned = near;
    this.#parts.notify({ kind: 'lockNear', seconds: near ? Math.ceil(secondsLeft) : null });
  }

  /** Locks an open vault; answers whether there was one. A second call joins the first. */
  lock(reason: LockReason): Promise<boolean> {
    this.#locking ??= this.#lock(reason).finally(() => {
      this.#locking = null;
    });
    return this.#locking;
  }

  async #lock(reason: LockReason): Promise<boolean> {
    const { vault } = this.#parts;
    if (!vault.isUnlocked) {
      if (vault.pid !== undefined) this.#owed = reason;
      return false;
    }
    this.#owed = null;
    const saved = new Promise<void>((resolve) => {
      this.#flushed = resolve;
      setTimeout(resolve, FLUSH_MS);
    });
    this.#parts.notify({ kind: 'locking', reason });
    await saved;
    await vault.end(reason === 'quit' ? QUIT_GRACE_MS : LOCK_GRACE_MS, reason === 'quit');
    await this.afterEnd(reason);
    return true;
  }

  /** The vault process is gone, by a lock or by itself: nothing of it may stay in the page. */
  async afterEnd(reason: LockReason): Promise<void> {
    this.#warned = false;
    this.#parts.notify({ kind: 'locked', reason });
    await this.#parts.wipe(reason);
    this.activity();
  }
}
