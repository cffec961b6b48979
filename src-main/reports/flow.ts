import type { FlowNumber, ReportCell, Summary } from '../../src-shared/contract/reports.ts';
import { addDays } from '../../src-shared/domain/dates.ts';
import type { Severity } from '../../src-shared/domain/level-scheme.ts';
import { LEAST_THRESHOLD, suppress } from '../../src-shared/domain/suppression.ts';
import { balances, type FlowRow, levelFlow, type Presence } from '../../src-shared/domain/warning-flow.ts';
import type { Facts } from './facts.ts';

const NUMBERS: readonly FlowNumber[] = [
  'opening',
  'added',
  'raised',
  'lowered',
  'transferredIn',
  'released',
  'movedOn',
  'transferredOut',
  'closing',
];
const LEFT = new Set(['transferredOut', 'graduated', 'withdrawn', 'deceased']);

/** Spans on the roll, one after another without the seams of a new school year or class. */
export function presences(facts: Facts): Presence[] {
  const spans: { studentId: string; from: string; to: string | null }[] = [];
  const rows = facts.leveledEnrolments;
  for (const [index, row] of rows.entries()) {
    const next = rows[index + 1]?.student_id === row.student_id ? rows[index + 1] : undefined;
    const yearEnd = `${row.school_year + 1}-09-01`;
    const open = row.school_year >= facts.period.schoolYear ? null : yearEnd;
    let to = row.to_date ?? (LEFT.has(row.status) ? row.from_date : open);
    // Rows that follow on within the summer or overlap are one stay.
    if (next && !LEFT.has(row.status) && (to === null || next.from_date <= yearEnd)) to = next.from_date;
    const last = spans.at(-1);
    if (last?.studentId === row.student_id && last.to !== null && last.to >= row.from_date) last.to = to;
    else spans.push({ studentId: row.student_id, from: row.from_date, to });
  }
  // An end date is the first day away; a presence ends with the last day there.
  return spans
    .map((span) => ({ ...span, to: span.to === null ? null : addDays(span.to, -1) }))
    .filter((span) => span.to === null || span.to >= span.from);
}

/** Movement of each level in the period; balanced by construction, and checked. */
export function flowOf(facts: Facts): Record<1 | 2 | 3, FlowRow> {
  const steps = facts.steps.map((row) => ({ studentId: row.student_id, to: row.to_level as Severity, on: row.decided_on }));
  return levelFlow(steps, presences(facts), { from: facts.period.from, to: facts.asOf });
}

/** The flow as it may be published: small numbers hidden, and with them what would give them away. */
export function publishedFlow(facts: Facts): Summary['flow'] {
  const flow = flowOf(facts);
  const threshold = Math.max(LEAST_THRESHOLD, facts.school.smallGroup);
  // The number of focus students is the sum of the closings of 2 and 3: hiding one of them hides the other.
  const closings = suppress([flow[2].closing, flow[3].closing], threshold);
  return ([1, 2, 3] as const).map((level) => {
    const row = flow[level];
    const cells = new Map<FlowNumber, ReportCell>(
      NUMBERS.map((key) => {
        const value = row[key];
        const shown: ReportCell = { kind: 'value', value, numerator: value, denominator: null };
        return [key, value > 0 && value < threshold ? { kind: 'small' } : shown];
      }),
    );
    const closing = level === 1 ? undefined : closings[level - 2];
    if (closing?.kind === 'together') cells.set('closing', { kind: 'together' });
    const hidden = [...cells.values()].filter((cell) => cell.kind !== 'value').length;
    if (hidden === 1) {
      // One hidden number follows from the balance: the next smallest goes with it.
      const next = NUMBERS.filter((key) => cells.get(key)?.kind === 'value' && row[key] > 0).sort((a, b) => row[a] - row[b])[0];
      if (next) cells.set(next, { kind: 'together' });
    }
    const numbers = Object.fromEntries(cells) as Record<FlowNumber, ReportCell>;
    return { level, balanced: balances(row), numbers };
  });
}
