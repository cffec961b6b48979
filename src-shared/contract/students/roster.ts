import { z } from 'zod';
import { type Contract, ROLES, vaultChannel } from '../channel.ts';
import { id } from '../shared.ts';
import { schoolYear } from './shared.ts';

/** What a roster column may hold, in the groups in which the screen offers them. */
export const rosterFieldGroups = {
  student: ['name', 'sex', 'birthDate', 'ethnicity', 'idType', 'idNumber', 'registrationNo', 'studentNo'],
  school: ['grade', 'className', 'status', 'attendance', 'building', 'room'],
  home: ['household', 'address', 'phone', 'leftBehind', 'migrantChild', 'orphan', 'onlyChild', 'disability'],
  guardians: [
    'guardian1Name',
    'guardian1Relation',
    'guardian1Phone',
    'guardian1Is',
    'guardian2Name',
    'guardian2Relation',
    'guardian2Phone',
    'guardian2Is',
    'guardian3Name',
    'guardian3Relation',
    'guardian3Phone',
    'guardian3Is',
    'fatherName',
    'fatherPhone',
    'motherName',
    'motherPhone',
  ],
} as const;
export const rosterFields = [
  ...rosterFieldGroups.student,
  ...rosterFieldGroups.school,
  ...rosterFieldGroups.home,
  ...rosterFieldGroups.guardians,
] as const;
export type RosterField = (typeof rosterFields)[number];

/**
 * What would happen to a row. `looksLike`: it would be new, but much in it is that of a student on file or of an earlier row; `sameName`:
 * who of one name it is cannot be told; `numberConflict`: its numbers name two people;
 * `left`: the student has left the school, or the sheet says so of somebody unknown.
 */
export const rosterOutcomes = ['new', 'changed', 'same', 'looksLike', 'sameName', 'numberConflict', 'left', 'refused'] as const;
export type RosterOutcome = (typeof rosterOutcomes)[number];

const rosterCounts = z.record(z.enum(rosterOutcomes), z.number());
/** Column index of the sheet (as text) → field. */
const rosterMapping = z.record(z.string().regex(/^\d{1,3}$/), z.enum(rosterFields));
/** Several sheets only when they have the same headings (`shape`); the mapping counts for all of them. */
const rosterChoice = {
  token: z.string(),
  sheets: z.array(z.number().int().min(0)).min(1).max(200),
  mapping: rosterMapping,
  schoolYear,
};
/** Row key → `new`, `skip` or the id of a candidate. */
const rosterDecisions = z.record(z.string().max(20), z.string().max(40)).default({});

export const rosterSheet = z.object({
  name: z.string(),
  rows: z.number(),
  /** Row of the headings in the sheet, from 1; with a heading of two lines that of the lower one. */
  headingRow: z.number(),
  /** The same for two sheets whose headings are the same. */
  shape: z.string(),
  /** Class that the sheet's own name says, for sheets without a class column. */
  className: z.string().nullable(),
  /** Whether the meanings are those that somebody chose for such a sheet before. */
  remembered: z.boolean(),
  columns: z.array(z.object({ index: z.number(), heading: z.string(), field: z.enum(rosterFields).nullable() })),
  /** The first rows below the headings, as text, cell by cell as `columns`. */
  sample: z.array(z.array(z.string())),
});
export type RosterSheet = z.infer<typeof rosterSheet>;

export const rosterRow = z.object({
  /** Names the row in decisions. */
  key: z.string(),
  sheet: z.string(),
  /** Row in the sheet, from 1. */
  row: z.number(),
  outcome: z.enum(rosterOutcomes),
  name: z.string(),
  className: z.string(),
  /** Why it does not come in, as codes; `field` is the column to look at. */
  reasons: z.array(z.object({ field: z.string().nullable(), reason: z.string() })),
  changes: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
  warnings: z.array(z.string()),
  /** Students it could be, for a person to choose from. */
  candidates: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      className: z.string().nullable(),
      birthDate: z.string().nullable(),
      studentNo: z.string().nullable(),
    }),
  ),
});
export type RosterRow = z.infer<typeof rosterRow>;

const absentStudent = z.object({ id: z.string(), name: z.string(), className: z.string() });

/** An import of the past; `undoable` says that it is kept what it did, not that nothing has been built on it. */
const rosterImport = z.object({
  batchId: z.string(),
  fileName: z.string(),
  importedAt: z.string(),
  by: z.string(),
  added: z.number(),
  changed: z.number(),
  same: z.number(),
  left: z.number(),
  undoneAt: z.string().nullable(),
  undoable: z.boolean(),
});
export type RosterImport = z.infer<typeof rosterImport>;

export const rosterChannels = {
  /** Errors: `fileTooLarge`, `rosterNotASheet`, `rosterOldXls`, `rosterProtected`, `rosterTooBig`, `rosterEmpty`. */
  'students.readRoster': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'student',
    input: z.object({ token: z.string() }),
    output: z.object({ fileName: z.string(), schoolYear, sheets: z.array(rosterSheet) }),
  }),
  /** Errors: `rosterGone`, `rosterNoName`, `rosterNoClass`, `rosterFieldTwice`, `rosterShapes`. */
  'students.previewRoster': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'student',
    input: z.object({
      ...rosterChoice,
      /** `warned`: rows that come in although something about them is odd. */
      only: z.enum([...rosterOutcomes, 'warned']).optional(),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    output: z.object({
      counts: rosterCounts,
      warned: z.number(),
      total: z.number(),
      rows: z.array(rosterRow),
      /** Students of the sheet's classes whom it does not name; the import leaves them as they are. */
      absent: z.object({ count: z.number(), first: z.array(absentStudent) }),
    }),
  }),
  /** One transaction. Also remembers the meanings of the columns for the next sheet of this shape. */
  'students.importRoster': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'student',
    input: z.object({ ...rosterChoice, decisions: rosterDecisions }),
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
      /** Words of `field.…`, `reason.…` and `outcome.…` codes, and of `heading` above the reasons. */
      words: z.record(z.string(), z.string().max(200)),
    }),
    output: z.object({ name: z.string(), rows: z.number() }),
  }),
  /** The latest imports, newest first. */
  'students.imports': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'nothing',
    input: z.object({}),
    output: z.array(rosterImport),
  }),
  /** Errors: `importUnknown`, `importUndone`, `importInUse {count}`. */
  'students.undoImport': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    input: z.object({ batchId: id }),
    output: z.object({ removed: z.number(), restored: z.number() }),
  }),
} as const satisfies Contract;
