import type { ExpressionBuilder } from 'kysely';
import type { AttachmentOwner } from '../../src-shared/contract/attachments.ts';
import type { Tables } from './tables.ts';

/** Records whose scans are notes: what hangs on them is read like their text, whatever its own mark. */
export const NOTE_OWNERS = ['session', 'case', 'plan'] as const satisfies readonly AttachmentOwner[];

/** SQL: 1 where a file is marked restricted, by itself or by the report it hangs on; then it goes on paper only by a second choice. */
export function fileMarked(eb: ExpressionBuilder<Tables, 'attachment'>) {
  return eb.or([
    eb('attachment.restricted', '=', 1),
    eb.and([
      eb('attachment.owner_kind', '=', 'report'),
      eb.exists(
        eb
          .selectFrom('concern_report')
          .select('concern_report.id')
          .whereRef('concern_report.id', '=', 'attachment.owner_id')
          .where('concern_report.restricted', '=', 1),
      ),
    ]),
  ]);
}

/** SQL: 1 where name, words and bytes of a file are read like a note. The one rule behind list, chronology, search and print. */
export function fileIsNote(eb: ExpressionBuilder<Tables, 'attachment'>) {
  return eb.or([fileMarked(eb), eb('attachment.owner_kind', 'in', [...NOTE_OWNERS])]);
}
