import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { addDays } from '../../src-shared/domain/dates.ts';
import { studentSet } from '../../src-shared/domain/student-set.ts';
import { instant, localDate } from '../vault/clock.ts';
import type { Context } from '../vault/context.ts';
import { discardDraft } from '../vault/drafts.ts';
import { mayReadNotes } from '../vault/projection.ts';
import { briefOf, studentBriefs } from '../vault/student-brief.ts';
import { findReport, insertReport, listReportStudents, listReports, type ReportRow } from './reports.repository.ts';
import { openReview } from './reviews.ts';

/**
 * Records what somebody reported about one or more students; an urgent one puts each of them at the head of the interview queue.
 * @throws AppError `reportEmpty`, `dateInFuture`, `studentUnknown`
 */
export async function saveReport(ctx: Context, input: ParsedInput<'warnings.report'>): Promise<Output<'warnings.report'>> {
  if (!input.verbatim && !input.observed && !input.inferred) {
    throw new AppError('reportEmpty', undefined, { observed: 'reportEmpty' });
  }
  const now = instant(ctx.clock);
  const occurredAt = new Date(input.occurredAt).toISOString();
  if (occurredAt > now) throw new AppError('dateInFuture', undefined, { occurredAt: 'dateInFuture' });
  const studentIds = [...new Set(input.studentIds)];
  const known = await studentBriefs(ctx.db, studentIds, localDate(ctx.clock));
  if (known.size !== studentIds.length) throw new AppError('studentUnknown');
  const reportId = ctx.newId();
  await insertReport(
    ctx.db,
    {
      id: reportId,
      occurred_at: occurredAt,
      recorded_at: now,
      recorded_by: ctx.session.userId,
      network_level: input.networkLevel,
      reporter_role: input.reporterRole,
      reporter_name: input.reporterName,
      verbatim: input.verbatim,
      observed: input.observed,
      inferred: input.inferred,
      action_taken: input.actionTaken,
      next_step: input.nextStep,
      urgent: input.urgent ? 1 : 0,
      restricted: input.restricted ? 1 : 0,
    },
    studentIds,
  );
  const reviewIds: string[] = [];
  for (const studentId of studentIds) {
    ctx.note({ urgent: input.urgent }, { kind: 'student', id: studentId });
    if (!input.urgent) continue;
    const opened = await openReview(ctx, {
      studentId,
      sourceKind: 'report',
      sourceId: reportId,
      reasons: ['urgentReport'],
      immediate: true,
    });
    reviewIds.push(opened.reviewId);
  }
  await discardDraft(ctx, 'quickLog', studentSet(studentIds), input.draftId);
  return { reportId, reviewIds };
}

export async function readReports(ctx: Context, input: ParsedInput<'warnings.reports'>): Promise<Output<'warnings.reports'>> {
  const rows = await listReports(ctx.db, {
    ...(input.from && { from: startOf(input.from) }),
    ...(input.to && { to: startOf(addDays(input.to, 1)) }),
    limit: input.limit,
  });
  return present(ctx, rows);
}

export async function readReport(ctx: Context, reportId: string): Promise<Output<'warnings.reports'>[number] | null> {
  const row = await findReport(ctx.db, reportId);
  return row ? ((await present(ctx, [row]))[0] ?? null) : null;
}

/** First instant of a day at the desk. */
const startOf = (date: string): string => new Date(`${date}T00:00:00`).toISOString();

async function present(ctx: Context, rows: readonly ReportRow[]): Promise<Output<'warnings.reports'>> {
  const links = await listReportStudents(
    ctx.db,
    rows.map((row) => row.id),
  );
  const briefs = await studentBriefs(
    ctx.db,
    links.map((link) => link.student_id),
    localDate(ctx.clock),
  );
  return rows.map((row) => {
    const about = links.filter((link) => link.report_id === row.id).map((link) => link.student_id);
    // A report about several is open only to one who may read about each of them.
    const hidden = row.restricted === 1 && !about.every((studentId) => mayReadNotes(ctx, studentId));
    const words = (text: string | null) => (hidden ? null : text);
    return {
      reportId: row.id,
      occurredAt: row.occurred_at,
      recordedAt: row.recorded_at,
      recordedBy: row.recorder ?? '',
      networkLevel: row.network_level,
      reporterRole: row.reporter_role,
      reporterName: words(row.reporter_name),
      urgent: row.urgent === 1,
      restricted: row.restricted === 1,
      verbatim: words(row.verbatim),
      observed: words(row.observed),
      inferred: words(row.inferred),
      actionTaken: words(row.action_taken),
      nextStep: words(row.next_step),
      students: about.map((studentId) => briefOf(briefs, studentId)),
    };
  });
}
