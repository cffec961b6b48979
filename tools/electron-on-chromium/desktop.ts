import type { BrowserContext, CDPSession, Page, Request, Route } from 'playwright-core';
import type { StandInBrowserWindow } from './browser-window.ts';
import { startBrowser } from './chromium.ts';
import type { StandInIpcMain } from './ipc-main.ts';
import { toPageUrl } from './origin.ts';
import type { StandInSession } from './session.ts';
import type { PageHost, StandInWebContents } from './web-contents.ts';

export interface DesktopOptions {
  readonly headless: boolean;
  readonly session: StandInSession;
  readonly ipcMain: StandInIpcMain;
  readonly switches: readonly string[];
  /** Start page of the visible window, so that Chromium counts the app's origin as inside the window. */
  readonly appUrl: () => string;
  readonly print: PageHost['print'];
  readonly onAllClosed: () => void;
}

/** The browsers and windows of one launch. */
export class Desktop implements PageHost {
  readonly session: StandInSession;
  readonly ipcMain: StandInIpcMain;
  readonly windows: StandInBrowserWindow[] = [];
  /** Told of every new page before it loads anything. */
  onContents: (contents: StandInWebContents) => void = () => undefined;
  readonly #options: DesktopOptions;
  readonly #owned = new Set<Page>();
  #ids = 0;
  #visible: Promise<BrowserContext> | null = null;
  #hidden: Promise<BrowserContext> | null = null;
  #creating: Promise<unknown> = Promise.resolve();
  #firstWindow = true;

  constructor(options: DesktopOptions) {
    this.#options = options;
    this.session = options.session;
    this.ipcMain = options.ipcMain;
    this.session.onClearStorage = () => this.#clearStorage();
    this.session.onClearCache = () => this.#onEveryPage((devtools) => devtools.send('Network.clearBrowserCache'));
  }

  nextId(): number {
    this.#ids += 1;
    return this.#ids;
  }

  print(): ReturnType<PageHost['print']> {
    return this.#options.print();
  }

  /**
   * A page for a new window. With a display only the first window is seen: a browser without display carries the others,
   * which the app uses for laying out documents.
   */
  openPage(size: { width: number; height: number }): Promise<Page> {
    const first = this.#firstWindow;
    this.#firstWindow = false;
    const page = this.#creating.then(() => this.#create(first, size));
    this.#creating = page.catch(() => undefined);
    return page;
  }

  async #create(first: boolean, size: { width: number; height: number }): Promise<Page> {
    const { headless } = this.#options;
    if (!headless && first) {
      this.#visible = this.#start(false, size);
      const context = await this.#visible;
      const page = context.pages()[0] ?? (await context.newPage());
      this.#owned.add(page);
      return page;
    }
    this.#hidden ??= this.#start(true, size);
    const page = await (await this.#hidden).newPage();
    this.#owned.add(page);
    await page.setViewportSize({ width: size.width, height: size.height });
    return page;
  }

  async #start(headless: boolean, size: { width: number; height: number }): Promise<BrowserContext> {
    const { session, switches, appUrl } = this.#options;
    const context = await startBrowser({ headless, size, switches, appUrl: toPageUrl(appUrl(), session.schemes) });
    context.on('page', (page) => void this.#check(page));
    await context.route('**/*', (route, request) => this.#route(route, request));
    await context.routeWebSocket(/.*/, (socket) => socket.close());
    return context;
  }

  /** Closes whatever page the app did not open itself. */
  async #check(page: Page): Promise<void> {
    await this.#creating;
    if (!this.#owned.has(page)) await page.close().catch(() => undefined);
  }

  async #route(route: Route, request: Request): Promise<void> {
    const window = this.windows.find(({ webContents }) => webContents.owns(pageOf(request)));
    try {
      if (window) await window.webContents.route(route, request);
      else await route.abort('blockedbyclient');
    } catch {
      // The page went away meanwhile.
    }
  }

  added(window: StandInBrowserWindow): void {
    this.windows.push(window);
    this.onContents(window.webContents);
  }

  removed(window: StandInBrowserWindow): void {
    this.windows.splice(this.windows.indexOf(window), 1);
    if (this.windows.length === 0) this.#options.onAllClosed();
  }

  /** Removes what pages of the app have stored in their browsers, whatever page stands there now. */
  async #clearStorage(): Promise<void> {
    const { origin } = new URL(toPageUrl(this.#options.appUrl(), this.session.schemes));
    await this.#onEveryPage((devtools) => devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' }));
  }

  async #onEveryPage(work: (devtools: CDPSession) => Promise<unknown>): Promise<void> {
    for (const { webContents } of this.windows) {
      const page = await webContents.page();
      const devtools = await page.context().newCDPSession(page);
      await work(devtools);
      await devtools.detach();
    }
  }

  async dispose(): Promise<void> {
    const contexts = await Promise.all([this.#visible, this.#hidden]).catch(() => []);
    await Promise.all(contexts.map((context) => context?.close().catch(() => undefined)));
  }
}

const NO_PAGE = {} as Page;

function pageOf(request: Request): Page {
  try {
    return request.frame().page();
  } catch {
    // First request of a popup: its frame does not exist yet.
    return NO_PAGE;
  }
}
