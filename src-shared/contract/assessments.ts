import { z } from 'zod';
import { stages } from '../domain/class-name.ts';
import { localDate } from '../domain/dates.ts';
import { scaleDefinition } from '../domain/scale.ts';
import { termKinds } from '../domain/school-calendar.ts';
import { type Contract, ROLES, vaultChannel } from './channel.ts';
import { optionalBasis, studentBrief } from './shared.ts';

export const dispositions = ['due', 'leave', 'exempt'] as const;
/** What became of one row of a result sheet. */
export const rowOutcomes = [
  'matched',
  'alreadyImported',
  'noSuchClass',
  'noSuchPerson',
  'sameName',
  'repeated',
  'ageDiffers',
  'notInRound',
  'damagedRow',
] as const;
export type RowOutcome = (typeof rowOutcomes)[number];
/** Why a row is damaged, or a result void. */
export const rowReasons = [
  'noName',
  'sexCode',
  'gradeCode',
  'classText',
  'answerCode',
  'noAnswers',
  'scoreRange',
  'age',
] as const;

/** A grade counted within its stage: 初一 is `{ stage: 'junior', grade: 1 }`. */
export const gradeOfStage = z.object({ stage: z.enum(stages), grade: z.number().int().min(1).max(6) });

const round = z.object({
  roundId: z.string(),
  title: z.string(),
  scaleId: z.string(),
  schoolYear: z.number().int(),
  term: z.enum(termKinds),
  grades: z.array(gradeOfStage),
  openedOn: z.string(),
  closedOn: z.string().nullable(),
});

/** Counts of students. `denominator` = listed − leave − exempt; coverage is tested ÷ denominator, null when nobody is due. */
const counts = z.object({
  listed: z.number().int(),
  leave: z.number().int(),
  exempt: z.number().int(),
  denominator: z.number().int(),
  tested: z.number().int(),
  valid: z.number().int(),
  doubtful: z.number().int(),
  void: z.number().int(),
  coverage: z.number().nullable(),
});
export type RoundCounts = z.infer<typeof counts>;

const column = z.number().int().min(0).max(1000);
/** Column numbers count from 0. Codes map what stands in a cell to what it means; nothing is guessed where a code is missing. */
export const sheetMapping = z.object({
  columns: z.object({
    name: column.nullable(),
    sex: column.nullable(),
    age: column.nullable(),
    grade: column.nullable(),
    class: column.nullable(),
    seconds: column.nullable(),
    takenOn: column.nullable(),
    total: column.nullable(),
    validity: column.nullable(),
  }),
  items: z.array(z.object({ item: z.number().int().min(1).max(300), column })),
  /** Delivered sub-scores by the scale's sub-scale id. */
  subscores: z.record(z.string(), column),
  sexCodes: z.record(z.string(), z.enum(['1', '2'])),
  gradeCodes: z.record(z.string(), gradeOfStage),
  /** `number`: 4; `joined`: 701 or 0704, the last two digits; `name`: a whole class name. */
  classForm: z.enum(['number', 'joined', 'name']),
  answerCodes: z.record(z.string(), z.number().int()),
});
export type SheetMapping = z.infer<typeof sheetMapping>;

const decodedRow = z.object({
  /** Row number as the sheet shows it. */
  line: z.number().int(),
  name: z.string(),
  sex: z.string().nullable(),
  age: z.number().nullable(),
  className: z.string().nullable(),
  outcome: z.enum(rowOutcomes),
  reason: z.enum(rowReasons).nullable(),
});
export type DecodedRow = z.infer<typeof decodedRow>;
const outcomeCounts = z.record(z.enum(rowOutcomes), z.number().int());
const sheetOf = { token: z.string(), roundId: z.string() };
const importer = ROLES;

export const assessments = {
  'assessments.scales': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'nothing',
    input: z.object({}),
    output: z.array(scaleDefinition),
  }),
  'assessments.rounds': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'nothing',
    input: z.object({}),
    output: z.array(round.extend({ counts })),
  }),
  'assessments.createRound': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    input: z.object({
      title: z.string().trim().min(1).max(80),
      scaleId: z.string(),
      schoolYear: z.number().int().min(2000).max(2200),
      term: z.enum(termKinds),
      grades: z.array(gradeOfStage).min(1),
      openedOn: localDate,
      /** Ground for reaching those whose consent is missing; may also be said later. */
      basis: optionalBasis,
    }),
    output: z.object({ roundId: z.string(), listed: z.number().int() }),
  }),
  'assessments.roundDetail': vaultChannel({
    roles: ROLES,
    effect: 'read',
    reveals: 'student',
    subject: { kind: 'assessment_round', key: 'roundId' },
    input: z.object({ roundId: z.string() }),
    output: round.extend({
      counts,
      byGrade: z.array(gradeOfStage.extend({ counts })),
      /** Everyone on the list without a result, with why. */
      notAssessed: z.array(z.object({ student: studentBrief, disposition: z.enum(dispositions), reason: z.string().nullable() })),
    }),
  }),
  'assessments.setDisposition': vaultChannel({
    roles: ROLES,
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'assessment_round', key: 'roundId' },
    input: z.object({
      roundId: z.string(),
      studentIds: z.array(z.string()).min(1).max(2000),
      disposition: z.enum(dispositions),
      reason: z.string().trim().max(200).nullish(),
    }),
    output: z.object({ changed: z.number().int() }),
  }),
  /** Results of a round with their scores: the counselor's alone. */
  'assessments.results': vaultChannel({
    roles: ['counselor'],
    effect: 'read',
    reveals: 'restricted',
    subject: { kind: 'assessment_round', key: 'roundId' },
    input: z.object({ roundId: z.string() }),
    output: z.array(
      z.object({
        resultId: z.string(),
        student: studentBrief,
        takenOn: z.string(),
        total: z.number().nullable(),
        subscores: z.record(z.string(), z.number().nullable()),
        validity: z.enum(['valid', 'doubtful', 'void']),
        positive: z.boolean(),
        crisisItems: z.array(z.number().int()),
        mismatches: z.array(z.string()),
        retest: z.boolean(),
      }),
    ),
  }),
  'assessments.enterResult': vaultChannel({
    roles: ['counselor'],
    effect: 'write',
    reveals: 'nothing',
    subject: { kind: 'student', key: 'studentId' },
    input: z.object({
      roundId: z.string(),
      studentId: z.string(),
      takenOn: localDate,
      answers: z.array(z.number().int().nullable()).min(1).max(300),
    }),
    output: z.object({ resultId: z.string(), reviewOpened: z.boolean(), immediate: z.boolean() }),
  }),
  'assessments.readSheet': vaultChannel({
    roles: importer,
    effect: 'read',
    reveals: 'nothing',
    input: z.object(sheetOf),
    output: z.object({
      fileName: z.string(),
      rowCount: z.number().int(),
      columns: z.array(
        z.object({
          index: z.number().int(),
          header: z.string(),
          samples: z.array(z.string()),
          /** All values of the column, where there are at most twelve. */
          values: z.array(z.string()).nullable(),
        }),
      ),
      mapping: sheetMapping,
      /** The mapping is the one used last time for a sheet of this shape. */
      remembered: z.boolean(),
    }),
  }),
  'assessments.previewResults': vaultChannel({
    roles: importer,
    effect: 'read',
    reveals: 'student',
    input: z.object({ ...sheetOf, mapping: sheetMapping }),
    output: z.object({
      rowCount: z.number().int(),
      counts: outcomeCounts,
      /** Rows in which a delivered score differs from the one computed from the answers. */
      mismatched: z.number().int(),
      first: z.array(decodedRow),
      problems: z.array(decodedRow),
    }),
  }),
  'assessments.importResults': vaultChannel({
    roles: importer,
    effect: 'write',
    reveals: 'nothing',
    input: z.object({ ...sheetOf, mapping: sheetMapping }),
    output: z.object({
      batchId: z.string().nullable(),
      imported: z.number().int(),
      counts: outcomeCounts,
      mismatched: z.number().int(),
      doubtful: z.number().int(),
      reviews: z.number().int(),
      immediate: z.number().int(),
    }),
  }),
  /** Writes the rows that found nobody, each with its reason, into a workbook. */
  'assessments.exportUnmatched': vaultChannel({
    roles: importer,
    effect: 'export',
    reveals: 'student',
    input: z.object({ ...sheetOf, mapping: sheetMapping, target: z.string(), language: z.enum(['zh', 'en']).default('zh') }),
    output: z.object({ name: z.string(), rows: z.number().int() }),
  }),
} as const satisfies Contract;
