import type { SafeStorage } from 'electron';
import type { Channel, Input, Output } from '../../src-shared/contract/index.ts';
import { AppError, type Result } from '../../src-shared/contract/result.ts';
import { readHeader, type VaultHeader } from '../vault/header.ts';
import type { Settings } from './settings.ts';

export interface KeychainParts {
  readonly safeStorage: Pick<
    SafeStorage,
    'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
  >;
  readonly platform: NodeJS.Platform;
  readonly settings: Pick<Settings, 'values' | 'update'>;
  readonly vaultFolder: () => string;
  readonly vault: { call(channel: string, input: unknown): Promise<Result<unknown>> };
}

type Reason = Output<'keychain.state'>['reason'];

const entryOf = (vaultId: string, userId: string): string => `${vaultId}/${userId}`;

/**
 * Opening with this computer's account: the vault makes a slot under a random secret, the system's own store encrypts that secret, and
 * the settings keep the ciphertext. A convenience of this one computer and never the only way in.
 */
export class Keychain {
  readonly #parts: KeychainParts;

  constructor(parts: KeychainParts) {
    this.#parts = parts;
  }

  /** Whether the store protects anything, and who opens with it here. A damaged header has no users; the lock screen tells of it. */
  async state(): Promise<Output<'keychain.state'>> {
    const reason = await this.#reason();
    const header = this.#header();
    const slots = header?.slots.filter(({ kind }) => kind === 'keychain') ?? [];
    const here = slots.filter(({ userId }) => header && this.#kept[entryOf(header.vaultId, userId)] !== undefined);
    return {
      available: reason === null,
      reason,
      users: reason === null ? here.map(({ userId, userName }) => ({ userId, userName })) : [],
    };
  }

  /** @throws AppError `keychainUnavailable`, `wrongPassphrase` */
  async enable(passphrase: string): Promise<{ done: true }> {
    await this.#requireAvailable();
    const { vaultId, userId, secret } = await this.#call('keychain.addSlot', { passphrase });
    try {
      await this.#keep(entryOf(vaultId, userId), secret);
    } catch {
      await this.#call('keychain.dropSlot', {});
      throw new AppError('keychainUnavailable', { reason: 'failed' });
    }
    return { done: true };
  }

  async disable(): Promise<{ done: true }> {
    const { vaultId, userId } = await this.#call('keychain.dropSlot', {});
    this.#forget(entryOf(vaultId, userId));
    return { done: true };
  }

  /**
   * @throws AppError `keychainBusy` (the store cannot answer just now), `keychainGone` (it cannot give the secret any more, or the
   * vault has no slot for it: the passphrase opens), and what `vault.unlock` throws
   */
  async unlock(userId: string): Promise<Output<'keychain.unlock'>> {
    await this.#requireAvailable();
    const header = this.#header();
    const entry = header ? entryOf(header.vaultId, userId) : '';
    const kept = this.#kept[entry];
    if (kept === undefined) throw new AppError('keychainGone');
    const secret = await this.#decrypt(entry, kept);
    try {
      return await this.#call('vault.unlockKeychain', { userId, secret });
    } catch (error) {
      // A rekey, a closed user or another computer ended the slot; what is kept here opens nothing any more.
      if (error instanceof AppError && error.code === 'keychainGone') this.#forget(entry);
      throw error;
    }
  }

  async #decrypt(entry: string, kept: string): Promise<string> {
    try {
      const answer = await this.#parts.safeStorage.decryptStringAsync(Buffer.from(kept, 'base64'));
      if (isTemporary(answer)) throw answer;
      const { result, shouldReEncrypt } = answer;
      // The system changed its own key; a store that refuses just now is asked again at the next opening.
      if (shouldReEncrypt) await this.#keep(entry, result).catch(() => undefined);
      return result;
    } catch (error) {
      throw new AppError(isTemporary(error) ? 'keychainBusy' : 'keychainGone');
    }
  }

  async #keep(entry: string, secret: string): Promise<void> {
    const encrypted = await this.#parts.safeStorage.encryptStringAsync(secret);
    this.#parts.settings.update({ keychain: { ...this.#kept, [entry]: encrypted.toString('base64') } });
  }

  #forget(entry: string): void {
    const { [entry]: _gone, ...keychain } = this.#kept;
    this.#parts.settings.update({ keychain });
  }

  get #kept(): Readonly<Record<string, string>> {
    return this.#parts.settings.values.keychain;
  }

  #header(): VaultHeader | null {
    try {
      const found = readHeader(this.#parts.vaultFolder());
      return found.state === 'present' ? found.header : null;
    } catch {
      return null;
    }
  }

  async #reason(): Promise<Reason> {
    const { safeStorage, platform } = this.#parts;
    try {
      // With `basic_text` the key stands in Chromium's source: it would look protected and not be.
      if (platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())) return 'plainText';
      return (await safeStorage.isAsyncEncryptionAvailable()) ? null : 'missing';
    } catch {
      return 'failed';
    }
  }

  async #requireAvailable(): Promise<void> {
    const reason = await this.#reason();
    if (reason !== null) throw new AppError('keychainUnavailable', { reason });
  }

  async #call<C extends Channel>(channel: C, input: Input<C>): Promise<Output<C>> {
    const result = await this.#parts.vault.call(channel, input);
    if (!result.ok) throw new AppError(result.error.code, result.error.params, result.error.fields);
    return result.value as Output<C>;
  }
}

/** What Electron marks as passing, such as a keyring that is still locked; its versions differ in whether it is answered or thrown. */
function isTemporary(told: unknown): boolean {
  return (
    typeof told === 'object' && told !== null && 'isTemporarilyUnavailable' in told && told.isTemporarilyUnavailable === true
  );
}
