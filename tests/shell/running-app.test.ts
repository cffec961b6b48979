import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AppEvent } from '../../src-shared/contract/protocol.ts';
import type { Result } from '../../src-shared/contract/result.ts';
import { launch, type RunningApp } from '../../tools/electron-on-chromium/launch.ts';
import { buildFixtureApp, type FixtureApp, linesOf } from './fixture-app.ts';

/** The real main and preload bundles in a real Chromium, with a vault process that is easy to watch. */
let fixture: FixtureApp;
let dataDir: string;
let app: RunningApp;
let page: Page;

type Bridge = { call(channel: string, input: unknown): Promise<Result<unknown>> };

const call = (channel: string, input: unknown = {}): Promise<Result<unknown>> =>
  page.evaluate(([name, value]) => (Reflect.get(globalThis, 'xindang') as Bridge).call(String(name), value), [channel, input]);

const unwrap = async <T>(answer: Promise<Result<unknown>>): Promise<T> => {
  const result = await answer;
  if (!result.ok) throw new Error(result.error.code);
  return result.value as T;
};

const unlock = () => call('vault.unlock', { passphrase: '样例口令' });

/** Waits until a page that was marked has been emptied and the vault process is gone. */
async function untilEmptied(): Promise<void> {
  await vi.waitFor(async () => {
    expect(app.childPids()).toEqual([]);
    const seen = await page.evaluate(() => [
      location.pathname,
      document.title,
      document.readyState,
      Reflect.get(globalThis, 'marker'),
    ]);
    expect(seen).toEqual(['/', '心档样例', 'complete', undefined]);
  }, 10_000);
}

/** A trace of secrets in every place of the page that a lock must empty. */
const markPage = () =>
  page.evaluate(() => {
    Reflect.set(globalThis, 'marker', '样例秘密');
    document.title = '样例秘密';
    localStorage.setItem('canary', '样例秘密');
  });

beforeAll(async () => {
  fixture = await buildFixtureApp();
});

async function start(): Promise<void> {
  dataDir = fixture.dataDir();
  app = await launch({ appDir: fixture.appDir, dataDir });
  page = await app.firstWindow();
}

afterAll(async () => {
  fixture.remove();
});

describe('one app from start to quit', () => {
  beforeAll(start);
  afterAll(async () => {
    await app.close();
  });
  afterEach(async () => {
    await markPage();
    if ((await call('shell.lock')).ok) await untilEmptied();
  });

  it('says on which host it runs', async () => {
    expect(await unwrap(call('shell.info'))).toMatchObject({
      host: 'preview',
      version: '0.0.1',
      vaultFolder: join(dataDir, 'vault'),
    });
  });

  it('gives the page one frozen bridge and no other way to the host', async () => {
    const seen = await page.evaluate(() => {
      const bridge = Reflect.get(globalThis, 'xindang');
      return {
        keys: Object.keys(bridge),
        frozen: Object.isFrozen(bridge),
        replaced: Reflect.set(globalThis, 'xindang', {}),
        doors: Object.getOwnPropertyNames(globalThis).filter((name) =>
          /^_*(standIn.*|require|process|electron|module|exports|Buffer|global)$/i.test(name),
        ),
      };
    });
    expect(seen).toEqual({ keys: ['call', 'onEvent'], frozen: true, replaced: false, doors: [] });
  });

  it('carries dates, bytes and maps to the vault process and back', async () => {
    await unlock();
    const arrived = await page.evaluate(async () => {
      const sent = {
        at: new Date(0),
        bytes: new Uint8Array([0, 255]),
        map: new Map([['a', undefined]]),
        big: 3n,
        none: undefined,
      };
      const answer = await (Reflect.get(globalThis, 'xindang') as Bridge).call('drafts.load', sent);
      const back = (answer as { value: typeof sent }).value;
      return [
        back.at.getTime(),
        [...back.bytes],
        back.bytes instanceof Uint8Array,
        [...back.map],
        String(back.big),
        'none' in back,
      ];
    });
    expect(arrived).toEqual([0, [0, 255], true, [['a', undefined]], '3', true]);
  });

  it('has a vault process only while the vault is open', async () => {
    expect(app.childPids()).toEqual([]);
    expect(await call('drafts.list')).toEqual({ ok: false, error: { code: 'locked' } });
    expect(await call('vault.unlock', { passphrase: '错的' })).toEqual({ ok: false, error: { code: 'wrongPassphrase' } });
    expect(app.childPids()).toEqual([]);
    expect((await unlock()).ok).toBe(true);
    expect(app.childPids()).toHaveLength(1);
    expect(await call('vault.unlock', {})).toEqual({ ok: false, error: { code: 'alreadyUnlocked' } });
  });

  it('passes progress on to the page', async () => {
    await unlock();
    await call('drafts.list');
    const events = () => page.evaluate(() => Reflect.get(globalThis, 'events') as AppEvent[]);
    await vi.waitFor(async () => expect(await events()).toContainEqual({ kind: 'progress', task: 'sample', done: 1, total: 2 }));
  });

  it('locks: drafts saved first, process gone, page, storage and previews empty', async () => {
    await unlock();
    const { previewId } = await unwrap<{ previewId: string }>(call('print.preview', { route: 'sample' }));
    await markPage();
    const [pid = 0] = app.childPids();
    const before = linesOf(dataDir, 'drafts.txt').length;
    expect(await call('shell.lock')).toEqual({ ok: true, value: { locked: true } });
    await untilEmptied();
    expect(linesOf(dataDir, 'drafts.txt')).toHaveLength(before + 1);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    const left = await page.evaluate(
      async (id) => [document.title, localStorage.length, (await fetch(`/preview/${id}`)).status, location.pathname],
      previewId,
    );
    expect(left).toEqual(['心档样例', 0, 404, '/']);
    expect(await app.windows()).toHaveLength(1);
  });

  it.each(['suspend', 'lock-screen'])('locks at %s', async (event) => {
    await unlock();
    await markPage();
    app.powerMonitor.emit(event);
    await untilEmptied();
    expect(await call('drafts.list')).toEqual({ ok: false, error: { code: 'locked' } });
  });

  it('kills a vault process that does not answer the lock', async () => {
    await unlock();
    await markPage();
    await call('drafts.save', { form: 'deaf' });
    await call('shell.lock');
    await untilEmptied();
    expect((await unlock()).ok).toBe(true);
  });

  it('treats a vault process that dies as a lock', async () => {
    await unlock();
    await markPage();
    expect(await call('drafts.save', { form: 'crash' })).toEqual({ ok: false, error: { code: 'vaultProcessFailed' } });
    await untilEmptied();
  });

  it('makes a document in memory and shows it from there', async () => {
    await unlock();
    const { previewId, pages } = await unwrap<{ previewId: string; pages: number }>(call('print.preview', { route: 'sample' }));
    expect(pages).toBe(2);
    const shown = await page.evaluate(async (id) => {
      const answer = await fetch(`/preview/${id}`);
      const text = new TextDecoder('latin1').decode(await answer.arrayBuffer());
      return { type: answer.headers.get('content-type'), start: text.slice(0, 5), tagged: text.includes('StructTreeRoot') };
    }, previewId);
    expect(shown).toEqual({ type: 'application/pdf', start: '%PDF-', tagged: true });
    expect(readdirSync(dataDir).sort()).toEqual(['app', 'vault']);
    await call('print.close', { previewId });
    expect(await page.evaluate(async (id) => (await fetch(`/preview/${id}`)).status, previewId)).toBe(404);
    expect(await app.windows()).toHaveLength(1);
  });

  it('lets a document out only after the vault has recorded it', async () => {
    await unlock();
    const { previewId } = await unwrap<{ previewId: string }>(
      call('print.preview', { route: 'sample', query: { studentId: 's1' } }),
    );
    const path = join(dataDir, '样例.pdf');
    writeFileSync(join(dataDir, 'vault/refuse'), '');
    app.answerDialog([path]);
    expect(await call('print.save', { previewId })).toEqual({ ok: false, error: { code: 'forbidden' } });
    app.answerPrinter({ ok: true, reason: '' });
    expect(await call('print.print', { previewId })).toEqual({ ok: false, error: { code: 'forbidden' } });
    expect(readdirSync(dataDir).sort()).toEqual(['app', 'vault']);

    rmSync(join(dataDir, 'vault/refuse'));
    app.answerDialog([path]);
    expect(await call('print.save', { previewId })).toEqual({ ok: true, value: { saved: true, name: '样例.pdf' } });
    expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-');
    expect(await call('print.print', { previewId })).toEqual({ ok: true, value: { printed: true } });
    const recorded = linesOf(dataDir, 'outputs.txt').map((line) => JSON.parse(line));
    expect(recorded).toMatchObject([
      { previewId, document: 'sample', query: { studentId: 's1' }, outcome: 'saved' },
      { previewId, document: 'sample', query: { studentId: 's1' }, outcome: 'printed' },
    ]);
    expect(app.dialogsAsked.at(-1)?.start).toMatch(/样例档案\.pdf$/);
  });

  it('saves nothing when the dialog is cancelled, and says so when there is no printer', async () => {
    await unlock();
    const { previewId } = await unwrap<{ previewId: string }>(call('print.preview', { route: 'sample' }));
    const before = linesOf(dataDir, 'outputs.txt').length;
    app.answerDialog(null);
    expect(await call('print.save', { previewId })).toEqual({ ok: true, value: { saved: false, name: '' } });
    expect(linesOf(dataDir, 'outputs.txt')).toHaveLength(before);
    app.answerPrinter({ ok: false, reason: 'Print job canceled' });
    expect(await call('print.print', { previewId })).toEqual({ ok: true, value: { printed: false } });
    app.answerPrinter({ ok: false, reason: 'Invalid printer settings' });
    expect(await call('print.print', { previewId })).toEqual({ ok: false, error: { code: 'printerFailed' } });
  });

  it('passes on why a document cannot be laid out, and takes no page at its word that is not printing', async () => {
    await unlock();
    expect(await call('print.preview', { route: 'sample', query: { error: 'forbidden' } })).toEqual({
      ok: false,
      error: { code: 'forbidden' },
    });
    expect(await app.windows()).toHaveLength(1);
    expect(await call('print.ready', { title: 'x' })).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    expect(await call('print.preview', { route: '../index' })).toMatchObject({ ok: false, error: { code: 'invalidInput' } });
  });

  it('gives up a document when the vault locks under it', async () => {
    await unlock();
    const preview = call('print.preview', { route: 'never-ready' });
    await vi.waitFor(async () => expect(await app.windows()).toHaveLength(2), 10_000);
    await markPage();
    app.powerMonitor.emit('suspend');
    await preview.catch(() => undefined);
    await untilEmptied();
    await vi.waitFor(async () => expect(await app.windows()).toHaveLength(1), 5000);
  });

  it('tells the vault process the path of a chosen file and the page only a token', async () => {
    await unlock();
    const path = join(dataDir, 'vault/locked.txt');
    app.answerDialog([path]);
    const chosen = await unwrap<{ token: string; name: string; size: number }>(call('files.chooseOpen', { purpose: 'import' }));
    expect(chosen).toEqual({ token: expect.any(String), name: 'locked.txt', size: 6 });
    await vi.waitFor(() => expect(linesOf(dataDir, 'grants.txt').at(-1)).toContain(path));
    expect(linesOf(dataDir, 'grants.txt').at(-1)).toContain(chosen.token);
  });

  it('keeps settings', async () => {
    await call('shell.setSettings', { language: 'en', idleMinutes: 5 });
    expect(await unwrap(call('shell.getSettings'))).toMatchObject({ language: 'en', idleMinutes: 5 });
    expect(JSON.parse(readFileSync(join(dataDir, 'app/settings.json'), 'utf8'))).toMatchObject({
      language: 'en',
      idleMinutes: 5,
    });
    expect(await call('shell.setSettings', { idleMinutes: 31 })).toMatchObject({ ok: false, error: { code: 'invalidInput' } });
  });

  it('opens no second time on the same data: the first window is brought forward', async () => {
    const second = await launch({ appDir: fixture.appDir, dataDir });
    expect(await second.exited).toBe(0);
    expect(await second.windows()).toEqual([]);
    expect((await call('shell.info')).ok).toBe(true);
  });
});

describe('starting and quitting', () => {
  it('locks before it quits', async () => {
    await start();
    await unlock();
    const [pid = 0] = app.childPids();
    await app.close();
    expect(await app.exited).toBe(0);
    expect(linesOf(dataDir, 'drafts.txt')).toEqual(['flushed']);
    expect(existsSync(join(dataDir, 'vault/locked.txt'))).toBe(true);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('locks and quits when the window is closed', async () => {
    await start();
    await unlock();
    await page.close();
    expect(await app.exited).toBe(0);
    expect(linesOf(dataDir, 'locked.txt')).toEqual(['locked']);
    expect(app.childPids()).toEqual([]);
  });

  it('starts although its settings file is broken', async () => {
    dataDir = fixture.dataDir();
    mkdirSync(join(dataDir, 'app'));
    writeFileSync(join(dataDir, 'app/settings.json'), '{"idleMinutes": ');
    app = await launch({ appDir: fixture.appDir, dataDir });
    page = await app.firstWindow();
    expect(await unwrap(call('shell.getSettings'))).toMatchObject({ idleMinutes: 10 });
    await app.close();
  });
});
