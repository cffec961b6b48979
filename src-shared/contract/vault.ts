import { z } from 'zod';
import { type ChannelSpec, type Contract, ROLES, vaultChannel } from './channel.ts';

export const passphrase = z.string().min(1).max(512);
/** A printed recovery code as typed by a person; grouping, case and look-alikes are tolerated. */
const recoveryCode = z.string().min(8).max(120);

export const schoolTypes = [
  'primary',
  'junior',
  'nine_year',
  'senior',
  'complete_secondary',
  'twelve_year',
  'vocational',
] as const;
export const levelPresets = ['red_orange_yellow', 'one_is_gravest', 'one_is_lightest'] as const;

export const session = z.object({
  userId: z.string(),
  userName: z.string(),
  role: z.enum(ROLES),
  schoolName: z.string(),
  schoolType: z.enum(schoolTypes),
});
export type Session = z.infer<typeof session>;

/**
 * Why a person must choose a new passphrase before anything else answers: a one-time passphrase was used (`first`), or the vault was
 * opened by recovery code or shares because the passphrase is gone (`forgotten`).
 */
export const passphraseDue = z.enum(['no', 'first', 'forgotten']);
export type PassphraseDue = z.infer<typeof passphraseDue>;

const opened = z.object({
  session,
  /** A used recovery code is replaced: the new one, shown once and confirmed like the first. The old one opens until then. */
  newRecoveryCode: z.string().nullable(),
  recoveryConfirmed: z.boolean(),
  passphraseDue,
  /** What was found on opening and put right as far as could be: the person must hear of it. */
  found: z.object({ headerFromCopy: z.boolean(), commitsLost: z.number().int() }),
});

function lockedChannel<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): ChannelSpec<I, O> {
  return { host: 'vault', when: 'locked', roles: ROLES, effect: 'write', reveals: 'nothing', input, output };
}

export const vault = {
  /** Answered by the shell from the header file's presence; nothing of the database is read. */
  'vault.status': {
    host: 'shell',
    when: 'always',
    roles: ROLES,
    effect: 'read',
    reveals: 'nothing',
    input: z.object({}),
    output: z.object({
      state: z.enum(['none', 'locked', 'unlocked']),
      folder: z.string(),
      users: z.array(z.object({ name: z.string(), kind: z.enum(['passphrase', 'recovery', 'shares', 'keychain']) })),
      /** Seconds until the next attempt is allowed after failed ones. */
      waitSeconds: z.number().int().min(0),
    }),
  },
  'vault.create': lockedChannel(
    z.object({
      schoolName: z.string().trim().min(2).max(60),
      schoolType: z.enum(schoolTypes),
      levelPreset: z.enum(levelPresets),
      userName: z.string().trim().min(1).max(40),
      passphrase,
    }),
    /** The recovery code is shown once; the vault is usable only after `vault.confirmRecovery`. */
    z.object({ session, recoveryCode: z.string() }),
  ),
  'vault.unlock': lockedChannel(
    /** One of: passphrase (with the user's name where several have one), recovery code, two shares. */
    z.object({
      userName: z.string().optional(),
      passphrase: passphrase.optional(),
      recoveryCode: recoveryCode.optional(),
      shares: z.array(z.string().min(8).max(400)).length(2).optional(),
    }),
    opened,
  ),
  /** Main alone calls this, with what the computer's own store kept. @throws `keychainGone` */
  'vault.unlockKeychain': lockedChannel(z.object({ userId: z.string(), secret: z.string() }), opened),
  /** The person's way to it: main asks the store. @throws `keychainGone`, `keychainBusy`, `keychainUnavailable` */
  'keychain.unlock': { ...lockedChannel(z.object({ userId: z.string() }), opened), host: 'shell' },
  'vault.confirmRecovery': vaultChannel({
    action: 'key',
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    input: z.object({ recoveryCode }),
    output: z.object({ confirmed: z.literal(true) }),
  }),
  /** A recovery code that was shown but never confirmed is replaced by a new one. */
  'vault.renewRecovery': vaultChannel({
    action: 'key',
    roles: ['counselor'],
    effect: 'write',
    reveals: 'nothing',
    input: z.object({}),
    output: z.object({ recoveryCode: z.string() }),
  }),
  'vault.session': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'nothing',
    input: z.object({}),
    output: z.object({
      session,
      /** Read from the open connection, never a constant. */
      encryption: z.object({ cipher: z.string(), format: z.number(), pageEncrypted: z.boolean() }),
      schemaVersion: z.number(),
      recoveryConfirmed: z.boolean(),
      passphraseDue,
    }),
  }),
} as const satisfies Contract;
