import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/**
 * One transaction that reports what really went wrong: on a full disk SQLite rolls back by itself, the rollback after it fails too, and
 * that second error would hide the first.
 */
export async function inTransaction<T>(db: Kysely<Tables>, work: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
  let cause: { readonly error: unknown } | undefined;
  try {
    return await db.transaction().execute(async (transaction) => {
      try {
        return await work(transaction);
      } catch (error) {
        cause = { error };
        throw error;
      }
    });
  } catch (error) {
    throw cause ? cause.error : error;
  }
}
