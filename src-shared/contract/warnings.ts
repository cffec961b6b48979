import { z } from 'zod';
import { levelBases, networkLevels, reporterRoles } from '../domain/codes/network.ts';
import { localDate } from '../domain/dates.ts';
import { levelDefinition } from '../domain/level-scheme.ts';
import { type Contract, ROLES, vaultChannel } from './channel.ts';
import { pastInstant, studentBrief } from './shared.ts';
import { levelPresets } from './vault.ts';

const text = z.string().trim().max(4000);
const optionalText = text
  .nullish()
  .transform((value) => value || null)
  .pipe(z.string().nullable());

/** Severity 0–3; its name, colour and time limits come from the school's level scheme. */
export const level = z.number().int().min(0).max(3);

export const reviewOutcomes = ['level_set', 'no_level', 'retest', 'unreachable'] as const;
/** Why a result or report waits for a person: codes only, never words of a student. */
export const reviewReasons = ['total', 'subscore', 'crisisItem', 'urgentReport', 'other'] as const;

/** A student with the level of today; null when nobody has ever judged. */
export const leveledStudent = z.object({ student: studentBrief, level: level.nullable() });

const levelFields = {
  basis: levelBases.schema,
  reason: text.min(1),
  nextReviewOn: localDate.nullable(),
};

const decision = z.object({
  outcome: z.enum(reviewOutcomes),
  interviewedOn: z.string().nullable(),
  decidedAt: z.string(),
  decidedBy: z.string(),
  /** Null with `restricted` where the reader may not see the words. */
  note: z.string().nullable(),
  restricted: z.boolean(),
  toLevel: level.nullable(),
});

const reviewRow = leveledStudent.extend({
  reviewId: z.string(),
  sourceKind: z.enum(['result', 'report']),
  reasons: z.array(z.enum(reviewReasons)),
  immediate: z.boolean(),
  openedAt: z.string(),
  dueOn: z.string(),
  overdue: z.boolean(),
  /** Attempts without reaching the student, while the review stays open. */
  attempts: z.number().int(),
  decision: decision.nullable(),
});

const levelChange = z.object({
  id: z.string(),
  fromLevel: level,
  toLevel: level,
  basis: z.string(),
  /** Null with `restricted` where the reader may not see it. */
  reason: z.string().nullable(),
  restricted: z.boolean(),
  decidedOn: z.string(),
  decidedBy: z.string(),
  nextReviewOn: z.string().nullable(),
  recordedAt: z.string(),
});

export const report = z.object({
  reportId: z.string(),
  occurredAt: z.string(),
  recordedAt: z.string(),
  recordedBy: z.string(),
  networkLevel: z.string(),
  reporterRole: z.string(),
  reporterName: z.string().nullable(),
  urgent: z.boolean(),
  /** The report's words are null where this is true and the reader may not see them. */
  restricted: z.boolean(),
  verbatim: z.string().nullable(),
  observed: z.string().nullable(),
  inferred: z.string().nullable(),
  actionTaken: z.string().nullable(),
  nextStep: z.string().nullable(),
  students: z.array(studentBrief),
});
export type ConcernReport = z.infer<typeof report>;

export const warnings = {
  /** Entries waiting for an interview, immediate ones and the earliest due first; decided ones, newest first. */
  'warnings.reviews': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'student',
    input: z.object({ status: z.enum(['open', 'decided']).default('open') }),
    output: z.array(reviewRow),
  }),
  /** One entry with what lies behind it. */
  'warnings.review': vaultChannel({
    roles: ['counselor'],
    effect: 'read',
    reveals: 'restricted',
    subject: { kind: 'screening_review', key: 'reviewId' },
    input: z.object({ reviewId: z.string() }),
    output: reviewRow.extend({
      history: z.array(decision),
      result: z
        .object({
          resultId: z.string(),
          scaleId: z.string(),
          takenOn: z.string(),
          seconds: z.number().nullable(),
          total: z.number().nullable(),
          subscores: z.record(z.string(), z.number().nullable()),
          validity: z.enum(['valid', 'doubtful', 'void']),
          validityReason: z.string().nullable(),
          crisisItems: z.array(z.number().int()),
          mismatches: z.array(z.string()),
        })
        .nullable(),
      report: report.nullable(),
    }),
  }),
  'warnings.decide': vaultChannel({
    roles: ['counselor'],
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'screening_review', key: 'reviewId' },
    input: z.object({
      reviewId: z.string(),
      interviewedOn: localDate.nullable(),
      outcome: z.enum(reviewOutcomes),
      note: text.min(1),
      level: level.nullish(),
      basis: levelBases.schema.nullish(),
      reason: text.nullish(),
      nextReviewOn: localDate.nullish(),
      draftId: z.string().max(60).optional(),
    }),
    output: z.object({ decisionId: z.string(), open: z.boolean(), levelChangeId: z.string().nullable() }),
  }),
  'warnings.setLevel': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({ studentId: z.string(), toLevel: level, decidedOn: localDate, ...levelFields }),
    output: z.object({ levelChangeId: z.string(), fromLevel: level, toLevel: level }),
  }),
  'warnings.levels': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'student',
    input: z.object({}),
    output: z.array(
      leveledStudent.extend({
        level,
        since: z.string(),
        nextReviewOn: z.string().nullable(),
        reviewOverdue: z.boolean(),
      }),
    ),
  }),
  'warnings.history': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'restricted',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({ studentId: z.string() }),
    output: z.array(levelChange),
  }),
  'warnings.report': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    input: z.object({
      /** UTC instant of the event itself; the time of recording is kept apart. */
      occurredAt: pastInstant,
      studentIds: z.array(z.string()).min(1).max(60),
      networkLevel: networkLevels.schema,
      reporterRole: reporterRoles.schema,
      reporterName: optionalText,
      verbatim: optionalText,
      observed: optionalText,
      inferred: optionalText,
      actionTaken: optionalText,
      nextStep: optionalText,
      urgent: z.boolean().default(false),
      restricted: z.boolean().default(false),
      /** The draft of the form `quickLog` that this report ends. */
      draftId: z.string().max(60).optional(),
    }),
    output: z.object({ reportId: z.string(), reviewIds: z.array(z.string()) }),
  }),
  'warnings.reports': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'restricted',
    input: z.object({
      from: localDate.optional(),
      to: localDate.optional(),
      limit: z.number().int().min(1).max(1000).default(300),
    }),
    output: z.array(report),
  }),
  'warnings.scheme': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'nothing',
    input: z.object({}),
    output: z.object({ preset: z.enum(levelPresets), levels: z.array(levelDefinition) }),
  }),
} as const satisfies Contract;
