import { z } from 'zod';
import { careTags } from '../../domain/codes/care.ts';
import { type Contract, ROLES, vaultChannel } from '../channel.ts';
import { day, id, optionalText, someText } from '../shared.ts';
import { SELECTION_MAX } from './lists.ts';

/** One thing to do to many students. Days are first days of the new state. */
export const bulkAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('mentor'), staffId: id, on: day }),
  z.object({ kind: z.literal('addTag'), code: careTags.schema, on: day, source: optionalText(100) }),
  z.object({ kind: z.literal('endTag'), code: careTags.schema, on: day }),
  z.object({ kind: z.literal('class'), className: someText(40), on: day }),
]);
export type BulkAction = z.input<typeof bulkAction>;

/** `change`: would change · `already`: is so already · `cannot`: with the reason. */
export const bulkOutcomes = ['change', 'already', 'cannot'] as const;
export type BulkOutcome = (typeof bulkOutcomes)[number];

const bulkRow = z.object({
  studentId: z.string(),
  name: z.string(),
  className: z.string().nullable(),
  outcome: z.enum(bulkOutcomes),
  /** Name of the mentor or class before; null without one. */
  before: z.string().nullable(),
  reason: z.enum(['gone', 'notOnRoll', 'laterEnrolment', 'beforeStart']).nullable(),
});
export type BulkRow = z.infer<typeof bulkRow>;

const selection = { studentIds: z.array(id).min(1).max(SELECTION_MAX), action: bulkAction };

export const bulkChannels = {
  /** Errors: `staffUnknown`, `classUnreadable`. */
  'students.previewBulk': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'student',
    input: z.object(selection),
    output: z.object({ rows: z.array(bulkRow), counts: z.record(z.enum(bulkOutcomes), z.number()) }),
  }),
  /** One transaction; each changed student is on record. Errors as in the preview. */
  'students.applyBulk': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    input: z.object(selection),
    output: z.object({ changeId: z.string(), counts: z.record(z.enum(bulkOutcomes), z.number()) }),
  }),
  /** Takes a bulk change back while nothing was changed since. Errors: `rollChangeUnknown`, `rollChangeUndone`, `rollChangeInUse {count}`. */
  'students.undoBulk': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    input: z.object({ changeId: id }),
    output: z.object({ restored: z.number() }),
  }),
} as const satisfies Contract;
