import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { keepHome } from '../../src-main/shell/empty-page.ts';

type Parts = Parameters<typeof keepHome>;

/** A window and a session that write down what is done to them. */
function fakes(fail: { readonly load?: boolean } = {}) {
  const log: string[] = [];
  const did = (what: string) => async (): Promise<void> => {
    log.push(what);
  };
  const webContents = Object.assign(new EventEmitter(), {
    forcefullyCrashRenderer: () => {
      log.push('end process');
      webContents.emit('render-process-gone', {}, { reason: 'killed' });
    },
    navigationHistory: { clear: () => log.push('clear history') },
  });
  const window = {
    webContents,
    loadURL: async (url: string) => {
      log.push(`load ${url}`);
      if (fail.load) throw new Error('ERR_FAILED');
    },
  };
  const session = { clearStorageData: did('clear storage'), clearCache: did('clear cache'), clearCodeCaches: did('clear code') };
  return { log, webContents, empty: keepHome(window as unknown as Parts[0], session as unknown as Parts[1]) };
}

describe('the page after a lock', () => {
  it('loses its process first, then all that is kept beside it, and starts anew once', async () => {
    const { log, empty } = fakes();
    await empty();
    expect(log).toEqual(['end process', 'clear storage', 'clear cache', 'clear code', 'load app://xindang/', 'clear history']);
  });

  it('says when it could not be emptied', async () => {
    const { empty } = fakes({ load: true });
    await expect(empty()).rejects.toThrow('ERR_FAILED');
  });
});

describe('a page whose process dies by itself', () => {
  it('starts anew, before and after a lock', async () => {
    const { log, webContents, empty } = fakes();
    webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    await Promise.resolve();
    expect(log).toEqual(['load app://xindang/']);
    await empty();
    log.length = 0;
    webContents.emit('render-process-gone', {}, { reason: 'oom' });
    await Promise.resolve();
    expect(log).toEqual(['load app://xindang/']);
  });
});
