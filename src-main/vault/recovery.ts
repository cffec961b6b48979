import { AppError } from '../../src-shared/contract/result.ts';
import { parseRecoveryCode } from '../../src-shared/domain/recovery-code.ts';
import type { VaultHeader } from './header.ts';
import { type KeyRing, newCode, withSlots } from './key-ring.ts';
import { type KeySlot, unwrapKey } from './key-slots.ts';

const RECOVERY_BYTES = 20;

/** The recovery slots in force: the newest is shown but unconfirmed while `recoveryConfirmed` is false, an older one is on paper. */
const recoverySlots = (header: VaultHeader): KeySlot[] => header.slots.filter(({ kind }) => kind === 'recovery');

export async function newRecoverySlot(
  keys: KeyRing,
  owner: Pick<KeySlot, 'userId' | 'userName'>,
  vaultId: string,
  dataKey: Buffer,
): Promise<{ slot: KeySlot; code: string }> {
  const { shown, canonical } = newCode(RECOVERY_BYTES);
  return { code: shown, slot: await keys.slot({ ...owner, kind: 'recovery' }, canonical, vaultId, dataKey) };
}

/**
 * A new recovery code, to be shown once and confirmed. The code that is on paper stays good until then, so that a crash before the new
 * one is written down locks nobody out.
 * @param used the slot that opened the vault just now: whoever holds that code holds the paper
 */
export async function renewRecovery(keys: KeyRing, header: VaultHeader, used?: KeySlot): Promise<string> {
  const slots = recoverySlots(header);
  const onPaper = used ?? (header.recoveryConfirmed || slots.length > 1 ? slots[0] : undefined);
  const { slot, code } = await newRecoverySlot(keys, keys.owner, header.vaultId, keys.opened.dataKey);
  const ended = (one: KeySlot) => one.kind === 'recovery' && one.id !== onPaper?.id;
  keys.save({ ...withSlots(header, ended, slot), recoveryConfirmed: false });
  return code;
}

/** Proves that the newest code was written down, and ends the one before it. @throws AppError `wrongRecoveryCode` */
export async function confirmRecovery(keys: KeyRing, typed: string): Promise<void> {
  const header = keys.header();
  const code = parseRecoveryCode(typed);
  const slot = recoverySlots(header).at(-1);
  const key = code && slot ? await unwrapKey(slot, code, header.vaultId) : null;
  if (!key) throw new AppError('wrongRecoveryCode', undefined, { recoveryCode: 'wrongRecoveryCode' });
  key.fill(0);
  keys.save({ ...withSlots(header, (one) => one.kind === 'recovery' && one.id !== slot?.id), recoveryConfirmed: true });
}
