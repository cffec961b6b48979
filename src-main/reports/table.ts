import type { ReportCell, ReportLine } from '../../src-shared/contract/reports.ts';
import { type Stage, stageName, stages } from '../../src-shared/domain/class-name.ts';
import { type Indicator, meetsDuty } from '../../src-shared/domain/indicators.ts';
import { weeksIn } from '../../src-shared/domain/school-calendar.ts';
import { type Cell, LEAST_THRESHOLD, suppressLine } from '../../src-shared/domain/suppression.ts';
import type { Facts } from './facts.ts';
import { type Item, type Measured, runningGrade, yearInStage } from './measure.ts';

export interface Column {
  readonly key: string;
  readonly kind: 'school' | 'stage' | 'grade';
  readonly name: { readonly zh: string; readonly en: string };
  readonly stage: Stage | null;
  /** Year within the stage, for a grade. */
  readonly year: number | null;
}

const HAN = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

function gradeNames(stage: Stage, year: number, running: number): Column['name'] {
  if (stage === 'senior') return { zh: `高${HAN[year] ?? year}`, en: `Grade ${running}` };
  if (stage === 'vocational') return { zh: `职${HAN[year] ?? year}`, en: `Vocational ${year}` };
  return { zh: `${HAN[running] ?? running}年级`, en: `Grade ${running}` };
}

/** The school, then each stage with its grades, as far as anybody is on the roll there. */
export function columnsOf(facts: Facts): Column[] {
  const grades = new Map<string, Column>();
  for (const { identity } of facts.roll.values()) {
    const year = yearInStage(identity, facts.period.schoolYear);
    const key = `${identity.stage}-${year}`;
    if (grades.has(key)) continue;
    const name = gradeNames(identity.stage, year, runningGrade(identity, facts.period.schoolYear));
    grades.set(key, { key, kind: 'grade', name, stage: identity.stage, year });
  }
  const columns: Column[] = [{ key: 'school', kind: 'school', name: { zh: '全校', en: 'School' }, stage: null, year: null }];
  for (const stage of stages) {
    const own = [...grades.values()].filter((grade) => grade.stage === stage).sort((a, b) => (a.year ?? 0) - (b.year ?? 0));
    if (own.length === 0) continue;
    columns.push(
      { key: stage, kind: 'stage', name: { zh: stageName(stage), en: stageName(stage, 'en') }, stage, year: null },
      ...own,
    );
  }
  return columns;
}

/** What a column counts of a line: the same filter for the number and for the list behind it. */
export function itemsIn(facts: Facts, column: Column, items: readonly Item[]): readonly Item[] {
  if (column.kind === 'school') return items;
  return items.filter(
    ({ cohort }) =>
      cohort !== null &&
      cohort.stage === column.stage &&
      (column.year === null || yearInStage(cohort, facts.period.schoolYear) === column.year),
  );
}

const HIDDEN: Readonly<Record<'small' | 'together', ReportCell>> = { small: { kind: 'small' }, together: { kind: 'together' } };
const amount = (items: readonly Item[]): number => items.reduce((sum, item) => sum + (item.counted ? item.amount : 0), 0);

function valueCell(facts: Facts, line: Indicator, measured: Measured, items: readonly Item[] | null): ReportCell {
  if (items === null) return { kind: 'unknown' };
  const numerator = amount(items);
  if (measured.how === 'ratio') {
    if (items.length === 0) return { kind: 'unknown' };
    return { kind: 'value', value: numerator / items.length, numerator, denominator: items.length };
  }
  if (line.unit !== 'hoursPerWeek') return { kind: 'value', value: numerator, numerator, denominator: null };
  const weeks = weeksIn({ from: facts.period.from, to: facts.period.to }, facts.asOf, facts.school.terms);
  return { kind: 'value', value: Math.round((numerator / 60 / weeks) * 10) / 10, numerator, denominator: weeks };
}

export const wholeSchool = (facts: Facts, line: Indicator, measured: Measured): ReportCell =>
  valueCell(facts, line, measured, measured.items);

/**
 * Hides small groups of students in a tree school → stage → grade. A hidden stage hides all its grades that are not 0; a stage whose
 * grades cannot be protected under a visible total is hidden itself.
 */
export function protect(columns: readonly Column[], counts: readonly number[], threshold: number): Map<string, Cell> {
  const at = (key: string): number => counts[columns.findIndex((column) => column.key === key)] ?? 0;
  const cells = new Map<string, Cell>();
  const stageColumns = columns.filter((column) => column.kind === 'stage');
  const gradesOf = (stage: Stage | null) => columns.filter((column) => column.kind === 'grade' && column.stage === stage);
  const parts = stageColumns.map((column) => at(column.key));
  const line = suppressLine(parts, threshold);
  const stageCells = [...line.cells];
  for (const [index, column] of stageColumns.entries()) {
    const own = gradesOf(column.stage).map((grade) => at(grade.key));
    if (stageCells[index]?.kind === 'value' && suppressLine(own, threshold).total.kind !== 'value') {
      stageCells[index] = { kind: 'together' };
    }
  }
  cells.set('school', line.total);
  // A single hidden stage could be worked out from the school's total: one more goes with it, or else the total.
  if (stageCells.filter((cell) => cell.kind !== 'value').length === 1 && line.total.kind === 'value') {
    const next = parts
      .map((value, index) => ({ value, index }))
      .filter(({ value, index }) => value > 0 && stageCells[index]?.kind === 'value')
      .sort((a, b) => a.value - b.value)[0];
    if (next) stageCells[next.index] = { kind: 'together' };
    else cells.set('school', { kind: 'together' });
  }
  for (const [index, column] of stageColumns.entries()) {
    const stageCell = stageCells[index] ?? { kind: 'unknown' };
    cells.set(column.key, stageCell);
    const grades = gradesOf(column.stage);
    const own = suppressLine(
      grades.map((grade) => at(grade.key)),
      threshold,
    ).cells;
    for (const [place, grade] of grades.entries()) {
      const cell = own[place] ?? { kind: 'unknown' };
      const open = stageCell.kind === 'value' || cell.kind !== 'value' || cell.value === 0;
      cells.set(grade.key, open ? cell : { kind: 'together' });
    }
  }
  return cells;
}

export function makeLine(facts: Facts, columns: readonly Column[], line: Indicator, measured: Measured): ReportLine {
  const { items } = measured;
  const graded = items === null || items.length === 0 ? line.ofStudents : items.some((item) => item.cohort !== null);
  const applying = columns.filter((column) => column.kind === 'school' || graded);
  const raw = new Map(
    applying.map((column) => {
      const own = items && itemsIn(facts, column, items);
      return [column.key, valueCell(facts, line, measured, own)] as const;
    }),
  );
  const school = raw.get('school');
  const met = meetsDuty(line, school?.kind === 'value' ? school.value : null);
  if (line.ofStudents && items !== null) {
    const threshold = Math.max(LEAST_THRESHOLD, facts.school.smallGroup);
    const own = applying.map((column) => itemsIn(facts, column, items));
    const tables = [
      protect(
        applying,
        own.map((list) => amount(list)),
        threshold,
      ),
    ];
    if (measured.how === 'ratio')
      tables.push(
        protect(
          applying,
          own.map((list) => list.length),
          threshold,
        ),
      );
    for (const { key } of applying) {
      const kinds = tables.map((table) => table.get(key)?.kind);
      if (raw.get(key)?.kind !== 'value') continue;
      if (kinds.includes('small')) raw.set(key, HIDDEN.small);
      else if (kinds.includes('together')) raw.set(key, HIDDEN.together);
    }
  }
  const { id: indicatorId, name, formula, unit, duty } = line;
  return { indicatorId, name, formula, measure: line.measure, unit, duty, met, cells: Object.fromEntries(raw) };
}
