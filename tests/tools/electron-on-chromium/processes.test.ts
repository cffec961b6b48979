import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildFixtureApp, type FixtureApp, linesOf } from '../../shell/fixture-app.ts';

/** The app as `npm start` runs it: a process of its own, seen from outside. */
const root = resolve(import.meta.dirname, '../../..');
let fixture: FixtureApp;
let running: ChildProcess | null = null;

beforeAll(async () => {
  fixture = await buildFixtureApp();
});
afterEach(() => {
  running?.kill('SIGKILL');
  running = null;
});
afterAll(() => fixture.remove());

/** Starts the app with an open vault; answers its vault process. */
async function startOpen(dataDir: string): Promise<{ app: ChildProcess; vault: number }> {
  const run = join(root, 'tools/electron-on-chromium/run.ts');
  const drive = join(root, 'tests/fixtures/shell/open-vault.ts');
  const app = spawn(process.execPath, [run, fixture.appDir, '--headless', '--drive', drive], {
    env: { ...process.env, XINDANG_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running = app;
  for await (const line of createInterface({ input: app.stdout })) {
    if (!line.startsWith('{')) continue;
    const { opened, children } = JSON.parse(line);
    expect(opened).toEqual({ ok: true, value: { opened: true } });
    return { app, vault: children[0] };
  }
  throw new Error('the app ended early');
}

function isAlive(pid: number): boolean {
  try {
    // A process that ended but was not waited for still answers signals.
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** A process and all that descend from it. */
function processTree(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [[Number(name), Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1])] as const];
      } catch {
        return [];
      }
    });
  const tree = [pid];
  for (const parent of tree) tree.push(...parents.filter(([, of]) => of === parent).map(([child]) => child));
  return tree;
}

function socketsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return [/^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? ''].filter(Boolean);
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}

/** Inodes of sockets that wait for others: listening TCP (state 0A) and bound UDP (07). */
function openDoors(): Map<string, string> {
  const doors = new Map<string, string>();
  for (const [table, states] of Object.entries({ tcp: ['0A'], tcp6: ['0A'], udp: ['07'], udp6: ['07'] })) {
    for (const line of readFileSync(`/proc/net/${table}`, 'utf8').split('\n').slice(1)) {
      const [, local = '', , state = '', , , , , , inode = ''] = line.trim().split(/\s+/);
      if (states.includes(state)) doors.set(inode, `${table} ${local}`);
    }
  }
  return doors;
}

describe.runIf(process.platform === 'linux')('processes of the stand-in', () => {
  it('opens no socket that anyone could connect to', async () => {
    const { app } = await startOpen(fixture.dataDir());
    const tree = processTree(app.pid ?? 0);
    expect(tree.length).toBeGreaterThan(4);
    const doors = openDoors();
    const found = tree.flatMap((pid) => socketsOf(pid).flatMap((inode) => doors.get(inode) ?? []));
    expect(found).toEqual([]);
  });

  it('the vault process and the browser end when the app is killed', async () => {
    const { app, vault } = await startOpen(fixture.dataDir());
    const tree = processTree(app.pid ?? 0);
    expect(tree).toContain(vault);
    app.kill('SIGKILL');
    await vi.waitFor(() => expect(tree.filter(isAlive)).toEqual([]), 10_000);
  });

  it('locks and ends when the session ends', async () => {
    const dataDir = fixture.dataDir();
    const { app, vault } = await startOpen(dataDir);
    const ended = new Promise<number | null>((done) => app.once('exit', done));
    app.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(isAlive(vault)).toBe(false);
    expect(linesOf(dataDir, 'locked.txt')).toEqual(['locked']);
  });

  it('starts again after it was killed', async () => {
    const dataDir = fixture.dataDir();
    const first = await startOpen(dataDir);
    first.app.kill('SIGKILL');
    await vi.waitFor(() => expect(isAlive(first.app.pid ?? 0)).toBe(false));
    const second = await startOpen(dataDir);
    expect(second.vault).not.toBe(first.vault);
  });
});
