import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle, Session } from 'electron';
import type { WindowKind } from './ipc.ts';
import type { PrintWindow } from './print-desk.ts';
import { HOME } from './security.ts';
import type { Bounds } from './settings.ts';

export type OpenWindow = (options: BrowserWindowConstructorOptions) => BrowserWindow;

const SIZE = { width: 1280, height: 800 } as const;
const MIN_SIZE = { minWidth: 1024, minHeight: 700 } as const;
/** A4 at 96 dpi, so that the layout on screen is about that on paper. */
const PRINT_SIZE = { width: 794, height: 1123 } as const;
/** A remembered window counts only if so much of it lies on a screen that is still there (pixels). */
const GRIP = 100;

/** Our windows by web contents id; whoever is not in here is a stranger to the IPC door. */
export class OwnWindows {
  readonly #kinds = new Map<number, WindowKind>();

  add(window: BrowserWindow, kind: WindowKind): void {
    const { id } = window.webContents;
    this.#kinds.set(id, kind);
    window.once('closed', () => this.#kinds.delete(id));
  }

  kindOf(contentsId: number): WindowKind | null {
    return this.#kinds.get(contentsId) ?? null;
  }
}

/** Remembered bounds, unless the screen they were on is gone. */
export function visibleBounds(bounds: Bounds | null, screens: readonly Rectangle[]): Partial<Bounds> {
  if (!bounds) return SIZE;
  const onScreen = screens.some((screen) => {
    const width = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x);
    const height = Math.min(bounds.y + bounds.height, screen.y + screen.height) - Math.max(bounds.y, screen.y);
    return width >= GRIP && height >= GRIP;
  });
  return onScreen ? bounds : { width: bounds.width, height: bounds.height };
}

export interface WindowParts {
  readonly open: OpenWindow;
  readonly own: OwnWindows;
  readonly preload: string;
  /** Only an unpackaged app opens developer tools. */
  readonly development: boolean;
}

function preferences({ preload, development }: WindowParts, session: Session): BrowserWindowConstructorOptions['webPreferences'] {
  return {
    preload,
    session,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    spellcheck: false,
    devTools: development,
  };
}

export interface MainWindowOptions {
  readonly title: string;
  readonly bounds: Partial<Bounds>;
  readonly maximized: boolean;
  readonly contentProtection: boolean;
  readonly session: Session;
}

export function openMainWindow(parts: WindowParts, options: MainWindowOptions): BrowserWindow {
  const window = parts.open({
    ...options.bounds,
    ...MIN_SIZE,
    title: options.title,
    show: false,
    backgroundColor: '#f1f6f4',
    autoHideMenuBar: true,
    webPreferences: preferences(parts, options.session),
  });
  parts.own.add(window, 'main');
  window.setContentProtection(options.contentProtection);
  if (options.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  return window;
}

/** Loads the start page with nothing kept from before. */
export async function loadHome(window: BrowserWindow): Promise<void> {
  const load = () => window.loadURL(HOME, { extraHeaders: 'pragma: no-cache\n' });
  // A load that another one overtook fails although nothing is wrong.
  await load().catch(load);
}

export function openPrintWindow(parts: WindowParts, session: Session): PrintWindow {
  const window = parts.open({ ...PRINT_SIZE, show: false, skipTaskbar: true, webPreferences: preferences(parts, session) });
  parts.own.add(window, 'print');
  window.setContentProtection(true);
  const contents = window.webContents;
  let closing = false;
  return {
    contentsId: contents.id,
    load: (url) => window.loadURL(url),
    toPdf: (options) => contents.printToPDF(options),
    print: (options) => new Promise((resolve) => contents.print(options, (ok, reason) => resolve({ ok, reason }))),
    onGone: (listener) => {
      contents.once('render-process-gone', listener);
      window.once('closed', () => closing || listener());
    },
    close: () => {
      closing = true;
      if (!window.isDestroyed()) window.destroy();
    },
  };
}
