import { accessSync, constants, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];
const PLACES = [
  '/usr/bin/chromium',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Path of a Chromium on this computer, or null. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | null {
  const fromPath = (env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...PLACES, ...fromPath].find(isExecutable) ?? null;
}

/** Nothing of this browser may reach a network: names resolve to nothing, connections end at a closed proxy, no service of its own runs. */
const OFFLINE = [
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--proxy-server=http://127.0.0.1:9',
  '--proxy-bypass-list=<-loopback>',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--disable-quic',
  '--no-pings',
  '--disable-breakpad',
  '--disable-crash-reporter',
  '--disable-gpu-shader-disk-cache',
  '--disk-cache-size=1',
  '--media-cache-size=1',
];

export interface BrowserOptions {
  readonly headless: boolean;
  /** Headed only: a window without tabs and address bar that opens at this URL. */
  readonly appUrl?: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly switches?: readonly string[];
}

/** What a browser would offer to a person and an app window must not: keeping the passphrase, translating, checking words online. */
const PREFERENCES = {
  credentials_enable_service: false,
  profile: { password_manager_enabled: false },
  autofill: { profile_enabled: false, credit_card_enabled: false },
  translate: { enabled: false },
  browser: { enable_spellchecking: false },
};

const profiles = new Set<string>();

function removeProfile(folder: string): void {
  profiles.delete(folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** A profile for one run, removed when its browser closes or, at the latest, with this process. */
function makeProfile(): string {
  if (profiles.size === 0) process.once('exit', () => profiles.forEach(removeProfile));
  const folder = mkdtempSync(join(tmpdir(), 'stand-in-profile-'));
  profiles.add(folder);
  mkdirSync(join(folder, 'Default'));
  writeFileSync(join(folder, 'Default/Preferences'), JSON.stringify(PREFERENCES));
  return folder;
}

/** Starts Chromium behind a pipe: no debugging port is opened. Closing the context ends the browser. */
export async function startBrowser(options: BrowserOptions): Promise<BrowserContext> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium found; install the package chromium.');
  const common = {
    executablePath,
    headless: options.headless,
    chromiumSandbox: process.getuid?.() !== 0,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  };
  const page = { acceptDownloads: false, serviceWorkers: 'block' } as const;
  const args = [...OFFLINE, ...(options.switches ?? [])];
  if (options.headless) {
    // A context of its own is off the record: what the page stores stays in memory.
    const browser = await chromium.launch({ ...common, args });
    const context = await browser.newContext({ ...page, viewport: options.size });
    context.once('close', () => void browser.close());
    return context;
  }
  const window = [
    `--window-size=${options.size.width},${options.size.height}`,
    ...(options.appUrl ? [`--app=${options.appUrl}`] : []),
  ];
  const profile = makeProfile();
  // "test-type" keeps bars about the switches above off the window.
  const shown = { ...common, ...page, viewport: null, args: [...args, '--test-type', ...window] };
  const context = await chromium.launchPersistentContext(profile, shown);
  context.once('close', () => removeProfile(profile));
  return context;
}
