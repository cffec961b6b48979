import type { Insertable, Kysely } from 'kysely';
import type { Tables } from '../../../src-main/vault/tables.ts';

type Rows = { [T in keyof Tables]?: Insertable<Tables[T]>[] };

/** Collects rows a table and writes them in the order in which they were first named (parents before children). */
export class Sheet {
  readonly rows: Rows = {};

  add<T extends keyof Tables>(table: T, row: Insertable<Tables[T]>): void {
    const rows = this.rows as Record<string, unknown[]>;
    const list = rows[table] ?? [];
    rows[table] = list;
    list.push(row);
  }

  async write(db: Kysely<Tables>): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const [table, rows] of Object.entries(this.rows)) {
      const first = rows[0];
      if (!first) continue;
      counts[table] = rows.length;
      const chunk = Math.max(1, Math.floor(20_000 / Object.keys(first).length));
      for (let at = 0; at < rows.length; at += chunk) {
        await db
          .insertInto(table as keyof Tables)
          .values(rows.slice(at, at + chunk) as never)
          .execute();
      }
    }
    return counts;
  }
}
