import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FLUSH_MS, LOCK_GRACE_MS, Lock, QUIT_GRACE_MS } from '../../src-main/shell/lock.ts';
import type { AppEvent, LockReason } from '../../src-shared/contract/protocol.ts';

let log: string[];
let isUnlocked: boolean;
let systemIdle: number;
const MINUTE = 60_000;

function makeLock(idleMinutes = 10): Lock {
  return new Lock({
    vault: {
      get isUnlocked() {
        return isUnlocked;
      },
      end: async (graceMs) => {
        log.push(`end ${graceMs}`);
        isUnlocked = false;
      },
    },
    systemIdle: () => systemIdle,
    idleMinutes: () => idleMinutes,
    notify: (event: AppEvent) => log.push('reason' in event ? `${event.kind} ${event.reason}` : event.kind),
    wipe: async (reason: LockReason) => {
      log.push(`wipe ${reason}`);
    },
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  log = [];
  isUnlocked = true;
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
    await vi.advanceTimersByTimeAsync(3 * MINUTE - 5000);
    expect(log).toEqual([]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(log[0]).toBe('locking idle');
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
    expect(log[0]).toBe('locking idle');
    lock.stop();
  });

  it('locks a window that stays hidden although the computer is in use', async () => {
    const lock = makeLock(3);
    lock.start();
    systemIdle = 1;
    lock.windowHidden(true);
    await vi.advanceTimersByTimeAsync(MINUTE);
    lock.windowHidden(false);
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(log).toEqual([]);
    lock.windowHidden(true);
    await vi.advanceTimersByTimeAsync(3 * MINUTE + 5000);
    expect(log[0]).toBe('locking hidden');
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
