import { combine } from 'shamir-secret-sharing';
import { AppError } from '../../src-shared/contract/result.ts';
import { parseRecoveryCode } from '../../src-shared/domain/recovery-code.ts';
import { parseShare, type Share } from '../../src-shared/domain/share-code.ts';
import type { VaultHeader } from './header.ts';
import { type KeySlot, unwrapKey } from './key-slots.ts';
import { slotOfShare } from './share-check.ts';

/** What a person offers to open a vault, or a backup of one: one of passphrase, recovery code, two shares, or what a keychain kept. */
export interface Secrets {
  readonly userName?: string | undefined;
  readonly passphrase?: string | undefined;
  readonly recoveryCode?: string | undefined;
  readonly shares?: readonly string[] | undefined;
  readonly keychain?: { readonly userId: string; readonly secret: string } | undefined;
}

export interface FoundSlot {
  readonly slot: KeySlot;
  /** 32 bytes; the caller wipes it. */
  readonly dataKey: Buffer;
  /** Numbers of the two shares that were used, such as `1+3`. */
  readonly parts?: string | undefined;
}

/**
 * The slot that these secrets open, with the data key, or null. Several slots of one kind are tried in turn.
 * @throws AppError `shareUnreadable` (`number` 1 or 2 of those given), `sameShare`, `sharesDiffer`, `shareOutdated`, `shareAltered`
 */
export async function findSlot(header: VaultHeader, secrets: Secrets): Promise<FoundSlot | null> {
  for (const { slot, secret, parts } of await candidates(header, secrets)) {
    const dataKey = await unwrapKey(slot, secret, header.vaultId);
    if (dataKey) return { slot, dataKey, parts };
  }
  return null;
}

/** Which refusal a null answer of `findSlot` means. */
export function refusalOf(secrets: Secrets): 'wrongPassphrase' | 'wrongRecoveryCode' | 'wrongShare' | 'keychainGone' {
  if (secrets.keychain) return 'keychainGone';
  if (secrets.shares) return 'wrongShare';
  return secrets.recoveryCode === undefined ? 'wrongPassphrase' : 'wrongRecoveryCode';
}

interface Candidate {
  readonly slot: KeySlot;
  readonly secret: string;
  readonly parts?: string;
}

async function candidates(header: VaultHeader, secrets: Secrets): Promise<Candidate[]> {
  const { keychain, shares, recoveryCode, passphrase, userName } = secrets;
  const ofKind = (kind: KeySlot['kind']) => header.slots.filter((slot) => slot.kind === kind);
  if (keychain) {
    return ofKind('keychain')
      .filter((slot) => slot.userId === keychain.userId)
      .map((slot) => ({ slot, secret: keychain.secret }));
  }
  if (shares) return [await joinShares(header, shares)];
  if (recoveryCode !== undefined) {
    const secret = parseRecoveryCode(recoveryCode);
    return secret === null ? [] : ofKind('recovery').map((slot) => ({ slot, secret }));
  }
  if (!passphrase) return [];
  return ofKind('passphrase')
    .filter((slot) => !userName || slot.userName === userName)
    .map((slot) => ({ slot, secret: passphraseSecret(slot, passphrase) }));
}

/** A one-time passphrase is read off paper as tolerantly as a recovery code; one that a person chose counts as typed. */
export function passphraseSecret(slot: Pick<KeySlot, 'oneTime'>, typed: string): string {
  return (slot.oneTime ? parseRecoveryCode(typed) : null) ?? typed;
}

async function joinShares(header: VaultHeader, typed: readonly string[]): Promise<Candidate> {
  const shares = typed.map((text, at) => {
    const share = parseShare(text);
    if (!share) throw new AppError('shareUnreadable', { number: at + 1 }, { [`shares.${at}`]: 'shareUnreadable' });
    return share;
  });
  const [first, second] = shares as [Share, Share];
  if (first.set !== second.set) throw new AppError('sharesDiffer');
  if (first.number === second.number) throw new AppError('sameShare');
  const [slot] = shares.map((share) => slotOfShare(header, share));
  if (!slot) throw new AppError('shareOutdated');
  const secret = await combine(shares.map(({ bytes }) => bytes));
  const parts = [first.number, second.number].sort().join('+');
  return { slot, secret: Buffer.from(secret).toString('hex'), parts };
}
