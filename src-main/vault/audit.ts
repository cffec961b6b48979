import { createHmac } from 'node:crypto';
import type { AuditAction } from '../../src-shared/contract/audit.ts';
import type { Session } from '../../src-shared/contract/vault.ts';
import { type Clock, instant } from './clock.ts';
import type { AuditDetail, Executor } from './context.ts';

export interface AuditEntry {
  readonly action: AuditAction;
  readonly channel: string;
  readonly subject?: { readonly kind: string; readonly id: string };
  readonly detail?: AuditDetail;
}

interface StoredRow {
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

const GENESIS = '0'.repeat(64);
const HEAD_SETTING = 'audit.head';
/** Keys of before a rekey: JSON `[{upTo, key}]`, ascending; `key` (base64) covers the rows up to number `upTo`. */
export const RETIRED_KEYS_SETTING = 'audit.retiredKeys';

/** Hex HMAC-SHA256 over the row in a fixed order; the key never leaves the vault process. */
function macOf(key: Buffer, row: StoredRow): string {
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

/**
 * Keyed chain of who did what. Rows are written in the transaction of what they log; the head (last number and MAC) is kept apart so
 * that cutting rows off the end shows too.
 */
export class AuditLog {
  readonly #key: Buffer;
  readonly #clock: Clock;

  constructor(key: Buffer, clock: Clock) {
    this.#key = key;
    this.#clock = clock;
  }

  async append(db: Executor, session: Pick<Session, 'userId' | 'userName' | 'role'>, entry: AuditEntry): Promise<void> {
    const head = await readHead(db);
    const row: StoredRow = {
      seq: head.seq + 1,
      at: instant(this.#clock),
      user_id: session.userId,
      user_name: session.userName,
      role: session.role,
      action: entry.action,
      channel: entry.channel,
      subject_kind: entry.subject?.kind ?? null,
      subject_id: entry.subject?.id ?? null,
      detail: JSON.stringify(entry.detail ?? {}),
      previous_mac: head.mac,
    };
    const mac = macOf(this.#key, row);
    await db
      .insertInto('audit')
      .values({ ...row, mac })
      .execute();
    const value = JSON.stringify({ seq: row.seq, mac });
    await db
      .insertInto('setting')
      .values({ key: HEAD_SETTING, value, updated_at: row.at })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, updated_at: row.at }))
      .execute();
  }

  /** Walks the whole chain. `edited`: a row's MAC does not fit; `missing`: a number or link is absent; `truncated`: the end is gone. */
  async verify(
    db: Executor,
  ): Promise<{ rows: number; broken: { seq: number; what: 'edited' | 'missing' | 'truncated' } | null; head: string }> {
    const head = await readHead(db);
    let previous = { seq: 0, mac: GENESIS };
    let rows = 0;
    const retired = await readRetiredKeys(db);
    const keyFor = (seq: number): Buffer => retired.find(({ upTo }) => seq <= upTo)?.key ?? this.#key;
    for (;;) {
      const page = await db.selectFrom('audit').selectAll().where('seq', '>', previous.seq).orderBy('seq').limit(2000).execute();
      for (const row of page) {
        if (row.seq !== previous.seq + 1) return { rows, broken: { seq: previous.seq + 1, what: 'missing' }, head: head.mac };
        if (macOf(keyFor(row.seq), row) !== row.mac) return { rows, broken: { seq: row.seq, what: 'edited' }, head: head.mac };
        if (row.previous_mac !== previous.mac) return { rows, broken: { seq: row.seq, what: 'missing' }, head: head.mac };
        previous = { seq: row.seq, mac: row.mac };
        rows += 1;
      }
      if (page.length < 2000) break;
    }
    if (previous.seq !== head.seq || previous.mac !== head.mac) {
      return { rows, broken: { seq: previous.seq + 1, what: 'truncated' }, head: head.mac };
    }
    return { rows, broken: null, head: head.mac };
  }
}

async function readRetiredKeys(db: Executor): Promise<{ upTo: number; key: Buffer }[]> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', RETIRED_KEYS_SETTING).executeTakeFirst();
  const stored = row ? (JSON.parse(row.value) as { upTo: number; key: string }[]) : [];
  return stored.map(({ upTo, key }) => ({ upTo, key: Buffer.from(key, 'base64') }));
}

async function readHead(db: Executor): Promise<{ seq: number; mac: string }> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', HEAD_SETTING).executeTakeFirst();
  return row ? (JSON.parse(row.value) as { seq: number; mac: string }) : { seq: 0, mac: GENESIS };
}
