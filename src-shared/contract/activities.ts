import { z } from 'zod';
import { activityKinds } from '../domain/codes.ts';
import { type Contract, ROLES, vaultChannel } from './channel.ts';
import { day, id, optionalDay, optionalText, optionalTime, someText, studentBrief } from './shared.ts';

export const activity = z.object({
  kind: activityKinds.schema,
  title: someText(100),
  heldOn: day,
  startTime: optionalTime,
  minutes: z.number().int().min(0).max(2000).default(0),
  /** 课时; halves are allowed. */
  lessons: z.number().min(0).max(60).multipleOf(0.5).default(0),
  stage: z.string().max(20).nullable().default(null),
  grade: z.number().int().min(1).max(12).nullable().default(null),
  audience: optionalText(100),
  people: z.number().int().min(0).max(100_000).nullable().default(null),
  note: optionalText(2000),
});
export const activityRow = activity.extend({
  kind: z.string(),
  activityId: z.string(),
  recordedBy: z.string(),
  revision: z.number(),
});
export type ActivityRow = z.infer<typeof activityRow>;

export const committeeMember = z.object({
  memberId: z.string(),
  student: studentBrief,
  sex: z.string(),
  kind: z.enum(['class', 'dorm']),
  classId: z.string().nullable(),
  dormId: z.string().nullable(),
  fromDate: z.string(),
  toDate: z.string().nullable(),
});

export const activities = {
  /** Errors: `activityUnknown`, `stale`. */
  'activities.save': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    input: activity.extend({ activityId: id.optional(), revision: z.number().int().optional() }),
    output: z.object({ activityId: z.string(), revision: z.number() }),
  }),
  'activities.list': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'nothing',
    input: z.object({ from: day, to: day }),
    output: z.array(activityRow),
  }),
  /** Errors: `activityUnknown`. */
  'activities.remove': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    input: z.object({ activityId: id }),
    output: z.object({ removed: z.literal(true) }),
  }),
  /** Members of class and dormitory committees on a day (today when left out). */
  'activities.committee': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'student',
    input: z.object({ classId: id.optional(), on: optionalDay }),
    output: z.array(committeeMember),
  }),
  /** Errors: `studentUnknown`, `memberAlready`, `memberPlace` (a class member needs the class, a dorm member the dorm). */
  'activities.saveCommittee': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({
      studentId: id,
      kind: z.enum(['class', 'dorm']),
      classId: id.nullable().default(null),
      dormId: id.nullable().default(null),
      fromDate: day,
    }),
    output: z.object({ memberId: z.string() }),
  }),
  /** Errors: `memberUnknown`. */
  'activities.endCommittee': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    input: z.object({ memberId: id, toDate: day }),
    output: z.object({ ended: z.literal(true) }),
  }),
} as const satisfies Contract;
