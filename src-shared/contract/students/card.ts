import { z } from 'zod';
import { disabilities, households, idDocuments, leftBehindKinds } from '../../domain/codes/person.ts';
import { transferPapers } from '../../domain/codes/roll.ts';
import { consentStatuses, signers } from '../../domain/consent.ts';
import { type Contract, ROLES, vaultChannel } from '../channel.ts';
import { day, id, optionalDay, optionalText, someText } from '../shared.ts';
import { level } from './shared.ts';

const guardian = z.object({
  id: z.string(),
  name: z.string(),
  relation: z.string(),
  phoneMasked: z.string().nullable(),
  primary: z.boolean(),
});

export const studentCard = z.object({
  id: z.string(),
  name: z.string(),
  sex: z.string(),
  birthDate: z.string().nullable(),
  age: z.number().nullable(),
  ethnicity: z.string().nullable(),
  idType: z.string().nullable(),
  idNumberMasked: z.string().nullable(),
  registrationNoMasked: z.string().nullable(),
  studentNo: z.string().nullable(),
  household: z.string().nullable(),
  address: z.string().nullable(),
  phoneMasked: z.string().nullable(),
  leftBehind: z.string().nullable(),
  migrantChild: z.boolean().nullable(),
  orphan: z.boolean().nullable(),
  onlyChild: z.boolean().nullable(),
  disability: z.string().nullable(),
  fileOpenedOn: z.string().nullable(),
  revision: z.number(),
});

export const studentFile = z.object({
  card: studentCard,
  classId: z.string().nullable(),
  className: z.string().nullable(),
  boarder: z.boolean(),
  dorm: z.string().nullable(),
  status: z.string().nullable(),
  mentor: z.string().nullable(),
  guardians: z.array(guardian),
  careTags: z.array(z.string()),
  /** Whether this role sees the parts below; otherwise they are empty. */
  supportShown: z.boolean(),
  level: z.object({ severity: level, since: z.string(), nextReviewOn: z.string().nullable() }).nullable(),
  levels: z.array(z.object({ severity: level, on: z.string() })),
  consent: z
    .object({
      status: z.enum(consentStatuses),
      missing: z.array(z.enum(signers)),
      givenOn: z.string().nullable(),
      validUntil: z.string().nullable(),
    })
    .nullable(),
  openCase: z.object({ caseId: z.string(), caseNo: z.string(), openedOn: z.string() }).nullable(),
  plan: z
    .object({
      planId: z.string(),
      version: z.number(),
      reviewOn: z.string(),
      lead: z.string().nullable(),
      helpers: z.array(z.string()),
      /** Last rating 0–4 of each goal, null before the first review. */
      goals: z.array(z.object({ goalId: z.string(), domain: z.string(), statement: z.string(), rating: z.number().nullable() })),
    })
    .nullable(),
  nextStep: z.object({ on: z.string(), kind: z.enum(['session', 'plan', 'level']) }).nullable(),
  daysSinceContact: z.number().nullable(),
  contactOverdueDays: z.number(),
  counts: z.object({ sessions: z.number(), minutes: z.number(), onsiteVisits: z.number(), results: z.number() }),
  /** Totals of valid results by scale, oldest first; empty for a role that may not read scores. */
  trend: z.array(z.object({ scaleId: z.string(), on: z.string(), total: z.number() })),
});
export type StudentFile = z.infer<typeof studentFile>;

const cardFields = {
  name: someText(60),
  sex: z.enum(['0', '1', '2', '9']),
  birthDate: optionalDay,
  ethnicity: z.string().max(2).nullable().default(null),
  studentNo: optionalText(40),
  address: optionalText(200),
  leftBehind: leftBehindKinds.schema.nullable().default(null),
  // Left out, each of these stays as it is; null takes it away.
  registrationNo: z.string().trim().max(40).nullable().optional(),
  idType: idDocuments.schema.nullable().optional(),
  idNumber: z.string().trim().max(40).nullable().optional(),
  phone: z.string().trim().max(40).nullable().optional(),
  household: households.schema.nullable().optional(),
  migrantChild: z.boolean().nullable().optional(),
  orphan: z.boolean().nullable().optional(),
  onlyChild: z.boolean().nullable().optional(),
  disability: disabilities.schema.nullable().optional(),
};

/** Errors of the numbers on a card, each also beside its field. */
export const numberErrors = [
  'registrationUnreadable',
  'idUnreadable',
  'phoneUnreadable',
  'registrationTaken',
  'idTaken',
] as const;

export const cardChannels = {
  /** Errors: `studentUnknown`. */
  'students.file': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'student',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({ studentId: id }),
    output: studentFile,
  }),
  'students.openFile': vaultChannel({
    roles: ['counselor', 'clerk'],
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({ studentId: id, on: day }),
    output: z.object({ openedOn: z.string() }),
  }),
  /** `transfer`: comes from another school, from that day on. Errors: `classUnreadable` and `numberErrors`. */
  'students.create': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    input: z.object({
      ...cardFields,
      className: someText(40),
      boarder: z.boolean().default(false),
      transfer: z
        .object({
          on: day,
          otherSchool: optionalText(100),
          papers: z.array(transferPapers.schema).max(10).default([]),
          note: optionalText(500),
        })
        .optional(),
    }),
    output: z.object({ studentId: z.string() }),
  }),
  /** Errors: `studentUnknown`, `stale` and `numberErrors`. */
  'students.update': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({ ...cardFields, studentId: id, revision: z.number().int() }),
    output: z.object({ revision: z.number() }),
  }),
  /** Shows one masked value in full. Declared as export so that every single look is logged, not one in ten minutes. */
  'students.reveal': vaultChannel({
    roles: ROLES,
    effect: 'export',
    reveals: 'student',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({
      studentId: id,
      field: z.enum(['idNumber', 'phone', 'registrationNo', 'guardianPhone']),
      guardianId: id.optional(),
    }),
    output: z.object({ value: z.string().nullable() }),
  }),
} as const satisfies Contract;
