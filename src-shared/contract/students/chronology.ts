import { z } from 'zod';
import { type Contract, vaultChannel } from '../channel.ts';
import { day, id } from '../shared.ts';

export const chronologyKinds = [
  'session',
  'report',
  'level',
  'result',
  'review',
  'visit',
  'contact',
  'plan',
  'planReview',
  'caseOpened',
  'caseClosed',
  'consent',
  'disclosure',
] as const;
export type ChronologyKind = (typeof chronologyKinds)[number];

export const chronologyEntry = z.object({
  id: z.string(),
  kind: z.enum(chronologyKinds),
  /** Day of the event. */
  on: z.string(),
  time: z.string().nullable(),
  recordedAt: z.string(),
  /** Codes and numbers that the renderer turns into words. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  text: z.string().nullable(),
  restricted: z.boolean(),
});
export type ChronologyEntry = z.infer<typeof chronologyEntry>;

export const chronologyChannels = {
  /** Newest first by day of event. `words` searches only text that this role may read. */
  'students.chronology': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'restricted',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({
      studentId: id,
      kinds: z.array(z.enum(chronologyKinds)).optional(),
      from: day.optional(),
      to: day.optional(),
      words: z.string().trim().max(60).optional(),
      cursor: z.string().max(120).optional(),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    output: z.object({ entries: z.array(chronologyEntry), cursor: z.string().nullable() }),
  }),
} as const satisfies Contract;
