import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askPerson, listFolder } from '../../../tools/electron-on-chromium/dialog-page.ts';
import { InstanceLock } from '../../../tools/electron-on-chromium/instance-lock.ts';
import { launch, type RunningApp } from '../../../tools/electron-on-chromium/launch.ts';
import { toAppUrl, toPageUrl } from '../../../tools/electron-on-chromium/origin.ts';

const appDir = resolve(import.meta.dirname, '../../fixtures/stand-in');
const schemes = new Set(['app']);

describe('a small Electron app', () => {
  let app: RunningApp;
  let server: Server;
  let heard = 0;
  const seen = (): string[] => Reflect.get(globalThis, 'samples').at(0);

  beforeAll(async () => {
    server = createServer((_request, response) => {
      heard += 1;
      response.end('reached');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    app = await launch({ appDir, env: { SAMPLE_TARGET: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` } });
  });
  afterAll(async () => {
    await app.close();
    server.close();
  });

  it('sees its own scheme and its own frame', async () => {
    const page = await app.firstWindow();
    expect(await page.title()).toBe('/start');
    expect(seen()).toContain('GET app://sample/start');
    const sender = await page.evaluate(() => Reflect.get(globalThis, 'sample').sender());
    expect(sender).toEqual({ url: 'app://sample/start', isMain: true, id: 1 });
  });

  it('gets the same words as in Electron for a channel that nobody handles', async () => {
    const page = await app.firstWindow();
    const message = await page.evaluate(() =>
      Reflect.get(globalThis, 'sample')
        .unknown()
        .catch((error: Error) => error.message),
    );
    expect(message).toMatch(/^Error invoking remote method 'no such channel': Error: No handler registered/);
  });

  it('decides about navigations of the page', async () => {
    const page = await app.firstWindow();
    await page.evaluate(() => location.assign('/refused'));
    await page.waitForTimeout(300);
    expect(await page.title()).toBe('/start');
    await page.evaluate(() => location.assign('/allowed'));
    await page.waitForURL('**/allowed');
    expect(seen()).toEqual(expect.arrayContaining(['navigate app://sample/refused', 'navigate app://sample/allowed']));
    expect(seen()).not.toContain('GET app://sample/refused');
  });

  it('follows no redirect to elsewhere', async () => {
    const page = await app.firstWindow();
    await page.evaluate(() => location.assign('/redirect'));
    await page.waitForTimeout(300);
    expect(await page.title()).toBe('/allowed');
    expect(seen().some((line) => line.startsWith('redirect http://127.0.0.1:'))).toBe(true);
    expect(heard).toBe(0);
  });

  it('has modules and windows of its own beside a second launch', async () => {
    const second = await launch({ appDir });
    const page = await second.firstWindow();
    expect(await page.title()).toBe('/start');
    const samples: string[][] = Reflect.get(globalThis, 'samples');
    expect(samples).toHaveLength(2);
    expect(samples[1]).toEqual(['GET app://sample/start']);
    expect((await app.windows())[0]).not.toBe(page);
    await second.close();
    expect(await second.exited).toBe(0);
    expect(await app.windows()).toHaveLength(1);
  });
});

describe('origins', () => {
  it.each([
    ['app://sample/', 'https://sample.app.invalid/'],
    ['app://sample/a/b?c=d#e', 'https://sample.app.invalid/a/b?c=d#e'],
    ['app://sample', 'https://sample.app.invalid/'],
    ['https://example.invalid/', 'https://example.invalid/'],
    ['about:blank', 'about:blank'],
  ])('%s is served at %s', (url, pageUrl) => {
    expect(toPageUrl(url, schemes)).toBe(pageUrl);
  });

  it.each([
    ['https://sample.app.invalid/a?b', 'app://sample/a?b'],
    ['https://sample.other.invalid/', 'https://sample.other.invalid/'],
    ['https://sample.app.invalid.example/', 'https://sample.app.invalid.example/'],
    ['http://sample.app.invalid/', 'http://sample.app.invalid/'],
    ['https://sample.app.invalid:8443/', 'https://sample.app.invalid:8443/'],
  ])('%s is told as %s', (pageUrl, url) => {
    expect(toAppUrl(pageUrl, schemes)).toBe(url);
  });
});

describe('the dialog page', () => {
  it('answers with what the person clicked through to', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stand-in-dialog-'));
    mkdirSync(join(folder, '子夹'));
    writeFileSync(join(folder, '子夹/名单.xlsx'), '');
    const question = { kind: 'open', title: '选择', folder: false, start: folder, extensions: ['xlsx'] } as const;
    const chosen = await askPerson(question, async (page) => {
      await page.getByText('子夹').click();
      await page.getByText('名单.xlsx').click();
      await page.getByText('OK').click();
    });
    expect(chosen).toEqual([join(folder, '子夹/名单.xlsx')]);
    expect(await askPerson(question, (page) => void page.getByText('Cancel').click())).toBeNull();
    rmSync(folder, { recursive: true });
  });
});

describe('folders', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'stand-in-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has one holder; a holder that died is no hindrance', () => {
    const first = new InstanceLock(folder, () => undefined);
    const second = new InstanceLock(folder, () => undefined);
    expect(first.acquire()).toBe(true);
    expect(second.acquire()).toBe(false);
    first.release();
    writeFileSync(join(folder, 'instance.lock'), '4194399');
    expect(second.acquire()).toBe(true);
    second.release();
  });

  it('are listed for the dialog page: folders first, then what the question admits', () => {
    mkdirSync(join(folder, '子夹'));
    for (const name of ['名单.xlsx', '名单.XLS', '别的.txt', '.hidden']) writeFileSync(join(folder, name), '');
    const question = { kind: 'open', title: '', folder: false, start: '', extensions: ['xlsx', 'xls'] } as const;
    const names = (path: string, more: object = {}) => listFolder(path, { ...question, ...more }).entries.map(({ name }) => name);
    expect(names(folder).slice(0, 2)).toEqual(['..', '子夹']);
    expect(names(folder).slice(2).sort()).toEqual(['名单.XLS', '名单.xlsx'].sort());
    expect(names(join(folder, '名单.xlsx'))).toEqual(names(folder));
    expect(names(folder, { folder: true })).toEqual(['..', '子夹']);
    expect(listFolder(join(folder, 'missing', 'deep'), question).entries).toHaveLength(1);
  });
});
