import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Keychain, type KeychainParts } from '../../src-main/shell/keychain.ts';
import { Settings } from '../../src-main/shell/settings.ts';
import { Vault } from '../../src-main/vault/vault.ts';
import type { Input } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { openTestVault, TEST_PASSPHRASE, TEST_SCRYPT, type TestVault } from '../support/open-vault.ts';

/** A store like the system's: it really encrypts, under a key that it can lose, rotate or refuse. */
class FakeStore {
  key = randomBytes(32);
  backend: ReturnType<KeychainParts['safeStorage']['getSelectedStorageBackend']> = 'gnome_libsecret';
  available = true;
  rotated = false;
  refuses: Error | null = null;
  encryptions = 0;

  getSelectedStorageBackend = () => this.backend;
  isAsyncEncryptionAvailable = async () => this.available;
  encryptStringAsync = async (text: string) => {
    if (this.refuses) throw this.refuses;
    this.encryptions += 1;
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]);
  };
  decryptStringAsync = async (bytes: Buffer) => {
    if (this.refuses) throw this.refuses;
    const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, 12)).setAuthTag(bytes.subarray(12, 28));
    const result = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    return { result, shouldReEncrypt: this.rotated };
  };
}

let test: TestVault;
let store: FakeStore;
let settingsFile: unknown;

beforeEach(async () => {
  test = await openTestVault();
  store = new FakeStore();
  settingsFile = {};
});
afterEach(() => test.close());

/** The shell of a fresh start: settings read from their file, the vault closed or as it is. */
function shell(platform: NodeJS.Platform = 'linux') {
  const file = {
    read: () => settingsFile,
    write: (values: unknown) => {
      settingsFile = JSON.parse(JSON.stringify(values));
    },
  };
  const vault = new Vault({ folder: test.folder, clock: test.ctx.clock, newId: uuidv7, scrypt: TEST_SCRYPT });
  const call: KeychainParts['vault']['call'] = async (channel, input) => {
    try {
      if (channel !== 'vault.unlockKeychain')
        return { ok: true, value: await test.dispatch(channel as 'keychain.addSlot', input as never) };
      const value = await vault.unlock({ keychain: input as Input<'vault.unlockKeychain'> });
      await vault.lock();
      return { ok: true, value };
    } catch (error) {
      if (error instanceof AppError) return { ok: false, error: error.toShape() };
      throw error;
    }
  };
  const settings = new Settings(file, { platform });
  return new Keychain({ safeStorage: store, platform, settings, vaultFolder: () => test.folder, vault: { call } });
}

const me = () => test.opened.session.userId;

async function enabled(): Promise<void> {
  await shell().enable(TEST_PASSPHRASE);
  await test.vault.lock();
}

describe('opening with the computer account', () => {
  it('opens after a restart for the one who set it, and asks for no new passphrase', async () => {
    await enabled();
    expect(await shell().state()).toEqual({
      available: true,
      reason: null,
      users: [{ userId: me(), userName: '样例老师甲' }],
    });
    expect(await shell().unlock(me())).toMatchObject({ session: { userName: '样例老师甲' }, passphraseDue: 'no' });
    expect(JSON.stringify(settingsFile)).toContain(me());
  });

  it('needs the own passphrase to be set, and leaves the passphrase as a way in', async () => {
    await expect(shell().enable('wrong')).rejects.toMatchObject({ code: 'wrongPassphrase' });
    await enabled();
    await test.vault.unlock({ passphrase: TEST_PASSPHRASE });
    expect(test.vault.opened?.session.userName).toBe('样例老师甲');
  });

  it.each([
    ['linux', 'basic_text', true, 'plainText'],
    ['linux', 'unknown', true, 'plainText'],
    ['win32', 'unknown', false, 'missing'],
  ] as const)('is refused on %s with %s and available %s as %s', async (platform, backend, available, reason) => {
    store.backend = backend;
    store.available = available;
    expect(await shell(platform).state()).toEqual({ available: false, reason, users: [] });
    await expect(shell(platform).enable(TEST_PASSPHRASE)).rejects.toMatchObject({
      code: 'keychainUnavailable',
      params: { reason },
    });
    expect((await test.db.selectFrom('audit').selectAll().where('action', '=', 'key').execute()).length).toBe(0);
  });

  it('falls back to the passphrase when the store lost its key, and says wait when it may come back', async () => {
    await enabled();
    store.refuses = Object.assign(new Error('locked'), { isTemporarilyUnavailable: true });
    await expect(shell().unlock(me())).rejects.toMatchObject({ code: 'keychainBusy' });
    store.refuses = null;
    expect(await shell().unlock(me())).toMatchObject({ passphraseDue: 'no' });
    store.key = randomBytes(32);
    await expect(shell().unlock(me())).rejects.toMatchObject({ code: 'keychainGone' });
    await test.vault.unlock({ passphrase: TEST_PASSPHRASE });
    expect(test.vault.opened).not.toBeNull();
  });

  it('encrypts anew when the store says so', async () => {
    await enabled();
    const before = JSON.stringify(settingsFile);
    store.rotated = true;
    await shell().unlock(me());
    expect(store.encryptions).toBe(2);
    expect(JSON.stringify(settingsFile)).not.toBe(before);
    store.rotated = false;
    expect(await shell().unlock(me())).toMatchObject({ passphraseDue: 'no' });
  });

  it('leaves no slot when the store refuses at the last moment', async () => {
    store.refuses = new Error('full');
    await expect(shell().enable(TEST_PASSPHRASE)).rejects.toMatchObject({ code: 'keychainUnavailable' });
    store.refuses = null;
    expect((await shell().state()).users).toEqual([]);
    expect(test.vault.keys.header().slots.map(({ kind }) => kind)).not.toContain('keychain');
  });

  it('ends with slot and secret when it is switched off', async () => {
    await shell().enable(TEST_PASSPHRASE);
    const kept = settingsFile;
    await shell().disable();
    expect((await shell().state()).users).toEqual([]);
    await test.vault.lock();
    // Even a copy of the old settings opens nothing.
    settingsFile = kept;
    await expect(shell().unlock(me())).rejects.toMatchObject({ code: 'keychainGone' });
  });

  it('ends with a rekey: the old secret opens nothing and is forgotten', async () => {
    await shell().enable(TEST_PASSPHRASE);
    await test.dispatch('users.rekey', { passphrase: TEST_PASSPHRASE });
    expect((await shell().state()).users).toEqual([]);
    await test.vault.lock();
    await expect(shell().unlock(me())).rejects.toMatchObject({ code: 'keychainGone' });
    expect(settingsFile).toMatchObject({ keychain: {} });
  });
});
