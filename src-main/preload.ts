import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import { type AppEvent, IPC_CALL, IPC_EVENT } from '../src-shared/contract/protocol.ts';
import type { Result } from '../src-shared/contract/result.ts';

/** All that a page of the app can reach outside itself. */
const bridge = {
  call: (channel: string, input: unknown): Promise<Result<unknown>> => ipcRenderer.invoke(IPC_CALL, channel, input),
  /** Listens to events of the app; the returned function ends it. */
  onEvent: (listener: (event: AppEvent) => void): (() => void) => {
    const relay = (_event: IpcRendererEvent, event: AppEvent): void => listener(event);
    ipcRenderer.on(IPC_EVENT, relay);
    return () => {
      ipcRenderer.removeListener(IPC_EVENT, relay);
    };
  },
};
export type XindangBridge = typeof bridge;

contextBridge.exposeInMainWorld('xindang', bridge);

try {
  // It outlives the renderer process and is in no list of what a session can clear.
  sessionStorage.clear();
} catch {
  // A page without an origin has none.
}
