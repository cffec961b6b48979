import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import type { DialogAnswer, DialogRequest } from './dialog.ts';
import { makeElectron, type PrinterAnswer } from './electron.ts';
import { entryUrl, forgetLaunch, registerLaunch } from './hooks.ts';

export interface LaunchOptions {
  /** Folder with package.json whose `main` names the built bundle. */
  readonly appDir: string;
  /** Becomes XINDANG_DATA_DIR: all that the app keeps goes below it. */
  readonly dataDir?: string;
  readonly headless?: boolean;
  /** Who answers file dialogs: a script (default), a person at the screen, or nobody. */
  readonly dialogs?: 'script' | 'person' | 'cancel';
  /** Added to the environment of the bundle while it starts and of its utility processes. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunningApp {
  /** The first window, once it shows a page of the app. */
  firstWindow(): Promise<Page>;
  windows(): Promise<Page[]>;
  /** What a person does to the first window. */
  minimize(): void;
  restore(): void;
  /** Answers the next file dialog, whether it is open already or not. */
  answerDialog(answer: DialogAnswer): void;
  readonly dialogsAsked: readonly DialogRequest[];
  answerPrinter(answer: PrinterAnswer): void;
  readonly powerMonitor: { idle: number; emit(name: string, ...args: unknown[]): boolean };
  readonly clipboard: { readText(): Promise<string>; writeText(text: string): Promise<void> };
  /** Process ids of the running utility processes. */
  childPids(): number[];
  /** What another start of the same app does to this one. */
  secondInstance(): void;
  readonly exited: Promise<number>;
  /** Quits as a person would; ends by force what has not ended after `graceMs`. */
  close(graceMs?: number): Promise<void>;
  /** Ends utility processes and browser at once, with no word to the app; its own timers may still run in this process. */
  kill(): Promise<void>;
}

let count = 0;
/** The bundle reads its environment while it starts; two launches must not see each other's. */
let starting: Promise<unknown> = Promise.resolve();

async function withEnv(env: Readonly<Record<string, string>>, start: () => Promise<unknown>): Promise<void> {
  const before = Object.keys(env).map((key) => [key, process.env[key]] as const);
  Object.assign(process.env, env);
  try {
    await start();
  } finally {
    for (const [key, value] of before) {
      if (value === undefined) delete process.env[key];
      else process.env[key] = value;
    }
  }
}

/** Runs a built Electron app, unmodified, inside this Node process and shows it in Chromium. */
export async function launch(options: LaunchOptions): Promise<RunningApp> {
  count += 1;
  const id = String(count);
  const env = { ...options.env, ...(options.dataDir && { XINDANG_DATA_DIR: options.dataDir }) };
  const headless = options.headless ?? true;
  const standIn = makeElectron({ appDir: options.appDir, headless, dialogs: options.dialogs ?? 'script', env });
  registerLaunch(id, standIn);
  const { main } = JSON.parse(readFileSync(join(options.appDir, 'package.json'), 'utf8')) as { main: string };
  const entry = entryUrl(pathToFileURL(join(options.appDir, main)).href, id);
  const started = starting.then(() => withEnv(env, () => import(entry)));
  starting = started.catch(() => undefined);
  await started;
  standIn.app.becomeReady();
  void standIn.app.exited.then(() => forgetLaunch(id));

  const pages = (): Promise<Page[]> => Promise.all(standIn.desktop.windows.map(({ webContents }) => webContents.page()));
  return {
    async firstWindow() {
      const window = standIn.desktop.windows[0] ?? (await waitForWindow(standIn));
      const page = await window.webContents.page();
      await page.waitForURL((url) => url.hostname.endsWith('.invalid'));
      return page;
    },
    windows: pages,
    minimize: () => standIn.desktop.windows[0]?.minimize(),
    restore: () => standIn.desktop.windows[0]?.restore(),
    answerDialog: (answer) => standIn.dialog.answer(answer),
    dialogsAsked: standIn.dialog.asked,
    answerPrinter: (answer) => {
      standIn.printer = answer;
    },
    powerMonitor: standIn.powerMonitor,
    clipboard: standIn.clipboard,
    childPids: () => standIn.children().flatMap(({ pid }) => (pid === undefined ? [] : [pid])),
    secondInstance: () => {
      standIn.app.emit('second-instance', {}, [], options.appDir, undefined);
    },
    exited: standIn.app.exited,
    async close(graceMs = 5000) {
      standIn.app.quit();
      const late = sleep(graceMs, 'late', { ref: false });
      if ((await Promise.race([standIn.app.exited, late])) === 'late') standIn.app.exit(1);
      await standIn.app.exited;
    },
    async kill() {
      for (const child of standIn.children()) child.kill('SIGKILL');
      standIn.app.exit(137);
      await standIn.app.exited;
    },
  };
}

async function waitForWindow(standIn: ReturnType<typeof makeElectron>) {
  for (;;) {
    const window = standIn.desktop.windows[0];
    if (window) return window;
    const ended = await Promise.race([standIn.app.exited, sleep(20, null)]);
    if (ended !== null) throw new Error(`The app ended with code ${ended} before it opened a window.`);
  }
}
