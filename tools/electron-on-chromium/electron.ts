import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Electron from 'electron';
import { StandInApp } from './app.ts';
import { StandInBrowserWindow } from './browser-window.ts';
import { Menu, makeClipboard, StandInPowerMonitor, safeStorage, screen } from './desk-services.ts';
import { Desktop } from './desktop.ts';
import { StandInDialog } from './dialog.ts';
import { StandInIpcMain } from './ipc-main.ts';
import { StandInSession } from './session.ts';
import { StandInUtilityProcess } from './utility-process.ts';

export interface ElectronOptions {
  readonly appDir: string;
  readonly headless: boolean;
  readonly dialogs: 'script' | 'person' | 'cancel';
  readonly env: Readonly<Record<string, string>>;
}

export interface PrinterAnswer {
  readonly ok: boolean;
  readonly reason: string;
}

/** One `electron` with everything behind it; each launch has its own. */
export interface StandIn {
  /** What the app gets for `import … from 'electron'`. */
  readonly module: Readonly<Record<string, unknown>>;
  readonly app: StandInApp;
  readonly desktop: Desktop;
  readonly dialog: StandInDialog;
  readonly powerMonitor: StandInPowerMonitor;
  readonly clipboard: ReturnType<typeof makeClipboard>;
  /** Outcome of the next printer dialogs. */
  printer: PrinterAnswer;
  /** Utility processes that are running. */
  children(): StandInUtilityProcess[];
}

const NO_PRINTER: PrinterAnswer = { ok: false, reason: 'Printing needs Electron' };

export function makeElectron(options: ElectronOptions): StandIn {
  const schemes = new Set<string>();
  const session = new StandInSession(schemes);
  const ipcMain = new StandInIpcMain();
  const dialog = new StandInDialog(options.dialogs);
  const powerMonitor = new StandInPowerMonitor();
  const clipboard = makeClipboard();
  const children = new Set<StandInUtilityProcess>();
  const { name } = JSON.parse(readFileSync(join(options.appDir, 'package.json'), 'utf8')) as { name: string };
  const app: StandInApp = new StandInApp(
    options.appDir,
    {
      closeWindows: async () => {
        for (const window of [...desktop.windows]) window.close();
        return desktop.windows.length === 0;
      },
      dispose: async () => {
        for (const child of children) child.kill();
        for (const window of [...desktop.windows]) window.destroy();
        await desktop.dispose();
      },
    },
    options.env,
  );
  const desktop: Desktop = new Desktop({
    headless: options.headless,
    session,
    ipcMain,
    switches: app.switches,
    appUrl: () => `${[...schemes][0] ?? 'https'}://${name}/`,
    print: async () => standIn.printer,
    onAllClosed: () => app.allWindowsClosed(),
  });

  class BrowserWindow extends StandInBrowserWindow {
    constructor(windowOptions: Electron.BrowserWindowConstructorOptions = {}) {
      super(desktop, windowOptions);
      app.emit('browser-window-created', {}, this);
    }

    static getAllWindows(): StandInBrowserWindow[] {
      return [...desktop.windows];
    }
  }
  desktop.onContents = (contents) => app.emit('web-contents-created', {}, contents);

  const standIn: StandIn = {
    app,
    desktop,
    dialog,
    powerMonitor,
    clipboard,
    printer: NO_PRINTER,
    children: () => [...children],
    module: {
      app,
      BrowserWindow,
      clipboard,
      dialog: dialog.module,
      ipcMain,
      Menu,
      powerMonitor,
      safeStorage,
      screen,
      session: { defaultSession: session, fromPartition: () => session },
      protocol: {
        registerSchemesAsPrivileged: (list: readonly Electron.CustomScheme[]) => {
          if (app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
          for (const { scheme } of list) schemes.add(scheme);
        },
      },
      // Named by modules that only look whether they run in a page.
      ipcRenderer: undefined,
      shell: {},
      utilityProcess: {
        fork: (modulePath: string, args?: string[], forkOptions?: Electron.ForkOptions) => {
          const child = new StandInUtilityProcess(modulePath, args, forkOptions, options.env);
          children.add(child);
          child.once('exit', () => children.delete(child));
          return child;
        },
      },
    },
  };
  return standIn;
}
