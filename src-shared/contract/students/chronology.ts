import { z } from 'zod';
import { type ChronologyKind, chronologyKinds } from '../../domain/chronology.ts';
import { type Contract, vaultChannel } from '../channel.ts';
import { recipientKinds } from '../documents.ts';
import { day, id, optionalBasis, someText } from '../shared.ts';
import { levelPresets } from '../vault.ts';

export { type ChronologyKind, chronologyKinds };

export const chronologyEntry = z.object({
  id: z.string(),
  kind: z.enum(chronologyKinds),
  /** Day of the event. */
  on: z.string(),
  time: z.string().nullable(),
  /** Null for what the roster made. */
  recordedAt: z.string().nullable(),
  recordedBy: z.string().nullable(),
  /** Null unless it was changed after its recording. */
  updatedAt: z.string().nullable(),
  updatedBy: z.string().nullable(),
  /** How many fields have an older value. */
  corrections: z.number(),
  /** Recorded or changed, not by this reader's own hand, since the reader was last in this file. */
  fresh: z.boolean(),
  /** Codes and numbers that `domain/chronology.ts` turns into words. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  text: z.string().nullable(),
  restricted: z.boolean(),
  /** Session behind an entry, for a link. */
  sessionId: z.string().nullable(),
});
export type ChronologyEntry = z.infer<typeof chronologyEntry>;

/** What is shown of a file. `words` searches only text that the role may read. */
export const chronologyFilter = z.object({
  studentId: id,
  kinds: z.array(z.enum(chronologyKinds)).min(1).optional(),
  from: day.optional(),
  to: day.optional(),
  /** User who recorded it. */
  writer: id.optional(),
  words: z.string().trim().max(60).optional(),
});
export type ChronologyFilter = z.infer<typeof chronologyFilter>;

/** A filtered chronology that leaves: for whom, why, and whether reports marked restricted are in it; to an outsider with consent or on a ground. */
export const chronologyOutput = chronologyFilter.extend({
  recipient: someText(60),
  recipientKind: z.enum(recipientKinds).default('school'),
  basis: optionalBasis,
  purpose: someText(100),
  restricted: z.boolean().default(false),
  restrictedReason: someText(200, 4).optional(),
});
export const chronologyRequest = chronologyOutput.refine(
  (request) => !request.restricted || request.restrictedReason !== undefined,
  {
    path: ['restrictedReason'],
    error: 'restrictedReasonMissing',
  },
);
export type ChronologyRequest = z.infer<typeof chronologyRequest>;

/** A sheet of more entries than this is asked for in parts. */
export const MOST_PRINTED = 3000;

const sheet = z.object({
  schoolName: z.string(),
  student: z.object({ name: z.string(), className: z.string().nullable() }),
  entries: z.array(chronologyEntry),
  copyNo: z.number(),
  levelPreset: z.enum(levelPresets),
  madeAt: z.string(),
  madeBy: z.string(),
});

export const chronologyChannels = {
  /**
   * Newest first by day of event, a page from `cursor`. `visit` names one stay in the file: what is fresh stays so until the next.
   * Errors: `studentUnknown`.
   */
  'students.chronology': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'restricted',
    subject: { kind: 'student', key: 'studentId' },
    input: chronologyFilter.extend({
      cursor: z.string().max(120).optional(),
      limit: z.number().int().min(1).max(500).default(100),
      visit: id.optional(),
    }),
    output: z.object({ entries: z.array(chronologyEntry), cursor: z.string().nullable() }),
  }),
  /** Who may have recorded something, for the filter. */
  'students.writers': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'nothing',
    input: z.object({}),
    output: z.array(z.object({ userId: z.string(), name: z.string() })),
  }),
  /** Older values of one entry, newest change first; a value that the role may not read is null. */
  'students.corrections': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'restricted',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({ studentId: id, kind: z.enum(chronologyKinds), id }),
    output: z.array(
      z.object({
        field: z.string(),
        from: z.string().nullable(),
        to: z.string().nullable(),
        hidden: z.boolean(),
        at: z.string(),
        by: z.string().nullable(),
      }),
    ),
  }),
  /** The filtered chronology for paper. Errors: `studentUnknown`, `restrictedForbidden`, `chronologyTooLong {most}`. */
  'students.chronologySheet': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'restricted',
    subject: { kind: 'student', key: 'studentId' },
    input: chronologyRequest,
    output: sheet,
  }),
  /** The same as a workbook, entered into the disclosure register. Errors: as above, and those of writing a file. */
  'students.exportChronology': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'export',
    reveals: 'restricted',
    subject: { kind: 'student', key: 'studentId' },
    input: chronologyOutput
      .extend({ token: z.string(), language: z.enum(['zh', 'en']) })
      .refine((request) => !request.restricted || request.restrictedReason !== undefined, {
        path: ['restrictedReason'],
        error: 'restrictedReasonMissing',
      }),
    output: z.object({ name: z.string(), entries: z.number(), copyNo: z.number() }),
  }),
} as const satisfies Contract;
