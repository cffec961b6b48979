import type { App, Protocol, Session, WebContents } from 'electron';

export const SCHEME = 'app';
export const HOST = 'xindang';
export const ORIGIN = `${SCHEME}://${HOST}`;
export const HOME = `${ORIGIN}/`;

/** Must run once, before the app is ready. */
export function registerScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Chromium's own services that would look for a network even in a browser that loads nothing. */
const SWITCHES: readonly (readonly [string, string?])[] = [
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['no-pings'],
  ['webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
];

/** Before ready: every renderer sandboxed, no network service that the app does not ask for. */
export function hardenApp(app: Pick<App, 'enableSandbox' | 'commandLine'>): void {
  app.enableSandbox();
  for (const [name, value] of SWITCHES) app.commandLine.appendSwitch(name, value);
}

/** True for the only things that a page may load. */
export function isAllowedUrl(url: string, development: boolean): boolean {
  if (url.startsWith(HOME)) return true;
  const scheme = url.slice(0, url.indexOf(':')).toLowerCase();
  return scheme === 'blob' || scheme === 'data' || (development && scheme === 'devtools');
}

/** Copying text out of a page is the one permission; its content protection and clearing are the app's. */
const PERMISSIONS: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

type PolicedSession = Pick<
  Session,
  | 'webRequest'
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setSpellCheckerEnabled'
>;

/** Closes a session to everything but the app's own pages. One listener only: Electron keeps just the last one of each event. */
export function applySessionPolicy(session: PolicedSession, development: boolean): void {
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !isAllowedUrl(details.url, development) });
  });
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    callback(PERMISSIONS.has(permission) && details.isMainFrame && details.requestingUrl.startsWith(HOME));
  });
  session.setPermissionCheckHandler((_contents, permission, origin) => PERMISSIONS.has(permission) && isOwnOrigin(origin));
  session.setDevicePermissionHandler(() => false);
  // Its dictionaries would be downloaded.
  session.setSpellCheckerEnabled(false);
}

export function isOwnOrigin(origin: string): boolean {
  return origin === ORIGIN || origin === HOME;
}

type PolicedContents = Pick<WebContents, 'on' | 'setWindowOpenHandler' | 'setWebRTCIPHandlingPolicy'>;

/** A page never goes anywhere by itself: the router changes the address without navigating. */
export function guardContents(contents: PolicedContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}
