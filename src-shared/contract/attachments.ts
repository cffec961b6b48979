import { z } from 'zod';
import { type Contract, vaultChannel } from './channel.ts';
import { id, optionalText, someText } from './shared.ts';

/** Largest file that is taken in (bytes). */
export const ATTACHMENT_LIMIT = 20 * 1024 * 1024;

/** What a file hangs on: the student's file itself, or one record in it. */
export const attachmentOwners = ['student', 'consent', 'session', 'visit', 'plan', 'report', 'case'] as const;
export type AttachmentOwner = (typeof attachmentOwners)[number];

/** What is taken in, told by the bytes and never by the name. The first four are shown in the app, the rest only saved outside. */
export const attachmentTypes = ['pdf', 'jpg', 'png', 'webp', 'heic', 'docx', 'xlsx', 'pptx', 'office'] as const;
export type AttachmentType = (typeof attachmentTypes)[number];
export const shownTypes: readonly AttachmentType[] = ['pdf', 'jpg', 'png', 'webp'];

export const attachmentRow = z.object({
  attachmentId: z.string(),
  ownerKind: z.enum(attachmentOwners),
  ownerId: z.string(),
  /** Null where the reader may not see the file: a name can say as much as a page. */
  name: z.string().nullable(),
  description: z.string().nullable(),
  type: z.enum(attachmentTypes),
  bytes: z.number(),
  restricted: z.boolean(),
  /** Whether this reader may open it. */
  readable: z.boolean(),
  recordedAt: z.string(),
  recordedBy: z.string(),
  removedAt: z.string().nullable(),
  removedBy: z.string().nullable(),
  removeReason: z.string().nullable(),
});
export type AttachmentRow = z.infer<typeof attachmentRow>;

const owner = { studentId: id, ownerKind: z.enum(attachmentOwners), ownerId: id };
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
  /**
   * Takes a chosen file into the vault.
   * Errors: `studentUnknown`, `ownerUnknown`, `fileTooLarge` (megabytes), `fileEmpty`, `fileTypeRefused`, `fileHasMacros`,
   * `attachmentTwice` (the same bytes already hang on this student).
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
  /** Saves a file outside the vault, entered in the disclosure register. Errors: as reading. */
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
