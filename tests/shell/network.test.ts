import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { launch, type RunningApp } from '../../tools/electron-on-chromium/launch.ts';
import { buildFixtureApp, type FixtureApp } from './fixture-app.ts';

/** Everything a page could try to reach the outside with, against a listener on this very computer that must hear nothing. */
let fixture: FixtureApp;
let app: RunningApp;
let page: Page;
let server: Server;
let heard = 0;
let target: string;

beforeAll(async () => {
  server = createServer((socket) => {
    heard += 1;
    socket.end('HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 2\r\n\r\nhi');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  target = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  fixture = await buildFixtureApp();
  app = await launch({ appDir: fixture.appDir, dataDir: fixture.dataDir() });
  page = await app.firstWindow();
});

afterAll(async () => {
  await app.close();
  server.close();
  fixture.remove();
});

const HOME = 'https://xindang.app.invalid/';

describe('the network is not there', () => {
  it('has a listener that would hear', async () => {
    const answer = await fetch(`http://${target}/`);
    expect(await answer.text()).toBe('hi');
    expect(heard).toBe(1);
    heard = 0;
  });

  it.each(['http://TARGET/', 'https://TARGET/', 'http://localhost:1/', 'https://example.invalid/'])(
    'fetch of %s fails',
    async (url) => {
      const outcome = await page.evaluate(
        (address) =>
          fetch(address, { mode: 'no-cors' }).then(
            () => 'answered',
            () => 'failed',
          ),
        url.replace('TARGET', target),
      );
      expect(outcome).toBe('failed');
    },
  );

  it('pictures, styles, scripts and frames from elsewhere do not load', async () => {
    const outcomes = await page.evaluate(async (host) => {
      const attempts: (readonly [string, Record<string, string>])[] = [
        ['img', { src: `http://${host}/a.png` }],
        ['script', { src: `http://${host}/a.js` }],
        ['link', { rel: 'stylesheet', href: `http://${host}/a.css` }],
        ['video', { src: `http://${host}/a.mp4` }],
      ];
      return await Promise.all(
        attempts.map(
          ([tag, attributes]) =>
            new Promise<string>((resolve) => {
              const element = Object.assign(document.createElement(tag), attributes);
              element.onload = () => resolve(`${tag} loaded`);
              element.onerror = () => resolve('failed');
              document.body.append(element);
            }),
        ),
      );
    }, target);
    expect(outcomes).toEqual(['failed', 'failed', 'failed', 'failed']);
  });

  it('scripts, styles, plug-ins and requests of every other kind fail too', async () => {
    const outcomes = await page.evaluate(async (host) => {
      const http = `http://${host}`;
      const failed = (work: Promise<unknown>): Promise<boolean> =>
        work.then(
          () => false,
          () => true,
        );
      const request = (method: string) =>
        new Promise<void>((resolve, reject) => {
          const xhr = new XMLHttpRequest();
          xhr.open(method, `${http}/xhr`);
          xhr.onload = () => resolve();
          xhr.onerror = reject;
          xhr.send('x');
        });
      const module = (src: string) =>
        new Promise<void>((resolve, reject) => {
          const script = Object.assign(document.createElement('script'), { type: 'module', src });
          script.onload = () => resolve();
          script.onerror = reject;
          document.head.append(script);
        });
      const sheet = document.createElement('style');
      sheet.textContent = `@import url('${http}/import.css'); @font-face { font-family: f; src: url('${http}/f.woff2'); }
        body { background: url('${http}/background.png'); font-family: f; } body::after { content: url('${http}/content.png'); }`;
      document.head.append(sheet);
      for (const [tag, key] of [
        ['object', 'data'],
        ['embed', 'src'],
      ] as const) {
        document.body.append(Object.assign(document.createElement(tag), { [key]: `${http}/${tag}` }));
      }
      const link = Object.assign(document.createElement('a'), { href: '#here', ping: `${http}/ping` });
      document.body.append(link);
      link.click();
      const meta = Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: `0; url=${http}/refresh` });
      document.head.append(meta);
      const font = new FontFace('g', `url('${http}/g.woff2')`);
      const answers = {
        get: await failed(request('GET')),
        post: await failed(request('POST')),
        keepalive: await failed(fetch(http, { method: 'POST', body: 'x', keepalive: true, mode: 'no-cors' })),
        module: await failed(module(`${http}/module.js`)),
        font: await failed(font.load()),
        webTransport: await failed(new WebTransport(`https://${host}/`).ready),
      };
      await new Promise((resolve) => setTimeout(resolve, 500));
      history.replaceState(null, '', '/');
      return Object.entries(answers).flatMap(([kind, isFailed]) => (isFailed ? [] : [kind]));
    }, target);
    expect(outcomes).toEqual([]);
    expect(page.url()).toBe(HOME);
    expect(heard).toBe(0);
  });

  it('a download starts nowhere', async () => {
    const downloads: unknown[] = [];
    page.on('download', (download) => downloads.push(download));
    await page.evaluate((host) => {
      for (const href of [`http://${host}/x.zip`, 'https://example.invalid/x.zip']) {
        Object.assign(document.createElement('a'), { href, download: 'x.zip' }).click();
      }
    }, target);
    await page.waitForTimeout(300);
    expect(downloads).toEqual([]);
    expect(page.url()).toBe(HOME);
    expect(heard).toBe(0);
  });

  it('no device and no notice is given to the page', async () => {
    const given = await page.evaluate(async () => {
      const granted = async (work: () => Promise<unknown>): Promise<boolean> => {
        try {
          const answer = await work();
          return answer !== 'denied' && answer !== 'default';
        } catch {
          return false;
        }
      };
      const place = () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject));
      const answers = {
        camera: await granted(() => navigator.mediaDevices.getUserMedia({ video: true })),
        microphone: await granted(() => navigator.mediaDevices.getUserMedia({ audio: true })),
        place: await granted(place),
        notices: await granted(() => Notification.requestPermission()),
        clipboard: await granted(() => navigator.clipboard.readText()),
      };
      return Object.entries(answers).flatMap(([kind, isGiven]) => (isGiven ? [kind] : []));
    });
    expect(given).toEqual([]);
  });

  it('frames stay empty and get no bridge', async () => {
    const bridge = await page.evaluate(async (host) => {
      const frame = document.createElement('iframe');
      frame.src = `http://${host}/`;
      document.body.append(frame);
      const own = document.createElement('iframe');
      document.body.append(own);
      await new Promise((resolve) => setTimeout(resolve, 300));
      return Reflect.get(own.contentWindow ?? {}, 'xindang');
    }, target);
    expect(bridge).toBeUndefined();
    expect(page.frames().map((frame) => frame.url())).not.toContain(`http://${target}/`);
  });

  it('hints, beacons and event streams send nothing', async () => {
    await page.evaluate((host) => {
      for (const rel of ['prefetch', 'preload', 'preconnect', 'dns-prefetch', 'prerender', 'modulepreload', 'icon', 'manifest']) {
        document.head.append(Object.assign(document.createElement('link'), { rel, href: `http://${host}/${rel}`, as: 'script' }));
      }
      navigator.sendBeacon(`http://${host}/beacon`, 'x');
      new EventSource(`http://${host}/events`).onerror = () => undefined;
    }, target);
    await page.waitForTimeout(500);
    expect(heard).toBe(0);
  });

  it('web sockets do not open', async () => {
    const outcome = await page.evaluate(
      (host) =>
        new Promise<string>((resolve) => {
          try {
            const socket = new WebSocket(`ws://${host}/`);
            socket.onopen = () => resolve('opened');
            socket.onerror = () => resolve('failed');
            socket.onclose = () => resolve('failed');
          } catch {
            resolve('failed');
          }
        }),
      target,
    );
    expect(outcome).toBe('failed');
  });

  it('WebRTC finds no way out', async () => {
    const candidates = await page.evaluate(async (host) => {
      const found: string[] = [];
      const connection = new RTCPeerConnection({
        iceServers: [{ urls: `turn:${host}?transport=tcp`, username: 'a', credential: 'b' }, { urls: `stun:${host}` }],
      });
      connection.onicecandidate = ({ candidate }) => candidate?.candidate && found.push(candidate.candidate);
      connection.createDataChannel('x');
      await connection.setLocalDescription(await connection.createOffer());
      await new Promise((resolve) => setTimeout(resolve, 1500));
      connection.close();
      return found;
    }, target);
    expect(candidates).toEqual([]);
  });

  it('workers start from our own files only and cannot reach out either', async () => {
    const outcome = await page.evaluate(
      (host) =>
        new Promise<string>((resolve) => {
          const worker = new Worker('/worker.js');
          worker.onmessage = ({ data }) => resolve(`${data}`);
          worker.onerror = () => resolve('worker failed');
          new Worker(URL.createObjectURL(new Blob([`fetch('http://${host}/')`]))).onerror = () => undefined;
        }),
      target,
    );
    expect(outcome).toBe('from worker');
    await page.waitForTimeout(300);
    expect(heard).toBe(0);
  });

  it.each([
    ['an address', 'location.href = URL'],
    ['a replaced address', 'location.replace(URL)'],
    ['a link', "Object.assign(document.createElement('a'), { href: URL }).click()"],
    ['a link to a new window', "Object.assign(document.createElement('a'), { href: URL, target: '_blank' }).click()"],
    ['a form', "(() => { const f = document.createElement('form'); f.action = URL; document.body.append(f); f.submit(); })()"],
    ['window.open', "window.open(URL, '_blank', 'noopener')"],
    ['window.open on itself', "window.open(URL, '_self')"],
  ])('the page cannot leave by %s', async (_name, code) => {
    for (const url of [
      `http://${target}/`,
      'https://example.invalid/',
      'data:text/html,x',
      'about:blank',
      'file:///etc/passwd',
    ]) {
      await page.evaluate(`(() => { const URL = ${JSON.stringify(url)}; try { ${code} } catch {} })()`);
    }
    await page.waitForTimeout(200);
    expect(page.url()).toBe(HOME);
    expect(await page.evaluate(() => document.title)).toBe('心档样例');
    await vi.waitFor(async () => expect(page.context().pages()).toEqual([page]));
    expect(heard).toBe(0);
  });

  it('an answer of the app cannot be framed, and no inline script runs', async () => {
    const ran = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.inlineRan = true';
      document.body.append(script);
      const button = document.createElement('button');
      button.setAttribute('onclick', 'globalThis.inlineRan = true');
      document.body.append(button);
      button.click();
      // A debugger's own evaluation may; a task of the page may not.
      const evaluated = await new Promise((resolve) => {
        setTimeout(() => {
          try {
            resolve(new Function('return true')());
          } catch {
            resolve(false);
          }
        });
      });
      return [Reflect.get(globalThis, 'inlineRan'), evaluated];
    });
    expect(ran).toEqual([undefined, false]);
  });

  it('nothing of all this was heard', () => {
    expect(heard).toBe(0);
  });
});
