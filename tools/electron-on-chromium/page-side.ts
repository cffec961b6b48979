import type { Carrier } from './carrier.ts';

/** Key under which main's messages reach the page. */
export const RECEIVER = 'xindang.stand-in.receive';

interface Renderer {
  readonly electron: unknown;
  readonly receive: (text: string) => void;
}

/**
 * Runs in the page before its own scripts and gives the preload its `electron`. Self-contained: its source text is sent.
 * Electron runs the preload in a world of its own; here it shares the page's, so the bridge is frozen and the door to the host is taken
 * off the page's reach before any page script runs.
 */
export function pageSide(carrier: Carrier, send: (text: string) => Promise<string>): Renderer {
  type Listener = (event: object, ...args: unknown[]) => void;
  const listeners = new Map<string, Listener[]>();
  const { Error: PageError, Object: PageObject, Promise: PagePromise } = globalThis;

  async function ask(message: object): Promise<unknown> {
    const answer = carrier.decode(await send(carrier.encode(message))) as { ok: boolean; value?: unknown; error?: string };
    if (answer.ok) return answer.value;
    throw new PageError(answer.error);
  }

  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]) => ask({ kind: 'invoke', channel, args }),
    send: (channel: string, ...args: unknown[]) => {
      ask({ kind: 'send', channel, args }).catch(() => undefined);
    },
    on(channel: string, listener: Listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    removeListener(channel: string, listener: Listener) {
      const list = [...(listeners.get(channel) ?? [])];
      const at = list.lastIndexOf(listener);
      if (at >= 0) list.splice(at, 1);
      listeners.set(channel, list);
      return ipcRenderer;
    },
    removeAllListeners(channel: string) {
      listeners.delete(channel);
      return ipcRenderer;
    },
  };

  /** Values cross the bridge as copies, functions as wrappers, promises as promises. */
  function cross(value: unknown): unknown {
    if (typeof value === 'function') return (...args: unknown[]) => cross(value(...args.map(cross)));
    if (value instanceof PagePromise) return value.then(cross);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return PageObject.freeze(value.map(cross));
    if (PageObject.getPrototypeOf(value) !== PageObject.prototype) return carrier.decode(carrier.encode(value));
    return PageObject.freeze(PageObject.fromEntries(PageObject.entries(value).map(([key, item]) => [key, cross(item)])));
  }

  const contextBridge = {
    exposeInMainWorld(key: string, api: unknown) {
      PageObject.defineProperty(globalThis, key, { value: cross(api), enumerable: true, writable: false, configurable: false });
    },
  };

  return {
    electron: { contextBridge, ipcRenderer },
    receive(text) {
      const { channel, args } = carrier.decode(text) as { channel: string; args: unknown[] };
      for (const listener of [...(listeners.get(channel) ?? [])]) listener({ sender: ipcRenderer }, ...args);
    },
  };
}

/**
 * The whole init script of a window.
 * @param preload source text of the app's CommonJS preload bundle, or empty
 */
export function initScript(binding: string, carrierSource: string, pageSideSource: string, preload: string): string {
  return `(() => {
  const send = globalThis[${JSON.stringify(binding)}];
  delete globalThis[${JSON.stringify(binding)}];
  if (window !== window.top || !send) return;
  const renderer = (${pageSideSource})((${carrierSource})(), send);
  Object.defineProperty(globalThis, Symbol.for(${JSON.stringify(RECEIVER)}), { value: renderer.receive });
  navigation.addEventListener('navigate', (event) => {
    // These leave the page without any request that the host could refuse.
    if (event.cancelable && /^(about|blob|data|filesystem):/.test(event.destination.url)) event.preventDefault();
  });
  const require = (name) => {
    if (name !== 'electron') throw new Error('module not found: ' + name);
    return renderer.electron;
  };
  const module = { exports: {} };
  (function (require, module, exports) {
${preload}
  })(require, module, module.exports);
})();`;
}
