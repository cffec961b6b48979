import type { Input } from '../../src-shared/contract/index.ts';
import { parseRecoveryCode } from '../../src-shared/domain/recovery-code.ts';
import type { VaultHeader } from './header.ts';
import { type KeySlot, unwrapKey } from './key-slots.ts';

/** What a person offers to open a vault, or a backup of one. */
export type Secrets = Pick<Input<'vault.unlock'>, 'userName' | 'passphrase' | 'recoveryCode'>;

/** The slot that these secrets open, with the data key (32 bytes, the caller wipes it), or null. Several slots of one kind are tried in turn. */
export async function findSlot(header: VaultHeader, input: Secrets): Promise<{ slot: KeySlot; dataKey: Buffer } | null> {
  const byCode = input.recoveryCode !== undefined;
  const secret = byCode ? parseRecoveryCode(input.recoveryCode ?? '') : input.passphrase;
  if (!secret) return null;
  const candidates = header.slots.filter(
    (slot) =>
      slot.kind === (byCode ? 'recovery' : 'passphrase') && (byCode || !input.userName || slot.userName === input.userName),
  );
  for (const slot of candidates) {
    const dataKey = await unwrapKey(slot, secret, header.vaultId);
    if (dataKey) return { slot, dataKey };
  }
  return null;
}
