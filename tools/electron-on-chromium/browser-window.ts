import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import type { Desktop } from './desktop.ts';
import { asks } from './emitter.ts';
import { StandInWebContents } from './web-contents.ts';

type UsedWindow = Pick<
  Electron.BrowserWindow,
  | 'id'
  | 'loadURL'
  | 'show'
  | 'hide'
  | 'minimize'
  | 'focus'
  | 'close'
  | 'destroy'
  | 'isDestroyed'
  | 'isVisible'
  | 'isMinimized'
  | 'isMaximized'
  | 'maximize'
  | 'restore'
  | 'getNormalBounds'
  | 'setContentProtection'
  | 'setTitle'
>;

export class StandInBrowserWindow extends EventEmitter implements UsedWindow {
  readonly id: number;
  readonly webContents: StandInWebContents;
  readonly #desktop: Desktop;
  readonly #bounds: Electron.Rectangle;
  #visible: boolean;
  #destroyed = false;
  #shown = false;
  #minimized = false;

  constructor(desktop: Desktop, options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.#desktop = desktop;
    this.#bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 };
    this.#visible = options.show ?? true;
    const page = desktop.openPage(this.#bounds);
    this.id = desktop.nextId();
    this.webContents = new StandInWebContents(this.id, desktop, page, options.webPreferences?.preload);
    void page.then((opened) => opened.once('close', () => this.#pageClosed())).catch(() => undefined);
    this.webContents.once('did-finish-load', () => this.#firstPaint());
    desktop.added(this);
  }

  #firstPaint(): void {
    if (this.#shown) return;
    this.#shown = true;
    this.emit('ready-to-show', {});
  }

  /** A person closed the window of the browser, which cannot be refused here. */
  #pageClosed(): void {
    if (this.#destroyed) return;
    asks(this, 'close', {});
    this.destroy();
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  show(): void {
    this.#visible = true;
    this.emit('show', {});
  }

  hide(): void {
    this.#visible = false;
    this.emit('hide', {});
  }

  focus(): void {
    void this.webContents
      .page()
      .then((page) => page.bringToFront())
      .catch(() => undefined);
  }

  close(): void {
    if (this.#destroyed || asks(this, 'close', {})) return;
    this.destroy();
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    void this.webContents.destroy();
    this.emit('closed', {});
    this.#desktop.removed(this);
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  isVisible(): boolean {
    return this.#visible;
  }

  /** Only told to the app: Chromium's window stays as it is. */
  minimize(): void {
    this.#minimized = true;
    this.emit('minimize', {});
  }

  isMinimized(): boolean {
    return this.#minimized;
  }

  isMaximized(): boolean {
    return false;
  }

  maximize(): void {}

  restore(): void {
    if (!this.#minimized) return;
    this.#minimized = false;
    this.emit('restore', {});
  }

  getNormalBounds(): Electron.Rectangle {
    return { ...this.#bounds };
  }

  setContentProtection(): void {}

  /** Chromium shows the page's own title. */
  setTitle(): void {}
}
