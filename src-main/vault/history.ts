import { createHmac } from 'node:crypto';
import { AppError } from '../../src-shared/contract/result.ts';
import { instant } from './clock.ts';
import type { Context, Executor } from './context.ts';

type Value = string | number | null;
type Fields = Readonly<Record<string, Value>>;

const asText = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

/**
 * Keeps the old and the new value of every field that changes; gives the names of those fields. `entity` is the table (its short name
 * where `historyTables` knows one); the dispatcher seals the rows into the call's audit row.
 */
export async function recordHistory(
  ctx: Pick<Context, 'db' | 'session' | 'clock'>,
  entity: string,
  entityId: string,
  before: Readonly<Record<string, unknown>>,
  after: Fields,
): Promise<string[]> {
  const changed = Object.keys(after).filter((field) => asText(before[field]) !== asText(after[field]));
  if (changed.length === 0) return changed;
  await ctx.db
    .insertInto('record_history')
    .values(
      changed.map((field) => ({
        entity,
        entity_id: entityId,
        field,
        old_value: asText(before[field]),
        new_value: asText(after[field]),
        at: instant(ctx.clock),
        by: ctx.session.userId,
      })),
    )
    .execute();
  return changed;
}

/** @throws AppError `stale` where somebody else has changed the row since it was read */
export function requireRevision(before: { readonly revision: number }, expected: number | undefined): void {
  if (before.revision !== expected) throw new AppError('stale');
}

/**
 * A change of a row that counts revisions: keeps the old values, and gives what to write into the row and the names of the fields that
 * change. @throws AppError `stale`
 */
export async function revise<F extends Fields>(
  ctx: Pick<Context, 'db' | 'session' | 'clock'>,
  entity: string,
  before: { readonly id: string; readonly revision: number },
  expected: number | undefined,
  changes: F,
) {
  requireRevision(before, expected);
  const fields = await recordHistory(ctx, entity, before.id, { ...before }, changes);
  const revision = before.revision + 1;
  return { fields, revision, row: { ...changes, revision, updated_at: instant(ctx.clock), updated_by: ctx.session.userId } };
}

/** Keeps what a row held that is taken away. */
export async function recordRemoval(
  ctx: Pick<Context, 'db' | 'session' | 'clock'>,
  entity: string,
  entityId: string,
  before: Readonly<Record<string, unknown>>,
): Promise<void> {
  await recordHistory(ctx, entity, entityId, before, Object.fromEntries(Object.keys(before).map((field) => [field, null])));
}

/** Number of the newest kept change; 0 before the first. */
export async function lastHistoryId(db: Executor): Promise<number> {
  const row = await db
    .selectFrom('record_history')
    .select((eb) => eb.fn.max<number | null>('id').as('id'))
    .executeTakeFirst();
  return row?.id ?? 0;
}

/** Numbers of the changes `from`–`to` (both included), their keyed hash and the names of the fields, for the audit row of a call. */
export interface HistorySeal {
  readonly historyFrom: number;
  readonly historyTo: number;
  readonly historyMac: string;
  /** `entity.field` names, a comma between; never values. */
  readonly changed: string;
}

const MAX_NAMES = 40;
const PAGE = 2000;

/** Walks kept changes `from`–`to` in order. */
async function* historyRows(db: Executor, from: number, to: number) {
  for (let next = from; next <= to; ) {
    const page = await db
      .selectFrom('record_history')
      .selectAll()
      .where('id', '>=', next)
      .where('id', '<=', to)
      .orderBy('id')
      .limit(PAGE)
      .execute();
    yield* page;
    if (page.length < PAGE) return;
    next = (page.at(-1)?.id ?? to) + 1;
  }
}

/** Keyed hash of the kept changes `from`–`to` as they stand, the numbers that are there, and the fields they name. */
export async function hashHistory(
  db: Executor,
  key: Buffer,
  from: number,
  to: number,
): Promise<{ mac: string; ids: number[]; fields: string[] }> {
  const hmac = createHmac('sha256', key).update('history\n');
  const ids: number[] = [];
  const fields = new Set<string>();
  for await (const row of historyRows(db, from, to)) {
    const { id, entity, entity_id, field, old_value, new_value, at, by } = row;
    hmac.update(`${JSON.stringify([id, entity, entity_id, field, old_value, new_value, at, by])}\n`);
    ids.push(id);
    fields.add(`${entity}.${field}`);
  }
  return { mac: hmac.digest('hex'), ids, fields: [...fields] };
}

/** What the audit row of a call says about the changes after number `after`; null when there are none. */
export async function sealHistory(db: Executor, key: Buffer, after: number): Promise<HistorySeal | null> {
  const last = await lastHistoryId(db);
  return last > after ? sealOf(db, key, after + 1, last) : null;
}

/** Seals the changes `from`–`to` as they stand. */
export async function sealOf(db: Executor, key: Buffer, from: number, to: number): Promise<HistorySeal> {
  const { mac, fields } = await hashHistory(db, key, from, to);
  const named = fields.slice(0, MAX_NAMES).join(',');
  return { historyFrom: from, historyTo: to, historyMac: mac, changed: fields.length > MAX_NAMES ? `${named},…` : named };
}
