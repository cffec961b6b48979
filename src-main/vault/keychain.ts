import { randomBytes } from 'node:crypto';
import type { Output } from '../../src-shared/contract/index.ts';
import type { Context } from './context.ts';
import { type KeyRing, withSlots } from './key-ring.ts';
import type { KeySlot } from './key-slots.ts';
import { requireOwnPassphrase } from './users.ts';

const ownKeychain = (userId: string) => (slot: KeySlot) => slot.kind === 'keychain' && slot.userId === userId;

/**
 * A slot under a random secret that main gives to this computer's own store. Never the only way in: the passphrase slot stays, and the
 * passphrase is asked for, so that an unwatched desk cannot be turned into an open door.
 */
export async function addKeychainSlot(
  keys: KeyRing,
  { session, note }: Context,
  passphrase: string,
): Promise<Output<'keychain.addSlot'>> {
  const { userId } = session;
  (await requireOwnPassphrase(keys, userId, passphrase, 'passphrase')).fill(0);
  const header = keys.header();
  const secret = randomBytes(32).toString('base64');
  const slot = await keys.slot({ ...keys.owner, kind: 'keychain' }, secret, header.vaultId);
  keys.save(withSlots(header, ownKeychain(userId), slot));
  note({ slot: 'keychain' });
  return { vaultId: header.vaultId, userId, secret };
}

export function dropKeychainSlot(keys: KeyRing, { session, note }: Context): Output<'keychain.dropSlot'> {
  const { userId } = session;
  const header = keys.header();
  keys.save(withSlots(header, ownKeychain(userId)));
  note({ slot: 'keychain', ended: true });
  return { vaultId: header.vaultId, userId };
}
