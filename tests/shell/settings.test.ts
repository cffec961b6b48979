import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { ShortClipboard } from '../../src-main/shell/clipboard.ts';
import { FileDialogs, safeFileName } from '../../src-main/shell/file-dialogs.ts';
import { Settings } from '../../src-main/shell/settings.ts';
import { visibleBounds } from '../../src-main/shell/windows.ts';
import { words } from '../../src-main/shell/words.ts';

const windows = { platform: 'win32' } as const;

describe('settings', () => {
  it('starts with defaults that fit the computer', () => {
    const empty = { read: () => ({}), write: vi.fn() };
    expect(new Settings(empty, windows).shared).toEqual({
      language: 'zh',
      colorScheme: 'auto',
      idleMinutes: 10,
      hiddenMinutes: 5,
      contentProtection: true,
    });
    expect(new Settings(empty, { platform: 'linux' }).shared).toMatchObject({
      language: 'zh',
      contentProtection: false,
    });
  });

  it.each([null, 'text', 3, [], { idleMinutes: 'ten', language: 'fr', bounds: { x: 1 }, colorScheme: {} }])(
    'starts with defaults when the file holds %j',
    (broken) => {
      const settings = new Settings({ read: () => broken, write: vi.fn() }, windows);
      expect(settings.shared.idleMinutes).toBe(10);
      expect(settings.shared.language).toBe('zh');
      expect(settings.values.bounds).toBeNull();
    },
  );

  it('keeps what is right beside what is wrong', () => {
    const settings = new Settings({ read: () => ({ idleMinutes: 900, language: 'en' }), write: vi.fn() }, windows);
    expect(settings.shared).toMatchObject({ idleMinutes: 10, language: 'en' });
  });

  it('starts although the file cannot be read, and works although it cannot be written', () => {
    const fail = (): never => {
      throw new Error('EACCES');
    };
    const settings = new Settings({ read: fail, write: fail }, windows);
    settings.update({ idleMinutes: 3 });
    expect(settings.shared.idleMinutes).toBe(3);
  });

  it('writes what was set', () => {
    const write = vi.fn();
    new Settings({ read: () => ({}), write }, windows).update({ colorScheme: 'dark' });
    expect(write.mock.calls[0]?.[0]).toMatchObject({ colorScheme: 'dark', idleMinutes: 10 });
  });
});

describe('window bounds', () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1080 };

  it('come back where a screen still is', () => {
    const bounds = { x: 100, y: 50, width: 1300, height: 900 };
    expect(visibleBounds(bounds, [screen])).toEqual(bounds);
  });

  it('lose their place, not their size, with the screen', () => {
    expect(visibleBounds({ x: 2500, y: 0, width: 1300, height: 900 }, [screen])).toEqual({ width: 1300, height: 900 });
  });
});

describe('file dialogs', () => {
  function dialogs(answer: string | null) {
    const grant = vi.fn();
    const files = new FileDialogs({
      dialogs: {
        open: async () => ({ canceled: answer === null, filePaths: answer === null ? [] : [answer] }),
        save: async () => ({ canceled: answer === null, filePath: answer ?? '' }),
      },
      words: () => words('zh'),
      grant,
      lastFolder: () => tmpdir(),
      rememberFolder: vi.fn(),
    });
    return { files, grant };
  }

  it('gives the page a token and the vault process the path', async () => {
    const { files, grant } = dialogs('/somewhere/名单.xlsx');
    const chosen = await files.chooseSave({ suggestedName: '名单.xlsx', filters: [] });
    expect(chosen?.name).toBe('名单.xlsx');
    expect(JSON.stringify(chosen)).not.toContain('somewhere');
    expect(grant).toHaveBeenCalledWith(chosen?.token, '/somewhere/名单.xlsx', 'write');
  });

  it('grants nothing when cancelled', async () => {
    const { files, grant } = dialogs(null);
    expect(await files.chooseOpen({ purpose: 'import', filters: [] })).toBeNull();
    expect(await files.chooseSave({ suggestedName: 'a', filters: [] })).toBeNull();
    expect(grant).not.toHaveBeenCalled();
  });

  it('puts a new vault into a folder of its own when the chosen one holds other things', async () => {
    const base = mkdtempSync(join(tmpdir(), 'xindang-folder-'));
    try {
      expect(await dialogs(base).files.vaultFolder()).toBe(base);
      writeFileSync(join(base, '别的文件.txt'), '');
      expect(await dialogs(base).files.vaultFolder()).toBe(join(base, '心档'));
      writeFileSync(join(base, 'vault.json'), '{}');
      expect(await dialogs(base).files.vaultFolder()).toBe(base);
      expect(readFileSync(join(base, 'vault.json'), 'utf8')).toBe('{}');
    } finally {
      rmSync(base, { recursive: true });
    }
  });

  it('proposes names that every system can store', () => {
    expect(safeFileName('a/b\\c:d*e?"<>|\n.pdf')).toBe('a_b_c_d_e______.pdf');
    expect(safeFileName('档案. .')).toBe('档案');
    expect(safeFileName('...')).toBe('_');
  });
});

describe('clipboard', () => {
  function makeClipboard() {
    let text = '';
    return {
      readText: async () => text,
      writeText: async (next: string) => {
        text = next;
      },
      clear: () => {
        text = '';
      },
    };
  }

  it('forgets after a minute', async () => {
    vi.useFakeTimers();
    try {
      const system = makeClipboard();
      await new ShortClipboard(system).copy('样例');
      await vi.advanceTimersByTimeAsync(59_000);
      expect(await system.readText()).toBe('样例');
      await vi.advanceTimersByTimeAsync(1000);
      expect(await system.readText()).toBe('');
    } finally {
      vi.useRealTimers();
    }
  });

  it('leaves alone what the person copied since', async () => {
    const system = makeClipboard();
    const short = new ShortClipboard(system);
    await short.copy('样例');
    await system.writeText('别处复制的');
    await short.clear();
    expect(await system.readText()).toBe('别处复制的');
  });
});
