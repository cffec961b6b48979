import type { Insertable } from 'kysely';
import { type Summary, summary } from '../../src-shared/contract/reports.ts';
import type { Executor } from '../vault/context.ts';
import type { CountySummaryTable } from '../vault/tables.ts';

/** What is kept of an export: to whom and why, and every published number. */
interface Body {
  readonly purpose: string;
  readonly recipient: string;
  readonly summary: Summary;
}

export async function insertSubmission(db: Executor, row: Insertable<CountySummaryTable>): Promise<void> {
  await db.insertInto('county_summary').values(row).execute();
}

/** The last summary handed in for a time that ended before a day; null when there is none that this version can read. */
export async function lastSubmissionBefore(db: Executor, day: string): Promise<Summary | null> {
  const row = await db
    .selectFrom('county_summary')
    .select('body')
    .where('to_date', '<', day)
    .orderBy('to_date', 'desc')
    .orderBy('made_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const read = summary.safeParse((JSON.parse(row.body) as Partial<Body>).summary);
  return read.success ? read.data : null;
}

export async function listSubmissions(db: Executor) {
  const rows = await db.selectFrom('county_summary').selectAll().orderBy('made_at', 'desc').execute();
  return rows.map((row) => ({
    submissionId: row.id,
    schoolYear: row.school_year,
    term: row.term,
    from: row.from_date,
    to: row.to_date,
    madeAt: row.made_at,
    madeBy: row.made_by,
    recipient: (JSON.parse(row.body) as Partial<Body>).recipient ?? '',
    sha256: row.sha256,
  }));
}
