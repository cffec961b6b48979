import type { BackupReason } from '../../src-shared/contract/backup.ts';
import type { Executor } from '../vault/context.ts';

/** Entry of the book of backups. */
export interface Run {
  readonly id: string;
  readonly kind: 'backup' | 'second_copy' | 'rehearsal' | 'restore';
  readonly reason: BackupReason;
  readonly fileName: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** `ok` or the code of what went wrong. */
  readonly outcome: string;
  readonly bytes?: number;
  readonly rows?: number;
  readonly auditSeq?: number;
  readonly auditHead?: string;
}

export async function insertRun(db: Executor, run: Run): Promise<void> {
  await db
    .insertInto('backup_run')
    .values({
      id: run.id,
      kind: run.kind,
      reason: run.reason,
      file_name: run.fileName,
      started_at: run.startedAt,
      finished_at: run.finishedAt,
      outcome: run.outcome,
      bytes: run.bytes ?? null,
      rows_total: run.rows ?? null,
      audit_seq: run.auditSeq ?? null,
      audit_head: run.auditHead ?? null,
    })
    .execute();
}

export interface BookedRun {
  readonly kind: string;
  readonly fileName: string;
  readonly finishedAt: string;
  readonly outcome: string;
  readonly bytes: number | null;
  readonly auditSeq: number | null;
}

/** Far more runs than there are backups to say something about. */
const BOOK = 400;

/** Newest first. */
export async function readRuns(db: Executor): Promise<BookedRun[]> {
  const rows = await db
    .selectFrom('backup_run')
    .select(['kind', 'file_name', 'finished_at', 'outcome', 'bytes', 'audit_seq'])
    .where('finished_at', 'is not', null)
    .orderBy('finished_at', 'desc')
    .orderBy('id', 'desc')
    .limit(BOOK)
    .execute();
  return rows.map((row) => ({
    kind: row.kind,
    fileName: row.file_name,
    finishedAt: row.finished_at ?? '',
    outcome: row.outcome,
    bytes: row.bytes,
    auditSeq: row.audit_seq,
  }));
}

/** Entries that change nothing a backup would have to save. */
const IDLE_ACTIONS = ['view', 'list', 'unlock', 'unlock_failed', 'lock', 'backup', 'rehearsal'];

/** Whether anything was written since a backup that ended with this audit row, made at this instant. */
export async function changedSince(db: Executor, auditSeq: number, at: string): Promise<boolean> {
  const row = await db
    .selectFrom('audit')
    .select('seq')
    .where('seq', '>', auditSeq)
    .where('action', 'not in', IDLE_ACTIONS)
    .limit(1)
    .executeTakeFirst();
  if (row) return true;
  return (await db.selectFrom('draft').select('draft_id').where('saved_at', '>', at).limit(1).executeTakeFirst()) !== undefined;
}
