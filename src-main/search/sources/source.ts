import type { ExpressionBuilder } from 'kysely';
import type { NoteKind } from '../../../src-shared/contract/search.ts';
import type { Executor } from '../../vault/context.ts';
import type { Tables } from '../../vault/tables.ts';

/** Who may find a text: everyone · counselor and lead · the counselor alone. It follows vault/text-classes.ts. */
export const OPEN = 0;
export const SUPPORT = 1;
export const RESTRICTED = 2;
export type NoteClass = typeof OPEN | typeof SUPPORT | typeof RESTRICTED;

/** A note as it stands in its table; `on` is a day or an instant, `student_id` null where the table names none. */
export interface NoteRow {
  readonly id: string;
  readonly on: string;
  readonly text: string;
  readonly student_id: string | null;
  readonly restricted?: number;
  readonly session_id?: string;
}

export interface Source {
  readonly table: keyof Tables;
  readonly kind: NoteKind;
  /** `flagged`: restricted where its row says so, otherwise open; `supportFlagged`: otherwise of support. */
  readonly class: NoteClass | 'flagged' | 'supportFlagged';
  readonly read: (db: Executor, ids: readonly string[]) => Promise<NoteRow[]>;
}

/** The same joining as in the triggers that keep the old text: both must give one text. */
export function text<T extends keyof Tables>(
  eb: ExpressionBuilder<Tables, T>,
  columns: readonly (string & Parameters<typeof eb.ref>[0])[],
) {
  return eb.fn<string>('concat_ws', [eb.val('\n'), ...columns.map((column) => eb.ref(column))]);
}

/** Class of one row of a source. */
export const classOf = (source: Source, row: NoteRow): NoteClass =>
  typeof source.class === 'number'
    ? source.class
    : row.restricted === 1
      ? RESTRICTED
      : source.class === 'flagged'
        ? OPEN
        : SUPPORT;
