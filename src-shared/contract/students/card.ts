import { z } from 'zod';
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
    .object({ valid: z.boolean(), missing: z.array(z.enum(['student', 'guardian'])), givenOn: z.string().nullable() })
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
  leftBehind: z.enum(['0', '1', '2']).nullable().default(null),
};

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
  /** Errors: `classUnreadable`. */
  'students.create': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    input: z.object({ ...cardFields, className: someText(40), boarder: z.boolean().default(false) }),
    output: z.object({ studentId: z.string() }),
  }),
  /** Errors: `studentUnknown`, `stale`. */
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
