import { z } from 'zod';
import { careTags } from '../../domain/codes/care.ts';
import { guardianRelations } from '../../domain/codes/person.ts';
import { transferPapers } from '../../domain/codes/roll.ts';
import { type Contract, ROLES, vaultChannel } from '../channel.ts';
import { day, id, optionalBasis, optionalText, someText } from '../shared.ts';

const otherSchool = optionalText(100);
const note = optionalText(500);
const papers = z.array(transferPapers.schema).max(10).default([]);
const on = day;

/** One move of one student on the roll, from the day `on`. */
export const rollMove = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('out'),
    on,
    status: z.enum(['transferredOut', 'graduated', 'withdrawn', 'deceased']),
    otherSchool,
    papers,
    /** What left the vault for it, from the register of disclosures. */
    disclosureId: id.nullable().default(null),
    /** Ground for handing over the psychological file without consent to the transfer. */
    basis: optionalBasis,
    note,
  }),
  z.object({
    kind: z.literal('in'),
    on,
    className: someText(40),
    boarder: z.boolean().default(false),
    otherSchool,
    papers,
    note,
  }),
  z.object({ kind: z.literal('suspended'), on, note }),
  z.object({ kind: z.literal('boundOut'), on, otherSchool, note }),
  /** Back from suspension or another school, into the old class unless another is named. */
  z.object({ kind: z.literal('returned'), on, className: optionalText(40), note }),
  z.object({ kind: z.literal('class'), on, className: someText(40), note }),
]);
export type RollMoveInput = z.input<typeof rollMove>;

const enrolmentEntry = z.object({
  id: z.string(),
  schoolYear: z.number(),
  className: z.string().nullable(),
  status: z.string(),
  entry: z.string().nullable(),
  fromDate: z.string(),
  /** First day away. */
  toDate: z.string().nullable(),
  boarder: z.boolean(),
  dorm: z.string().nullable(),
});

const rollEvent = z.object({
  id: z.string(),
  kind: z.string(),
  on: z.string(),
  status: z.string(),
  className: z.string().nullable(),
  otherSchool: z.string().nullable(),
  papers: z.array(z.string()),
  note: z.string().nullable(),
  basisCode: z.string().nullable(),
  basisReason: z.string().nullable(),
  recordedAt: z.string(),
  by: z.string(),
});

export const rollDetails = z.object({
  enrolments: z.array(enrolmentEntry),
  events: z.array(rollEvent),
  /** Earlier and present registration numbers, covered, oldest first. */
  numbers: z.array(z.object({ masked: z.string(), fromDate: z.string(), current: z.boolean() })),
  mentors: z.array(
    z.object({ id: z.string(), staffId: z.string(), name: z.string(), fromDate: z.string(), toDate: z.string().nullable() }),
  ),
  tags: z.array(
    z.object({
      id: z.string(),
      code: z.string(),
      fromDate: z.string(),
      toDate: z.string().nullable(),
      source: z.string().nullable(),
    }),
  ),
  guardians: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      relation: z.string(),
      phoneMasked: z.string().nullable(),
      primary: z.boolean(),
      note: z.string().nullable(),
    }),
  ),
  /** What left the vault about the student; empty for a role that does not see support. */
  disclosures: z.array(z.object({ id: z.string(), on: z.string(), document: z.string(), recipient: z.string() })),
  merges: z.array(z.object({ id: z.string(), name: z.string(), at: z.string() })),
});
export type RollDetails = z.infer<typeof rollDetails>;

const fieldChange = z.object({
  entity: z.enum(['student', 'guardian', 'enrolment', 'mentor', 'care_tag']),
  field: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  at: z.string(),
  by: z.string(),
});
export type CardChange = z.infer<typeof fieldChange>;

const subject = { kind: 'student', key: 'studentId' };

export const enrolmentChannels = {
  /** Errors: `studentUnknown`. */
  'students.rollDetails': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'student',
    subject,
    input: z.object({ studentId: id }),
    output: rollDetails,
  }),
  /** What was changed on the card, newest first, numbers covered. Errors: `studentUnknown`. */
  'students.cardChanges': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'student',
    subject,
    input: z.object({ studentId: id, limit: z.number().int().min(1).max(500).default(200) }),
    output: z.array(fieldChange),
  }),
  /** Errors: `studentUnknown`, `rollNotThere`, `rollAlreadyThere`, `rollSameState`, `rollLater`, `classUnreadable`, `disclosureUnknown`,
   * `consentMissing` (the psychological file or a summary goes along without consent or ground). */
  'students.move': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    subject,
    input: z.object({ studentId: id, move: rollMove }),
    output: z.object({ eventId: z.string() }),
  }),
  /** `phone` left out keeps the old one. Errors: `studentUnknown`, `guardianUnknown`, `phoneUnreadable`. */
  'students.saveGuardian': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    subject,
    input: z.object({
      studentId: id,
      guardianId: id.optional(),
      name: someText(60),
      relation: guardianRelations.schema,
      phone: z.string().trim().max(40).nullable().optional(),
      primary: z.boolean().default(false),
      note: optionalText(200),
    }),
    output: z.object({ guardianId: z.string() }),
  }),
  /** Errors: `guardianUnknown`. */
  'students.removeGuardian': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    subject,
    input: z.object({ studentId: id, guardianId: id }),
    output: z.object({ removed: z.literal(true) }),
  }),
  /** Errors: `studentUnknown`, `tagOpen`. */
  'students.addTag': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    subject,
    input: z.object({ studentId: id, code: careTags.schema, fromDate: day, source: optionalText(100) }),
    output: z.object({ tagId: z.string() }),
  }),
  /** `toDate` is the first day without it. Errors: `tagUnknown`, `periodOrder`. */
  'students.endTag': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    subject,
    input: z.object({ studentId: id, tagId: id, toDate: day }),
    output: z.object({ tagId: z.string() }),
  }),
  /** Ends the present mentor on that day and begins another; null only ends. Errors: `studentUnknown`, `staffUnknown`, `periodOrder`. */
  'students.setMentor': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    subject,
    input: z.object({ studentId: id, staffId: id.nullable(), fromDate: day }),
    output: z.object({ mentorId: z.string().nullable() }),
  }),
} as const satisfies Contract;
