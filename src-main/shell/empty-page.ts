import type { BrowserWindow, Session } from 'electron';
import { loadHome } from './windows.ts';

type EmptiedSession = Pick<Session, 'clearStorageData' | 'clearCache' | 'clearCodeCaches'>;

/**
 * Keeps a window showing the start page: after its renderer died by itself, and, through the returned function, after a lock.
 * At a lock the renderer process is ended first, because a page cannot overwrite the strings it has held; then goes all that Chromium
 * keeps beside it: storage, caches, and the addresses and form fields of its history.
 */
export function keepHome(window: BrowserWindow, session: EmptiedSession): () => Promise<void> {
  const { webContents } = window;
  let emptying = false;
  webContents.on('render-process-gone', () => {
    if (!emptying) void loadHome(window).catch(() => undefined);
  });
  return async () => {
    emptying = true;
    try {
      webContents.forcefullyCrashRenderer();
      await Promise.all([session.clearStorageData(), session.clearCache(), session.clearCodeCaches({})]);
      await loadHome(window);
      webContents.navigationHistory.clear();
    } finally {
      emptying = false;
    }
  };
}
