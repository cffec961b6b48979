import { z } from 'zod';
import { type Contract, vaultChannel } from './channel.ts';
import { id, someText, studentBrief } from './shared.ts';

/** For how long the lead may look, in minutes. */
export const sealMinutes = [15, 30, 60] as const;
export const SEAL_REASON = { min: 10, max: 500 } as const;

export const sealRow = z.object({
  sealId: z.string(),
  student: studentBrief,
  userName: z.string(),
  reason: z.string(),
  brokenAt: z.string(),
  /** When it ended or will end by itself. */
  untilAt: z.string(),
  running: z.boolean(),
  /** Looks at restricted text that the record counts under this seal. */
  views: z.number(),
  /** When a counselor took notice; null until then. */
  seenAt: z.string().nullable(),
  seenBy: z.string().nullable(),
});
export type SealRow = z.infer<typeof sealRow>;

/** The lead's look at one student's restricted text: a reason, a limit, every look on record, shown to the counselor afterwards. */
export const seal = {
  /** Errors: `studentUnknown`, `sealBroken` (already, and still running). */
  'seal.break': vaultChannel({
    roles: ['lead'],
    effect: 'write',
    action: 'seal',
    reveals: 'nothing',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({
      studentId: id,
      reason: someText(SEAL_REASON.max, SEAL_REASON.min),
      minutes: z.union(sealMinutes.map((minutes) => z.literal(minutes))),
    }),
    output: z.object({ sealId: z.string(), untilAt: z.string() }),
  }),
  /** The running seal of the one who asks, or null. */
  'seal.active': vaultChannel({
    roles: ['lead'],
    effect: 'read',
    reveals: 'nothing',
    input: z.object({ studentId: id }),
    output: z.object({ sealId: z.string(), untilAt: z.string() }).nullable(),
  }),
  /** Ends an own seal before its time. Errors: `sealUnknown`. */
  'seal.end': vaultChannel({
    roles: ['lead'],
    effect: 'write',
    action: 'seal',
    reveals: 'nothing',
    input: z.object({ sealId: id }),
    output: z.object({ endedAt: z.string() }),
  }),
  /** Newest first; the lead sees only the own ones. */
  'seal.list': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'student',
    input: z.object({
      studentId: id.optional(),
      unseen: z.boolean().default(false),
      limit: z.number().int().min(1).max(200).default(50),
    }),
    output: z.array(sealRow),
  }),
  /** 已知悉. Errors: `sealUnknown`. */
  'seal.acknowledge': vaultChannel({
    roles: ['counselor'],
    effect: 'write',
    action: 'seal',
    reveals: 'nothing',
    input: z.object({ sealId: id }),
    output: z.object({ seenAt: z.string() }),
  }),
} as const satisfies Contract;
