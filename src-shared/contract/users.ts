import { z } from 'zod';
import { shareHolders } from '../domain/share-code.ts';
import { type ChannelSpec, type Contract, ROLES, shellChannel, vaultChannel } from './channel.ts';
import { passphrase } from './vault.ts';

const userName = z.string().trim().min(1).max(40);
/** Made by the app, handed over on paper, good for one opening: its owner must choose a passphrase before anything else. */
const oneTimePassphrase = z.string();
/** A share as words or as groups of letters; spacing, case and look-alikes are tolerated. */
export const shareText = z.string().min(8).max(400);

const holder = z.object({ number: z.number().int().min(1).max(3), holder: z.enum(shareHolders), name: z.string() });
const shareSet = z.object({
  /** Three letters or digits that stand on each of the three pages. */
  setId: z.string(),
  createdAt: z.string(),
  /** False until one page was read back: till then an older set still opens. */
  confirmed: z.boolean(),
  holders: z.array(holder),
});

/** A channel that changes who can open the vault. */
function keyChannel<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
  rest: Partial<Pick<ChannelSpec, 'roles' | 'transaction' | 'subject'>> = {},
): ChannelSpec<I, O> {
  return vaultChannel({ roles: ['counselor'], effect: 'write', reveals: 'nothing', action: 'key', input, output, ...rest });
}

const aboutUser = { subject: { kind: 'user', key: 'userId' } } as const;
const done = z.object({ done: z.literal(true) });

export const users = {
  'users.list': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'nothing',
    input: z.object({}),
    output: z.object({
      users: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          role: z.enum(ROLES),
          createdAt: z.string(),
          closedAt: z.string().nullable(),
          /** `oneTime`: still to choose an own passphrase; `none`: cannot open until a counselor gives one. */
          key: z.enum(['own', 'oneTime', 'none']),
        }),
      ),
      /** The recovery code that is in force, or the shown one that nobody has confirmed yet. */
      recovery: z.object({ createdAt: z.string(), userName: z.string(), confirmed: z.boolean() }).nullable(),
      /** Newest first; two while a new set is not confirmed yet. */
      shares: z.array(shareSet),
      /** Instant of the last change of the data key; backups from before it open with the keys of that time. */
      rekeyedAt: z.string().nullable(),
    }),
  }),
  /** @throws `nameTaken`, `tooManyKeys` */
  'users.add': keyChannel(z.object({ name: userName, role: z.enum(ROLES) }), z.object({ userId: z.string(), oneTimePassphrase })),
  /** @throws `nameTaken`, `notFound`, `userClosed` */
  'users.rename': keyChannel(z.object({ userId: z.string(), name: userName }), done, aboutUser),
  /** The own role is changed by another counselor, so that one always remains. @throws `ownAccount`, `notFound`, `userClosed` */
  'users.setRole': keyChannel(z.object({ userId: z.string(), role: z.enum(ROLES) }), done, aboutUser),
  /** For somebody who forgot. @throws `ownAccount`, `notFound`, `userClosed` */
  'users.resetPassphrase': keyChannel(z.object({ userId: z.string() }), z.object({ oneTimePassphrase }), aboutUser),
  /** @throws `wrongPassphrase`, `tooManyAttempts`, `weakPassphrase`, `samePassphrase` */
  'users.changeOwnPassphrase': keyChannel(z.object({ current: passphrase, passphrase }), done, { roles: ROLES }),
  /** Only while one is due (first use, or opened by recovery code or shares). @throws `notDue`, `weakPassphrase`, `samePassphrase` */
  'users.setOwnPassphrase': keyChannel(z.object({ passphrase }), done, { roles: ROLES }),
  /** Takes the key slot away; the data key stays. For whoever may have copied it: `users.rekey`. @throws `ownAccount`, `notFound`, `userClosed` */
  'users.close': keyChannel(z.object({ userId: z.string() }), done, aboutUser),
  /**
   * A new data key: the whole database is encrypted anew (progress events of the task `rekey`). The caller keeps the own passphrase;
   * everybody else gets a one-time one, recovery code and shares end, and computers forget their keychain slots.
   * @throws `wrongPassphrase` (field `passphrase`), `tooManyAttempts`, `ownAccount`, `notFound`, `userClosed`, `diskFull`
   */
  'users.rekey': keyChannel(
    z.object({
      passphrase,
      /** Closed in the same step, or null. */
      closeUserId: z.string().nullable().default(null),
    }),
    z.object({
      people: z.array(z.object({ userId: z.string(), userName: z.string(), oneTimePassphrase })),
      /** To be confirmed by `vault.confirmRecovery`. */
      recoveryCode: z.string(),
      /** A set of shares was in force and is worthless now. */
      sharesEnded: z.boolean(),
    }),
    { transaction: 'own' },
  ),

  /** Three pages, two of which open the vault. The older set stays good until `shares.confirm`. */
  'shares.create': keyChannel(
    z.object({
      names: z.object({
        counselor: z.string().trim().max(40),
        principal: z.string().trim().max(40),
        county: z.string().trim().max(40),
      }),
    }),
    z.object({
      setId: z.string(),
      createdAt: z.string(),
      shares: z.array(holder.extend({ words: z.array(z.string()), code: z.string() })),
    }),
  ),
  /** Proves that the pages were printed, by one of them; the older set ends. @throws `wrongShare` */
  'shares.confirm': keyChannel(z.object({ share: shareText }), z.object({ confirmed: z.literal(true) })),
  /** Ends every set. */
  'shares.revoke': keyChannel(z.object({}), done),
  /** Says whose page this is and whether it still counts; needs no key and opens nothing. */
  'shares.check': shellChannel({
    input: z.object({ share: shareText }),
    output: z.object({
      /** `unreadable`: a typing error; `outdated`: of another set or another vault; `altered`: right set, wrong content. */
      state: z.enum(['current', 'unconfirmed', 'outdated', 'altered', 'unreadable']),
      number: z.number().int().nullable(),
      holder: z.enum(shareHolders).nullable(),
      name: z.string().nullable(),
      setId: z.string().nullable(),
      createdAt: z.string().nullable(),
    }),
  }),

  /** Whether this computer's account can keep a key, and for whom it does. */
  'keychain.state': shellChannel({
    input: z.object({}),
    output: z.object({
      available: z.boolean(),
      /** `plainText`: the desktop offers no protected store; `missing`: no store; `failed`: it answered with an error. */
      reason: z.enum(['plainText', 'missing', 'failed']).nullable(),
      users: z.array(z.object({ userId: z.string(), userName: z.string() })),
    }),
  }),
  /** @throws `keychainUnavailable` (`reason`), `wrongPassphrase`, `tooManyAttempts` */
  'keychain.enable': shellChannel({ when: 'unlocked', effect: 'write', input: z.object({ passphrase }), output: done }),
  'keychain.disable': shellChannel({ when: 'unlocked', effect: 'write', input: z.object({}), output: done }),
  /** Main alone calls these two: it vouches that the secret goes into the computer's own store. */
  'keychain.addSlot': keyChannel(
    z.object({ passphrase }),
    z.object({ vaultId: z.string(), userId: z.string(), secret: z.string() }),
    { roles: ROLES },
  ),
  'keychain.dropSlot': keyChannel(z.object({}), z.object({ vaultId: z.string(), userId: z.string() }), { roles: ROLES }),
} as const satisfies Contract;
