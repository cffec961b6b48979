import { z } from 'zod';
import { type Contract, ROLES, vaultChannel } from '../channel.ts';
import { day, id, optionalText } from '../shared.ts';

/** Why two may be one person, strongest first. */
export const duplicateReasons = [
  'sameIdNumber',
  'sameRegistration',
  'sameNameBirth',
  'sameNamePhone',
  'samePinyinBirth',
  'sameNameClass',
  'sameStudentNo',
] as const;
export type DuplicateReason = (typeof duplicateReasons)[number];

const person = z.object({
  id: z.string(),
  name: z.string(),
  className: z.string().nullable(),
  birthDate: z.string().nullable(),
  studentNo: z.string().nullable(),
});
const reasons = z.array(z.enum(duplicateReasons));

/** Fields of the card of which one of two values stays. */
export const mergeFields = [
  'name',
  'sex',
  'birthDate',
  'idNumber',
  'registrationNo',
  'studentNo',
  'ethnicity',
  'household',
  'address',
  'phone',
  'leftBehind',
  'migrantChild',
  'orphan',
  'onlyChild',
  'disability',
  'fileOpenedOn',
  'enrolment',
  'mentor',
] as const;
export type MergeField = (typeof mergeFields)[number];
const choice = z.enum(['kept', 'gone']);

/** What stands against a merge until it is settled. */
export const mergeBlocks = ['twoOpenCases', 'twoOpenDrafts'] as const;
/** What to look at before merging. */
export const mergeWarnings = ['differentSex', 'differentBirth', 'differentIdNumber', 'twoOpenPlans', 'levelsDiffer'] as const;

export const mergePreview = z.object({
  kept: person,
  gone: person,
  /** Both values as shown, numbers covered; `choice` is the one that stays unless told otherwise. */
  fields: z.array(
    z.object({
      field: z.enum(mergeFields),
      kept: z.string().nullable(),
      gone: z.string().nullable(),
      choice,
    }),
  ),
  /** Rows that change hands, and of those that fall together with a row already there. */
  moves: z.array(z.object({ table: z.string(), moved: z.number(), joined: z.number() })),
  blocks: z.array(z.enum(mergeBlocks)),
  warnings: z.array(z.enum(mergeWarnings)),
});
export type MergePreview = z.infer<typeof mergePreview>;

const pair = { keptId: id, goneId: id };

export const mergeChannels = {
  /** Who somebody about to be entered may already be, likeliest first. */
  'students.findSame': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'student',
    input: z.object({
      name: z.string().trim().max(60),
      birthDate: day.nullable().default(null),
      registrationNo: optionalText(40),
      idNumber: optionalText(40),
      className: optionalText(40),
      studentNo: optionalText(40),
      /** Somebody already there, not to be found again. */
      except: id.optional(),
    }),
    output: z.array(z.object({ student: person, score: z.number(), reasons })),
  }),
  /** Pairs in the whole vault, likeliest first, without those that somebody said are two people. */
  'students.duplicates': vaultChannel({
    roles: ['counselor', 'clerk'],
    effect: 'read',
    reveals: 'student',
    input: z.object({ limit: z.number().int().min(1).max(500).default(200) }),
    output: z.object({
      pairs: z.array(z.object({ a: person, b: person, score: z.number(), reasons })),
      total: z.number(),
    }),
  }),
  /** Two people after all: the pair is not shown again. Errors: `studentUnknown`. */
  'students.notDuplicate': vaultChannel({
    roles: ['counselor', 'clerk'],
    effect: 'write',
    reveals: 'nothing',
    input: z.object({ studentA: id, studentB: id }),
    output: z.object({ noted: z.literal(true) }),
  }),
  /** Errors: `studentUnknown`, `mergeSelf`. */
  'students.previewMerge': vaultChannel({
    roles: ['counselor'],
    effect: 'read',
    reveals: 'student',
    subject: { kind: 'student', key: 'keptId' },
    input: z.object(pair),
    output: mergePreview,
  }),
  /** One transaction; the file of `goneId` goes into that of `keptId`. Errors: `studentUnknown`, `mergeSelf`, `mergeBlocked`. */
  'students.merge': vaultChannel({
    roles: ['counselor'],
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'student', key: 'keptId' },
    input: z.object({ ...pair, fields: z.partialRecord(z.enum(mergeFields), choice).default({}), reason: optionalText(200) }),
    output: z.object({ mergeId: z.string(), moved: z.number() }),
  }),
  /** Errors: `mergeUnknown`, `mergeUndone`, `mergeInUse`. */
  'students.undoMerge': vaultChannel({
    roles: ['counselor'],
    effect: 'write',
    reveals: 'nothing',
    input: z.object({ mergeId: id }),
    output: z.object({ studentId: z.string(), restored: z.number() }),
  }),
} as const satisfies Contract;
