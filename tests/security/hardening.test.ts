import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hardenApp } from '../../src-main/shell/security.ts';
import { OwnWindows, openMainWindow, openPrintWindow, type WindowParts } from '../../src-main/shell/windows.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const packageJson = JSON.parse(read('package.json')) as Record<'dependencies' | 'devDependencies', Record<string, string>>;

describe('windows', () => {
  const PREFERENCES = {
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    spellcheck: false,
  };
  const session = {} as Electron.Session;

  function opened(open: (parts: WindowParts) => unknown, development: boolean) {
    const windows: { options: Electron.BrowserWindowConstructorOptions; protection: unknown[] }[] = [];
    const own = new OwnWindows();
    open({
      own,
      preload: '/preload.cjs',
      development,
      open: (options) => {
        const protection: unknown[] = [];
        windows.push({ options, protection });
        const window = Object.assign(new EventEmitter(), {
          webContents: Object.assign(new EventEmitter(), { id: 7 }),
          setContentProtection: (on: boolean) => protection.push(on),
          maximize: () => undefined,
        });
        return window as unknown as Electron.BrowserWindow;
      },
    });
    return { ...(windows[0] ?? expect.fail('no window')), kind: own.kindOf(7), count: windows.length };
  }
  const main = { title: '心档', bounds: {}, maximized: false, contentProtection: true, session };

  it.each([
    ['main', (parts: WindowParts) => openMainWindow(parts, main)],
    ['print', (parts: WindowParts) => openPrintWindow(parts, session)],
  ])('the %s window has every switch set, not left to a default', (kind, open) => {
    const window = opened(open, false);
    expect(window.options.webPreferences).toEqual({ ...PREFERENCES, preload: '/preload.cjs', session, devTools: false });
    expect(window.options.webPreferences?.session).toBe(session);
    expect([window.kind, window.count]).toEqual([kind, 1]);
    expect(window.protection).toEqual([true]);
    expect(window.options.show).toBe(false);
  });

  it('developer tools open only in an unpackaged app', () => {
    const window = opened((parts) => openMainWindow(parts, main), true);
    expect(window.options.webPreferences?.devTools).toBe(true);
  });
});

describe('the command line', () => {
  it('takes network services away and gives nothing', () => {
    const appendSwitch = vi.fn();
    hardenApp({ enableSandbox: vi.fn(), commandLine: { appendSwitch } } as unknown as Parameters<typeof hardenApp>[0]);
    expect(appendSwitch.mock.calls.map(([name, value]) => (value === undefined ? name : `${name}=${value}`))).toEqual([
      'host-resolver-rules=MAP * ~NOTFOUND',
      'disable-background-networking',
      'disable-component-update',
      'disable-domain-reliability',
      'no-pings',
      'webrtc-ip-handling-policy=disable_non_proxied_udp',
    ]);
  });
});

describe('the preload bundle', () => {
  it('needs nothing but electron, as a sandboxed preload must', () => {
    const bundle = read('out/main/preload.cjs');
    expect([...bundle.matchAll(/\brequire\(\s*(["'`])(.*?)\1/g)].map(([, , name]) => name)).toEqual(['electron']);
    expect(bundle).not.toMatch(/\bimport\s*\(|\bprocess\b|\bBuffer\b/);
  });
});

describe('what ships', () => {
  it('is one package beside the bundles, and an Electron of one exact version', () => {
    expect(Object.keys(packageJson.dependencies)).toEqual(['better-sqlite3']);
    const { electron = '' } = packageJson.devDependencies;
    expect(electron).toMatch(/^\d+\.\d+\.\d+$/);
    expect(JSON.parse(read('node_modules/electron/package.json'))).toMatchObject({ version: electron });
  });

  it('has neither an updater nor a crash reporter nor an address to publish to', () => {
    const builder = read('electron-builder.yml');
    expect(builder).not.toMatch(/^\s*(?:publish|electronFuses|protocols|fileAssociations):/m);
    expect(builder).toMatch(/^afterPack: build\/after-pack\.mjs$/m);
    expect(builder).toMatch(/^ {2}smartUnpack: false$/m);
    expect(builder).not.toMatch(/^asar: false$/m);
    expect(Object.keys(packageJson.devDependencies).filter((name) => /updater|sentry|analytics|telemetry/.test(name))).toEqual(
      [],
    );
  });
});

describe('fuses', () => {
  const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'xindang-fuses-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Packs a file that has a fuse wire of this length in it, each fuse as Electron ships the first ones: on. */
  async function pack(platform: string, length: number): Promise<string> {
    const path = join(folder, platform === 'win32' ? '心档.exe' : 'xindang');
    writeFileSync(
      path,
      Buffer.concat([Buffer.alloc(5000), Buffer.from(SENTINEL), Buffer.from([1, length]), Buffer.alloc(length, 0x31)]),
    );
    const { default: afterPack } = (await import(join(root, 'build/after-pack.mjs'))) as {
      default: (context: unknown) => Promise<void>;
    };
    const packager = { appInfo: { productFilename: '心档' }, executableName: 'xindang' };
    await afterPack({ appOutDir: folder, electronPlatformName: platform, packager });
    return path;
  }

  it.each(['win32', 'linux'])('are all set as the app needs them on %s', async (platform) => {
    const wire = await getCurrentFuseWire(await pack(platform, 9));
    const on = (fuse: FuseV1Options) => wire[fuse] === FuseState.ENABLE;
    const fuses = Object.values(FuseV1Options).filter((fuse) => typeof fuse === 'number');
    expect(Object.fromEntries(fuses.map((fuse) => [FuseV1Options[fuse], on(fuse)]))).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    });
  });

  it('stop the packaging when an Electron brings one that nobody decided', async () => {
    await expect(pack('linux', 10)).rejects.toThrow('strictlyRequireAllFuses');
  });
});
