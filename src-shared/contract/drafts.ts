import { z } from 'zod';
import { studentSet, studentsIn } from '../domain/student-set.ts';
import { type Contract, ROLES, vaultChannel } from './channel.ts';

/**
 * A draft belongs to one person's form about the same students and never shows elsewhere. `studentId` is one id, empty for none, or the
 * key of several (domain/student-set.ts); their order does not matter.
 */
const key = z.object({
  form: z.string().min(1).max(60),
  studentId: z
    .string()
    .max(60 * 41)
    .transform((set) => studentSet(studentsIn(set))),
  draftId: z.string().max(60),
});
/** Characters of a body as JSON; a form's fields together hold far fewer. */
const MOST_WRITTEN = 1_000_000;
const isWritable = (value: unknown): boolean => {
  try {
    return JSON.stringify(value).length <= MOST_WRITTEN;
  } catch {
    return false;
  }
};
const body = z.record(z.string(), z.unknown()).refine(isWritable, { error: 'too_big' });

export const drafts = {
  'drafts.save': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    unlogged: true,
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
      z.object({
        form: z.string(),
        studentId: z.string(),
        students: z.array(z.object({ id: z.string(), name: z.string() })),
        draftId: z.string(),
        savedAt: z.string(),
      }),
    ),
  }),
  'drafts.discard': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    unlogged: true,
    input: key,
    output: z.object({ discarded: z.boolean() }),
  }),
} as const satisfies Contract;
