import { type CompiledQuery, DefaultQueryExecutor } from 'kysely';
import { vi } from 'vitest';
import { explain } from './explain.ts';
import type { TestVault } from './open-vault.ts';

/** Steps of SQLite's plans for every SELECT that some work runs, the query before its steps. */
export async function plansOf(db: TestVault['db'], work: () => Promise<unknown>): Promise<{ query: string; steps: string[] }[]> {
  const spy = vi.spyOn(DefaultQueryExecutor.prototype, 'executeQuery');
  let run: CompiledQuery[];
  try {
    await work();
    run = spy.mock.calls.map(([query]) => query);
  } finally {
    spy.mockRestore();
  }
  const plans = [];
  for (const query of run.filter(({ sql }) => /^(?:select|with)\b/iu.test(sql))) {
    plans.push({ query: query.sql, steps: await explain(db, { compile: () => query }) });
  }
  return plans;
}

/** Tables that do not grow with the students and their records, and what is no table: parts of a query, the index asked by `MATCH`. */
const SMALL = /^SCAN (?:setting|user|staff|class|dorm|search_queue|search_index VIRTUAL|[bp]$|\(subquery|CONSTANT)/u;

/** Steps that walk a table of students or records from end to end, each once. */
export function scansOf(plans: readonly { readonly steps: readonly string[] }[]): string[] {
  const scans = plans.flatMap(({ steps }) => steps.filter((step) => step.startsWith('SCAN ') && !SMALL.test(step)));
  return [...new Set(scans)].sort();
}
