import { z } from 'zod';
import { type ChannelSpec, type Contract, ROLES, vaultChannel } from './channel.ts';

const passphrase = z.string().min(1).max(512);
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
    z.object({ userName: z.string().optional(), passphrase: passphrase.optional(), recoveryCode: recoveryCode.optional() }),
    z.object({
      session,
      /** A recovery code is used up by use: the new one, shown once and confirmed like the first. */
      newRecoveryCode: z.string().nullable(),
      recoveryConfirmed: z.boolean(),
    }),
  ),
  'vault.confirmRecovery': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    input: z.object({ recoveryCode }),
    output: z.object({ confirmed: z.literal(true) }),
  }),
  /** A recovery code that was shown but never confirmed is replaced by a new one. */
  'vault.renewRecovery': vaultChannel({
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
    }),
  }),
} as const satisfies Contract;
