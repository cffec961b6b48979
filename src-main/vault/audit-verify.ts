import { z } from 'zod';
import type { AuditFault } from '../../src-shared/contract/audit.ts';
import { BROKEN, GENESIS, macOf, type StoredRow } from './audit-row.ts';
import type { Executor } from './context.ts';
import { type HistorySeal, hashHistory } from './history.ts';

/** One fault of the record; `seq`–`lastSeq` are the numbers it concerns, of audit rows, or of field changes for `history…`. */
export interface Finding {
  readonly what: AuditFault;
  readonly seq: number;
  readonly lastSeq: number;
  /** When the row concerned (or the one before what is gone) was written, and what stands after the gap. */
  readonly at: string | null;
  readonly until: string | null;
  readonly userName: string | null;
  /** Where a moved row came from, or the audit row that seals the changed history. */
  readonly other: number | null;
  /** Name of the backup whose head does not fit. */
  readonly source: string | null;
  /** A restore that is itself on record accounts for it. */
  readonly explained: boolean;
}

export interface Verification {
  readonly rows: number;
  readonly head: string;
  readonly headSeq: number;
  readonly findings: Finding[];
  readonly broken: { readonly seq: number; readonly what: AuditFault } | null;
}

/** A head of the chain that is kept outside the database, such as in a backup's manifest; `at` is when it was taken. */
export interface KnownHead {
  readonly seq: number;
  readonly head: string;
  readonly source: string;
  readonly at: string;
}

type Row = StoredRow & { readonly mac: string };
type KeyFor = (seq: number) => Buffer;
interface CheckedHead {
  readonly seq: number;
  readonly mac: string;
  /** The head was kept by somebody who has the key. */
  readonly fits: boolean;
  readonly at: string | null;
}

const PAGE = 2000;
/** Rows and numbers tried against each other to tell a moved row from an edited one. */
const MOVES = 400;

const finding = (what: AuditFault, seq: number, more: Partial<Finding> = {}): Finding => ({
  what,
  seq,
  lastSeq: more.lastSeq ?? seq,
  at: null,
  until: null,
  userName: null,
  other: null,
  source: null,
  explained: false,
  ...more,
});

const ofRow = (row: Row): Pick<Finding, 'at' | 'userName'> => ({ at: row.at, userName: row.user_name });

interface Gap {
  readonly from: number;
  readonly to: number;
  readonly before: Row | null;
  readonly after: Row;
}
interface Sealed extends Pick<HistorySeal, 'historyFrom' | 'historyTo' | 'historyMac'> {
  readonly row: Row;
}

/** Walks the rows once: each against its own MAC, its number and the row before it; then the head, then the field changes they seal. */
export async function verifyChain(
  db: Executor,
  keyFor: KeyFor,
  head: CheckedHead,
): Promise<{ rows: number; findings: Finding[] }> {
  const suspects: Row[] = [];
  const gaps: Gap[] = [];
  const findings: Finding[] = [];
  const seals = new Map<string, Sealed>();
  let last: Row | null = null;
  let rows = 0;
  for await (const row of allRows(db)) {
    rows += 1;
    const fits = row.seq > 0 && macOf(keyFor(row.seq), row) === row.mac;
    if (!fits) suspects.push(row);
    keepSeal(seals, row);
    if (row.seq < 1) continue;
    const before: Row | null = last;
    const expected: number = (before?.seq ?? 0) + 1;
    if (fits && row.previous_mac === BROKEN) findings.push(finding('head', row.seq, ofRow(row)));
    if (row.seq > expected) gaps.push({ from: expected, to: row.seq - 1, before, after: row });
    // Both rows fit and stand side by side, yet the chain does not hold: one of them belongs to another chain.
    else if (fits && ![BROKEN, before?.mac ?? GENESIS].includes(row.previous_mac) && (!before || suspects.at(-1) !== before)) {
      findings.push(finding('edited', row.seq, ofRow(row)));
    }
    last = row;
  }
  findings.push(...nameRows(keyFor, suspects, gaps));
  findings.push(...checkHead(head, last, suspects));
  findings.push(...(await verifyHistory(db, keyFor, [...seals.values()], head)));
  return { rows, findings: findings.sort((a, b) => a.seq - b.seq) };
}

async function* allRows(db: Executor): AsyncGenerator<Row> {
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const page = await db.selectFrom('audit').selectAll().where('seq', '>', after).orderBy('seq').limit(PAGE).execute();
    yield* page;
    const end = page.at(-1);
    if (!end || page.length < PAGE) return;
    after = end.seq;
  }
}

/** Tells rows that moved to another number from edited and missing ones: a moved row's MAC still fits where it came from. */
function nameRows(keyFor: KeyFor, suspects: readonly Row[], gaps: readonly Gap[]): Finding[] {
  const free = new Set<number>(suspects.map((row) => row.seq).slice(0, MOVES));
  for (const gap of gaps) for (let seq = gap.from; seq <= gap.to && free.size < 2 * MOVES; seq += 1) free.add(seq);
  const findings: Finding[] = [];
  const moved = new Set<number>();
  for (const [index, row] of suspects.entries()) {
    const from =
      index < MOVES
        ? [...free].find((seq) => seq > 0 && seq !== row.seq && macOf(keyFor(seq), { ...row, seq }) === row.mac)
        : undefined;
    if (from === undefined) findings.push(finding(row.seq < 1 ? 'added' : 'edited', row.seq, ofRow(row)));
    else {
      moved.add(from);
      findings.push(finding('moved', row.seq, { ...ofRow(row), other: from }));
    }
  }
  for (const gap of gaps) {
    const whole = gap.from === gap.to && moved.has(gap.from);
    if (whole) continue;
    findings.push(
      finding('missing', gap.from, {
        lastSeq: gap.to,
        at: gap.before?.at ?? null,
        until: gap.after.at,
        userName: gap.before?.user_name ?? null,
      }),
    );
  }
  return findings;
}

function checkHead(head: CheckedHead, last: Row | null, suspects: readonly Row[]): Finding[] {
  if (!head.fits) return [finding('head', head.seq, { at: head.at })];
  const lastSeq = last?.seq ?? 0;
  if (head.seq > lastSeq) {
    return [
      finding('truncated', lastSeq + 1, {
        lastSeq: head.seq,
        at: last?.at ?? null,
        until: head.at,
        userName: last?.user_name ?? null,
      }),
    ];
  }
  if (head.seq < lastSeq) return [finding('added', head.seq + 1, { lastSeq, ...(last && ofRow(last)) })];
  // A suspect last row is named already.
  return last && last.mac !== head.mac && !suspects.includes(last) ? [finding('edited', last.seq, ofRow(last))] : [];
}

const sealShape = z.object({ historyFrom: z.number().int(), historyTo: z.number().int(), historyMac: z.string() });

/** An edited row may hold anything. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The newest row that seals a stretch of changes counts: erasing values seals what is left anew. */
function keepSeal(seals: Map<string, Sealed>, row: Row): void {
  if (!row.detail.includes('"historyMac"')) return;
  const read = sealShape.safeParse(parseJson(row.detail));
  if (!read.success) return;
  const { historyFrom, historyTo, historyMac } = read.data;
  seals.set(`${String(historyFrom)}-${String(historyTo)}`, { historyFrom, historyTo, historyMac, row });
}

async function verifyHistory(db: Executor, keyFor: KeyFor, seals: readonly Sealed[], head: CheckedHead): Promise<Finding[]> {
  const findings: Finding[] = [];
  let next = 1;
  const unsealed = async (from: number, to: number) => {
    const row = await db
      .selectFrom('record_history')
      .select((eb) => [eb.fn.min<number | null>('id').as('first'), eb.fn.max<number | null>('id').as('last')])
      .where('id', '>=', from)
      .where('id', '<=', to)
      .executeTakeFirst();
    if (row?.first != null) findings.push(finding('historyAdded', row.first, { lastSeq: row.last ?? row.first, at: head.at }));
  };
  await unsealed(Number.MIN_SAFE_INTEGER, 0);
  for (const seal of seals.toSorted((a, b) => a.historyFrom - b.historyFrom)) {
    const { historyFrom: from, historyTo: to, row } = seal;
    if (from > next) await unsealed(next, from - 1);
    next = Math.max(next, to + 1);
    const { mac, ids } = await hashHistory(db, keyFor(row.seq), from, to);
    if (mac === seal.historyMac) continue;
    const there = new Set(ids);
    const gone: number[] = [];
    for (let id = from; id <= to; id += 1) if (!there.has(id)) gone.push(id);
    const [first] = gone;
    findings.push(
      first === undefined
        ? finding('historyEdited', from, { lastSeq: to, ...ofRow(row), other: row.seq })
        : finding('historyMissing', first, { lastSeq: gone.at(-1) ?? first, ...ofRow(row), other: row.seq }),
    );
  }
  await unsealed(next, Number.MAX_SAFE_INTEGER);
  return findings;
}

/**
 * Compares the chain with heads kept elsewhere, so that a chain written anew or a database set back shows. What happened before a
 * restore that is on record is explained by it.
 */
export async function verifyAgainst(db: Executor, heads: readonly KnownHead[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  const restored = await db
    .selectFrom('audit')
    .select((eb) => eb.fn.max<string | null>('at').as('at'))
    .where('action', '=', 'restore')
    .executeTakeFirst();
  for (const { seq, head, source, at } of heads) {
    const row = await db.selectFrom('audit').select(['mac', 'user_name']).where('seq', '=', seq).executeTakeFirst();
    if (row?.mac === head) continue;
    const explained = restored?.at != null && restored.at >= at;
    findings.push(finding(row ? 'rewritten' : 'rolledBack', seq, { at, userName: row?.user_name ?? null, source, explained }));
  }
  return findings;
}
