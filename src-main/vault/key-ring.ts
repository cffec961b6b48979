import { randomBytes } from 'node:crypto';
import { AppError } from '../../src-shared/contract/result.ts';
import type { PassphraseDue, Session } from '../../src-shared/contract/vault.ts';
import { formatRecoveryCode, parseRecoveryCode } from '../../src-shared/domain/recovery-code.ts';
import { recordFailure, requireAttemptAllowed } from './attempts.ts';
import { type Clock, instant } from './clock.ts';
import { MAX_SLOTS, readHeader, type VaultHeader, writeHeader } from './header.ts';
import { type KeySlot, type NewSlot, SCRYPT_DEFAULT, type ScryptCost, wrapKey } from './key-slots.ts';

const ONE_TIME_BYTES = 10;

export interface KeyRingParts {
  readonly folder: string;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly scrypt?: ScryptCost;
}

/** What the ring must know of the vault while it is open. */
export interface OpenKeys {
  session: Session;
  readonly dataKey: Buffer;
  passphraseDue: PassphraseDue;
}

type Owner = Pick<KeySlot, 'userId' | 'userName'>;

/** The key slots of one vault folder: read, made, written back. Whoever changes them goes through here. */
export class KeyRing {
  readonly #parts: KeyRingParts;
  readonly #opened: () => OpenKeys;

  /** @param opened the open vault; throws AppError `locked` when there is none */
  constructor(parts: KeyRingParts, opened: () => OpenKeys) {
    this.#parts = parts;
    this.#opened = opened;
  }

  get opened(): OpenKeys {
    return this.#opened();
  }

  get owner(): Owner {
    const { userId, userName } = this.#opened().session;
    return { userId, userName };
  }

  /** scrypt cost of slots made now. */
  get cost(): ScryptCost {
    return this.#parts.scrypt ?? SCRYPT_DEFAULT;
  }

  /** @throws AppError `headerMissing`, `headerDamaged`, `vaultNewer` */
  header(): VaultHeader {
    const state = readHeader(this.#parts.folder);
    if (state.state === 'none') throw new AppError('headerMissing', { file: 'vault.json' });
    return state.header;
  }

  /** @throws AppError `tooManyKeys`, and the file system's errors with the old header still in force */
  save(header: VaultHeader): void {
    if (header.slots.length > MAX_SLOTS) throw new AppError('tooManyKeys', { max: MAX_SLOTS });
    writeHeader(this.#parts.folder, header);
  }

  /**
   * Runs a check of a secret; it answers null to a wrong one, which counts with the failures at the door until the next unlock
   * has put them on record. @throws AppError `tooManyAttempts`
   */
  async attempt<T>(check: () => Promise<T | null>): Promise<T | null> {
    const { folder, clock } = this.#parts;
    requireAttemptAllowed(folder, clock);
    const found = await check();
    if (found === null) recordFailure(folder, clock);
    return found;
  }

  /** The passphrase slot of a user, or undefined. */
  passphraseSlot(header: VaultHeader, userId: string): KeySlot | undefined {
    return header.slots.find((slot) => slot.kind === 'passphrase' && slot.userId === userId);
  }

  /**
   * Wraps the data key of the open vault, or a given one, in a new slot.
   * @param secret passphrase as typed, or a canonical code
   */
  slot(
    slot: Pick<NewSlot, 'kind' | 'oneTime' | 'shares'> & Owner,
    secret: string,
    vaultId: string,
    dataKey: Buffer = this.#opened().dataKey,
  ): Promise<KeySlot> {
    const { newId, clock } = this.#parts;
    const { kind, userId, userName, oneTime, shares } = slot;
    // Members in the schema's order, so that a header reads back to the same text.
    const fresh = {
      id: newId(),
      kind,
      userId,
      userName,
      createdAt: instant(clock),
      ...(oneTime && { oneTime }),
      ...(shares && { shares }),
    };
    return wrapKey(dataKey, secret, vaultId, fresh, this.cost);
  }

  /** A slot that opens once for its owner, and the passphrase to hand over on paper (80 random bits). */
  async oneTimeSlot(owner: Owner, vaultId: string, dataKey?: Buffer): Promise<{ slot: KeySlot; oneTimePassphrase: string }> {
    const { shown, canonical } = newCode(ONE_TIME_BYTES);
    return {
      slot: await this.slot({ ...owner, kind: 'passphrase', oneTime: true }, canonical, vaultId, dataKey),
      oneTimePassphrase: shown,
    };
  }
}

/** A random code as shown and as used for a key. */
export function newCode(bytes: number): { shown: string; canonical: string } {
  const shown = formatRecoveryCode(randomBytes(bytes));
  const canonical = parseRecoveryCode(shown);
  if (canonical === null) throw new Error('a fresh code must parse');
  return { shown, canonical };
}

/** The header with the slots of a user taken out that `gone` names, and others put in. */
export function withSlots(header: VaultHeader, gone: (slot: KeySlot) => boolean, ...added: readonly KeySlot[]): VaultHeader {
  return { ...header, slots: [...header.slots.filter((slot) => !gone(slot)), ...added] };
}
