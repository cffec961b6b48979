import { z } from 'zod';
import { type Contract, ROLES, vaultChannel } from '../channel.ts';
import { id } from '../shared.ts';
import { schoolYear } from './shared.ts';

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

export const rosterChannels = {
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
} as const satisfies Contract;
