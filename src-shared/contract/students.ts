import { z } from 'zod';
import { stages } from '../domain/class-name.ts';
import { type Contract, ROLES, vaultChannel } from './channel.ts';
import { day, id, optionalDay, optionalText, someText } from './shared.ts';

const level = z.number().int().min(0).max(3);
const schoolYear = z.number().int().min(1990).max(2199);

/** What a roster column may hold. */
export const rosterFields = [
  'name',
  'sex',
  'birthDate',
  'registrationNo',
  'studentNo',
  'grade',
  'className',
  'idType',
  'idNumber',
  'ethnicity',
  'attendance',
  'building',
  'room',
  'household',
  'address',
  'phone',
  'leftBehind',
  'migrantChild',
  'orphan',
  'onlyChild',
  'disability',
  'guardian1Name',
  'guardian1Relation',
  'guardian1Phone',
  'guardian2Name',
  'guardian2Relation',
  'guardian2Phone',
] as const;
export type RosterField = (typeof rosterFields)[number];

/** What would happen to a row. `sameName`: two of one name in a class cannot be told apart; `numberConflict`: its numbers name two people. */
export const rosterOutcomes = ['new', 'changed', 'same', 'sameName', 'numberConflict', 'refused'] as const;
export type RosterOutcome = (typeof rosterOutcomes)[number];

const rosterCounts = z.record(z.enum(rosterOutcomes), z.number());
/** Column index of the sheet (as text) → field. */
const rosterMapping = z.record(z.string().regex(/^\d{1,3}$/), z.enum(rosterFields));
const rosterChoice = { token: z.string(), sheet: z.number().int().min(0), mapping: rosterMapping, schoolYear };

export const rosterSheet = z.object({
  name: z.string(),
  rows: z.number(),
  /** Row of the headings in the sheet, from 1. */
  headingRow: z.number(),
  columns: z.array(z.object({ index: z.number(), heading: z.string(), field: z.enum(rosterFields).nullable() })),
  /** The first rows below the headings, as text. */
  sample: z.array(z.array(z.string())),
});
export type RosterSheet = z.infer<typeof rosterSheet>;

export const rosterRow = z.object({
  /** Row in the sheet, from 1. */
  row: z.number(),
  outcome: z.enum(rosterOutcomes),
  name: z.string(),
  className: z.string(),
  reason: z.string().nullable(),
  field: z.string().nullable(),
  changes: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
  warnings: z.array(z.string()),
  /** Students it could be, for a person to choose from. */
  candidates: z.array(
    z.object({ id: z.string(), name: z.string(), birthDate: z.string().nullable(), studentNo: z.string().nullable() }),
  ),
});
export type RosterRow = z.infer<typeof rosterRow>;

export const studentRow = z.object({
  id: z.string(),
  name: z.string(),
  pinyin: z.string(),
  initials: z.string(),
  classId: z.string(),
  className: z.string(),
  sex: z.string(),
  boarder: z.boolean(),
  studentNo: z.string().nullable(),
  status: z.string(),
  /** Null without any level yet, and for a role that does not see levels. */
  level: level.nullable(),
  mentor: z.string().nullable(),
  lastOnsiteOn: z.string().nullable(),
  fileOpenedOn: z.string().nullable(),
  careTags: z.array(z.string()),
});
export type StudentRow = z.infer<typeof studentRow>;

export const studentHit = z.object({
  id: z.string(),
  name: z.string(),
  className: z.string().nullable(),
  studentNo: z.string().nullable(),
});
export type StudentHit = z.infer<typeof studentHit>;

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

export const chronologyKinds = [
  'session',
  'report',
  'level',
  'result',
  'review',
  'visit',
  'contact',
  'plan',
  'planReview',
  'caseOpened',
  'caseClosed',
  'consent',
  'disclosure',
] as const;
export type ChronologyKind = (typeof chronologyKinds)[number];

export const chronologyEntry = z.object({
  id: z.string(),
  kind: z.enum(chronologyKinds),
  /** Day of the event. */
  on: z.string(),
  time: z.string().nullable(),
  recordedAt: z.string(),
  /** Codes and numbers that the renderer turns into words. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  text: z.string().nullable(),
  restricted: z.boolean(),
});
export type ChronologyEntry = z.infer<typeof chronologyEntry>;

const cardFields = {
  name: someText(60),
  sex: z.enum(['0', '1', '2', '9']),
  birthDate: optionalDay,
  ethnicity: z.string().max(2).nullable().default(null),
  studentNo: optionalText(40),
  address: optionalText(200),
  leftBehind: z.enum(['0', '1', '2']).nullable().default(null),
};

export const students = {
  /** Errors: `fileTooLarge`, `rosterNotASheet`, `rosterProtected`, `rosterTooBig`, `rosterEmpty`. */
  'students.readRoster': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'student',
    input: z.object({ token: z.string() }),
    output: z.object({ fileName: z.string(), schoolYear, sheets: z.array(rosterSheet) }),
  }),
  /** Errors: `rosterGone`, `rosterNoName`, `rosterNoClass`, `rosterFieldTwice`. */
  'students.previewRoster': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'student',
    input: z.object({
      ...rosterChoice,
      outcome: z.enum(rosterOutcomes).optional(),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    output: z.object({ counts: rosterCounts, total: z.number(), rows: z.array(rosterRow) }),
  }),
  /** One transaction. `decisions`: sheet row → `new`, `skip` or the id of a candidate. */
  'students.importRoster': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'student',
    input: z.object({ ...rosterChoice, decisions: z.record(z.string(), z.string()).default({}) }),
    output: z.object({ batchId: z.string(), counts: rosterCounts, refused: z.number() }),
  }),
  /** Writes the rows that did not come in, with the reason in the last column. Errors: `rosterGone`. */
  'students.exportRefused': vaultChannel({
    roles: ROLES,
    effect: 'export',
    reveals: 'student',
    input: z.object({
      token: z.string(),
      batchId: id,
      /** Words of the reason codes and of the heading above them. */
      words: z.record(z.string(), z.string().max(200)),
    }),
    output: z.object({ name: z.string(), rows: z.number() }),
  }),
  /** Errors: `importUnknown`, `importUndone`, `importInUse {count}`. */
  'students.undoImport': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    input: z.object({ batchId: id }),
    output: z.object({ removed: z.number(), restored: z.number() }),
  }),
  'students.list': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'student',
    input: z.object({ schoolYear: schoolYear.optional(), classId: id.optional(), level: level.optional() }),
    output: z.object({ schoolYear, levelsShown: z.boolean(), rows: z.array(studentRow) }),
  }),
  /** By name, pinyin, initials, student or registration number, or class; best match first. */
  'students.search': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'student',
    input: z.object({ query: z.string().max(60), limit: z.number().int().min(1).max(100).default(20) }),
    output: z.array(studentHit),
  }),
  'students.classes': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'nothing',
    input: z.object({ schoolYear: schoolYear.optional() }),
    output: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        stage: z.enum(stages),
        entryYear: z.number(),
        number: z.number(),
        students: z.number(),
      }),
    ),
  }),
  /** Errors: `studentUnknown`. */
  'students.file': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'student',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({ studentId: id }),
    output: studentFile,
  }),
  /** Newest first by day of event. `words` searches only text that this role may read. */
  'students.chronology': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'restricted',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({
      studentId: id,
      kinds: z.array(z.enum(chronologyKinds)).optional(),
      from: day.optional(),
      to: day.optional(),
      words: z.string().trim().max(60).optional(),
      cursor: z.string().max(120).optional(),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    output: z.object({ entries: z.array(chronologyEntry), cursor: z.string().nullable() }),
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
