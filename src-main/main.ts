import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session as sessions,
  utilityProcess,
} from 'electron';
import Store from 'electron-store';
import { contract } from '../src-shared/contract/index.ts';
import { type AppEvent, IPC_CALL, IPC_EVENT } from '../src-shared/contract/protocol.ts';
import { createAppHandler } from './shell/app-protocol.ts';
import { ShortClipboard } from './shell/clipboard.ts';
import { keepHome } from './shell/empty-page.ts';
import { FileDialogs } from './shell/file-dialogs.ts';
import { createHandlers } from './shell/handlers.ts';
import { createCallRouter } from './shell/ipc.ts';
import { Keychain } from './shell/keychain.ts';
import { Lock } from './shell/lock.ts';
import { menuTemplate } from './shell/menu.ts';
import { Previews } from './shell/previews.ts';
import { PrintDesk } from './shell/print-desk.ts';
import { applySessionPolicy, guardContents, hardenApp, registerScheme, SCHEME } from './shell/security.ts';
import { Settings } from './shell/settings.ts';
import { VaultHost, type VaultProcess } from './shell/vault-host.ts';
import { loadHome, OwnWindows, openMainWindow, openPrintWindow, visibleBounds } from './shell/windows.ts';
import { words } from './shell/words.ts';

/** Composition of the main process: who gets what. The rules are in shell/. */

// Tests and the sample school keep everything below one folder. Read now: it must not change under a running app.
const env = { ...process.env };
const dataDir = env.XINDANG_DATA_DIR;
if (dataDir) app.setPath('userData', join(dataDir, 'app'));
const development = !app.isPackaged;

registerScheme(protocol);
hardenApp(app);
app.on('web-contents-created', (_event, contents) => guardContents(contents));

function start(): void {
  const store = new Store<Record<string, unknown>>({ name: 'settings', clearInvalidConfig: true });
  const settings = new Settings(
    { read: () => store.store, write: (values) => store.set({ ...values }) },
    { platform: process.platform },
  );
  const say = () => words(settings.shared.language);
  const documents = (): string => (dataDir ? join(dataDir, 'documents') : app.getPath('documents'));
  const vaultFolder = (): string => settings.values.vaultFolder ?? (dataDir ? join(dataDir, 'vault') : join(documents(), '心档'));

  // Not "persist:…": what pages store stays in memory.
  const session = sessions.fromPartition('xindang', { cache: false });
  applySessionPolicy(session, development);
  const previews = new Previews();
  session.protocol.handle(
    SCHEME,
    createAppHandler({ root: join(import.meta.dirname, '../renderer'), preview: (id) => previews.get(id) }),
  );

  const own = new OwnWindows();
  const windowParts = {
    open: (options: Electron.BrowserWindowConstructorOptions) => new BrowserWindow(options),
    own,
    preload: join(import.meta.dirname, 'preload.cjs'),
    development,
  };
  const window = openMainWindow(windowParts, {
    title: say().appName,
    bounds: visibleBounds(
      settings.values.bounds,
      screen.getAllDisplays().map(({ workArea }) => workArea),
    ),
    maximized: settings.values.maximized,
    contentProtection: settings.shared.contentProtection,
    session,
  });

  const emptyPage = keepHome(window, session);
  const notify = (event: AppEvent): void => {
    if (!window.isDestroyed()) window.webContents.send(IPC_EVENT, event);
  };
  const vault = new VaultHost({
    start: () =>
      utilityProcess.fork(join(import.meta.dirname, 'vault-process.js'), [], {
        serviceName: 'xindang-vault',
        env: { ...env, XINDANG_VAULT_FOLDER: vaultFolder(), XINDANG_APP_VERSION: app.getVersion() },
      }) as VaultProcess,
    onEvent: notify,
    onCrash: () => void lock.afterEnd('crash'),
  });
  const shortClipboard = new ShortClipboard(clipboard);
  const files = new FileDialogs({
    dialogs: {
      open: (options) => dialog.showOpenDialog(window, options),
      save: (options) => dialog.showSaveDialog(window, options),
    },
    words: say,
    grant: (token, path, mode) => vault.grant(token, path, mode),
    lastFolder: () => settings.values.lastFolder ?? documents(),
    rememberFolder: (lastFolder) => settings.update({ lastFolder }),
  });
  const printing = new PrintDesk({
    openWindow: () => openPrintWindow(windowParts, session),
    previews,
    words: say,
    savePath: (name) => files.savePath(name, [{ name: 'PDF', extensions: ['pdf'] }]),
    vault: (channel, input) => vault.call(channel, input),
  });
  const lock = new Lock({
    vault,
    systemIdle: () => powerMonitor.getSystemIdleTime(),
    // Only Linux has no event for it.
    systemLocked: () => process.platform === 'linux' && powerMonitor.getSystemIdleState(60) === 'locked',
    limits: () => settings.shared,
    notify,
    wipe: async (reason) => {
      printing.closeAll();
      await shortClipboard.clear();
      if (reason === 'quit' || window.isDestroyed()) return;
      try {
        await emptyPage();
      } catch {
        // Locked must mean locked: a page that cannot be emptied goes, and the app with it.
        window.destroy();
      }
    },
  });

  const route = createCallRouter({
    contract,
    kindOf: (id) => own.kindOf(id),
    vault,
    handlers: createHandlers({
      version: app.getVersion(),
      // Whatever else runs this bundle is a stand-in, and says so on the screen.
      host: process.versions.electron ? 'electron' : 'preview',
      platform: process.platform,
      locale: app.getLocale(),
      vaultFolder,
      isUnlocked: () => vault.isUnlocked,
      lock,
      settings,
      files,
      printing,
      clipboard: shortClipboard,
      keychain: new Keychain({ safeStorage, platform: process.platform, settings, vaultFolder, vault }),
      settingsChanged: () => window.setContentProtection(settings.shared.contentProtection),
    }),
  });
  ipcMain.handle(IPC_CALL, route);

  powerMonitor.on('suspend', () => void lock.lock('suspend'));
  powerMonitor.on('lock-screen', () => void lock.lock('screen'));
  // Another person's turn at the same computer, without a lock screen in between (macOS).
  powerMonitor.on('user-did-resign-active', () => void lock.lock('screen'));
  for (const name of ['hide', 'minimize'] as const) window.on(name as 'hide', () => lock.windowHidden(true));
  for (const name of ['show', 'restore'] as const) window.on(name as 'show', () => lock.windowHidden(false));
  lock.start();

  window.on('close', (event) => {
    settings.update({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });
    if (!vault.isUnlocked) return;
    event.preventDefault();
    app.quit();
  });
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
  app.on('before-quit', (event) => {
    if (!vault.isUnlocked) return;
    event.preventDefault();
    void lock.lock('quit').finally(() => app.quit());
  });
  app.on('will-quit', () => {
    lock.stop();
    void vault.end(0);
  });
  app.on('window-all-closed', () => app.quit());

  const template = menuTemplate(process.platform, say(), () => notify({ kind: 'quickForms' }));
  Menu.setApplicationMenu(template ? Menu.buildFromTemplate(template) : null);
  void loadHome(window).catch(() => undefined);
}

if (app.requestSingleInstanceLock()) {
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      dialog.showErrorBox(
        '心档',
        `${words('zh').startFailed}\n${words('en').startFailed}\n${error instanceof Error ? error.name : ''}`,
      );
      app.exit(1);
    });
} else {
  app.quit();
}
