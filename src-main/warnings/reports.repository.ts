import type { Executor } from '../vault/context.ts';

export async function insertReport(
  db: Executor,
  row: {
    id: string;
    occurred_at: string;
    recorded_at: string;
    recorded_by: string;
    network_level: string;
    reporter_role: string;
    reporter_name: string | null;
    verbatim: string | null;
    observed: string | null;
    inferred: string | null;
    action_taken: string | null;
    next_step: string | null;
    urgent: number;
    restricted: number;
  },
  studentIds: readonly string[],
): Promise<void> {
  await db.insertInto('concern_report').values(row).execute();
  await db
    .insertInto('concern_report_student')
    .values(studentIds.map((studentId) => ({ report_id: row.id, student_id: studentId })))
    .execute();
}

const reports = (db: Executor) =>
  db
    .selectFrom('concern_report')
    .leftJoin('user', 'user.id', 'concern_report.recorded_by')
    .selectAll('concern_report')
    .select('user.name as recorder');

export type ReportRow = Awaited<ReturnType<typeof listReports>>[number];

/** Newest event first; `from` and `to` are instants, `to` exclusive. */
export async function listReports(db: Executor, range: { from?: string; to?: string; limit: number }) {
  let query = reports(db);
  if (range.from !== undefined) query = query.where('concern_report.occurred_at', '>=', range.from);
  if (range.to !== undefined) query = query.where('concern_report.occurred_at', '<', range.to);
  return query.orderBy('concern_report.occurred_at', 'desc').limit(range.limit).execute();
}

export async function findReport(db: Executor, id: string): Promise<ReportRow | undefined> {
  return reports(db).where('concern_report.id', '=', id).executeTakeFirst();
}

export async function listReportStudents(db: Executor, reportIds: readonly string[]) {
  if (reportIds.length === 0) return [];
  return db.selectFrom('concern_report_student').selectAll().where('report_id', 'in', reportIds).execute();
}
