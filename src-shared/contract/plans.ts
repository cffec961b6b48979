import { z } from 'zod';
import { careTags, goalDomains } from '../domain/codes.ts';
import { type Contract, ROLES, vaultChannel } from './channel.ts';
import { day, id, optionalDay, optionalText, someText, studentBrief } from './shared.ts';

/** What a review found. */
export const reviewOutcomes = ['achieved', 'progress', 'unchanged', 'worse'] as const;
export const planEndReasons = ['achieved', 'levelLowered', 'referred', 'left', 'declined', 'superseded', 'other'] as const;
/** Family categories of the Party-member pairing (measure 七); never mixed with psychological support. */
export const partyCategories = careTags.entries.filter((tag) => tag.partyPairing).map((tag) => tag.code);

/** Default distance of the first review from the start, in days. */
export const REVIEW_AFTER_DAYS = 42;

const interventionFields = { what: someText(500), who: someText(60), frequency: someText(60), untilDate: optionalDay };
const goalFields = {
  domain: goalDomains.schema,
  statement: someText(500),
  baseline: optionalText(500),
  target: someText(500),
  measure: optionalText(500),
  dueOn: optionalDay,
};
const planFields = {
  reason: someText(2000),
  situation: optionalText(8000),
  strengths: optionalText(4000),
  familyAgreement: optionalText(4000),
  /** Demanded while the student's level is 3. */
  safetyPlan: optionalText(8000),
  startsOn: day,
  agreedStudentOn: optionalDay,
  agreedGuardianOn: optionalDay,
  approvedLeadOn: optionalDay,
};
const level = z.number().int().min(0).max(3);
const helper = z.object({ staffId: z.string(), name: z.string() });

export const planRow = z.object({
  planId: z.string(),
  student: studentBrief,
  version: z.number(),
  level,
  startsOn: z.string(),
  reviewOn: z.string(),
  /** Review day passed and the plan is still running. */
  overdue: z.boolean(),
  endedOn: z.string().nullable(),
  endReason: z.string().nullable(),
  lead: helper.nullable(),
  helpers: z.array(helper),
  goals: z.number(),
  lastReviewedOn: z.string().nullable(),
});
export type PlanRow = z.infer<typeof planRow>;

export const planGoal = z.object({
  ...goalFields,
  goalId: z.string(),
  outcome: z.string().nullable(),
  interventions: z.array(z.object(interventionFields)),
  ratings: z.array(z.object({ reviewedOn: z.string(), rating: z.number(), note: z.string().nullable() })),
});
export type PlanGoal = z.infer<typeof planGoal>;

export const planDetail = planRow.extend({
  ...planFields,
  /** The words below are null where the reader may not see them. */
  restricted: z.boolean(),
  reason: z.string().nullable(),
  caseId: z.string().nullable(),
  goals: z.array(planGoal),
  reviews: z.array(
    z.object({
      reviewId: z.string(),
      reviewedOn: z.string(),
      progress: z.string().nullable(),
      outcome: z.string(),
      nextReviewOn: z.string().nullable(),
      recordedBy: z.string(),
    }),
  ),
  revision: z.number(),
});
export type PlanDetail = z.infer<typeof planDetail>;

export const pairingRow = z.object({
  pairingId: z.string(),
  kind: z.enum(['psychological', 'party']),
  part: z.enum(['lead', 'helper']),
  category: z.string().nullable(),
  student: studentBrief,
  staffId: z.string(),
  staffName: z.string(),
  fromDate: z.string(),
  toDate: z.string().nullable(),
});

export const plans = {
  /**
   * Without `planId` a new version begins and the running one ends as superseded. With it the plan is changed in place, or, when its
   * goals change after a review has rated them, a new version begins: what was rated is never rewritten.
   * Errors: `studentUnknown`, `planUnknown`, `planEnded`, `stale`, `safetyPlanRequired`, `reviewBeforeStart`, `staffUnknown`,
   * `leadIsHelper`.
   */
  'plans.save': vaultChannel({
    roles: ['counselor'],
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({
      ...planFields,
      planId: id.optional(),
      revision: z.number().int().optional(),
      studentId: id,
      /** Left out: six weeks after the start. */
      reviewOn: day.optional(),
      goals: z
        .array(z.object({ ...goalFields, goalId: id.optional(), interventions: z.array(z.object(interventionFields)).max(12) }))
        .min(1)
        .max(12),
      leadStaffId: id.nullable().default(null),
      helperStaffIds: z.array(id).max(8).default([]),
      draftId: z.string().max(60).optional(),
    }),
    output: z.object({ planId: z.string(), version: z.number(), revision: z.number() }),
  }),
  /** What a new plan starts from. Errors: `studentUnknown`. */
  'plans.start': vaultChannel({
    roles: ['counselor'],
    effect: 'read',
    reveals: 'student',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({ studentId: id }),
    output: z.object({ student: studentBrief, level, openPlanId: z.string().nullable(), safetyPlanRequired: z.boolean() }),
  }),
  /** Errors: `planUnknown`. */
  'plans.detail': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'restricted',
    subject: { kind: 'plan', key: 'planId' },
    input: z.object({ planId: id }),
    output: planDetail,
  }),
  'plans.list': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'student',
    input: z.object({ status: z.enum(['open', 'ended', 'all']).default('open'), studentId: id.optional() }),
    output: z.array(planRow),
  }),
  /** Append-only; every goal is rated 0 (nothing reached) to 4 (reached). Errors: `planUnknown`, `planEnded`, `goalsUnrated`, `reviewBeforeStart`. */
  'plans.review': vaultChannel({
    roles: ['counselor'],
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'plan', key: 'planId' },
    input: z.object({
      planId: id,
      reviewedOn: day,
      progress: someText(4000),
      outcome: z.enum(reviewOutcomes),
      goals: z.array(z.object({ goalId: id, rating: z.number().int().min(0).max(4), note: optionalText(1000) })).max(12),
      nextReviewOn: day,
    }),
    output: z.object({ reviewId: z.string() }),
  }),
  /** Ends the plan and its pairings. Errors: `planUnknown`, `planEnded`, `endedBeforeStart`. */
  'plans.end': vaultChannel({
    roles: ['counselor'],
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'plan', key: 'planId' },
    input: z.object({ planId: id, endedOn: day, reason: z.enum(planEndReasons) }),
    output: z.object({ ended: z.literal(true) }),
  }),
  /** The day the lead agreed. Errors: `planUnknown`, `planEnded`. */
  'plans.approve': vaultChannel({
    roles: ['lead', 'counselor'],
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'plan', key: 'planId' },
    input: z.object({ planId: id, approvedOn: day }),
    output: z.object({ approvedLeadOn: z.string() }),
  }),
  /**
   * Pairs a Party member with a student in one family category; null ends the pairing.
   * Errors: `studentUnknown`, `staffUnknown`, `notPartyMember`.
   */
  'plans.setPartyPairing': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({ studentId: id, category: z.enum(partyCategories), staffId: id.nullable(), fromDate: day }),
    output: z.object({ pairingId: z.string().nullable() }),
  }),
  /** Party pairings for every role; the psychological ones need `plans.list`. */
  'plans.partyPairings': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'student',
    input: z.object({ studentId: id.optional() }),
    output: z.array(pairingRow),
  }),
} as const satisfies Contract;
