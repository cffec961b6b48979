import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import type { Handlers } from './context.ts';
import type { Vault } from './vault.ts';

/** Channels about the vault itself, once it is open. */
export function vaultChannels(vault: Vault): Handlers<'vault.session' | 'vault.confirmRecovery' | 'vault.renewRecovery'> {
  return {
    'vault.session': async () => vault.describe(),
    'vault.confirmRecovery': async (_context, { recoveryCode }) => {
      await vault.confirmRecovery(recoveryCode);
      return { confirmed: true as const };
    },
    'vault.renewRecovery': async () => ({ recoveryCode: await vault.renewRecovery() }),
  };
}

/** Channels of the vault process that answer only while the vault is closed: they have no session and no transaction. */
type LockedChannel = 'vault.create' | 'vault.unlock' | 'vault.unlockKeychain';
export type LockedHandlers = { readonly [C in LockedChannel]: (input: ParsedInput<C>) => Promise<Output<C>> };

export function lockedChannels(vault: Vault): LockedHandlers {
  return {
    'vault.create': (input) => vault.create(input),
    'vault.unlock': (input) => vault.unlock(input),
    'vault.unlockKeychain': (keychain) => vault.unlock({ keychain }),
  };
}
