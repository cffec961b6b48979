import { existsSync } from 'node:fs';
import { AppError } from '../../src-shared/contract/result.ts';
import { checkShare } from '../vault/share-check.ts';
import type { ShortClipboard } from './clipboard.ts';
import type { FileDialogs } from './file-dialogs.ts';
import type { ShellHandlers } from './ipc.ts';
import type { Keychain } from './keychain.ts';
import type { Lock } from './lock.ts';
import type { PrintDesk } from './print-desk.ts';
import type { Settings } from './settings.ts';
import { vaultStatus } from './vault-status.ts';

export interface HandlerParts {
  readonly version: string;
  readonly host: 'electron' | 'preview';
  readonly platform: string;
  readonly locale: string;
  readonly vaultFolder: () => string;
  readonly isUnlocked: () => boolean;
  readonly lock: Lock;
  readonly settings: Settings;
  readonly files: FileDialogs;
  readonly printing: PrintDesk;
  readonly clipboard: ShortClipboard;
  readonly keychain: Keychain;
  readonly settingsChanged: () => void;
}

/** The channels that main answers: one line each, the work is elsewhere. */
export function createHandlers(parts: HandlerParts): ShellHandlers {
  const { lock, settings, files, printing, clipboard, keychain } = parts;
  return {
    'vault.status': async () => {
      // A folder that was chosen and is not there is a drive that is gone, not a first start.
      if (settings.values.vaultFolder && !existsSync(settings.values.vaultFolder)) throw new AppError('folderGone');
      return vaultStatus(parts.vaultFolder(), parts.isUnlocked());
    },
    'shell.info': async () => ({
      version: parts.version,
      host: parts.host,
      platform: parts.platform,
      vaultFolder: parts.vaultFolder(),
      locale: parts.locale,
    }),
    'shell.activity': async (_input, caller) => {
      if (caller.kind === 'main') lock.activity();
      return {};
    },
    'shell.lock': async () => {
      // The answer must reach the page before the page is emptied.
      setImmediate(() => void lock.lock('user'));
      return { locked: true };
    },
    'shell.flushed': async () => {
      lock.flushed();
      return {};
    },
    'shell.getSettings': async () => settings.shared,
    'shell.setSettings': async (change) => {
      settings.update(change);
      parts.settingsChanged();
      return settings.shared;
    },
    'shell.chooseVaultFolder': async () => {
      const folder = await files.vaultFolder();
      if (!folder) return null;
      settings.update({ vaultFolder: folder });
      return { folder };
    },
    'files.chooseOpen': (input) => files.chooseOpen(input),
    'files.chooseSeveral': (input) => files.chooseSeveral(input),
    'files.chooseSave': (input) => files.chooseSave(input),
    'print.preview': (input) => printing.preview(input),
    'print.ready': async (input, caller) => {
      printing.ready(caller.contentsId, input);
      return {};
    },
    'print.save': ({ previewId }) => printing.save(previewId),
    'print.print': ({ previewId }) => printing.print(previewId),
    'print.close': async ({ previewId }) => {
      printing.close(previewId);
      return {};
    },
    'shares.check': async ({ share }) => checkShare(parts.vaultFolder(), share),
    'keychain.state': () => keychain.state(),
    'keychain.enable': ({ passphrase }) => keychain.enable(passphrase),
    'keychain.disable': () => keychain.disable(),
    'keychain.unlock': ({ userId }) => keychain.unlock(userId),
    'clipboard.copy': async ({ text }) => {
      await clipboard.copy(text);
      return {};
    },
  };
}
