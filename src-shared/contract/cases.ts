import { z } from 'zod';
import { closureReasons, familyStructures, problemCategories, sessionModes, sessionSources } from '../domain/codes.ts';
import { type Contract, vaultChannel } from './channel.ts';
import { consentState } from './consents.ts';
import { day, id, optionalBasis, optionalDay, optionalText, optionalTime, someText, studentBrief } from './shared.ts';

const caseStatus = z.enum(['open', 'closed']);

export const caseRow = z.object({
  caseId: z.string(),
  caseNo: z.string(),
  student: studentBrief,
  /** Derived: closed while its last closure has not been taken back. */
  status: caseStatus,
  openedOn: z.string(),
  closedOn: z.string().nullable(),
  source: z.string(),
  sessions: z.number(),
  unsigned: z.number(),
  lastSessionOn: z.string().nullable(),
});
export type CaseRow = z.infer<typeof caseRow>;

const sessionFields = {
  heldOn: day,
  startTime: optionalTime,
  minutes: z.number().int().min(0).max(600),
  place: optionalText(60),
  mode: sessionModes.schema,
  source: sessionSources.schema,
  problemCategories: z.array(problemCategories.schema).max(12).default([]),
  complaint: optionalText(4000),
  aim: optionalText(4000),
  process: optionalText(20_000),
  presentation: optionalText(8000),
  assessment: optionalText(8000),
  riskNoted: optionalText(4000),
  effect: optionalText(4000),
  homework: optionalText(4000),
  nextStep: optionalText(4000),
  nextOn: optionalDay,
  referralSuggested: z.boolean().default(false),
  /** Read and written by the counselor alone, through every door. */
  restrictedNote: optionalText(8000),
  /** Ground for a talk without consent that no case covers. */
  basis: optionalBasis,
};

export const sessionRow = z.object({
  sessionId: z.string(),
  caseId: z.string().nullable(),
  /** 第几次: place among the sessions of the same case in order of event time, from 1. */
  number: z.number(),
  heldOn: z.string(),
  startTime: z.string().nullable(),
  minutes: z.number(),
  mode: z.string(),
  source: z.string(),
  signed: z.boolean(),
  nextOn: z.string().nullable(),
  /** Short text for lists; null with `restricted` for a role that may not read notes. */
  text: z.string().nullable(),
  restricted: z.boolean(),
});
export type SessionRow = z.infer<typeof sessionRow>;

export const sessionDetail = z.object({
  ...sessionFields,
  // Codes of a newer version are read as they are.
  mode: z.string(),
  source: z.string(),
  problemCategories: z.array(z.string()),
  basis: z.object({ code: z.string(), reason: z.string().nullable() }).nullable(),
  sessionId: z.string(),
  caseId: z.string().nullable(),
  caseNo: z.string().nullable(),
  student: studentBrief,
  number: z.number(),
  signedAt: z.string().nullable(),
  signedBy: z.string().nullable(),
  addenda: z.array(z.object({ body: z.string(), recordedAt: z.string(), recordedBy: z.string() })),
  revision: z.number(),
});
export type SessionDetail = z.infer<typeof sessionDetail>;

export const cases = {
  /**
   * One open case per student; without valid counseling consent a lawful basis is demanded.
   * Errors: `studentUnknown`, `caseAlreadyOpen`, `consentMissing`.
   */
  'cases.open': vaultChannel({
    roles: ['counselor'],
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({
      studentId: id,
      openedOn: day,
      source: sessionSources.schema,
      presentingProblem: optionalText(4000),
      familyStructure: familyStructures.schema.nullable().default(null),
      background: optionalText(8000),
      /** Ground for opening it without consent. */
      basis: optionalBasis,
    }),
    output: z.object({ caseId: z.string(), caseNo: z.string() }),
  }),
  /** Errors: `caseUnknown`, `stale`. */
  'cases.update': vaultChannel({
    roles: ['counselor'],
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'case', key: 'caseId' },
    input: z.object({
      caseId: id,
      revision: z.number().int(),
      source: sessionSources.schema,
      presentingProblem: optionalText(4000),
      familyStructure: familyStructures.schema.nullable().default(null),
      background: optionalText(8000),
    }),
    output: z.object({ revision: z.number() }),
  }),
  'cases.list': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'student',
    input: z.object({ status: z.enum(['open', 'closed', 'all']).default('open') }),
    output: z.array(caseRow),
  }),
  'cases.detail': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'restricted',
    subject: { kind: 'case', key: 'caseId' },
    input: z.object({ caseId: id }),
    output: caseRow.extend({
      presentingProblem: z.string().nullable(),
      familyStructure: z.string().nullable(),
      background: z.string().nullable(),
      basisCode: z.string().nullable(),
      lawfulBasis: z.string().nullable(),
      restricted: z.boolean(),
      closures: z.array(
        z.object({
          closedOn: z.string(),
          reason: z.string(),
          circumstance: z.string().nullable(),
          reopenedOn: z.string().nullable(),
          reopenReason: z.string().nullable(),
        }),
      ),
      consent: consentState,
      revision: z.number(),
    }),
  }),
  /** Errors: `caseUnknown`, `caseNotOpen`, `closedBeforeOpened`, `sessionsUnsigned`. */
  'cases.close': vaultChannel({
    roles: ['counselor'],
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'case', key: 'caseId' },
    input: z.object({ caseId: id, closedOn: day, reason: closureReasons.schema, circumstance: someText(4000) }),
    output: z.object({ closed: z.literal(true) }),
  }),
  /** Errors: `caseUnknown`, `caseNotClosed`, `caseAlreadyOpen`. */
  'cases.reopen': vaultChannel({
    roles: ['counselor'],
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'case', key: 'caseId' },
    input: z.object({ caseId: id, reopenedOn: day, reason: someText(1000) }),
    output: z.object({ reopened: z.literal(true) }),
  }),

  /**
   * Creates, or changes while unsigned. `caseId` left out means the student's open case, if any. A draft named by `draftId` goes in
   * the same transaction. Errors: `studentUnknown`, `caseUnknown`, `sessionUnknown`, `sessionSigned`, `stale`.
   */
  'cases.saveSession': vaultChannel({
    roles: ['counselor'],
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({
      ...sessionFields,
      sessionId: id.optional(),
      revision: z.number().int().optional(),
      studentId: id,
      caseId: id.nullable().optional(),
      draftId: z.string().max(60).optional(),
    }),
    output: z.object({ sessionId: z.string(), revision: z.number(), number: z.number() }),
  }),
  /** Locks the note for good. A talk without consent on its day needs a ground, its own or its case's.
   * Errors: `sessionUnknown`, `sessionSigned`, `stale`, `consentMissing`. */
  'cases.signSession': vaultChannel({
    roles: ['counselor'],
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'session', key: 'sessionId' },
    input: z.object({ sessionId: id, revision: z.number().int() }),
    output: z.object({ signedAt: z.string() }),
  }),
  /** The only way to add to a signed note. Errors: `sessionUnknown`, `sessionNotSigned`. */
  'cases.addAddendum': vaultChannel({
    roles: ['counselor'],
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'session', key: 'sessionId' },
    input: z.object({ sessionId: id, body: someText(4000) }),
    output: z.object({ recordedAt: z.string() }),
  }),
  'cases.sessions': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'restricted',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({ studentId: id, caseId: id.optional() }),
    output: z.array(sessionRow),
  }),
  /** The lead reads it under a broken seal, without the restricted note. Errors: `sessionUnknown`, `sealed`. */
  'cases.session': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'restricted',
    subject: { kind: 'session', key: 'sessionId' },
    input: z.object({ sessionId: id }),
    output: sessionDetail,
  }),
  /** What a new note starts from: the student, the open case and what the last note planned. Errors: `studentUnknown`. */
  'cases.sessionStart': vaultChannel({
    roles: ['counselor'],
    effect: 'read',
    reveals: 'restricted',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({ studentId: id }),
    output: z.object({
      student: studentBrief,
      caseId: z.string().nullable(),
      caseNo: z.string().nullable(),
      number: z.number(),
      consent: consentState,
      last: z
        .object({
          heldOn: z.string(),
          minutes: z.number(),
          place: z.string().nullable(),
          mode: z.string(),
          problemCategories: z.array(z.string()),
          homework: z.string().nullable(),
          nextStep: z.string().nullable(),
        })
        .nullable(),
    }),
  }),
} as const satisfies Contract;
