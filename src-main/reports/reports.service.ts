import { createHash } from 'node:crypto';
import type { ParsedInput } from '../../src-shared/contract/index.ts';
import type { ReportItem, ReportPeriod, Summary } from '../../src-shared/contract/reports.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { instant } from '../vault/clock.ts';
import type { Context } from '../vault/context.ts';
import { type Facts, loadFacts } from './facts.ts';
import { publishedFlow } from './flow.ts';
import { findGaps } from './gaps.ts';
import { LINES } from './lines.ts';
import { measure } from './measure.ts';
import { insertSubmission, lastSubmissionBefore, listSubmissions } from './submissions.repository.ts';
import { columnsOf, itemsIn, makeLine, wholeSchool } from './table.ts';
import { summaryWorkbook } from './workbook.ts';

function summarise(facts: Facts, previous: Summary | null): Summary {
  const columns = columnsOf(facts);
  const measured = new Map(LINES.map((line) => [line.id, measure(facts, line)]));
  const lines = LINES.map((line) => makeLine(facts, columns, line, measured.get(line.id) ?? { how: 'sum', items: null }));
  const { schoolYear, term, from, to } = facts.period;
  return {
    schoolName: facts.school.name,
    period: { schoolYear, term, from, to },
    asOf: facts.asOf,
    smallGroup: facts.school.smallGroup,
    gaps: findGaps(facts, lines, measured, previous),
    columns: columns.map(({ key, kind, name }) => ({ key, kind, name })),
    lines,
    flow: publishedFlow(facts),
  };
}

export async function readSummary(ctx: Context, period: ReportPeriod): Promise<Summary> {
  return summarise(await loadFacts(ctx, period), await lastSubmissionBefore(ctx.db, period.from));
}

/** Numbers of some lines for the whole school, as they are and not as they may be published: for the desk, not for a paper. */
export async function readIndicators<Id extends string>(ctx: Context, period: ReportPeriod, ids: readonly Id[]) {
  const facts = await loadFacts(ctx, period);
  return ids.map((id) => {
    const line = LINES.find((one) => one.id === id);
    const cell = line ? wholeSchool(facts, line, measure(facts, line)) : null;
    const value = cell?.kind === 'value' ? { value: cell.value, numerator: cell.numerator, denominator: cell.denominator } : null;
    return {
      id,
      value: value?.value ?? null,
      numerator: value?.numerator ?? null,
      denominator: value?.denominator ?? null,
      goal: line?.duty ?? 1,
    };
  });
}

/** Opens a number: the very things that it counts. @throws AppError `indicatorUnknown`, `columnUnknown` */
export async function readList(ctx: Context, input: ParsedInput<'reports.list'>): Promise<{ items: ReportItem[] }> {
  const line = LINES.find((one) => one.id === input.indicatorId);
  if (!line) throw new AppError('indicatorUnknown');
  const facts = await loadFacts(ctx, input);
  const column = columnsOf(facts).find((one) => one.key === input.column);
  if (!column) throw new AppError('columnUnknown');
  const items = itemsIn(facts, column, measure(facts, line).items ?? []).map(({ cohort: _cohort, student, ...item }) => ({
    ...item,
    student: student && { id: student.id, name: student.name, className: student.className },
  }));
  // What is missing first: that is what somebody opens the list for.
  items.sort(
    (a, b) =>
      Number(a.counted) - Number(b.counted) ||
      (a.student?.className ?? '').localeCompare(b.student?.className ?? '', 'zh') ||
      (a.on ?? '').localeCompare(b.on ?? ''),
  );
  ctx.note({ indicator: line.id, column: column.key, count: items.length });
  return { items };
}

export async function exportSummary(ctx: Context, input: ParsedInput<'reports.exportSummary'>) {
  const body = await readSummary(ctx, input);
  const madeAt = instant(ctx.clock);
  const { purpose, recipient, language } = input;
  const bytes = await summaryWorkbook(body, { madeAt, madeBy: ctx.session.userName, purpose, recipient, language });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const submissionId = ctx.newId();
  await insertSubmission(ctx.db, {
    id: submissionId,
    school_year: body.period.schoolYear,
    term: body.period.term,
    from_date: body.period.from,
    to_date: body.period.to,
    made_at: madeAt,
    made_by: ctx.session.userName,
    body: JSON.stringify({ purpose, recipient, summary: body }),
    sha256,
  });
  const { name } = ctx.files.write(input.token, bytes);
  ctx.note({ purpose: 'countySummary', lines: body.lines.length }, { kind: 'county_summary', id: submissionId });
  return { submissionId, name, sha256 };
}

export const readSubmissions = ({ db }: Context) => listSubmissions(db);
