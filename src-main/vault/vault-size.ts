import { sql } from 'kysely';
import type { Executor } from './context.ts';

/** Bytes of the vault's database, free pages included: what a backup has to read. */
export async function vaultSize(db: Executor): Promise<number> {
  const { rows } = await sql<{
    size: number;
  }>`SELECT page_count * page_size AS size FROM pragma_page_count, pragma_page_size`.execute(db);
  return rows[0]?.size ?? 0;
}
