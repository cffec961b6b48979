import { z } from 'zod';
import { type ChannelSpec, type Contract, ROLES, vaultChannel } from './channel.ts';
import { passphrase } from './vault.ts';

/** Why a backup was made; it stands in the file's name. */
export const backupReasons = ['manual', 'scheduled', 'quit', 'migration', 'restore'] as const;
export type BackupReason = (typeof backupReasons)[number];

/**
 * How far a backup is known to be good. `proved`: restored on trial with every check. `checked`: read back whole when it was made or
 * since. `unknown`: not looked at yet. `damaged`: must not be used. `newer`: written by a later program.
 */
export const backupStates = ['proved', 'checked', 'unknown', 'damaged', 'newer'] as const;
export type BackupState = (typeof backupStates)[number];

/** The vault's own folder of backups, or the second one (USB stick, network share). */
export const backupPlaces = ['own', 'second'] as const;
export type BackupPlace = (typeof backupPlaces)[number];

/** A file name in a folder of backups; never a path. */
const fileName = z.string().regex(/^xindang-\d{8}-\d{6}-[a-z]+(-\d+)?\.xdbak$/);
const asideName = z.string().regex(/^before-restore-\d{8}-\d{6}(-\d+)?$/);

/** What a manifest says about its backup; null where it cannot be read. */
const backupFacts = z.object({
  createdAt: z.string(),
  reason: z.enum(backupReasons),
  appVersion: z.string(),
  schemaVersion: z.number(),
  rows: z.object({ students: z.number(), sessions: z.number(), total: z.number() }),
  /** Whose passphrase, which codes open it. */
  opensWith: z.array(z.object({ name: z.string(), kind: z.enum(['passphrase', 'recovery', 'shares', 'keychain']) })),
  /** Whether it comes from the vault in this folder; null when there is none to compare with. */
  sameVault: z.boolean().nullable(),
});
export type BackupFacts = z.infer<typeof backupFacts>;

const backupFile = z.object({
  place: z.enum(backupPlaces),
  name: z.string(),
  bytes: z.number(),
  /** When its name says it was made (instant). */
  madeAt: z.string(),
  reason: z.enum(backupReasons),
  state: z.enum(backupStates),
  facts: backupFacts.nullable(),
});
export type BackupFile = z.infer<typeof backupFile>;

/** A vault that a restore has put aside; nothing of it is ever deleted. */
const aside = z.object({ name: z.string(), at: z.string(), bytes: z.number(), usable: z.boolean() });
export type AsideVault = z.infer<typeof aside>;

const secondFolder = z.object({
  /** Last part of its path, enough to recognise it. */
  name: z.string(),
  state: z.enum(['ok', 'never', 'missing', 'full', 'notWritable', 'failed']),
  /** When a copy last arrived there whole. */
  copiedAt: z.string().nullable(),
});
export type SecondFolder = z.infer<typeof secondFolder>;

const rehearsal = z.object({ file: z.string(), at: z.string(), outcome: z.string() });

const status = z.object({
  /** Newest backup that lies in the vault's own folder and was read back whole. */
  lastBackup: z.object({ at: z.string(), days: z.number(), reason: z.enum(backupReasons) }).nullable(),
  /** Last time that a restore was rehearsed with every check passed. */
  lastProved: z.object({ at: z.string(), days: z.number() }).nullable(),
  /** The last attempt that failed after the last success; `code` is in the catalogue of errors. */
  backupFailed: z.object({ at: z.string(), code: z.string() }).nullable(),
  rehearsalFailed: z.object({ at: z.string(), code: z.string() }).nullable(),
  second: secondFolder.nullable(),
  /** `late`: something to do; `failed`: what was promised does not hold. */
  tone: z.enum(['good', 'late', 'failed']),
});
export type BackupStatus = z.infer<typeof status>;

const source = {
  /** A chosen file, by its token … */
  token: z.string().optional(),
  /** … or one in the vault's own folder, by its name. */
  name: fileName.optional(),
};
const secrets = {
  userName: z.string().optional(),
  passphrase: passphrase.optional(),
  recoveryCode: z.string().min(8).max(120).optional(),
  shares: z.array(z.string().min(8).max(400)).length(2).optional(),
};

function lockedChannel<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): ChannelSpec<I, O> {
  return { host: 'vault', when: 'locked', roles: ROLES, effect: 'write', reveals: 'nothing', input, output };
}

export const backup = {
  'backup.status': vaultChannel({ roles: ROLES, effect: 'read', reveals: 'nothing', input: z.object({}), output: status }),
  /** Backups in both folders, newest first, and the vaults that restores have put aside. */
  'backup.list': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'nothing',
    input: z.object({}),
    output: z.object({ files: z.array(backupFile), second: secondFolder.nullable(), asides: z.array(aside) }),
  }),
  /**
   * Makes a backup now: in the vault's own folder (copied to the second one), or into the granted file or folder alone.
   * Progress task `backup`. Errors: `diskFull`, `folderNotWritable`, `fileBusy`, `vaultDamaged`, `backupDamaged`, `cancelled`.
   */
  'backup.create': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'export',
    reveals: 'nothing',
    transaction: 'own',
    action: 'backup',
    input: z.object({ reason: z.enum(['manual', 'restore']).default('manual'), token: z.string().optional() }),
    output: z.object({ name: z.string(), bytes: z.number(), rows: z.number(), second: secondFolder.nullable() }),
  }),
  /**
   * Restores a backup on trial into a temporary place with every check, then wipes it. Without a name the newest one.
   * Progress task `rehearsal`. Errors: `noBackup`, `backupDamaged`, `backupForeign`, `backupNewer`, `backupUnlike`, `auditBroken {seq}`,
   * `diskFull`, `cancelled`.
   */
  'backup.rehearse': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'write',
    reveals: 'nothing',
    transaction: 'own',
    action: 'rehearsal',
    input: z.object({ place: z.enum(backupPlaces).default('own'), name: fileName.optional() }),
    output: rehearsal,
  }),
  /** Stops the backup or rehearsal that is under way at its next step; what is half made is removed. */
  'backup.cancel': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'nothing',
    input: z.object({}),
    output: z.object({ cancelled: z.literal(true) }),
  }),
  /** Remembers the granted folder as the second one and copies the newest backup there. */
  'backup.chooseSecond': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'write',
    reveals: 'nothing',
    transaction: 'own',
    input: z.object({ token: z.string() }),
    output: z.object({ second: secondFolder.nullable() }),
  }),
  'backup.dropSecond': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'write',
    reveals: 'nothing',
    input: z.object({}),
    output: z.object({ second: z.null() }),
  }),

  /** While locked: the backups beside the vault, each read whole without a key, and what restores have put aside. Progress task `verify`. */
  'backup.lockedList': lockedChannel(z.object({}), z.object({ files: z.array(backupFile), asides: z.array(aside) })),
  /** Reads one backup whole without a key. Errors: `notABackup`, `backupDamaged`, `backupNewer`, `fileMissing`. */
  'backup.lockedInspect': lockedChannel(z.object(source), z.object({ name: z.string(), bytes: z.number(), facts: backupFacts })),
  /**
   * Puts a backup in the place of the vault in the folder. Everything is checked in a temporary place first; the present vault is kept
   * aside; a crash leaves the old or the new one. Progress task `restore`.
   * Errors: those of `backup.lockedInspect` and of unlocking, `backupForged`, `backupUnlike`, `vaultInUse`, `diskFull`, `folderNotWritable`.
   */
  'backup.restore': lockedChannel(
    z.object({ ...source, ...secrets }),
    z.object({
      facts: backupFacts,
      /** Where the vault that was there is now; null when there was none. */
      keptAside: z.string().nullable(),
      /** The audit was already broken when the backup was made: number of the first bad row. */
      auditBroken: z.number().nullable(),
    }),
  ),
  /** Puts back a vault that a restore has put aside, with the secrets that open that one. Errors: as `backup.restore`, `asideUnusable`. */
  'backup.undoRestore': lockedChannel(z.object({ aside: asideName, ...secrets }), z.object({ keptAside: z.string().nullable() })),
} as const satisfies Contract;
