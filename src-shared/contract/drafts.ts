import { z } from 'zod';
import { type Contract, ROLES, vaultChannel } from './channel.ts';

/** A draft belongs to one person's form about one student (or to none: `studentId` empty) and never shows elsewhere. */
const key = z.object({ form: z.string().min(1).max(60), studentId: z.string().max(40), draftId: z.string().max(60) });
const body = z.record(z.string(), z.unknown());

export const drafts = {
  'drafts.save': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    input: key.extend({ body }),
    output: z.object({ savedAt: z.string() }),
  }),
  'drafts.load': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'restricted',
    input: key,
    output: z.object({ body, savedAt: z.string() }).nullable(),
  }),
  'drafts.list': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'student',
    input: z.object({}),
    output: z.array(
      z.object({ form: z.string(), studentId: z.string(), studentName: z.string(), draftId: z.string(), savedAt: z.string() }),
    ),
  }),
  'drafts.discard': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    input: key,
    output: z.object({ discarded: z.boolean() }),
  }),
} as const satisfies Contract;
