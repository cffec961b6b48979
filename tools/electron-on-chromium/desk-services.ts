import { EventEmitter } from 'node:events';
import type Electron from 'electron';

/** Power events that a test emits; idle time that a test sets. Nothing here knows the real computer's, so the app's own clock rules. */
export class StandInPowerMonitor
  extends EventEmitter
  implements Pick<Electron.PowerMonitor, 'getSystemIdleTime' | 'getSystemIdleState'>
{
  /** Seconds since the last input anywhere on the computer. */
  idle = Number.MAX_SAFE_INTEGER;

  getSystemIdleTime(): number {
    return this.idle;
  }

  getSystemIdleState(threshold: number): 'active' | 'idle' {
    return this.idle < threshold || this.idle === Number.MAX_SAFE_INTEGER ? 'active' : 'idle';
  }
}

/** A clipboard of the app's own; the page's copy command reaches the system's without it. */
export function makeClipboard(): Pick<Electron.Clipboard, 'readText' | 'writeText' | 'clear'> {
  let text = '';
  return {
    readText: async () => text,
    writeText: async (next) => {
      text = next;
    },
    clear: () => {
      text = '';
    },
  };
}

/** This host has no protected store of the system's, and says so as Electron does on a bare Linux desktop. */
export const safeStorage: Pick<
  Electron.SafeStorage,
  | 'isAsyncEncryptionAvailable'
  | 'isEncryptionAvailable'
  | 'encryptStringAsync'
  | 'decryptStringAsync'
  | 'getSelectedStorageBackend'
> = {
  isAsyncEncryptionAvailable: async () => false,
  isEncryptionAvailable: () => false,
  encryptStringAsync: async () => {
    throw new Error('Encryption is not available.');
  },
  decryptStringAsync: async () => {
    throw new Error('Decryption is not available.');
  },
  getSelectedStorageBackend: () => 'basic_text',
};

/** Chromium brings its own editing keys, so that no menu is needed. */
export const Menu = {
  setApplicationMenu(_menu: Electron.Menu | null): void {},
  buildFromTemplate(_template: readonly Electron.MenuItemConstructorOptions[]): object {
    return {};
  },
};

export const screen: { getAllDisplays(): Pick<Electron.Display, 'id' | 'bounds' | 'workArea' | 'scaleFactor'>[] } = {
  getAllDisplays() {
    const whole = { x: 0, y: 0, width: 1920, height: 1080 };
    return [{ id: 1, bounds: whole, workArea: whole, scaleFactor: 1 }];
  },
};
