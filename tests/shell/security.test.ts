import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { applySessionPolicy, guardContents, hardenApp, isAllowedUrl, registerScheme } from '../../src-main/shell/security.ts';

type Policed = Parameters<typeof applySessionPolicy>[0];

/** A session that keeps the handlers it is given, so that a test can ask them. */
function policedSession(development = false) {
  const onBeforeRequest = vi.fn();
  const setPermissionRequestHandler = vi.fn();
  const setPermissionCheckHandler = vi.fn();
  const setDevicePermissionHandler = vi.fn();
  const setSpellCheckerEnabled = vi.fn();
  const session = {
    webRequest: { onBeforeRequest },
    setPermissionRequestHandler,
    setPermissionCheckHandler,
    setDevicePermissionHandler,
    setSpellCheckerEnabled,
  };
  applySessionPolicy(session as unknown as Policed, development);
  return {
    session,
    isCancelled(url: string): boolean {
      const answer = vi.fn();
      onBeforeRequest.mock.calls[0]?.[0]({ url }, answer);
      return answer.mock.calls[0]?.[0].cancel;
    },
    isGranted(permission: string, requestingUrl = 'app://xindang/', isMainFrame = true): boolean {
      const answer = vi.fn();
      setPermissionRequestHandler.mock.calls[0]?.[0]({}, permission, answer, { requestingUrl, isMainFrame });
      return answer.mock.calls[0]?.[0];
    },
    isChecked: (permission: string, origin: string): boolean =>
      setPermissionCheckHandler.mock.calls[0]?.[0]({}, permission, origin),
  };
}

describe('session policy', () => {
  it.each(['app://xindang/', 'app://xindang/assets/a.js', 'blob:app://xindang/1', 'data:image/png;base64,AA'])(
    'lets %s through',
    (url) => {
      expect(policedSession().isCancelled(url)).toBe(false);
    },
  );

  it.each([
    'https://example.invalid/',
    'http://127.0.0.1/',
    'ws://127.0.0.1/',
    'wss://example.invalid/',
    'file:///etc/passwd',
    'ftp://example.invalid/',
    'chrome://settings',
    'devtools://devtools/bundled/x.js',
    'app://other/',
    'app://xindang.evil/',
    'app:xindang',
    'https://example.invalid/?app://xindang/',
    'javascript:alert(1)',
    '',
  ])('cancels %s', (url) => {
    expect(policedSession().isCancelled(url)).toBe(true);
  });

  it('lets developer tools load only in development', () => {
    expect(isAllowedUrl('devtools://devtools/x', true)).toBe(true);
    expect(isAllowedUrl('devtools://devtools/x', false)).toBe(false);
  });

  it('attaches one request listener, because only the last one counts', () => {
    expect(policedSession().session.webRequest.onBeforeRequest).toHaveBeenCalledTimes(1);
  });

  it('grants copying to its own main frame and nothing else to anyone', () => {
    const { isGranted, isChecked } = policedSession();
    expect(isGranted('clipboard-sanitized-write')).toBe(true);
    expect(isGranted('clipboard-sanitized-write', 'https://example.invalid/')).toBe(false);
    expect(isGranted('clipboard-sanitized-write', 'app://xindang/', false)).toBe(false);
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'display-capture',
      'openExternal',
      'fileSystem',
      'usb',
    ]) {
      expect(isGranted(permission), permission).toBe(false);
      expect(isChecked(permission, 'app://xindang'), permission).toBe(false);
    }
    expect(isChecked('clipboard-sanitized-write', 'app://xindang')).toBe(true);
    expect(isChecked('clipboard-sanitized-write', 'app://xindang.evil')).toBe(false);
  });

  it('downloads no dictionaries', () => {
    expect(policedSession().session.setSpellCheckerEnabled).toHaveBeenCalledWith(false);
  });
});

describe('window guards', () => {
  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'])('prevents %s', (name) => {
    const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: vi.fn(), setWebRTCIPHandlingPolicy: vi.fn() });
    guardContents(contents as unknown as Parameters<typeof guardContents>[0]);
    const preventDefault = vi.fn();
    contents.emit(name, { preventDefault });
    expect(preventDefault).toHaveBeenCalledTimes(1);
    expect(contents.setWindowOpenHandler.mock.calls[0]?.[0]({ url: 'app://xindang/' })).toEqual({ action: 'deny' });
  });
});

describe('before ready', () => {
  it('sandboxes every renderer and turns off what looks for a network', () => {
    const enableSandbox = vi.fn();
    const appendSwitch = vi.fn();
    hardenApp({ enableSandbox, commandLine: { appendSwitch } } as unknown as Parameters<typeof hardenApp>[0]);
    expect(enableSandbox).toHaveBeenCalledTimes(1);
    expect(appendSwitch.mock.calls.map(([name]) => name)).toEqual(
      expect.arrayContaining(['host-resolver-rules', 'disable-background-networking', 'disable-component-update']),
    );
  });

  it('gives its scheme no way round the content policy', () => {
    const registerSchemesAsPrivileged = vi.fn();
    registerScheme({ registerSchemesAsPrivileged });
    const [{ scheme, privileges }] = registerSchemesAsPrivileged.mock.calls[0]?.[0] ?? [];
    expect(scheme).toBe('app');
    expect(privileges).toMatchObject({ standard: true, secure: true });
    expect(privileges.bypassCSP ?? privileges.allowServiceWorkers ?? privileges.corsEnabled).toBeUndefined();
  });
});
