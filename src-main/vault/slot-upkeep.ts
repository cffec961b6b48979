import { AppError } from '../../src-shared/contract/result.ts';
import type { Executor } from './context.ts';
import { passphraseSecret, type Secrets } from './find-slot.ts';
import type { VaultHeader } from './header.ts';
import type { KeyRing } from './key-ring.ts';
import { isWeaker, type KeySlot } from './key-slots.ts';

export interface UserRow {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly closed_at: string | null;
}

/** Slots that belong to one person; recovery code and shares belong to the school. */
const isPersonal = (slot: KeySlot): boolean => slot.kind === 'passphrase' || slot.kind === 'keychain';

/**
 * Whose session a slot opens. Recovery code and shares open for the counselor who made them or, when that one is gone, for the
 * longest-standing counselor.
 * @throws AppError `userClosed`
 */
export function userOfSlot(slot: KeySlot, users: readonly UserRow[]): UserRow {
  const active = users.filter((user) => user.closed_at === null);
  const owner = active.find((user) => user.id === slot.userId);
  const user = isPersonal(slot) ? owner : owner?.role === 'counselor' ? owner : active.find(({ role }) => role === 'counselor');
  if (!user) throw new AppError('userClosed');
  return user;
}

export async function readUsers(db: Executor): Promise<UserRow[]> {
  return db.selectFrom('user').select(['id', 'name', 'role', 'closed_at']).orderBy('created_at').orderBy('id').execute();
}

/** The header as the user table says: names as they are now, and no personal slot of somebody closed or never saved. */
export function slotsOfUsers(header: VaultHeader, users: readonly UserRow[]): VaultHeader {
  const slots = header.slots.flatMap((slot) => {
    const user = users.find(({ id }) => id === slot.userId);
    if (isPersonal(slot) && (!user || user.closed_at !== null)) return [];
    return [{ ...slot, userName: user?.name ?? slot.userName }];
  });
  return { ...header, slots };
}

/** The header with the opened passphrase slot at today's scrypt cost; only while the passphrase is at hand. */
export async function raiseCost(
  keys: KeyRing,
  header: VaultHeader,
  opened: { readonly slot: KeySlot; readonly dataKey: Buffer },
  secrets: Secrets,
): Promise<VaultHeader> {
  const { slot, dataKey } = opened;
  if (slot.kind !== 'passphrase' || !secrets.passphrase || !isWeaker(slot.kdf, keys.cost)) return header;
  const raised = await keys.slot(slot, passphraseSecret(slot, secrets.passphrase), header.vaultId, dataKey);
  const { id, createdAt } = slot;
  return { ...header, slots: header.slots.map((one) => (one.id === id ? { ...raised, createdAt } : one)) };
}
