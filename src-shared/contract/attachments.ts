import { z } from 'zod';
import { type FileOwner, fileOwners } from '../domain/codes/files.ts';
import { type Contract, vaultChannel } from './channel.ts';
import { recipientKinds } from './documents.ts';
import { id, optionalBasis, optionalText, someText } from './shared.ts';

/** Largest file that is taken in (bytes). */
export const ATTACHMENT_LIMIT = 20 * 1024 * 1024;
/** Largest part in which a dropped or pasted file travels (bytes). */
export const PART_LIMIT = 512 * 1024;

export type AttachmentOwner = FileOwner;

/** What is taken in, told by the bytes and never by the name. The first four are shown in the app, the rest only saved outside. */
export const attachmentTypes = ['pdf', 'jpg', 'png', 'webp', 'heic', 'docx', 'xlsx', 'pptx', 'office'] as const;
export type AttachmentType = (typeof attachmentTypes)[number];
export const shownTypes: readonly AttachmentType[] = ['pdf', 'jpg', 'png', 'webp'];

export const attachmentRow = z.object({
  attachmentId: z.string(),
  ownerKind: fileOwners.schema,
  ownerId: z.string(),
  /** Null where the reader may not see the file: a name can say as much as a page. */
  name: z.string().nullable(),
  description: z.string().nullable(),
  type: z.enum(attachmentTypes),
  bytes: z.number(),
  restricted: z.boolean(),
  /** Whether this reader may open it. */
  readable: z.boolean(),
  /** Whether it is read like a note, by its own mark or that of its record; it leaves only with a reason. */
  note: z.boolean(),
  recordedAt: z.string(),
  recordedBy: z.string(),
  removedAt: z.string().nullable(),
  removedBy: z.string().nullable(),
  removeReason: z.string().nullable(),
});
export type AttachmentRow = z.infer<typeof attachmentRow>;

const owner = { studentId: id, ownerKind: fileOwners.schema, ownerId: id };
const readers = ['counselor', 'lead'] as const;

export const attachments = {
  /** Files of one student, or of one record of the student when `ownerKind` and `ownerId` are given; removed ones stay in the list. */
  'attachments.list': vaultChannel({
    roles: readers,
    effect: 'read',
    reveals: 'restricted',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({ studentId: id, ownerKind: owner.ownerKind.optional(), ownerId: id.optional() }),
    output: z.array(attachmentRow),
  }),
  /** How many files are kept, their bytes, and the bytes of the whole vault file. */
  'attachments.usage': vaultChannel({
    roles: readers,
    effect: 'read',
    reveals: 'nothing',
    input: z.object({}),
    output: z.object({ files: z.number(), bytes: z.number(), vaultBytes: z.number() }),
  }),
  /**
   * Announces a file that was dropped or pasted, whose bytes follow in parts. They wait in the memory of the vault process until
   * `attachments.add` takes them by the token, never on the disk; the lock throws them away. Errors: `fileEmpty`, `fileTooLarge` (megabytes).
   */
  'attachments.begin': vaultChannel({
    roles: ['counselor'],
    effect: 'write',
    reveals: 'nothing',
    unlogged: true,
    input: z.object({ name: z.string().max(1000), bytes: z.number().int().min(0) }),
    output: z.object({ token: z.string() }),
  }),
  /** The next bytes of an announced file, in order. Errors: `transferUnknown` (thrown away meanwhile), `transferBroken` (not the next ones). */
  'attachments.part': vaultChannel({
    roles: ['counselor'],
    effect: 'write',
    reveals: 'nothing',
    unlogged: true,
    input: z.object({
      token: z.string(),
      at: z.number().int().min(0),
      body: z.instanceof(Uint8Array).refine((part) => part.length > 0 && part.length <= PART_LIMIT),
    }),
    output: z.object({ received: z.number() }),
  }),
  /** Throws an announced file away, as when it was cancelled or refused. */
  'attachments.drop': vaultChannel({
    roles: ['counselor'],
    effect: 'write',
    reveals: 'nothing',
    unlogged: true,
    input: z.object({ token: z.string() }),
    output: z.object({ dropped: z.literal(true) }),
  }),
  /**
   * Takes a chosen or transferred file into the vault, under a name that ends in what its bytes are.
   * Errors: `studentUnknown`, `ownerUnknown`, `fileTooLarge` (megabytes), `fileEmpty`, `fileTypeRefused`, `fileHasMacros`,
   * `attachmentTwice` (name, ownerKind, ownerId: where the same bytes already hang on this student), `transferUnknown`, `transferBroken`.
   */
  'attachments.add': vaultChannel({
    roles: ['counselor'],
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({ ...owner, token: z.string(), description: optionalText(200), restricted: z.boolean().default(false) }),
    output: z.object({ attachmentId: z.string(), name: z.string(), type: z.enum(attachmentTypes), bytes: z.number() }),
  }),
  /** The bytes, for a look inside the app. Errors: `attachmentUnknown`, `attachmentRemoved`, `restricted`, `attachmentDamaged`. */
  'attachments.read': vaultChannel({
    roles: readers,
    effect: 'read',
    reveals: 'restricted',
    subject: { kind: 'attachment', key: 'attachmentId' },
    input: z.object({ attachmentId: id }),
    output: z.object({ name: z.string(), type: z.enum(attachmentTypes), body: z.instanceof(Uint8Array) }),
  }),
  /** Saves a file outside the vault, entered in the disclosure register. Errors: as reading, `consentMissing`. */
  'attachments.export': vaultChannel({
    roles: ['counselor'],
    effect: 'export',
    reveals: 'restricted',
    subject: { kind: 'attachment', key: 'attachmentId' },
    input: z.object({
      attachmentId: id,
      token: z.string(),
      recipient: someText(60),
      purpose: someText(100),
      recipientKind: z.enum(recipientKinds).default('school'),
      basis: optionalBasis,
      /** Asked for when the file is marked restricted. */
      restrictedReason: optionalText(200),
    }),
    output: z.object({ name: z.string() }),
  }),
  'attachments.setRestricted': vaultChannel({
    roles: ['counselor'],
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'attachment', key: 'attachmentId' },
    input: z.object({ attachmentId: id, restricted: z.boolean() }),
    output: z.object({ restricted: z.boolean() }),
  }),
  /** Takes the bytes away for good; name, hash, who and why stay. Errors: `attachmentUnknown`, `attachmentRemoved`. */
  'attachments.remove': vaultChannel({
    roles: ['counselor'],
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'attachment', key: 'attachmentId' },
    input: z.object({ attachmentId: id, reason: someText(200) }),
    output: z.object({ removed: z.literal(true) }),
  }),
} as const satisfies Contract;
