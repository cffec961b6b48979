import { z } from 'zod';
import { contactMatters, contactModes, contactOutcomes, visitModes } from '../domain/codes.ts';
import { type Contract, ROLES, vaultChannel } from './channel.ts';
import { day, id, optionalDay, optionalText, optionalTime, pastInstant, someText, studentBrief } from './shared.ts';

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

const contactFields = {
  /** UTC instant of the attempt. */
  contactedAt: pastInstant,
  mode: contactModes.schema,
  matter: contactMatters.schema.default('general'),
  outcome: contactOutcomes.schema,
  /** Whom somebody tried to reach. */
  toWhom: optionalText(60),
  /** Who answered. */
  withWhom: optionalText(60),
  content: optionalText(4000),
  nextStep: optionalText(2000),
  nextTryOn: optionalDay,
};

export const contactRow = z.object({
  contactId: z.string(),
  student: studentBrief,
  contactedAt: z.string(),
  mode: contactModes.schema,
  matter: contactMatters.schema,
  outcome: contactOutcomes.schema,
  toWhom: z.string().nullable(),
  withWhom: z.string().nullable(),
  content: z.string().nullable(),
  nextStep: z.string().nullable(),
  nextTryOn: z.string().nullable(),
  recordedAt: z.string(),
  recordedBy: z.string(),
  corrected: z.boolean(),
  revision: z.number(),
});
export type ContactRow = z.infer<typeof contactRow>;

/** Attempts for one matter as they stand (domain/contact-series.ts). */
const series = z.object({
  matter: contactMatters.schema,
  attempts: z.number().int(),
  failed: z.number().int(),
  unreached: z.boolean(),
  lastAt: z.string(),
  nextTryOn: z.string().nullable(),
  /** Guardians on the card whom none of the failed attempts named. */
  untried: z.array(z.string()),
});
export type ContactSeries = z.infer<typeof series>;

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
  /**
   * An attempt that reached nobody is kept too; with `contactId` it puts an entry right, and the history keeps what stood there. Errors:
   * `studentUnknown`, `contactUnknown`, `stale`, `contactInFuture`, `reachedWhom` (reached, but nobody named), `givenUpWhy` (no reason),
   * `nextTryPast`.
   */
  'visits.saveContact': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({
      studentId: id,
      ...contactFields,
      contactId: id.optional(),
      revision: z.number().int().optional(),
      draftId: z.string().max(60).optional(),
    }),
    /** `failed`: attempts in a row for the matter that reached nobody. */
    output: z.object({ contactId: z.string(), revision: z.number(), failed: z.number() }),
  }),
  /** Contacts with the guardians of one student, newest first, and what a new one needs. Errors: `studentUnknown`. */
  'visits.contacts': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'student',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({ studentId: id }),
    output: z.object({
      student: studentBrief,
      guardians: z.array(
        z.object({
          guardianId: z.string(),
          name: z.string(),
          relation: z.string(),
          phoneMasked: z.string().nullable(),
          primary: z.boolean(),
        }),
      ),
      contacts: z.array(contactRow),
      series: z.array(series),
      /** Day by which the guardian is to be told of the present level; null when told, or when no scheme asks for it. */
      noticeDueOn: z.string().nullable(),
    }),
  }),
  /** Contacts of a period, newest first; `unreached` leaves those whose matter waits for somebody to be reached. */
  'visits.contactList': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'student',
    input: z.object({
      from: day.optional(),
      to: day.optional(),
      matter: contactMatters.schema.optional(),
      unreached: z.boolean().default(false),
    }),
    output: z.array(contactRow.extend({ failed: z.number().int(), unreached: z.boolean() })),
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
