import type Electron from 'electron';
import type { Request, Route } from 'playwright-core';
import { toAppUrl } from './origin.ts';

type BeforeRequest = (
  details: { url: string; method: string; resourceType: string },
  callback: (answer: { cancel?: boolean }) => void,
) => void;
type ProtocolHandler = (request: globalThis.Request) => Response | Promise<Response>;
type PermissionHandlers = Pick<
  Electron.Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
>;
type UsedSession = PermissionHandlers &
  Pick<
    Electron.Session,
    'setSpellCheckerEnabled' | 'enableNetworkEmulation' | 'clearCache' | 'clearStorageData' | 'clearCodeCaches'
  >;

const RESOURCE_TYPES: Readonly<Record<string, string>> = {
  stylesheet: 'stylesheet',
  script: 'script',
  image: 'image',
  font: 'font',
  media: 'media',
  xhr: 'xhr',
  fetch: 'xhr',
  ping: 'ping',
  websocket: 'webSocket',
};

/** Requests of the browser, as the app's handlers see them. Whatever no handler answers is refused: there is no network below. */
export class StandInSession implements UsedSession {
  readonly schemes: Set<string>;
  readonly #handlers = new Map<string, ProtocolHandler>();
  #beforeRequest: BeforeRequest | null = null;
  /** Set by whoever holds the browsers. */
  onClearStorage: () => Promise<void> = async () => undefined;
  onClearCache: () => Promise<void> = async () => undefined;

  readonly protocol: Pick<Electron.Protocol, 'handle' | 'unhandle' | 'isProtocolHandled'> = {
    handle: (scheme, handler) => {
      this.#handlers.set(scheme, handler as ProtocolHandler);
    },
    unhandle: (scheme) => {
      this.#handlers.delete(scheme);
    },
    isProtocolHandled: (scheme) => this.#handlers.has(scheme),
  };

  readonly webRequest = {
    onBeforeRequest: (first: unknown, second?: unknown) => {
      this.#beforeRequest = (typeof first === 'function' ? first : second) as BeforeRequest | null;
    },
  };

  constructor(schemes: Set<string>) {
    this.schemes = schemes;
  }

  // Chromium's own defaults apply below: a page of this browser is granted nothing that a person has not allowed.
  setPermissionRequestHandler(): void {}
  setPermissionCheckHandler(): void {}
  setDevicePermissionHandler(): void {}
  setSpellCheckerEnabled(): void {}
  enableNetworkEmulation(): void {}
  clearCache(): Promise<void> {
    return this.onClearCache();
  }
  clearStorageData(): Promise<void> {
    return this.onClearStorage();
  }
  /** Compiled code is kept for pages from a real server only. */
  async clearCodeCaches(): Promise<void> {}

  /**
   * Answers one intercepted request.
   * @param onRedirect told the target of a redirect, which is never followed: nobody would be asked again
   */
  async answer(route: Route, request: Request, onRedirect: (url: string) => void): Promise<void> {
    const url = toAppUrl(request.url(), this.schemes);
    const handler = this.#handlers.get(new URL(url).protocol.slice(0, -1));
    if (!handler || !(await this.#isAllowed(url, request))) return await route.abort('blockedbyclient');
    try {
      const body = request.postDataBuffer();
      const response = await handler(
        new globalThis.Request(url, {
          method: request.method(),
          headers: await request.allHeaders().then(withoutPseudo),
          ...(body && { body: new Uint8Array(body) }),
        }),
      );
      if (response.status >= 300 && response.status < 400) {
        onRedirect(response.headers.get('location') ?? '');
        return await route.abort('aborted');
      }
      await route.fulfill({
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: Buffer.from(await response.arrayBuffer()),
      });
    } catch {
      await route.abort('failed');
    }
  }

  #isAllowed(url: string, request: Request): Promise<boolean> {
    const ask = this.#beforeRequest;
    if (!ask) return Promise.resolve(true);
    const navigation = request.isNavigationRequest();
    const resourceType = navigation ? 'mainFrame' : (RESOURCE_TYPES[request.resourceType()] ?? 'other');
    return new Promise((resolve) => {
      ask({ url, method: request.method(), resourceType }, (answer) => resolve(answer.cancel !== true));
    });
  }
}

function withoutPseudo(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(':')));
}
