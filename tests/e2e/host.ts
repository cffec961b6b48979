import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type ElectronApplication, _electron as electron, type Page } from 'playwright-core';
import { launch } from '../../tools/electron-on-chromium/launch.ts';

/** Folder of the app: the checkout, whose out/ must be built. */
export const ROOT = resolve(import.meta.dirname, '../..');

export interface LaunchAppOptions {
  /** Everything the app keeps goes below it: `app/` settings, `vault/` the vault, `documents/` where dialogs start. */
  readonly dataDir: string;
  /** Another built app, such as one unpacked from an archive. */
  readonly appDir?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The running app, the same for both hosts. */
export interface AppUnderTest {
  readonly host: 'electron' | 'chromium';
  readonly page: Page;
  /** Answers the next open dialog; null cancels it. Call it before the app asks. */
  answerOpenDialog(paths: readonly string[] | null): Promise<void>;
  answerSaveDialog(path: string | null): Promise<void>;
  /** Process id of the vault process, or null while there is none. */
  vaultPid(): Promise<number | null>;
  /** Lets the computer go to sleep or lock its screen. */
  powerEvent(name: 'suspend' | 'lock-screen'): Promise<void>;
  /** Quits as a person would. */
  close(): Promise<void>;
  /** Ends the vault process and the app without warning. */
  kill(): Promise<void>;
}

/** Starts the built app on the host that XINDANG_HOST names (`electron` or, by default, `chromium`). */
export async function launchApp(options: LaunchAppOptions): Promise<AppUnderTest> {
  const appDir = options.appDir ?? ROOT;
  if (!existsSync(join(appDir, 'out/main/main.js'))) throw new Error(`${appDir} is not built; run npm run build first`);
  return process.env.XINDANG_HOST === 'electron' ? await onElectron(appDir, options) : await onChromium(appDir, options);
}

async function onChromium(appDir: string, { dataDir, env }: LaunchAppOptions): Promise<AppUnderTest> {
  const app = await launch({ appDir, dataDir, ...(env && { env }) });
  return {
    host: 'chromium',
    page: await app.firstWindow(),
    answerOpenDialog: async (paths) => app.answerDialog(paths),
    answerSaveDialog: async (path) => app.answerDialog(path === null ? null : [path]),
    vaultPid: async () => app.childPids()[0] ?? null,
    powerEvent: async (name) => {
      app.powerMonitor.emit(name);
    },
    close: () => app.close(20_000),
    kill: () => app.kill(),
  };
}

async function onElectron(appDir: string, { dataDir, env }: LaunchAppOptions): Promise<AppUnderTest> {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const app = await electron.launch({
    args: [...(asRoot ? ['--no-sandbox'] : []), appDir],
    env: { ...(process.env as Record<string, string>), ...env, XINDANG_DATA_DIR: dataDir },
  });
  const vaultPid = () => electronVaultPid(app);
  return {
    host: 'electron',
    page: await app.firstWindow(),
    answerOpenDialog: (paths) =>
      app.evaluate(
        ({ dialog }, filePaths) => {
          dialog.showOpenDialog = async () => ({ canceled: filePaths === null, filePaths: filePaths ?? [] });
        },
        paths && [...paths],
      ),
    answerSaveDialog: (path) =>
      app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = async () => ({ canceled: filePath === null, filePath: filePath ?? '' });
      }, path),
    vaultPid,
    powerEvent: (name) =>
      app.evaluate(({ powerMonitor }, event) => {
        powerMonitor.emit(event);
      }, name),
    close: () => app.close(),
    async kill() {
      const ended = new Promise((done) => app.process().once('exit', done));
      app.process().kill('SIGKILL');
      await ended;
    },
  };
}

function electronVaultPid(app: ElectronApplication): Promise<number | null> {
  return app.evaluate(({ app: running }) => {
    const vault = running
      .getAppMetrics()
      .find((metric) => metric.serviceName === 'xindang-vault' || metric.name === 'xindang-vault');
    return vault?.pid ?? null;
  });
}
