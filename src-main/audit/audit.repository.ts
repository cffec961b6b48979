import type { AuditAction } from '../../src-shared/contract/audit.ts';
import type { Executor } from '../vault/context.ts';

/** Rows wanted; instants are UTC, `toAt` not included. */
export interface AuditFilter {
  readonly fromAt?: string | undefined;
  readonly toAt?: string | undefined;
  readonly userId?: string | undefined;
  readonly action?: AuditAction | undefined;
  readonly studentId?: string | undefined;
  readonly channels?: readonly string[] | undefined;
}

/** Smallest and greatest row number in a stretch of time, from the index on time alone. */
export async function seqBounds(db: Executor, fromAt?: string, toAt?: string): Promise<{ first: number; last: number } | null> {
  let query = db
    .selectFrom('audit')
    .select((eb) => [eb.fn.min<number | null>('seq').as('first'), eb.fn.max<number | null>('seq').as('last')]);
  if (fromAt !== undefined) query = query.where('at', '>=', fromAt);
  if (toAt !== undefined) query = query.where('at', '<', toAt);
  const row = await query.executeTakeFirst();
  return row?.first != null && row.last !== null ? { first: row.first, last: row.last } : null;
}

/**
 * The rows of a filter. A period narrows by row numbers, so that every page is read along a key: the index of subject, person or
 * action, or the row numbers themselves.
 */
export function selectRows(db: Executor, filter: AuditFilter, bounds: { readonly first: number; readonly last: number } | null) {
  let query = db
    .selectFrom('audit')
    .select(['seq', 'at', 'user_name', 'role', 'action', 'channel', 'subject_kind', 'subject_id', 'detail']);
  if (bounds) query = query.where('seq', '>=', bounds.first).where('seq', '<=', bounds.last);
  // The clock may have been set back: the time itself decides inside the stretch of numbers.
  if (filter.fromAt !== undefined) query = query.where('at', '>=', filter.fromAt);
  if (filter.toAt !== undefined) query = query.where('at', '<', filter.toAt);
  if (filter.userId !== undefined) query = query.where('user_id', '=', filter.userId);
  if (filter.action !== undefined) query = query.where('action', '=', filter.action);
  if (filter.studentId !== undefined) query = query.where('subject_id', '=', filter.studentId);
  if (filter.channels !== undefined) query = query.where('channel', 'in', [...filter.channels]);
  return query;
}

export type StoredAudit = Awaited<ReturnType<ReturnType<typeof selectRows>['execute']>>[number];

export function rowBySeq(db: Executor, seq: number) {
  return selectRows(db, {}, { first: seq, last: seq }).executeTakeFirst();
}

export async function namesOf(db: Executor, table: 'student' | 'assessment_round', ids: readonly string[]) {
  if (ids.length === 0) return [];
  return table === 'student'
    ? db
        .selectFrom('student')
        .select(['id', 'name'])
        .where('id', 'in', [...ids])
        .execute()
    : db
        .selectFrom('assessment_round')
        .select(['id', 'title as name'])
        .where('id', 'in', [...ids])
        .execute();
}

export function readUsers(db: Executor) {
  return db.selectFrom('user').select(['id', 'name', 'role', 'closed_at']).orderBy('created_at').execute();
}

export function changesBetween(db: Executor, from: number, to: number, limit: number) {
  return db
    .selectFrom('record_history')
    .selectAll()
    .where('id', '>=', from)
    .where('id', '<=', to)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Counts by person, role and action. */
export function totalsOf(db: Executor, fromAt: string, toAt: string) {
  return db
    .selectFrom('audit')
    .select((eb) => ['user_id', 'user_name', 'role', 'action', eb.fn.countAll<number>().as('count')])
    .where('at', '>=', fromAt)
    .where('at', '<', toAt)
    .groupBy(['user_id', 'user_name', 'role', 'action'])
    .orderBy('user_name')
    .orderBy('action')
    .execute();
}

export async function sealTotals(db: Executor, fromAt: string, toAt: string): Promise<{ broken: number; acknowledged: number }> {
  const rows = await db
    .selectFrom('seal_break')
    .select('seen_at')
    .where('broken_at', '>=', fromAt)
    .where('broken_at', '<', toAt)
    .execute();
  return { broken: rows.length, acknowledged: rows.filter((row) => row.seen_at !== null).length };
}

/** Student that a changed row belongs to and whether it is marked restricted, for the projection of its fields. */
export async function ownerOf(db: Executor, table: string, id: string): Promise<string | null> {
  switch (table) {
    case 'student':
      return id;
    case 'session':
    case 'counseling_case':
    case 'support_plan':
    case 'home_visit':
    case 'consent': {
      const row = await db.selectFrom(table).select('student_id').where('id', '=', id).executeTakeFirst();
      return row?.student_id ?? null;
    }
    case 'case_closure': {
      const row = await db
        .selectFrom('case_closure')
        .innerJoin('counseling_case', 'counseling_case.id', 'case_closure.case_id')
        .select('counseling_case.student_id')
        .where('case_closure.id', '=', id)
        .executeTakeFirst();
      return row?.student_id ?? null;
    }
    default:
      return null;
  }
}
