import type { ExpressionBuilder, Insertable } from 'kysely';
import type { AttachmentOwner } from '../../src-shared/contract/attachments.ts';
import type { Executor } from '../vault/context.ts';
import { fileIsNote } from '../vault/file-class.ts';
import type { AttachmentTable, Tables } from '../vault/tables.ts';

/** Large enough for few rows, small enough that no page chain grows long. */
const CHUNK = 256 * 1024;

/** The table behind each owner, and the column that leads to the student; reports name theirs in a table of their own. */
const OWNER_TABLES = {
  consent: 'consent',
  session: 'session',
  visit: 'home_visit',
  plan: 'support_plan',
  case: 'counseling_case',
} as const;

export async function ownerExists(db: Executor, kind: AttachmentOwner, id: string, studentId: string): Promise<boolean> {
  if (kind === 'student') return id === studentId;
  if (kind === 'report') {
    const row = await db
      .selectFrom('concern_report_student')
      .select('report_id')
      .where('report_id', '=', id)
      .where('student_id', '=', studentId)
      .executeTakeFirst();
    return row !== undefined;
  }
  const row = await db
    .selectFrom(OWNER_TABLES[kind])
    .select('id')
    .where('id', '=', id)
    .where('student_id', '=', studentId)
    .executeTakeFirst();
  return row !== undefined;
}

/** 1 where the file is read like a note. */
const noteOf = (eb: ExpressionBuilder<Tables, 'attachment'>) =>
  eb.case().when(fileIsNote(eb)).then(eb.lit(1)).else(eb.lit(0)).end().as('is_note');

export function attachmentsOf(db: Executor, studentId: string, owner?: { kind: AttachmentOwner; id: string }) {
  let query = db
    .selectFrom('attachment')
    .leftJoin('user as adder', 'adder.id', 'attachment.recorded_by')
    .leftJoin('user as remover', 'remover.id', 'attachment.removed_by')
    .selectAll('attachment')
    .select((eb) => ['adder.name as added_by_name', 'remover.name as removed_by_name', noteOf(eb)])
    .where('attachment.student_id', '=', studentId)
    .orderBy('attachment.recorded_at', 'desc')
    .orderBy('attachment.id', 'desc');
  if (owner) query = query.where('owner_kind', '=', owner.kind).where('owner_id', '=', owner.id);
  return query.execute();
}

export function attachmentById(db: Executor, id: string) {
  return db
    .selectFrom('attachment')
    .selectAll()
    .select((eb) => noteOf(eb))
    .where('id', '=', id)
    .executeTakeFirst();
}

/** A file with the same bytes that still hangs on the student. */
export function sameBytes(db: Executor, studentId: string, sha256: string) {
  return db
    .selectFrom('attachment')
    .select(['id', 'name', 'owner_kind', 'owner_id'])
    .where('student_id', '=', studentId)
    .where('sha256', '=', sha256)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
}

export async function insertAttachment(db: Executor, row: Insertable<Tables['attachment']>, body: Buffer): Promise<void> {
  await db.insertInto('attachment').values(row).execute();
  for (let position = 0; position * CHUNK < body.length; position += 1) {
    await db
      .insertInto('attachment_chunk')
      .values({ attachment_id: row.id, position, body: body.subarray(position * CHUNK, (position + 1) * CHUNK) })
      .execute();
  }
}

export async function readBody(db: Executor, id: string): Promise<Buffer> {
  const chunks = await db
    .selectFrom('attachment_chunk')
    .select('body')
    .where('attachment_id', '=', id)
    .orderBy('position')
    .execute();
  return Buffer.concat(chunks.map((chunk) => chunk.body));
}

export async function setRestrictedRow(db: Executor, id: string, restricted: boolean): Promise<void> {
  await db
    .updateTable('attachment')
    .set({ restricted: restricted ? 1 : 0 })
    .where('id', '=', id)
    .execute();
}

/** The pieces go, overwritten by the connection's secure_delete; the row stays as a mark. */
export async function removeAttachment(
  db: Executor,
  id: string,
  mark: Pick<AttachmentTable, 'removed_at' | 'removed_by' | 'remove_reason'>,
): Promise<void> {
  await db.deleteFrom('attachment_chunk').where('attachment_id', '=', id).execute();
  await db.updateTable('attachment').set(mark).where('id', '=', id).execute();
}

/** How many files are kept, and their bytes. */
export function keptFiles(db: Executor): Promise<{ files: number; bytes: number }> {
  return db
    .selectFrom('attachment')
    .select((eb) => [eb.fn.countAll<number>().as('files'), eb.fn.coalesce(eb.fn.sum<number>('bytes'), eb.lit(0)).as('bytes')])
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow();
}
