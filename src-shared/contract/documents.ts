import { z } from 'zod';
import { type Contract, vaultChannel } from './channel.ts';
import { day, id, optionalBasis, someText } from './shared.ts';
import { levelPresets } from './vault.ts';

/** Parts of an individual record. */
export const recordSections = [
  'card',
  'guardians',
  'care',
  'consents',
  'levels',
  'assessments',
  'reports',
  'sessions',
  'plans',
  'visits',
  'contacts',
  'attachments',
] as const;
export type RecordSection = (typeof recordSections)[number];
/** Parts that the lead may take out. */
export const leadSections: readonly RecordSection[] = ['card', 'levels', 'plans', 'visits'];

/**
 * Who gets it: somebody of this school in his duty, the student or guardian (PIPL art. 45), or an outsider, which takes a consent of its
 * own (art. 23).
 */
export const recipientKinds = ['school', 'family', 'outside'] as const;
export type RecipientKind = (typeof recipientKinds)[number];

const restrictedReason = someText(200, 4);
/** What an individual record is made of; least by default. */
export const recordRequest = z
  .object({
    studentId: id,
    sections: z.array(z.enum(recordSections)).min(1),
    from: day.nullable().default(null),
    to: day.nullable().default(null),
    /** A second explicit choice: restricted notes are in it. */
    restricted: z.boolean().default(false),
    restrictedReason: restrictedReason.nullable().default(null),
    recipient: someText(60),
    recipientKind: z.enum(recipientKinds).default('school'),
    purpose: someText(100),
    /** Ground for giving it to an outsider without consent to sharing. */
    basis: optionalBasis,
  })
  .refine((request) => !request.restricted || request.restrictedReason !== null, {
    path: ['restrictedReason'],
    error: 'restrictedReasonMissing',
  })
  .refine((request) => request.from === null || request.to === null || request.from <= request.to, {
    path: ['to'],
    error: 'periodOrder',
  });
export type RecordRequest = z.infer<typeof recordRequest>;

/** One entry of a section: fields in order, labelled by code; the page has the words. Empty fields are left out. */
const entry = z.object({
  on: z.string().nullable(),
  fields: z.array(z.object({ label: z.string(), value: z.string(), code: z.boolean() })),
  /** How many fields are left out because they are restricted. */
  withheld: z.number(),
});
export type RecordEntry = z.infer<typeof entry>;

export const documents = {
  /**
   * Data of one individual record for printing.
   * Errors: `studentUnknown`, `sectionForbidden`, `restrictedForbidden`, `consentMissing`.
   */
  'documents.record': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'restricted',
    subject: { kind: 'student', key: 'studentId' },
    input: recordRequest,
    output: z.object({
      schoolName: z.string(),
      student: z.object({ name: z.string(), className: z.string().nullable() }),
      sections: z.array(z.object({ section: z.enum(recordSections), entries: z.array(entry) })),
      from: z.string().nullable(),
      to: z.string().nullable(),
      restricted: z.boolean(),
      recipient: z.string(),
      purpose: z.string(),
      copyNo: z.number(),
      levelPreset: z.enum(levelPresets),
      madeAt: z.string(),
      madeBy: z.string(),
    }),
  }),
  /**
   * Asked by the shell before a document leaves: writes the disclosure register. `query` is what the print page was opened with.
   * Errors: `outputInvalid`, `restrictedForbidden`, `sectionForbidden`, `consentMissing` (an outsider, without consent or ground).
   */
  'documents.recordOutput': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'export',
    reveals: 'restricted',
    input: z.object({
      previewId: z.string(),
      document: z.string().max(80),
      query: z.record(z.string(), z.string().max(400)),
      outcome: z.enum(['saved', 'printed']),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
    output: z.object({ disclosureId: z.string(), copyNo: z.number() }),
  }),
  'documents.disclosures': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'student',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({ studentId: id }),
    output: z.array(
      z.object({
        disclosureId: z.string(),
        document: z.string(),
        outcome: z.enum(['saved', 'printed']),
        recipient: z.string(),
        purpose: z.string(),
        sections: z.array(z.string()),
        from: z.string().nullable(),
        to: z.string().nullable(),
        restricted: z.boolean(),
        basis: z.object({ code: z.string(), reason: z.string().nullable() }).nullable(),
        copyNo: z.number(),
        sha256: z.string(),
        at: z.string(),
        by: z.string(),
      }),
    ),
  }),
} as const satisfies Contract;
