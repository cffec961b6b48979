import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import {
  ATTACHMENT_LIMIT,
  type AttachmentOwner,
  type AttachmentRow,
  type AttachmentType,
} from '../../src-shared/contract/attachments.ts';
import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { groundFor, registerDisclosure } from '../documents/documents.service.ts';
import { instant, localDate } from '../vault/clock.ts';
import type { Context } from '../vault/context.ts';
import { recordHistory } from '../vault/history.ts';
import { mayReadNotes } from '../vault/projection.ts';
import { requireBrief } from '../vault/student-brief.ts';
import type { AttachmentTable } from '../vault/tables.ts';
import { vaultSize } from '../vault/vault-size.ts';
import * as store from './attachments.repository.ts';
import { kindOfFile } from './file-kind.ts';
import { keptName } from './file-name.ts';

type Row = Selectable<AttachmentTable> & { readonly is_note: number };

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const mayOpen = (ctx: Context, row: Pick<Row, 'is_note' | 'student_id'>): boolean =>
  row.is_note === 0 || mayReadNotes(ctx, row.student_id);

export async function listAttachments(ctx: Context, input: ParsedInput<'attachments.list'>): Promise<AttachmentRow[]> {
  const { studentId, ownerKind, ownerId } = input;
  const owner = ownerKind && ownerId ? { kind: ownerKind, id: ownerId } : undefined;
  const rows = await store.attachmentsOf(ctx.db, studentId, owner);
  return rows.map((row) => {
    const readable = mayOpen(ctx, row);
    return {
      attachmentId: row.id,
      ownerKind: row.owner_kind as AttachmentOwner,
      ownerId: row.owner_id,
      name: readable ? row.name : null,
      description: readable ? row.description : null,
      type: row.type as AttachmentType,
      bytes: row.bytes,
      restricted: row.restricted === 1,
      readable,
      note: row.is_note === 1,
      recordedAt: row.recorded_at,
      recordedBy: row.added_by_name ?? '',
      removedAt: row.removed_at,
      removedBy: row.removed_by_name,
      removeReason: readable ? row.remove_reason : null,
    };
  });
}

/** Makes room for a file that was dropped or pasted; its bytes follow in parts, and `attachments.add` takes it like a chosen one. */
export async function beginTransfer(ctx: Context, input: ParsedInput<'attachments.begin'>): Promise<Output<'attachments.begin'>> {
  if (input.bytes === 0) throw new AppError('fileEmpty');
  if (input.bytes > ATTACHMENT_LIMIT) throw new AppError('fileTooLarge', { megabytes: ATTACHMENT_LIMIT / 1024 / 1024 });
  const token = ctx.newId();
  ctx.files.incoming.begin(token, input.name, input.bytes);
  return { token };
}

export async function takePart(ctx: Context, input: ParsedInput<'attachments.part'>): Promise<Output<'attachments.part'>> {
  return { received: ctx.files.incoming.part(input.token, input.at, input.body) };
}

export async function dropTransfer(
  ctx: Context,
  { token }: ParsedInput<'attachments.drop'>,
): Promise<Output<'attachments.drop'>> {
  ctx.files.incoming.drop(token);
  return { dropped: true };
}

export async function addAttachment(ctx: Context, input: ParsedInput<'attachments.add'>): Promise<Output<'attachments.add'>> {
  const { studentId, ownerKind, ownerId } = input;
  await requireBrief(ctx.db, studentId, localDate(ctx.clock));
  if (!(await store.ownerExists(ctx.db, ownerKind, ownerId, studentId))) throw new AppError('ownerUnknown');
  const { name: given, bytes } = ctx.files.read(input.token, ATTACHMENT_LIMIT);
  const type = await kindOfFile(bytes);
  const name = keptName(given, type);
  const sha256 = hashOf(bytes);
  const twin = await store.sameBytes(ctx.db, studentId, sha256);
  if (twin) throw new AppError('attachmentTwice', { name: twin.name, ownerKind: twin.owner_kind, ownerId: twin.owner_id });
  const attachmentId = ctx.newId();
  await store.insertAttachment(
    ctx.db,
    {
      id: attachmentId,
      student_id: studentId,
      owner_kind: ownerKind,
      owner_id: ownerId,
      name,
      type,
      bytes: bytes.length,
      sha256,
      description: input.description,
      restricted: input.restricted ? 1 : 0,
      recorded_at: instant(ctx.clock),
      recorded_by: ctx.session.userId,
    },
    bytes,
  );
  ctx.note({ type, bytes: bytes.length, restricted: input.restricted }, { kind: 'student', id: studentId });
  return { attachmentId, name, type, bytes: bytes.length };
}

export async function attachmentUsage({ db }: Context): Promise<Output<'attachments.usage'>> {
  return { ...(await store.keptFiles(db)), vaultBytes: await vaultSize(db) };
}

export async function readAttachment(
  ctx: Context,
  { attachmentId }: ParsedInput<'attachments.read'>,
): Promise<Output<'attachments.read'>> {
  const row = await requireOpen(ctx, attachmentId);
  ctx.note({ type: row.type, bytes: row.bytes }, { kind: 'student', id: row.student_id });
  return { name: row.name, type: row.type as AttachmentType, body: new Uint8Array(await bodyOf(ctx, row)) };
}

export async function exportAttachment(ctx: Context, input: ParsedInput<'attachments.export'>): Promise<{ name: string }> {
  const row = await requireOpen(ctx, input.attachmentId);
  const noted = row.is_note === 1;
  if (noted && input.restrictedReason === null)
    throw new AppError('restrictedReasonMissing', undefined, { restrictedReason: 'restrictedReasonMissing' });
  const body = await bodyOf(ctx, row);
  await registerDisclosure(ctx, {
    studentId: row.student_id,
    document: 'attachment',
    outcome: 'saved',
    recipient: input.recipient,
    purpose: input.purpose,
    sections: [row.owner_kind],
    from: null,
    to: null,
    restrictedReason: noted ? input.restrictedReason : null,
    basis: await groundFor(ctx, { studentId: row.student_id, recipientKind: input.recipientKind, basis: input.basis }),
    sha256: row.sha256,
  });
  return ctx.files.write(input.token, body);
}

export async function setRestricted(ctx: Context, input: ParsedInput<'attachments.setRestricted'>): Promise<boolean> {
  const row = await requirePresent(ctx, input.attachmentId);
  await recordHistory(ctx, 'attachment', row.id, row, { restricted: input.restricted ? 1 : 0 });
  await store.setRestrictedRow(ctx.db, row.id, input.restricted);
  ctx.note({ field: 'restricted', to: input.restricted }, { kind: 'student', id: row.student_id });
  return input.restricted;
}

export async function removeAttachment(ctx: Context, input: ParsedInput<'attachments.remove'>): Promise<void> {
  const row = await requirePresent(ctx, input.attachmentId);
  await store.removeAttachment(ctx.db, row.id, {
    removed_at: instant(ctx.clock),
    removed_by: ctx.session.userId,
    remove_reason: input.reason,
  });
  ctx.note({ removed: true, type: row.type, bytes: row.bytes }, { kind: 'student', id: row.student_id });
}

async function requirePresent(ctx: Context, attachmentId: string): Promise<Row> {
  const row = await store.attachmentById(ctx.db, attachmentId);
  if (!row) throw new AppError('attachmentUnknown');
  if (row.removed_at !== null) throw new AppError('attachmentRemoved');
  return row;
}

async function requireOpen(ctx: Context, attachmentId: string): Promise<Row> {
  const row = await requirePresent(ctx, attachmentId);
  if (!mayOpen(ctx, row)) throw new AppError('restricted');
  return row;
}

/** The bytes, proved to be those that came in. */
async function bodyOf(ctx: Context, row: Row): Promise<Buffer> {
  const body = await store.readBody(ctx.db, row.id);
  if (hashOf(body) !== row.sha256) throw new AppError('attachmentDamaged');
  return body;
}
