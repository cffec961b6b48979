import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FLUSH_MS, LOCK_GRACE_MS, Lock, QUIT_GRACE_MS, WARN_SECONDS } from '../../src-main/shell/lock.ts';
import type { AppEvent, LockReason } from '../../src-shared/contract/protocol.ts';

let log: string[];
let isUnlocked: boolean;
let systemIdle: number;
let systemLocked: boolean;
let pid: number | undefined;
const MINUTE = 60_000;

function makeLock(idleMinutes = 10, hiddenMinutes = 2): Lock {
  return new Lock({
    vault: {
      get isUnlocked() {
        return isUnlocked;
      },
      get pid() {
        return pid;
      },
      end: async (graceMs) => {
        log.push(`end ${graceMs}`);
        isUnlocked = false;
      },
    },
    systemIdle: () => systemIdle,
    systemLocked: () => systemLocked,
    limits: () => ({ idleMinutes, hiddenMinutes }),
    notify: (event: AppEvent) => log.push(Object.values(event).join(' ')),
    wipe: async (reason: LockReason) => {
      log.push(`wipe ${reason}`);
    },
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  log = [];
  isUnlocked = true;
  systemLocked = false;
  pid = 4711;
  systemIdle = Number.MAX_SAFE_INTEGER;
});
afterEach(() => {
  vi.useRealTimers();
});

describe('lock', () => {
  it('lets drafts be saved, ends the process, then empties the page', async () => {
    const lock = makeLock();
    const done = lock.lock('user');
    expect(log).toEqual(['locking user']);
    await vi.advanceTimersByTimeAsync(FLUSH_MS);
    expect(await done).toBe(true);
    expect(log).toEqual(['locking user', `end ${LOCK_GRACE_MS}`, 'locked user', 'wipe user']);
  });

  it('goes on as soon as the page has saved', async () => {
    const lock = makeLock();
    const done = lock.lock('user');
    lock.flushed();
    await vi.advanceTimersByTimeAsync(0);
    expect(await done).toBe(true);
    expect(log).toContain('wipe user');
  });

  it('happens once when asked twice, and not at all when nothing is open', async () => {
    const lock = makeLock();
    void lock.lock('user');
    void lock.lock('suspend');
    await vi.advanceTimersByTimeAsync(FLUSH_MS);
    expect(log.filter((line) => line.startsWith('end'))).toHaveLength(1);
    log = [];
    expect(await lock.lock('user')).toBe(false);
    expect(log).toEqual([]);
  });

  it('gives the process more time at quit', async () => {
    void makeLock().lock('quit');
    await vi.advanceTimersByTimeAsync(FLUSH_MS);
    expect(log).toContain(`end ${QUIT_GRACE_MS}`);
  });
});

describe('when it locks by itself', () => {
  it('locks after the idle time of the settings, not before', async () => {
    const lock = makeLock(3);
    lock.start();
    await vi.advanceTimersByTimeAsync(3 * MINUTE - 1000);
    expect(log.filter((line) => line.startsWith('locking'))).toEqual([]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(log).toContain('locking idle');
    lock.stop();
  });

  it('stays open while the person uses the page', async () => {
    const lock = makeLock(3);
    lock.start();
    for (let minute = 0; minute < 10; minute += 1) {
      await vi.advanceTimersByTimeAsync(MINUTE);
      lock.activity();
    }
    expect(log).toEqual([]);
    lock.stop();
  });

  it('counts the smaller of both idle times', async () => {
    const lock = makeLock(3);
    lock.start();
    systemIdle = 1;
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect(log).toEqual([]);
    systemIdle = 3 * 60;
    await vi.advanceTimersByTimeAsync(5000);
    expect(log).toContain('locking idle');
    lock.stop();
  });

  it('locks a window that stays hidden for its own time although the computer is in use', async () => {
    const lock = makeLock(10, 2);
    lock.start();
    systemIdle = 1;
    lock.windowHidden(true);
    await vi.advanceTimersByTimeAsync(MINUTE);
    // Minimised and hidden come one after the other; the first of them counts.
    lock.windowHidden(true);
    await vi.advanceTimersByTimeAsync(MINUTE - 1000);
    expect(log).toEqual([]);
    lock.windowHidden(false);
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(log).toEqual([]);
    lock.windowHidden(true);
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    expect(log[0]).toBe('locking hidden');
    lock.stop();
  });

  it('tells the person once before an idle lock, and once that it is off', async () => {
    const lock = makeLock(3);
    lock.start();
    await vi.advanceTimersByTimeAsync(3 * MINUTE - WARN_SECONDS * 1000 - 1000);
    expect(log).toEqual([]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(log).toEqual([`lockNear ${WARN_SECONDS}`]);
    lock.activity();
    expect(log.at(-1)).toBe('lockNear ');
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(log).toHaveLength(2);
    lock.stop();
  });

  it('takes the notice back when the person works in another program', async () => {
    const lock = makeLock(1);
    lock.start();
    await vi.advanceTimersByTimeAsync(45_000);
    systemIdle = 0;
    await vi.advanceTimersByTimeAsync(1000);
    expect(log).toEqual([`lockNear ${WARN_SECONDS}`, 'lockNear ']);
    lock.stop();
  });

  it('locks with the lock screen of a computer that sends no event', async () => {
    const lock = makeLock();
    lock.start();
    systemLocked = true;
    await vi.advanceTimersByTimeAsync(1000);
    expect(log[0]).toBe('locking screen');
    lock.stop();
  });

  it('locks a vault that was still opening when the computer went to sleep, but not one opened later', async () => {
    const lock = makeLock();
    lock.start();
    isUnlocked = false;
    expect(await lock.lock('suspend')).toBe(false);
    isUnlocked = true;
    await vi.advanceTimersByTimeAsync(1000);
    expect(log[0]).toBe('locking suspend');
    await vi.advanceTimersByTimeAsync(FLUSH_MS);
    log = [];
    expect(await lock.lock('suspend')).toBe(false);
    pid = undefined;
    await vi.advanceTimersByTimeAsync(1000);
    isUnlocked = true;
    await vi.advanceTimersByTimeAsync(5000);
    expect(log).toEqual([]);
    lock.stop();
  });

  it('does not count the time before the vault was opened', async () => {
    isUnlocked = false;
    const lock = makeLock(3);
    lock.start();
    await vi.advanceTimersByTimeAsync(60 * MINUTE);
    isUnlocked = true;
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(log).toEqual([]);
    lock.stop();
  });
});
