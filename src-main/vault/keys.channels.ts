import type { Channel } from '../../src-shared/contract/index.ts';
import type { Handlers } from './context.ts';
import { addKeychainSlot, dropKeychainSlot } from './keychain.ts';
import { rekey } from './rekey.ts';
import { confirmShares, createShares, revokeShares } from './shares.ts';
import * as users from './users.ts';
import type { Vault } from './vault.ts';

type KeyChannel =
  | 'users.list'
  | 'users.add'
  | 'users.rename'
  | 'users.setRole'
  | 'users.resetPassphrase'
  | 'users.changeOwnPassphrase'
  | 'users.setOwnPassphrase'
  | 'users.close'
  | 'users.rekey'
  | 'shares.create'
  | 'shares.confirm'
  | 'shares.revoke'
  | 'keychain.addSlot'
  | 'keychain.dropSlot';

const done = { done: true } as const;

/** Channels about who can open the vault. */
export function keyChannels(vault: Vault): Handlers<KeyChannel> {
  const { keys } = vault;
  return {
    'users.list': ({ db }) => users.listUsers(keys, db),
    'users.add': (context, input) => users.addUser(keys, context, input),
    'users.rename': async (context, input) => {
      await users.renameUser(keys, context, input);
      return done;
    },
    'users.setRole': async (context, input) => {
      await users.setRole(context, input);
      return done;
    },
    'users.resetPassphrase': async (context, { userId }) => ({
      oneTimePassphrase: await users.resetPassphrase(keys, context, userId),
    }),
    'users.changeOwnPassphrase': async (context, input) => {
      await users.changeOwnPassphrase(keys, context, input);
      return done;
    },
    'users.setOwnPassphrase': async (context, { passphrase }) => {
      await users.setOwnPassphrase(keys, context, passphrase);
      return done;
    },
    'users.close': async (context, { userId }) => {
      await users.closeUser(keys, context, userId);
      return done;
    },
    'users.rekey': (context, input) => rekey(vault, context, input),
    'shares.create': (context, input) => createShares(keys, context, input),
    'shares.confirm': async (context, { share }) => {
      confirmShares(keys, context, share);
      return { confirmed: true as const };
    },
    'shares.revoke': async (context) => {
      revokeShares(keys, context);
      return done;
    },
    'keychain.addSlot': (context, { passphrase }) => addKeychainSlot(keys, context, passphrase),
    'keychain.dropSlot': async (context) => dropKeychainSlot(keys, context),
  };
}

/** What answers while a new passphrase is due; everything else waits. */
const WHILE_DUE: ReadonlySet<Channel> = new Set<Channel>(['vault.session', 'users.setOwnPassphrase']);

/** Whether the vault must first be given a new passphrase before this channel answers. */
export function isHeldBack(vault: Vault, channel: string): boolean {
  return vault.passphraseDue !== 'no' && !WHILE_DUE.has(channel as Channel);
}
