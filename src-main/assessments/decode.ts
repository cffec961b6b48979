import type { rowReasons, SheetMapping } from '../../src-shared/contract/assessments.ts';
import { type ClassIdentity, parseClassName, type SchoolShape, stageName } from '../../src-shared/domain/class-name.ts';
import { parseLooseDate } from '../../src-shared/domain/dates.ts';
import { cleanName } from '../../src-shared/domain/normalise.ts';
import type { ScaleDefinition } from '../../src-shared/domain/scale.ts';
import {
  checkDelivered,
  compareDelivered,
  type Delivered,
  type ScaleScore,
  score,
  scoreDelivered,
} from '../../src-shared/domain/scoring.ts';
import type { SheetFile } from './sheet-file.ts';

type Reason = (typeof rowReasons)[number];

/** One row as the mapping reads it. `reason` is set where the row cannot be used. */
export interface Decoded {
  readonly line: number;
  readonly cells: readonly string[];
  readonly name: string;
  readonly sex: '1' | '2' | null;
  readonly age: number | null;
  readonly klass: ClassIdentity | null;
  readonly seconds: number | null;
  readonly takenOn: string | null;
  readonly answers: readonly (number | null)[] | null;
  readonly delivered: Delivered;
  readonly scored: ScaleScore | null;
  readonly mismatches: readonly string[];
  readonly reason: Reason | null;
}

export interface DecodeContext {
  readonly scale: ScaleDefinition;
  readonly shape: SchoolShape;
  readonly schoolYear: number;
}

export function decodeRow(row: SheetFile['rows'][number], mapping: SheetMapping, context: DecodeContext): Decoded {
  const cell = (column: number | null | undefined): string =>
    column === null || column === undefined ? '' : (row.cells[column] ?? '');
  const { columns } = mapping;
  let reason: Reason | null = null;
  const refuse = (code: Reason) => {
    reason ??= code;
  };
  const name = cleanName(cell(columns.name));
  if (name === '') refuse('noName');
  const sex = mapping.sexCodes[cell(columns.sex)] ?? null;
  if (columns.sex !== null && sex === null) refuse('sexCode');
  const age = number(cell(columns.age));
  if (cell(columns.age) !== '' && (age === null || age < 4 || age > 30)) refuse('age');
  const klass = readClass(cell(columns.grade), cell(columns.class), mapping, context, refuse);
  const answers = readAnswers(cell, mapping, context.scale, refuse);
  const delivered = readDelivered(cell, mapping);
  const scored = scoreRow(answers, delivered, context.scale, refuse);
  const seconds = number(cell(columns.seconds).replace(/秒$/u, ''));
  const taken = parseLooseDate(cell(columns.takenOn));
  return {
    line: row.line,
    cells: row.cells,
    name,
    sex,
    age,
    klass,
    seconds: seconds === null ? null : Math.round(seconds),
    takenOn: taken.ok ? taken.date : null,
    answers,
    delivered,
    scored,
    mismatches: answers && scored ? compareDelivered(scored, delivered).map((difference) => difference.what) : [],
    reason,
  };
}

const number = (text: string): number | null => (/^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : null);

function readClass(
  gradeText: string,
  classText: string,
  mapping: SheetMapping,
  { shape, schoolYear }: DecodeContext,
  refuse: (code: Reason) => void,
): ClassIdentity | null {
  const grade = mapping.gradeCodes[gradeText];
  if (mapping.columns.grade !== null && !grade && mapping.classForm !== 'name') {
    refuse('gradeCode');
    return null;
  }
  if (mapping.classForm !== 'name' && grade) {
    const digits = /^\d{1,4}$/.test(classText) ? classText : '';
    const classNumber = Number(mapping.classForm === 'joined' ? digits.slice(-2) : digits);
    if (classNumber >= 1) return { stage: grade.stage, entryYear: schoolYear - grade.grade + 1, number: classNumber };
    refuse('classText');
    return null;
  }
  const word = grade ? `${stageName(grade.stage).slice(0, 2)}${grade.grade}年级` : null;
  const parsed = parseClassName(classText, { shape, schoolYear, grade: word ?? gradeText });
  if (parsed.ok) return parsed.identity;
  refuse('classText');
  return null;
}

function readAnswers(
  cell: (column: number) => string,
  mapping: SheetMapping,
  scale: ScaleDefinition,
  refuse: (code: Reason) => void,
): (number | null)[] | null {
  if (mapping.items.length === 0) return null;
  const answers = Array.from({ length: scale.itemCount }, (): number | null => null);
  let given = 0;
  for (const { item, column } of mapping.items) {
    const text = cell(column);
    if (text === '') continue;
    const value = mapping.answerCodes[text];
    if (value === undefined || value < scale.answers.min || value > scale.answers.max) {
      refuse('answerCode');
      continue;
    }
    answers[item - 1] = value;
    given += 1;
  }
  return given === 0 ? null : answers;
}

function readDelivered(cell: (column: number | null) => string, mapping: SheetMapping): Delivered {
  const subscores: Record<string, number> = {};
  for (const [id, column] of Object.entries(mapping.subscores)) {
    const value = number(cell(column));
    if (value !== null) subscores[id] = value;
  }
  const total = number(cell(mapping.columns.total));
  const validity = number(cell(mapping.columns.validity));
  return { subscores, ...(total !== null && { total }), ...(validity !== null && { validity }) };
}

function scoreRow(
  answers: readonly (number | null)[] | null,
  delivered: Delivered,
  scale: ScaleDefinition,
  refuse: (code: Reason) => void,
): ScaleScore | null {
  if (answers) return score(scale, answers);
  if (delivered.total === undefined && Object.keys(delivered.subscores).length === 0) {
    refuse('noAnswers');
    return null;
  }
  if (checkDelivered(scale, delivered).length > 0) refuse('scoreRange');
  return scoreDelivered(scale, delivered);
}
