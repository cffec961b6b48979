import { createHmac } from 'node:crypto';

/** A row of the audit without its MAC. */
export interface StoredRow {
  readonly seq: number;
  readonly at: string;
  readonly user_id: string;
  readonly user_name: string;
  readonly role: string;
  readonly action: string;
  readonly channel: string;
  readonly subject_kind: string | null;
  readonly subject_id: string | null;
  readonly detail: string;
  readonly previous_mac: string;
}

/** Stands for the MAC before a row that was written while the kept head did not fit: the fault stays on record. */
export const BROKEN = 'f'.repeat(64);

/** What the first row names as the MAC before it. */
export const GENESIS = '0'.repeat(64);

/** Hex HMAC-SHA256 over the row in a fixed order; the key never leaves the vault process. */
export function macOf(key: Buffer, row: StoredRow): string {
  const canonical = JSON.stringify([
    row.seq,
    row.at,
    row.user_id,
    row.user_name,
    row.role,
    row.action,
    row.channel,
    row.subject_kind,
    row.subject_id,
    row.detail,
    row.previous_mac,
  ]);
  return createHmac('sha256', key).update(canonical).digest('hex');
}
