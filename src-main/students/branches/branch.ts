import type { AliasableExpression, ExpressionBuilder, ReferenceExpression } from 'kysely';
import type { ChronologyKind } from '../../../src-shared/contract/students.ts';
import type { Executor } from '../../vault/context.ts';
import type { Tables } from '../../vault/tables.ts';

/** One entry as its table has it. A page is found by `on`, `time` and `id` alone; the rest is read for the entries of the page. */
export interface BranchRow {
  id: string;
  on: string;
  time: string | null;
  recorded_at: string | null;
  by: string | null;
  updated_at: string | null;
  updated_by: string | null;
  /** JSON object of codes and numbers. */
  facts: string;
  text: string;
  /** Who may read `text`: 0 counselor and lead · 1 as notes · 2 as notes, and on paper only by a second choice. */
  restricted: number;
}

export interface Branch {
  readonly kind: ChronologyKind;
  /** Name under which the history keeps changes of such an entry, with its table. */
  readonly history?: { readonly entity: string; readonly table: string };
  /** All entries of this kind in one file; never run as it is, but narrowed to a page. */
  readonly rows: (db: Executor, studentId: string) => AliasableExpression<BranchRow>;
}

/** The calendar day at the desk of a UTC instant. */
export const localDay = <T extends keyof Tables>(eb: ExpressionBuilder<Tables, T>, column: ReferenceExpression<Tables, T>) =>
  eb.fn<string>('date', [column, eb.val('localtime')]);

export const lines = <T extends keyof Tables>(
  eb: ExpressionBuilder<Tables, T>,
  columns: readonly ReferenceExpression<Tables, T>[],
) => eb.fn<string>('concat_ws', [eb.val('\n'), ...columns]);

export const object = <T extends keyof Tables>(
  eb: ExpressionBuilder<Tables, T>,
  columns: Readonly<Record<string, ReferenceExpression<Tables, T>>>,
) =>
  eb.fn<string>(
    'json_object',
    Object.entries(columns).flatMap(([key, column]) => [eb.val(key), column]),
  );

/** What the columns of an entry are where its table has none. */
export const never = <T extends keyof Tables>(eb: ExpressionBuilder<Tables, T>) => eb.lit(null);
