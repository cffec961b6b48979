import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { VaultHost, type VaultProcess } from '../../src-main/shell/vault-host.ts';
import type { FromVault, ToVault } from '../../src-shared/contract/protocol.ts';

/** A vault process that a test plays by hand. */
class FakeProcess extends EventEmitter {
  readonly sent: ToVault[] = [];
  killed = false;
  readonly pid = 1;

  postMessage(message: ToVault): void {
    this.sent.push(message);
  }

  kill(): boolean {
    if (!this.killed) queueMicrotask(() => this.emit('exit', 0));
    this.killed = true;
    return true;
  }

  says(message: FromVault): void {
    this.emit('message', message);
  }

  /** Answers the oldest call that is not answered yet. */
  answers(result: { ok: true; value: unknown } | { ok: false; error: { code: string } }): void {
    const call = this.sent.find((message) => message.kind === 'call');
    if (call?.kind !== 'call') throw new Error('no call is waiting');
    this.sent.splice(this.sent.indexOf(call), 1);
    this.says({ kind: 'reply', id: call.id, result });
  }
}

let started: FakeProcess[];
const onEvent = vi.fn();
const onCrash = vi.fn();

beforeEach(() => {
  started = [];
  vi.clearAllMocks();
});

const makeHost = () =>
  new VaultHost({
    start: () => {
      const process = new FakeProcess();
      started.push(process);
      return process as VaultProcess;
    },
    onEvent,
    onCrash,
  });

const latest = (): FakeProcess => {
  const process = started.at(-1);
  if (!process) throw new Error('nothing was started');
  return process;
};

const tick = () => new Promise((resolve) => setImmediate(resolve));

async function openHost(): Promise<VaultHost> {
  const host = makeHost();
  const opening = host.call('vault.unlock', {});
  await tick();
  latest().answers({ ok: true, value: {} });
  await opening;
  return host;
}

describe('vault host', () => {
  it('starts no process before somebody tries to open', async () => {
    const host = makeHost();
    expect(started).toHaveLength(0);
    expect(host.isUnlocked).toBe(false);
    expect(host.pid).toBeUndefined();
  });

  it('keeps the process of a successful attempt', async () => {
    const host = await openHost();
    expect(host.isUnlocked).toBe(true);
    expect(host.pid).toBe(1);
  });

  it('ends the process of a failed attempt', async () => {
    const host = makeHost();
    const opening = host.call('vault.unlock', {});
    await tick();
    const process = latest();
    process.answers({ ok: false, error: { code: 'wrongPassphrase' } });
    await tick();
    expect(process.sent).toEqual([{ kind: 'lock', quit: false }]);
    process.says({ kind: 'locked' });
    expect(await opening).toEqual({ ok: false, error: { code: 'wrongPassphrase' } });
    expect(host.isUnlocked).toBe(false);
    expect(host.pid).toBeUndefined();
  });

  it('gives each answer to its own question, whatever the order', async () => {
    const host = await openHost();
    const first = host.call('students.get', 'a');
    const second = host.call('students.get', 'b');
    const [a, b] = latest().sent.filter((message) => message.kind === 'call');
    latest().says({ kind: 'reply', id: b?.id ?? -1, result: { ok: true, value: 'b' } });
    latest().says({ kind: 'reply', id: a?.id ?? -1, result: { ok: true, value: 'a' } });
    expect([await first, await second]).toEqual([
      { ok: true, value: 'a' },
      { ok: true, value: 'b' },
    ]);
  });

  it('passes events on', async () => {
    await openHost();
    latest().says({ kind: 'event', event: { kind: 'progress', task: 'import', done: 1, total: 2 } });
    expect(onEvent).toHaveBeenCalledWith({ kind: 'progress', task: 'import', done: 1, total: 2 });
  });

  it('locks: no call gets in, the process says it is done and ends', async () => {
    const host = await openHost();
    const ending = host.end(2000);
    expect(latest().sent).toEqual([{ kind: 'lock', quit: false }]);
    expect(await host.call('students.list', {})).toEqual({ ok: false, error: { code: 'locked' } });
    latest().says({ kind: 'locked' });
    await ending;
    expect(latest().killed).toBe(true);
    expect(host.isUnlocked).toBe(false);
    expect(onCrash).not.toHaveBeenCalled();
  });

  it('kills a process that does not answer the lock', async () => {
    vi.useFakeTimers();
    try {
      const host = makeHost();
      const opening = host.call('vault.unlock', {});
      await vi.advanceTimersByTimeAsync(0);
      latest().answers({ ok: true, value: {} });
      await opening;
      const ending = host.end(2000);
      await vi.advanceTimersByTimeAsync(1999);
      expect(latest().killed).toBe(false);
      await vi.advanceTimersByTimeAsync(1);
      expect(latest().killed).toBe(true);
      await ending;
    } finally {
      vi.useRealTimers();
    }
  });

  it('answers what is under way with a code when the process dies, and reports the crash', async () => {
    const host = await openHost();
    const call = host.call('students.list', {});
    latest().emit('exit', 9);
    expect(await call).toEqual({ ok: false, error: { code: 'vaultProcessFailed' } });
    expect(host.isUnlocked).toBe(false);
    expect(onCrash).toHaveBeenCalledTimes(1);
  });

  it('lets a new attempt wait until the old process is gone', async () => {
    const host = await openHost();
    const ending = host.end(2000);
    const again = host.call('vault.unlock', {});
    await tick();
    expect(started).toHaveLength(1);
    latest().says({ kind: 'locked' });
    await ending;
    await tick();
    expect(started).toHaveLength(2);
    latest().answers({ ok: true, value: {} });
    expect(await again).toEqual({ ok: true, value: {} });
  });

  it('tells the process of a file chosen before it ran, once, and forgets it at lock', async () => {
    const host = makeHost();
    host.grant('token', '/样例/备份.zip', 'read');
    const opening = host.call('vault.unlock', {});
    await tick();
    expect(latest().sent[0]).toEqual({ kind: 'grant', token: 'token', path: '/样例/备份.zip', mode: 'read' });
    latest().answers({ ok: true, value: {} });
    await opening;
    const ending = host.end(2000);
    latest().says({ kind: 'locked' });
    await ending;
    void host.call('vault.unlock', {});
    await tick();
    expect(latest().sent.filter(({ kind }) => kind === 'grant')).toEqual([]);
  });
});
