import { z } from 'zod';
import { stages } from '../../domain/class-name.ts';
import { type Contract, vaultChannel } from '../channel.ts';
import { id, someText } from '../shared.ts';
import { schoolYear } from './shared.ts';

/**
 * What becomes of a class. `promote`: on as it is · `into`: into these class numbers of its own cohort, one to join another class, several
 * to be split · `moveUp`: into these numbers of the first grade of the next stage · `graduate`: leaves.
 */
const classDecision = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('promote') }),
  z.object({ kind: z.literal('into'), numbers: z.array(z.number().int().min(1).max(99)).min(1).max(30) }),
  z.object({ kind: z.literal('moveUp'), numbers: z.array(z.number().int().min(1).max(99)).min(1).max(30) }),
  z.object({ kind: z.literal('graduate') }),
]);
export type ClassDecision = z.infer<typeof classDecision>;

/**
 * What becomes of one student, before what becomes of the class. `follow`: with the class · `class`: into a class of the new year ·
 * `repeat`: the same grade again, in the class of that number a cohort below · `keep`: with the class, still suspended or elsewhere ·
 * `graduate`, `leave`: ends · `later`: no place yet.
 */
const studentDecision = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('follow') }),
  z.object({ kind: z.literal('class'), className: someText(40) }),
  z.object({ kind: z.literal('repeat') }),
  z.object({ kind: z.literal('keep') }),
  z.object({ kind: z.literal('graduate') }),
  z.object({ kind: z.literal('leave'), status: z.enum(['transferredOut', 'withdrawn', 'deceased']) }),
  z.object({ kind: z.literal('later') }),
]);
export type StudentDecision = z.infer<typeof studentDecision>;

const decisions = {
  toYear: schoolYear,
  /** By id of the class. */
  classes: z.record(z.string(), classDecision).default({}),
  /** By id of the student. */
  students: z.record(z.string(), studentDecision).default({}),
};

export const rolloverOutcomes = [
  'promoted',
  'movedUp',
  'changedClass',
  'repeated',
  'kept',
  'graduated',
  'left',
  'later',
  'already',
] as const;
export type RolloverOutcome = (typeof rolloverOutcomes)[number];
const counts = z.record(z.enum(rolloverOutcomes), z.number());

/** `suspended`, `boundOut`: not in school · `noClass`: from a year before the last · `noPlace`: nothing follows on their class. */
const leftOverReasons = ['suspended', 'boundOut', 'noClass', 'noPlace', 'unreadable'] as const;

const rolloverClass = z.object({
  classId: z.string(),
  name: z.string(),
  stage: z.enum(stages),
  entryYear: z.number(),
  number: z.number(),
  students: z.number(),
  /** Last grade of its stage. */
  last: z.boolean(),
  /** The school has the stage that follows. */
  canMoveUp: z.boolean(),
  decision: classDecision,
  /** Classes of the new year that its students come into, with how many. */
  into: z.array(z.object({ name: z.string(), students: z.number() })),
});
export type RolloverClass = z.infer<typeof rolloverClass>;

const rolloverPerson = z.object({
  studentId: z.string(),
  name: z.string(),
  sex: z.string(),
  classId: z.string().nullable(),
  className: z.string().nullable(),
  status: z.string(),
  reason: z.enum(leftOverReasons).nullable(),
  decision: studentDecision,
  outcome: z.enum(rolloverOutcomes),
  into: z.string().nullable(),
});
export type RolloverPerson = z.infer<typeof rolloverPerson>;

export const rolloverChannels = {
  /** State of the change of school year: what could be rolled over, and the last time it was. */
  'students.rolloverState': vaultChannel({
    roles: ['counselor', 'clerk'],
    effect: 'read',
    reveals: 'nothing',
    input: z.object({}),
    output: z.object({
      toYear: schoolYear,
      /** Years that may be chosen: the present one, from July the next. */
      years: z.array(schoolYear),
      waiting: z.number(),
      last: z.object({ changeId: z.string(), toYear: schoolYear, at: z.string(), counts, undone: z.boolean() }).nullable(),
    }),
  }),
  /** Everything that would happen; changes nothing. Errors: `rolloverYear`. */
  'students.previewRollover': vaultChannel({
    roles: ['counselor', 'clerk'],
    effect: 'read',
    reveals: 'student',
    input: z.object(decisions),
    output: z.object({
      fromYear: schoolYear,
      toYear: schoolYear,
      counts,
      classes: z.array(rolloverClass),
      /** Who needs a decision or has one of their own. */
      people: z.array(rolloverPerson),
    }),
  }),
  /** Students of one class with where each comes, to place them by hand. Errors: `rolloverYear`, `classUnknown`. */
  'students.rolloverClass': vaultChannel({
    roles: ['counselor', 'clerk'],
    effect: 'read',
    reveals: 'student',
    input: z.object({ ...decisions, classId: id }),
    output: z.array(rolloverPerson),
  }),
  /**
   * Reads a sheet of new classes (姓名, 学籍号 or 学号, 原班级, 新班级) against last year's roll. `className` is null where it cannot be read,
   * `studentId` where nobody or several fit. Errors: `rolloverYear`, `placementColumns` and those of reading a sheet.
   */
  'students.readPlacement': vaultChannel({
    roles: ['counselor', 'clerk'],
    effect: 'read',
    reveals: 'student',
    input: z.object({ token: z.string(), toYear: schoolYear }),
    output: z.array(
      z.object({
        row: z.number(),
        name: z.string(),
        studentId: z.string().nullable(),
        className: z.string().nullable(),
        problem: z.enum(['nobody', 'several', 'class', 'twice']).nullable(),
      }),
    ),
  }),
  /** One transaction. Errors: `rolloverYear`, `rolloverNobody`, `classUnreadable`. */
  'students.applyRollover': vaultChannel({
    roles: ['counselor', 'clerk'],
    effect: 'write',
    reveals: 'nothing',
    input: z.object(decisions),
    output: z.object({ changeId: z.string(), counts }),
  }),
  /** Takes a roll-over back while nothing of the new year depends on it. Errors: `rollChangeUnknown`, `rollChangeUndone`, `rollChangeInUse {count}`. */
  'students.undoRollover': vaultChannel({
    roles: ['counselor', 'clerk'],
    effect: 'write',
    reveals: 'nothing',
    input: z.object({ changeId: id }),
    output: z.object({ restored: z.number() }),
  }),
} as const satisfies Contract;
