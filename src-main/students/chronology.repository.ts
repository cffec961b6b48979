import type { ChronologyKind } from '../../src-shared/contract/students.ts';
import type { Executor } from '../vault/context.ts';
import type { Branch, BranchRow } from './branches/branch.ts';
import { BRANCHES } from './chronology.branches.ts';

/** Place of an entry in the order: day, time (empty without one), id, kind. Unique, so a page goes on where the last one ended. */
export interface Place {
  readonly on: string;
  readonly time: string;
  readonly id: string;
  readonly kind: string;
}

export interface PageFilter {
  readonly kinds: readonly ChronologyKind[] | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly writer: string | undefined;
  readonly words: string | undefined;
  /** Highest `restricted` of a text that `words` may look into. */
  readonly readable: number;
  readonly before: Place | undefined;
  readonly limit: number;
}

const branchesOf = (kinds: readonly ChronologyKind[] | undefined): readonly Branch[] =>
  kinds === undefined ? BRANCHES : BRANCHES.filter((branch) => kinds.includes(branch.kind));

/** The newest places of one kind after the last page: SQLite folds it into the branch and walks the student's index. */
export function placesOfBranch(db: Executor, branch: Branch, studentId: string, filter: PageFilter) {
  const { from, to, writer, words, before } = filter;
  const last = before === undefined ? to : to === undefined || before.on < to ? before.on : to;
  return db
    .selectFrom(branch.rows(db, studentId).as('b'))
    .select((eb) => ['b.on', eb.fn.coalesce('b.time', eb.val('')).as('time'), 'b.id', eb.val<string>(branch.kind).as('kind')])
    .$if(from !== undefined, (qb) => qb.where('b.on', '>=', from ?? ''))
    .$if(last !== undefined, (qb) => qb.where('b.on', '<=', last ?? ''))
    .$if(writer !== undefined, (qb) => qb.where('b.by', '=', writer ?? ''))
    .$if(words !== undefined, (qb) =>
      qb
        .where('b.restricted', '<=', filter.readable)
        .where((eb) => eb(eb.fn<number>('instr', [eb.fn('lower', ['b.text']), eb.val((words ?? '').toLowerCase())]), '>', 0)),
    )
    .$if(before !== undefined, (qb) =>
      qb.where((eb) =>
        eb(
          eb.refTuple('b.on', eb.fn.coalesce('b.time', eb.val('')), 'b.id', eb.val<string>(branch.kind)),
          '<',
          eb.tuple(before?.on ?? '', before?.time ?? '', before?.id ?? '', before?.kind ?? ''),
        ),
      ),
    )
    .orderBy('b.on', 'desc')
    .orderBy((eb) => eb.fn.coalesce('b.time', eb.val('')), 'desc')
    .orderBy('b.id', 'desc')
    .limit(filter.limit);
}

/** The newest places over all kinds; no branch gives more than a page, and no text is read unless words are looked for. */
export function placesOfPage(db: Executor, studentId: string, filter: PageFilter) {
  const [first, ...rest] = branchesOf(filter.kinds).map((branch) =>
    db.selectFrom(placesOfBranch(db, branch, studentId, filter).as('p')).select(['p.on', 'p.time', 'p.id', 'p.kind']),
  );
  if (!first) return null;
  return rest
    .reduce((all, next) => all.unionAll(next), first)
    .orderBy('on', 'desc')
    .orderBy('time', 'desc')
    .orderBy('id', 'desc')
    .orderBy('kind', 'desc')
    .limit(filter.limit);
}

/** Entries of one kind, in no order. */
export function rowsOfBranch(db: Executor, branch: Branch, studentId: string, ids: readonly string[]): Promise<BranchRow[]> {
  return db.selectFrom(branch.rows(db, studentId).as('b')).selectAll().where('b.id', 'in', ids).execute();
}

/** 第几次: place among the sessions of the same case, oldest first; read from an index that holds no text. */
export async function sessionNumbers(db: Executor, studentId: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('session')
    .select((eb) => [
      'id',
      eb.fn
        .agg<number>('row_number')
        .over((ob) => ob.partitionBy('case_id').orderBy('held_on').orderBy('start_time').orderBy('id'))
        .as('number'),
    ])
    .where('student_id', '=', studentId)
    .execute();
  return new Map(rows.map((row) => [row.id, row.number]));
}

export function correctionCounts(db: Executor, entity: string, ids: readonly string[]) {
  return db
    .selectFrom('record_history')
    .select((eb) => ['entity_id', eb.fn.countAll<number>().as('count'), eb.fn.max('at').as('at')])
    .where('entity', '=', entity)
    .where('entity_id', 'in', ids)
    .groupBy('entity_id')
    .execute();
}

export function correctionsOf(db: Executor, entity: string, id: string) {
  return db
    .selectFrom('record_history as h')
    .leftJoin('user as u', 'u.id', 'h.by')
    .select(['h.field', 'h.old_value', 'h.new_value', 'h.at', 'u.name as by'])
    .where('h.entity', '=', entity)
    .where('h.entity_id', '=', id)
    .orderBy('h.id', 'desc')
    .execute();
}

export function allUsers(db: Executor) {
  return db.selectFrom('user').select(['id', 'name']).orderBy('name').execute();
}

/** When this person was last in the file before this stay; a new stay moves the time on. Null at the first. */
export async function lastLook(
  db: Executor,
  look: { readonly userId: string; readonly studentId: string; readonly visit: string; readonly now: string },
): Promise<string | null> {
  const { userId, studentId, visit, now } = look;
  const found = await db
    .selectFrom('chronology_look')
    .selectAll()
    .where('user_id', '=', userId)
    .where('student_id', '=', studentId)
    .executeTakeFirst();
  if (found?.visit === visit) return found.previous_at;
  const previous = found?.looked_at ?? null;
  await db
    .insertInto('chronology_look')
    .values({ user_id: userId, student_id: studentId, visit, looked_at: now, previous_at: previous })
    .onConflict((oc) => oc.columns(['user_id', 'student_id']).doUpdateSet({ visit, looked_at: now, previous_at: previous }))
    .execute();
  return previous;
}
