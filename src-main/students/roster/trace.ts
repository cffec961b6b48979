import { instant } from '../../vault/clock.ts';
import type { Context, Executor } from '../../vault/context.ts';
import { readSetting } from '../../vault/setting-store.ts';

type Value = string | number | null;

/** What an import did, kept until it is undone: new ids, and the old values of everything else. */
export interface ImportTrace {
  readonly students: string[];
  /** Students who were there before and of whom anything changed. */
  readonly altered: string[];
  readonly changed: { id: string; revision: number; before: Record<string, Value> }[];
  readonly enrolments: string[];
  readonly enrolmentsBefore: {
    id: string;
    class_id: string;
    to_date: string | null;
    boarder: number;
    dorm_id: string | null;
    status: string;
  }[];
  /** Events of the roll that tell of moves; a trace of an earlier version has none. */
  readonly events?: string[];
  /** New students beside those whom they only look like. */
  readonly twoPeople?: { student_a: string; student_b: string }[];
  readonly guardians: string[];
  readonly guardiansBefore: { id: string; phone: string | null; relation: string; note: string | null }[];
  readonly registrations: { student_id: string; number: string }[];
  readonly classes: string[];
  readonly dorms: string[];
  /** Number of the newest kept change when the import was done; whatever came after may build on it. */
  readonly historyId: number;
}

/** Imports further back cannot be undone as a whole: their traces would grow for ever, and everything has been built on them. */
const KEPT = 12;
const PREFIX = 'import.trace.';
const keyOf = (batchId: string): string => `${PREFIX}${batchId}`;

export async function keepTrace(ctx: Context, batchId: string, trace: ImportTrace): Promise<void> {
  const row = { key: keyOf(batchId), value: JSON.stringify(trace), updated_at: instant(ctx.clock) };
  await ctx.db.insertInto('setting').values(row).execute();
  const old = (await tracedBatches(ctx.db)).slice(KEPT);
  if (old.length > 0) await ctx.db.deleteFrom('setting').where('key', 'in', old.map(keyOf)).execute();
}

/** Imports whose traces are kept, newest first. */
export async function tracedBatches(db: Executor): Promise<string[]> {
  // Batch ids begin with their time.
  const rows = await db.selectFrom('setting').select('key').where('key', 'like', `${PREFIX}%`).orderBy('key', 'desc').execute();
  return rows.map((row) => row.key.slice(PREFIX.length));
}

export async function loadTrace(db: Executor, batchId: string): Promise<ImportTrace | null> {
  return ((await readSetting(db, keyOf(batchId))) as ImportTrace | undefined) ?? null;
}

export async function dropTrace(db: Executor, batchId: string): Promise<void> {
  await db.deleteFrom('setting').where('key', '=', keyOf(batchId)).execute();
}
