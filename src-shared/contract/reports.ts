import { z } from 'zod';
import { type Contract, vaultChannel } from './channel.ts';
import { day, id, someText, studentBrief } from './shared.ts';

const words = z.object({ zh: z.string(), en: z.string() });

/** The time a summary covers; both days belong to it. `schoolYear` 2026 runs from 1 September 2026 to 31 August 2027. */
export const reportPeriod = z
  .object({ schoolYear: z.number().int().min(1990).max(2199), term: z.enum(['autumn', 'spring', 'year']), from: day, to: day })
  .refine((period) => period.from <= period.to, { path: ['to'], error: 'periodOrder' });
export type ReportPeriod = z.infer<typeof reportPeriod>;

/** A published number, or why there is none: too small, hidden so that another stays hidden, not known. 0 is a value. */
export const reportCell = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('value'),
    /** In the line's unit; a ratio lies between 0 and 1. */
    value: z.number(),
    numerator: z.number().nullable(),
    denominator: z.number().nullable(),
  }),
  z.object({ kind: z.literal('small') }),
  z.object({ kind: z.literal('together') }),
  z.object({ kind: z.literal('unknown') }),
]);
export type ReportCell = z.infer<typeof reportCell>;

/** School, stage or grade; `key` such as `school`, `junior`, `junior-2`. */
export const reportColumn = z.object({ key: z.string(), kind: z.enum(['school', 'stage', 'grade']), name: words });

export const reportLine = z.object({
  indicatorId: z.string(),
  name: words,
  formula: words,
  measure: z.number(),
  unit: z.enum(['count', 'ratio', 'hoursPerWeek', 'lessons']),
  duty: z.number().nullable(),
  met: z.enum(['met', 'short']).nullable(),
  /** Cell by column key; a column left out does not apply. */
  cells: z.record(z.string(), reportCell),
});
export type ReportLine = z.infer<typeof reportLine>;

const flowNumbers = [
  'opening',
  'added',
  'raised',
  'lowered',
  'transferredIn',
  'released',
  'movedOn',
  'transferredOut',
  'closing',
] as const;
export type FlowNumber = (typeof flowNumbers)[number];
export const reportFlow = z.object({
  level: z.number().int().min(1).max(3),
  balanced: z.boolean(),
  numbers: z.object(Object.fromEntries(flowNumbers.map((key) => [key, reportCell])) as Record<FlowNumber, typeof reportCell>),
});

export const gapCodes = [
  'notAssessed',
  'assessedThoughExcused',
  'focusUnpaired',
  'plansOverdue',
  'interviewsWaiting',
  'filesMissing',
  'mentorsMissing',
  'committeesIncomplete',
  'lessonsMissing',
  'levelWithoutEnrolment',
  'twoEnrolments',
  'flowUnbalanced',
  'openingDiffers',
  'dutyShort',
] as const;
/** Something to look at before the summary leaves: how many, and where the list is. */
export const reportGap = z.object({
  code: z.enum(gapCodes),
  count: z.number(),
  indicatorId: z.string().nullable(),
  /** `contradiction`: two records say different things; `gap`: something is missing. */
  kind: z.enum(['contradiction', 'gap']),
});

export const summary = z.object({
  schoolName: z.string(),
  period: z.object({ schoolYear: z.number(), term: z.enum(['autumn', 'spring', 'year']), from: z.string(), to: z.string() }),
  /** Day of all "now" numbers: the end of the period, or today while it runs. */
  asOf: z.string(),
  smallGroup: z.number(),
  gaps: z.array(reportGap),
  columns: z.array(reportColumn),
  lines: z.array(reportLine),
  flow: z.array(reportFlow),
});
export type Summary = z.infer<typeof summary>;

/** One thing behind a number. `counted` is false for what is missing from a ratio. */
export const reportItem = z.object({
  kind: z.enum(['student', 'plan', 'review', 'session', 'activity', 'class', 'staff', 'report', 'fortnight']),
  id: z.string(),
  counted: z.boolean(),
  student: studentBrief.nullable(),
  /** Name of the thing where it is no student. */
  name: z.string().nullable(),
  on: z.string().nullable(),
  /** Minutes, lessons or times that it adds; 1 for what is counted by the piece. */
  amount: z.number(),
});
export type ReportItem = z.infer<typeof reportItem>;

export const reports = {
  'reports.summary': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'student',
    input: reportPeriod,
    output: summary,
  }),
  /** What stands behind one number of the summary. Errors: `indicatorUnknown`, `columnUnknown`. */
  'reports.list': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'student',
    input: z.intersection(reportPeriod, z.object({ indicatorId: z.string().max(60), column: z.string().max(40) })),
    output: z.object({ items: z.array(reportItem) }),
  }),
  /** Writes the summary as xlsx and keeps what was written. Errors: `fileTokenUnknown` and those of writing a file. */
  'reports.exportSummary': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'export',
    reveals: 'student',
    input: z.intersection(
      reportPeriod,
      z.object({ token: id, purpose: someText(200), recipient: someText(100), language: z.enum(['zh', 'en']).default('zh') }),
    ),
    output: z.object({ submissionId: z.string(), name: z.string(), sha256: z.string() }),
  }),
  'reports.submissions': vaultChannel({
    roles: ['counselor', 'lead'],
    effect: 'read',
    reveals: 'nothing',
    input: z.object({}),
    output: z.array(
      z.object({
        submissionId: z.string(),
        schoolYear: z.number(),
        term: z.string(),
        from: z.string(),
        to: z.string(),
        madeAt: z.string(),
        madeBy: z.string(),
        recipient: z.string(),
        sha256: z.string(),
      }),
    ),
  }),
} as const satisfies Contract;
