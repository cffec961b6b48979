import { z } from 'zod';
import { consentForms, consentKinds, withdrawalWays } from '../domain/codes/consent.ts';
import { guardianRelations } from '../domain/codes/person.ts';
import { ageBases, consentParties, consentStatuses, signers } from '../domain/consent.ts';
import { gradeOfStage } from './assessments.ts';
import { type Contract, vaultChannel } from './channel.ts';
import { day, id, lawfulBasis, optionalDay, optionalText, someText, studentBrief } from './shared.ts';

/** Whether a consent can be proved: a file in the vault, paper whose place is known, or neither. */
export const evidences = ['attached', 'paperOnly', 'none'] as const;

export const consentState = z.object({
  valid: z.boolean(),
  status: z.enum(consentStatuses),
  ageBasis: z.enum(ageBases),
  /** Whole years on that day; null without a birth date. */
  age: z.number().nullable(),
  required: z.array(z.enum(signers)),
  missing: z.array(z.enum(signers)),
  givenOn: z.string().nullable(),
  /** Last day of a valid consent; null where no end was set. */
  validUntil: z.string().nullable(),
});

export const consentRow = z.object({
  consentId: z.string(),
  kind: z.string(),
  scope: z.string().nullable(),
  recipient: z.string().nullable(),
  giver: z.enum(consentParties),
  giverName: z.string().nullable(),
  giverRelation: z.string().nullable(),
  givenOn: z.string(),
  form: z.string().nullable(),
  witness: z.string().nullable(),
  keptAt: z.string().nullable(),
  limits: z.string().nullable(),
  untilDate: z.string().nullable(),
  note: z.string().nullable(),
  evidence: z.enum(evidences),
  files: z.number(),
  withdrawal: z
    .object({
      on: z.string(),
      by: z.string().nullable(),
      via: z.string().nullable(),
      note: z.string().nullable(),
      /** Null until what follows has been done. */
      handledOn: z.string().nullable(),
      handling: z.string().nullable(),
    })
    .nullable(),
  /** Set for an entry that should never have been made; it counts for nothing and stays. */
  voided: z.object({ at: z.string(), by: z.string(), reason: z.string() }).nullable(),
  recordedAt: z.string(),
  recordedBy: z.string(),
  /** How many fields have an older value. */
  corrections: z.number(),
  revision: z.number(),
});
export type ConsentRow = z.infer<typeof consentRow>;

const entry = {
  kind: consentKinds.schema,
  /** What exactly; asked for by kinds that need a consent of their own. */
  scope: optionalText(500),
  /** To whom; asked for by sharing and transfer. */
  recipient: optionalText(200),
  giver: z.enum(consentParties),
  giverName: optionalText(40),
  giverRelation: guardianRelations.schema.nullable().default(null),
  givenOn: day,
  form: consentForms.schema,
  /** Who heard a spoken consent. */
  witness: optionalText(40),
  /** Where the paper lies. */
  keptAt: optionalText(100),
  limits: optionalText(1000),
  untilDate: optionalDay,
  note: optionalText(500),
};

const readers = ['counselor', 'lead'] as const;
const writers = ['counselor'] as const;
const subject = { kind: 'student', key: 'studentId' };

/** How many of a list have valid consent to assessment, and who lacks it, by class. */
export const consentReach = z.object({
  total: z.number(),
  valid: z.number(),
  classes: z.array(
    z.object({
      /** Null for those without a class in that school year. */
      className: z.string().nullable(),
      total: z.number(),
      valid: z.number(),
      missing: z.array(z.object({ student: studentBrief, status: z.enum(consentStatuses), missing: z.array(z.enum(signers)) })),
    }),
  ),
});
export type ConsentReach = z.infer<typeof consentReach>;

/** What the print page of blank or filled forms is opened with, and the register reads it back. Text fields may be left blank. */
export const consentFormRequest = z
  .object({
    kind: consentKinds.schema,
    studentId: id.optional(),
    classId: id.optional(),
    /** Scales, for whom, or by what means: what the kind asks for. */
    subjectText: optionalText(200),
    period: optionalText(100),
    /** Years that records are kept after the student has left the school. */
    keepYears: z.coerce.number().int().min(0).max(30).default(3),
    recipient: someText(60),
    purpose: someText(100),
  })
  .refine((request) => request.studentId === undefined || request.classId === undefined, { path: ['classId'] });
export type ConsentFormRequest = z.infer<typeof consentFormRequest>;

/** The list of who lacks consent to assessment, on paper for the head teachers. */
export const consentListRequest = z.object({ roundId: id, recipient: someText(60), purpose: someText(100) });

export const consents = {
  /** Every kind as it stands today, all entries newest first, and who could sign. Errors: `studentUnknown`. */
  'consents.list': vaultChannel({
    roles: readers,
    effect: 'read',
    reveals: 'student',
    subject,
    input: z.object({ studentId: id }),
    output: z.object({
      student: studentBrief,
      birthDate: z.string().nullable(),
      states: z.array(consentState.extend({ kind: consentKinds.schema })),
      guardians: z.array(z.object({ guardianId: z.string(), name: z.string(), relation: z.string() })),
      list: z.array(consentRow),
    }),
  }),
  /** How one kind stands on a day, today if none is named. Errors: `studentUnknown`. */
  'consents.standing': vaultChannel({
    roles: readers,
    effect: 'read',
    reveals: 'student',
    subject,
    input: z.object({ studentId: id, kind: consentKinds.schema, on: day.optional() }),
    output: consentState,
  }),
  /**
   * Errors: `studentUnknown`, `consentNeedsGuardian` (under 14 the student alone cannot consent), `consentScopeMissing`,
   * `consentRecipientMissing`, `consentWitnessMissing`, `consentGiverMissing`, `consentInFuture`, `untilBeforeGiven`.
   */
  'consents.add': vaultChannel({
    roles: writers,
    effect: 'write',
    reveals: 'nothing',
    subject,
    input: z.object({ studentId: id, ...entry }),
    output: z.object({ consentId: z.string(), state: consentState }),
  }),
  /** Puts a wrong entry right; the old values stay. Errors: as adding, `consentUnknown`, `consentVoided`, `stale`. */
  'consents.correct': vaultChannel({
    roles: writers,
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'consent', key: 'consentId' },
    input: z.object({ consentId: id, revision: z.number().int(), ...entry }),
    output: z.object({ revision: z.number() }),
  }),
  /** Says that an entry should never have been made. Errors: `consentUnknown`, `consentVoided`, `stale`. */
  'consents.void': vaultChannel({
    roles: writers,
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'consent', key: 'consentId' },
    input: z.object({ consentId: id, revision: z.number().int(), reason: someText(200, 4) }),
    output: z.object({ revision: z.number() }),
  }),
  /** What goes on under a consent and has to stop with it. Errors: `consentUnknown`. */
  'consents.touched': vaultChannel({
    roles: readers,
    effect: 'read',
    reveals: 'student',
    subject: { kind: 'consent', key: 'consentId' },
    input: z.object({ consentId: id }),
    output: z.object({
      openCase: z.object({ caseId: z.string(), caseNo: z.string() }).nullable(),
      nextSessions: z.array(z.string()),
      plan: z.object({ planId: z.string(), version: z.number(), reviewOn: z.string() }).nullable(),
      rounds: z.array(z.object({ roundId: z.string(), title: z.string() })),
    }),
  }),
  /**
   * From its day on nothing more is done; what was done before stays lawful (PIPL art. 15).
   * Errors: `consentUnknown`, `consentVoided`, `consentWithdrawn`, `withdrawnBeforeGiven`, `consentInFuture`, `stale`.
   */
  'consents.withdraw': vaultChannel({
    roles: writers,
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'consent', key: 'consentId' },
    input: z.object({
      consentId: id,
      revision: z.number().int(),
      withdrawnOn: day,
      by: z.enum(consentParties),
      via: withdrawalWays.schema,
      note: optionalText(500),
    }),
    output: z.object({ state: consentState, revision: z.number() }),
  }),
  /**
   * What was stopped and arranged. Errors: `consentUnknown`, `consentNotWithdrawn`, `consentHandled`, `handledBeforeWithdrawn`,
   * `consentInFuture`, `stale`.
   */
  'consents.handle': vaultChannel({
    roles: writers,
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'consent', key: 'consentId' },
    input: z.object({ consentId: id, revision: z.number().int(), handledOn: day, handling: someText(500) }),
    output: z.object({ revision: z.number() }),
  }),
  /** Whom a round reaches, or would reach once it is opened on a day. Errors: `roundUnknown`. */
  'consents.reach': vaultChannel({
    roles: readers,
    effect: 'read',
    reveals: 'student',
    input: z.union([
      z.object({ roundId: id }),
      z.object({ schoolYear: z.number().int(), grades: z.array(gradeOfStage).max(20), on: day }),
    ]),
    output: consentReach.extend({ basis: z.object({ code: z.string(), reason: z.string().nullable() }).nullable() }),
  }),
  /** Ground for assessing in a round without all consents. Errors: `roundUnknown`. */
  'consents.roundBasis': vaultChannel({
    roles: writers,
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'assessment_round', key: 'roundId' },
    input: z.object({ roundId: id, basis: lawfulBasis }),
    output: z.object({ saved: z.literal(true) }),
  }),
  /** Data of printed forms, a page a student. Errors: `studentUnknown`, `classUnknown`, `schoolContactMissing`. */
  'consents.form': vaultChannel({
    roles: readers,
    effect: 'read',
    reveals: 'student',
    input: consentFormRequest,
    output: z.object({
      school: z.object({ name: z.string(), room: z.string().nullable(), phone: z.string(), person: z.string().nullable() }),
      madeOn: z.string(),
      pages: z.array(
        z.object({
          /** Null for a blank form. */
          student: studentBrief.nullable(),
          guardian: z.string().nullable(),
          signers: z.array(z.enum(signers)),
        }),
      ),
    }),
  }),
  /** The list for paper. Errors: `roundUnknown`. */
  'consents.missingList': vaultChannel({
    roles: readers,
    effect: 'read',
    reveals: 'student',
    input: consentListRequest,
    output: consentReach.extend({ schoolName: z.string(), title: z.string(), madeOn: z.string() }),
  }),
} as const satisfies Contract;
