import { z } from 'zod';
import { type Contract, ROLES, vaultChannel } from './channel.ts';
import { studentBrief } from './shared.ts';

export const todoKinds = [
  'interview',
  'levelReview',
  'planReview',
  'unseen',
  'nextSession',
  'unsigned',
  'consent',
  'unreached',
  'guardianNotice',
  'consentExpiring',
  'consentWithdrawn',
  'draft',
] as const;
export type TodoKind = (typeof todoKinds)[number];

/** Where a to-do leads: the renderer builds the address from it. */
export const todoTarget = z.object({
  kind: z.enum(['student', 'review', 'plan', 'session', 'case', 'contacts', 'consent', 'draft']),
  id: z.string(),
});

export const todo = z.object({
  kind: z.enum(todoKinds),
  student: studentBrief.nullable(),
  /** Present level 0–3; null where nobody has judged or the role may not see it. */
  level: z.number().int().min(0).max(3).nullable(),
  immediate: z.boolean(),
  /** Day by which it should be done; null when it has none. */
  dueOn: z.string().nullable(),
  /** Days past the due day, 0 when not overdue. */
  overdueDays: z.number().int(),
  /** Numbers and codes that the sentence of the why needs: days, count, kind. Never words of a record. */
  why: z.record(z.string(), z.union([z.number(), z.string()])),
  target: todoTarget,
  /** Of a draft: its form, whom it is about and its record; null for every other kind. */
  draft: z
    .object({
      form: z.string(),
      studentId: z.string(),
      draftId: z.string(),
      students: z.array(studentBrief),
      savedAt: z.string(),
    })
    .nullable(),
});
export type Todo = z.infer<typeof todo>;

const progress = z.object({
  id: z.enum(['assessmentCoverage', 'homeVisits', 'paired', 'counselingHours']),
  /** Null when it cannot be known yet. */
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  goal: z.number(),
});

export const today = {
  /** Everything derived from the records on the day; nothing is stored. Lead and clerk see the kinds that are theirs. */
  'today.overview': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'student',
    input: z.object({}),
    output: z.object({
      on: z.string(),
      /** 1, 2, … ; null outside the term. */
      teachingWeek: z.number().nullable(),
      counts: z.object({ overdue: z.number(), today: z.number(), week: z.number() }),
      todos: z.array(todo),
      /** Sessions planned for the day or already held on it. */
      sessions: z.array(
        z.object({ student: studentBrief, startTime: z.string().nullable(), held: z.boolean(), sessionId: z.string() }),
      ),
      progress: z.array(progress),
    }),
  }),
} as const satisfies Contract;
