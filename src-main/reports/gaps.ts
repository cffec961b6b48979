import type { ReportLine, Summary } from '../../src-shared/contract/reports.ts';
import type { Facts } from './facts.ts';
import { flowOf } from './flow.ts';
import { assessmentStates, type Measured } from './measure.ts';

type Gap = Summary['gaps'][number];

/** Lines whose missing part is a gap of its own. */
const MISSING: readonly (readonly [string, Gap['code']])[] = [
  ['reviewsDone', 'interviewsWaiting'],
  ['paired', 'focusUnpaired'],
  ['plansOnTime', 'plansOverdue'],
  ['assessmentCoverage', 'notAssessed'],
  ['filesOpened', 'filesMissing'],
  ['mentored', 'mentorsMissing'],
  ['committee', 'committeesIncomplete'],
  ['lessons', 'lessonsMissing'],
];

/** Contradictions first, then what is missing; each with the line that lists it. */
export function findGaps(
  facts: Facts,
  lines: readonly ReportLine[],
  measured: ReadonlyMap<string, Measured>,
  previous: Summary | null,
): Gap[] {
  const gaps: Gap[] = [];
  const add = (kind: Gap['kind'], code: Gap['code'], count: number, indicatorId: string | null) => {
    if (count > 0) gaps.push({ kind, code, count, indicatorId });
  };
  const gone = [...facts.levels].filter(([id, level]) => level > 0 && !facts.roll.has(id)).length;
  add('contradiction', 'levelWithoutEnrolment', gone, null);
  add('contradiction', 'twoEnrolments', facts.doubled.size, null);
  const excused = assessmentStates(facts)?.filter((state) => state.validity !== null && state.excused !== null).length ?? 0;
  add('contradiction', 'assessedThoughExcused', excused, 'assessed');
  const flow = flowOf(facts);
  const published = previous?.flow ?? [];
  for (const { level, numbers } of published) {
    const before = numbers.closing;
    const now = flow[level as 1 | 2 | 3].opening;
    if (before.kind === 'value') add('contradiction', 'openingDiffers', Math.abs(before.value - now), 'focusStudents');
  }
  for (const [id, code] of MISSING) {
    add('gap', code, measured.get(id)?.items?.filter((item) => !item.counted).length ?? 0, id);
  }
  const own = new Set(MISSING.map(([id]) => id));
  for (const line of lines) if (line.met === 'short' && !own.has(line.indicatorId)) add('gap', 'dutyShort', 1, line.indicatorId);
  return gaps;
}
