import { createHmac } from 'node:crypto';
import type { AuditAction } from '../../src-shared/contract/audit.ts';
import type { Session } from '../../src-shared/contract/vault.ts';
import { BROKEN, GENESIS, macOf, type StoredRow } from './audit-row.ts';
import { type KnownHead, type Verification, verifyAgainst, verifyChain } from './audit-verify.ts';
import { type Clock, instant } from './clock.ts';
import type { AuditDetail, Executor } from './context.ts';
import { sealHistory, sealOf } from './history.ts';

export interface AuditEntry {
  readonly action: AuditAction;
  readonly channel: string;
  readonly subject?: { readonly kind: string; readonly id: string };
  readonly detail?: AuditDetail;
}

/** Number and MAC of the last row. */
export interface AuditHead {
  readonly seq: number;
  readonly mac: string;
}

const HEAD_SETTING = 'audit.head';
/** Keys of before a rekey: JSON `[{upTo, key}]`, ascending; `key` (base64) covers the rows up to number `upTo`. */
export const RETIRED_KEYS_SETTING = 'audit.retiredKeys';

/** Keeps the head from being set back to an older row by anybody without the key. */
const tagOf = (key: Buffer, { seq, mac }: AuditHead): string =>
  createHmac('sha256', key)
    .update(`head\n${String(seq)}\n${mac}`)
    .digest('hex');

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
    const { head, fits } = await this.#head(db);
    // A damaged head must not keep anybody out, nor be healed by going on as if it had been whole.
    const row: StoredRow = {
      seq: Math.max(head.seq, await lastSeq(db)) + 1,
      at: instant(this.#clock),
      user_id: session.userId,
      user_name: session.userName,
      role: session.role,
      action: entry.action,
      channel: entry.channel,
      subject_kind: entry.subject?.kind ?? null,
      subject_id: entry.subject?.id ?? null,
      detail: JSON.stringify(entry.detail ?? {}),
      previous_mac: fits ? head.mac : BROKEN,
    };
    const mac = macOf(this.#key, row);
    await db
      .insertInto('audit')
      .values({ ...row, mac })
      .execute();
    const next = { seq: row.seq, mac };
    const value = JSON.stringify({ ...next, tag: tagOf(this.#key, next) });
    await db
      .insertInto('setting')
      .values({ key: HEAD_SETTING, value, updated_at: row.at })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, updated_at: row.at }))
      .execute();
  }

  /** What the audit row of a call says about the field changes kept after number `after`: field names and a keyed hash, no values. */
  async sealChanges(db: Executor, after: number): Promise<AuditDetail | null> {
    const seal = await sealHistory(db, this.#key, after);
    return seal && { ...seal };
  }

  /** What the audit row of an erasure says about a stretch of changes whose values are gone: it takes the place of the older seal. */
  async resealChanges(db: Executor, from: number, to: number): Promise<AuditDetail> {
    return { ...(await sealOf(db, this.#key, from, to)) };
  }

  /**
   * Walks the whole chain and the field changes that its rows seal, and compares both with chain heads kept elsewhere. Every fault is
   * named; `broken` is the first of them.
   */
  async verify(db: Executor, heads: readonly KnownHead[] = []): Promise<Verification> {
    const { head, fits } = await this.#head(db);
    const { rows, findings } = await verifyChain(db, await this.#keys(db), { ...head, fits });
    const all = [...findings, ...(await verifyAgainst(db, heads))];
    const first = all.find((finding) => !finding.explained);
    return {
      rows,
      head: head.mac,
      headSeq: head.seq,
      findings: all,
      broken: first ? { seq: first.seq, what: first.what } : null,
    };
  }

  async #head(db: Executor): Promise<{ head: StoredHead; fits: boolean }> {
    const head = await readStoredHead(db);
    if (head.tag === undefined) return { head, fits: head.seq === 0 && head.at === null && (await lastSeq(db)) === 0 };
    if (head.tag === tagOf(this.#key, head)) return { head, fits: true };
    // The row before a rekey stands under the key of that time.
    return { head, fits: head.tag === tagOf((await this.#keys(db))(head.seq), head) };
  }

  async #keys(db: Executor): Promise<(seq: number) => Buffer> {
    const retired = await readRetiredKeys(db);
    return (seq) => retired.find(({ upTo }) => seq <= upTo)?.key ?? this.#key;
  }
}

async function lastSeq(db: Executor): Promise<number> {
  const row = await db
    .selectFrom('audit')
    .select((eb) => eb.fn.max<number | null>('seq').as('seq'))
    .executeTakeFirst();
  return row?.seq ?? 0;
}

async function readRetiredKeys(db: Executor): Promise<{ upTo: number; key: Buffer }[]> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', RETIRED_KEYS_SETTING).executeTakeFirst();
  const stored = row ? (JSON.parse(row.value) as { upTo: number; key: string }[]) : [];
  return stored.map(({ upTo, key }) => ({ upTo, key: Buffer.from(key, 'base64') }));
}

interface StoredHead extends AuditHead {
  readonly tag: string | undefined;
  /** When the last row was written; null before the first. */
  readonly at: string | null;
}

async function readStoredHead(db: Executor): Promise<StoredHead> {
  const row = await db.selectFrom('setting').selectAll().where('key', '=', HEAD_SETTING).executeTakeFirst();
  if (!row) return { seq: 0, mac: GENESIS, tag: undefined, at: null };
  const { seq, mac, tag } = readHeadText(row.value);
  return { seq, mac, tag, at: row.updated_at };
}

/** A head that somebody has made unreadable counts as none; the verification names it. */
function readHeadText(text: string): { seq: number; mac: string; tag: string | undefined } {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === 'object' && read !== null && 'seq' in read && 'mac' in read) {
      const { seq, mac } = read;
      const tag = 'tag' in read && typeof read.tag === 'string' ? read.tag : undefined;
      if (typeof seq === 'number' && Number.isSafeInteger(seq) && typeof mac === 'string') return { seq, mac, tag };
    }
  } catch {
    // Named below as any other wrong head.
  }
  return { seq: 0, mac: GENESIS, tag: undefined };
}

/** Head of the chain, as it stands in each backup's manifest. */
export async function auditHead(db: Executor): Promise<AuditHead> {
  const { seq, mac } = await readStoredHead(db);
  return { seq, mac };
}
