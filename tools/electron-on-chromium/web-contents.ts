import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type Electron from 'electron';
import type { Frame, Page, Request, Route } from 'playwright-core';
import { makeCarrier } from './carrier.ts';
import { asks } from './emitter.ts';
import type { StandInIpcMain } from './ipc-main.ts';
import { toAppUrl, toPageUrl } from './origin.ts';
import { initScript, pageSide, RECEIVER } from './page-side.ts';
import { ELSEWHERE, endRenderer } from './renderer-process.ts';
import type { StandInSession } from './session.ts';

type UsedWebContents = Pick<
  Electron.WebContents,
  | 'id'
  | 'send'
  | 'getURL'
  | 'loadURL'
  | 'reloadIgnoringCache'
  | 'forcefullyCrashRenderer'
  | 'isDestroyed'
  | 'setWindowOpenHandler'
  | 'setWebRTCIPHandlingPolicy'
  | 'printToPDF'
  | 'print'
>;

/** What a page needs from the launch that it belongs to. */
export interface PageHost {
  readonly session: StandInSession;
  readonly ipcMain: StandInIpcMain;
  /** Outcome of the printer dialog. */
  print(): Promise<{ readonly ok: boolean; readonly reason: string }>;
}

const BINDING = '__standInSend';
/** A page that left while a message was under way must not hold up the next load (milliseconds). */
const SEND_TIMEOUT = 1000;
const carrier = makeCarrier();

const centimetres = (inches: number | undefined): string | undefined => (inches === undefined ? undefined : `${inches * 2.54}cm`);

/** Electron's view of a frame, as far as a sender check looks. */
export interface StandInFrame extends Pick<Electron.WebFrameMain, 'url' | 'origin'> {
  readonly parent: StandInFrame | null;
}

export class StandInWebContents extends EventEmitter implements UsedWebContents {
  readonly id: number;
  readonly session: StandInSession;
  readonly #host: PageHost;
  readonly #page: Promise<Page>;
  #opened: Page | null = null;
  #loads = 0;
  #ending: Promise<void> = Promise.resolve();
  #sends: Promise<unknown> = Promise.resolve();
  #destroyed = false;

  constructor(id: number, host: PageHost, page: Promise<Page>, preloadPath: string | undefined) {
    super();
    this.id = id;
    this.#host = host;
    this.session = host.session;
    this.#page = page.then((opened) => this.#adopt(opened, preloadPath));
    this.#page.catch(() => undefined);
  }

  async #adopt(page: Page, preloadPath: string | undefined): Promise<Page> {
    await page.exposeBinding(BINDING, (source, text: string) => this.#receive(source.frame, text));
    const preload = preloadPath ? readFileSync(preloadPath, 'utf8') : '';
    await page.addInitScript({ content: initScript(BINDING, makeCarrier.toString(), pageSide.toString(), preload) });
    page.on('crash', () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }));
    this.#opened = page;
    return page;
  }

  /** The page behind this window. */
  page(): Promise<Page> {
    return this.#page;
  }

  owns(page: Page): boolean {
    return this.#opened === page;
  }

  get mainFrame(): StandInFrame {
    return this.#frame(this.#opened?.mainFrame() ?? null);
  }

  #frame(frame: Frame | null): StandInFrame {
    const url = frame ? toAppUrl(frame.url(), this.session.schemes) : '';
    const parent = frame?.parentFrame();
    const match = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+/i.exec(url);
    return { url, origin: match?.[0] ?? 'null', parent: parent ? this.#frame(parent) : null };
  }

  async #receive(frame: Frame, text: string): Promise<string> {
    const message = carrier.decode(text) as { kind: 'invoke' | 'send'; channel: string; args: unknown[] };
    const event = { sender: this, senderFrame: this.#frame(frame), frameId: 1, processId: 1, type: 'frame' };
    try {
      const value = await this.#host.ipcMain.dispatch(message.kind, message.channel, event, message.args);
      return carrier.encode({ ok: true, value });
    } catch (error) {
      return carrier.encode({ ok: false, error: `Error invoking remote method '${message.channel}': ${String(error)}` });
    }
  }

  send(channel: string, ...args: unknown[]): void {
    const text = carrier.encode({ channel, args });
    const delivered = this.#page.then((page) =>
      page.evaluate(
        ([key, payload]) => {
          const receive = Reflect.get(globalThis, Symbol.for(key ?? '')) as ((text: string) => void) | undefined;
          receive?.(payload ?? '');
        },
        [RECEIVER, text],
      ),
    );
    const limit = new Promise((resolve) => setTimeout(resolve, SEND_TIMEOUT).unref());
    this.#sends = Promise.all([this.#sends, Promise.race([delivered.catch(() => undefined), limit])]);
  }

  getURL(): string {
    return this.#opened ? toAppUrl(this.#opened.url(), this.session.schemes) : '';
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#page;
    await this.#ending;
    await this.#sends;
    await this.#load(() => page.goto(toPageUrl(url, this.session.schemes)));
  }

  reloadIgnoringCache(): void {
    void this.#page.then((page) => this.#load(() => page.reload())).catch(() => undefined);
  }

  /** What was sent before still arrives; the next load waits for the end of the process. */
  forcefullyCrashRenderer(): void {
    this.#ending = this.#endRenderer();
    this.#ending.catch(() => undefined);
  }

  async #endRenderer(): Promise<void> {
    const page = await this.#page;
    await this.#sends;
    this.#loads += 1;
    try {
      await endRenderer(page);
    } finally {
      this.#loads -= 1;
    }
    this.emit('render-process-gone', {}, { reason: 'killed', exitCode: 9 });
  }

  readonly navigationHistory: Pick<Electron.NavigationHistory, 'clear'> = {
    clear: () => {
      const cleared = this.#page.then(async (page) => {
        const devtools = await page.context().newCDPSession(page);
        await devtools.send('Page.resetNavigationHistory');
        await devtools.detach();
      });
      this.#sends = Promise.all([this.#sends, cleared.catch(() => undefined)]);
    },
  };

  async #load(start: () => Promise<unknown>): Promise<void> {
    this.#loads += 1;
    try {
      await start();
    } finally {
      this.#loads -= 1;
    }
    this.emit('did-finish-load', {});
  }

  /** Asks the app about a navigation that the page started, then lets the session answer. */
  async route(route: Route, request: Request): Promise<void> {
    const page = await this.#page;
    if (this.#loads > 0 && request.url() === ELSEWHERE) return await route.fulfill({ contentType: 'text/html', body: '' });
    const isMainFrame = request.isNavigationRequest() && request.frame() === page.mainFrame();
    if (request.isNavigationRequest() && !(isMainFrame && this.#loads > 0)) {
      const url = toAppUrl(request.url(), this.session.schemes);
      const details = { url, isMainFrame, isSameDocument: false };
      const stopped = asks(this, 'will-frame-navigate', details) || (isMainFrame && asks(this, 'will-navigate', details, url));
      if (stopped) return await route.abort('aborted');
    }
    await this.session.answer(route, request, (target) => {
      asks(this, 'will-redirect', { url: target, isMainFrame, isSameDocument: false }, target);
    });
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  /** Popups are closed unseen whatever the handler says; only refusal is stood in for. */
  setWindowOpenHandler(): void {}

  setWebRTCIPHandlingPolicy(): void {}

  async printToPDF(options: Electron.PrintToPDFOptions): Promise<Buffer> {
    const page = await this.#page;
    const { top, bottom, left, right } = options.margins ?? {};
    return await page.pdf({
      format: typeof options.pageSize === 'string' ? options.pageSize : 'Letter',
      landscape: options.landscape ?? false,
      displayHeaderFooter: options.displayHeaderFooter ?? false,
      headerTemplate: options.headerTemplate ?? '',
      footerTemplate: options.footerTemplate ?? '',
      preferCSSPageSize: options.preferCSSPageSize ?? false,
      printBackground: options.printBackground ?? false,
      scale: options.scale ?? 1,
      pageRanges: options.pageRanges ?? '',
      tagged: options.generateTaggedPDF ?? false,
      outline: options.generateDocumentOutline ?? false,
      margin: Object.fromEntries(
        Object.entries({ top, bottom, left, right }).map(([side, inches]) => [side, centimetres(inches) ?? '1cm']),
      ),
    });
  }

  print(_options?: Electron.WebContentsPrintOptions, callback?: (success: boolean, failureReason: string) => void): void {
    void this.#host.print().then(({ ok, reason }) => callback?.(ok, ok ? '' : reason));
  }

  async destroy(): Promise<void> {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.emit('destroyed', {});
    await this.#page.then((page) => page.close()).catch(() => undefined);
  }
}
