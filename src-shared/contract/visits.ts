import { z } from 'zod';
import { contactModes, visitModes } from '../domain/codes.ts';
import { type Contract, ROLES, vaultChannel } from './channel.ts';
import { day, id, optionalText, optionalTime, someText, studentBrief } from './shared.ts';

const visitFields = {
  visitedOn: day,
  startTime: optionalTime,
  mode: visitModes.schema,
  visitors: z.array(someText(40)).min(1).max(12),
  met: optionalText(200),
  place: optionalText(200),
  purpose: optionalText(1000),
  familySituation: optionalText(4000),
  atHome: optionalText(4000),
  guardianView: optionalText(4000),
  findings: optionalText(4000),
  advice: optionalText(4000),
  nextStep: optionalText(2000),
};

export const visitRow = z.object({
  visitId: z.string(),
  student: studentBrief,
  visitedOn: z.string(),
  mode: visitModes.schema,
  counts: z.boolean(),
  visitors: z.array(z.string()),
  nextStep: z.string().nullable(),
});
export type VisitRow = z.infer<typeof visitRow>;

export const contactRow = z.object({
  contactId: z.string(),
  contactedAt: z.string(),
  mode: contactModes.schema,
  reached: z.boolean(),
  withWhom: z.string().nullable(),
  content: z.string().nullable(),
  nextStep: z.string().nullable(),
});

export const visits = {
  /** Errors: `studentUnknown`, `visitUnknown`, `stale`. */
  'visits.saveHomeVisit': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({
      ...visitFields,
      visitId: id.optional(),
      revision: z.number().int().optional(),
      studentId: id,
      draftId: z.string().max(60).optional(),
    }),
    output: z.object({ visitId: z.string(), revision: z.number() }),
  }),
  'visits.list': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'student',
    input: z.object({ studentId: id.optional(), from: day.optional(), to: day.optional() }),
    output: z.array(visitRow),
  }),
  /** Errors: `visitUnknown`. */
  'visits.detail': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'student',
    subject: { kind: 'visit', key: 'visitId' },
    input: z.object({ visitId: id }),
    output: z.object({ ...visitFields, visitId: z.string(), student: studentBrief, revision: z.number() }),
  }),
  /** Who a form is about. Errors: `studentUnknown`. */
  'visits.start': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'student',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({ studentId: id }),
    output: z.object({ student: studentBrief, lastOnsiteOn: z.string().nullable() }),
  }),
  /** An attempt that reached nobody is kept too. Errors: `studentUnknown`, `reachedWhom` (reached, but nobody named). */
  'visits.saveContact': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({
      studentId: id,
      /** UTC instant of the contact. */
      contactedAt: z.iso.datetime(),
      mode: contactModes.schema,
      reached: z.boolean(),
      withWhom: optionalText(60),
      content: optionalText(4000),
      nextStep: optionalText(2000),
    }),
    output: z.object({ contactId: z.string() }),
  }),
  'visits.contacts': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'student',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({ studentId: id }),
    output: z.array(contactRow),
  }),
  /** Enrolled students of the school year (2026 = from 1 September 2026) whom nobody has visited on site in it. */
  'visits.unvisited': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'student',
    input: z.object({ schoolYear: z.number().int().min(1990).max(2199) }),
    output: z.object({
      enrolled: z.number(),
      visited: z.number(),
      students: z.array(z.object({ student: studentBrief, lastOnsiteOn: z.string().nullable() })),
    }),
  }),
} as const satisfies Contract;
