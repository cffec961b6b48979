import { z } from 'zod';
import { AUDIT_EXPORT_MAX, type AuditRow, auditActions, type FieldChange } from '../../src-shared/contract/audit.ts';
import { ROLES } from '../../src-shared/contract/channel.ts';
import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { addDays } from '../../src-shared/domain/dates.ts';
import type { AuditLog } from '../vault/audit.ts';
import type { KnownHead } from '../vault/audit-verify.ts';
import { instant } from '../vault/clock.ts';
import type { Context, Executor } from '../vault/context.ts';
import { mayReadNotes } from '../vault/projection.ts';
import { getSchool } from '../vault/school.ts';
import { historyTables, textClassOf } from '../vault/text-classes.ts';
import * as repository from './audit.repository.ts';
import { auditBook } from './audit-book.ts';

type Filter = Pick<ParsedInput<'audit.list'>, 'from' | 'to' | 'userId' | 'action' | 'studentId' | 'channels'>;

/** Field changes that one row shows. */
const MAX_CHANGES = 200;

/** First instant of a local day. */
const startOf = (day: string): string => new Date(`${day}T00:00:00`).toISOString();

/** Null when the period holds no row at all. */
async function select(db: Executor, { from, to, ...rest }: Filter) {
  const fromAt = from === undefined ? undefined : startOf(from);
  const toAt = to === undefined ? undefined : startOf(addDays(to, 1));
  const bounds = fromAt === undefined && toAt === undefined ? null : await repository.seqBounds(db, fromAt, toAt);
  if (bounds === null && (fromAt !== undefined || toAt !== undefined)) return null;
  return repository.selectRows(db, { ...rest, fromAt, toAt }, bounds);
}

const detailShape = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** An edited row may hold anything: what cannot be read shows as empty, and the verification names the row. */
function readDetail(text: string): z.infer<typeof detailShape> {
  try {
    return detailShape.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

async function subjectNames(db: Executor, rows: readonly repository.StoredAudit[]): Promise<Map<string, string>> {
  const ids = (kind: string) => [
    ...new Set(rows.flatMap((row) => (row.subject_kind === kind && row.subject_id !== null ? [row.subject_id] : []))),
  ];
  const found = [
    ...(await repository.namesOf(db, 'student', ids('student'))),
    ...(await repository.namesOf(db, 'assessment_round', ids('assessment_round'))),
  ];
  return new Map(found.map(({ id, name }) => [id, name]));
}

function toRow(row: repository.StoredAudit, names: ReadonlyMap<string, string>): AuditRow {
  const { changed, seal } = readDetail(row.detail);
  return {
    seq: row.seq,
    at: row.at,
    userName: row.user_name,
    role: z.enum(ROLES).catch('counselor').parse(row.role),
    action: z.enum(auditActions).catch('change').parse(row.action),
    channel: row.channel,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    subjectName: row.subject_id === null ? null : (names.get(row.subject_id) ?? null),
    changed: typeof changed === 'string' && changed !== '' ? changed.split(',') : [],
    seal: typeof seal === 'string' ? seal : null,
  };
}

export async function listAudit(ctx: Context, input: ParsedInput<'audit.list'>): Promise<Output<'audit.list'>> {
  let query = await select(ctx.db, input);
  if (!query) return { rows: [], more: false };
  if (input.before !== undefined) query = query.where('seq', '<', input.before);
  const found = await query
    .orderBy('seq', 'desc')
    .limit(input.limit + 1)
    .execute();
  const page = found.slice(0, input.limit);
  const names = await subjectNames(ctx.db, page);
  return { more: found.length > page.length, rows: page.map((row) => toRow(row, names)) };
}

/** @throws AppError `auditUnknown` */
export async function readAudit(ctx: Context, seq: number): Promise<Output<'audit.detail'>> {
  const row = await repository.rowBySeq(ctx.db, seq);
  if (!row) throw new AppError('auditUnknown');
  if (row.subject_kind !== null && row.subject_id !== null) {
    ctx.note({ seq }, { kind: row.subject_kind, id: row.subject_id });
  } else ctx.note({ seq });
  const { historyFrom, historyTo, historyMac: _mac, changed: _changed, seal: _seal, ...detail } = readDetail(row.detail);
  const stored =
    typeof historyFrom === 'number' && typeof historyTo === 'number'
      ? await repository.changesBetween(ctx.db, historyFrom, historyTo, MAX_CHANGES + 1)
      : [];
  const changes: FieldChange[] = [];
  for (const change of stored.slice(0, MAX_CHANGES)) {
    const shown = await mayReadField(ctx, change.entity, change.entity_id, change.field);
    changes.push({
      entity: change.entity,
      field: change.field,
      from: shown ? change.old_value : null,
      to: shown ? change.new_value : null,
      restricted: !shown,
    });
  }
  return {
    ...toRow(row, await subjectNames(ctx.db, [row])),
    detail,
    changes,
    moreChanges: stored.length > MAX_CHANGES,
  };
}

/** A change is as restricted as the column it was made in; a column that nobody has classified is the counselor's alone. */
async function mayReadField(ctx: Context, entity: string, entityId: string, field: string): Promise<boolean> {
  if (ctx.session.role === 'counselor') return true;
  const table = historyTables[entity] ?? entity;
  const textClass = textClassOf(table, field);
  if (textClass === 'open' || textClass === 'support') return true;
  if (textClass !== 'restricted') return false;
  const owner = await repository.ownerOf(ctx.db, table, entityId);
  return owner !== null && mayReadNotes(ctx, owner);
}

export async function readPeople(ctx: Context): Promise<Output<'audit.people'>> {
  return (await repository.readUsers(ctx.db)).map((user) => ({
    userId: user.id,
    name: user.name,
    role: z.enum(ROLES).parse(user.role),
    closed: user.closed_at !== null,
  }));
}

export async function summarise(
  ctx: Context,
  log: AuditLog,
  heads: readonly KnownHead[],
  input: ParsedInput<'audit.summary'>,
): Promise<Output<'audit.summary'>> {
  const fromAt = startOf(input.from);
  const toAt = startOf(addDays(input.to, 1));
  const bounds = await repository.seqBounds(ctx.db, fromAt, toAt);
  const totals = (await repository.totalsOf(ctx.db, fromAt, toAt)).map((row) => ({
    userName: row.user_name,
    role: z.enum(ROLES).catch('counselor').parse(row.role),
    action: z.enum(auditActions).catch('change').parse(row.action),
    count: Number(row.count),
  }));
  const { rows, head, headSeq, findings } = await log.verify(ctx.db, heads);
  return {
    schoolName: (await getSchool(ctx.db)).name,
    from: input.from,
    to: input.to,
    madeAt: instant(ctx.clock),
    madeBy: ctx.session.userName,
    rows: totals.reduce((sum, total) => sum + total.count, 0),
    firstSeq: bounds?.first ?? null,
    lastSeq: bounds?.last ?? null,
    totals,
    seals: await repository.sealTotals(ctx.db, fromAt, toAt),
    chain: { rows, head, headSeq, findings },
  };
}

/** @throws AppError `auditTooMany` */
export async function exportAudit(ctx: Context, input: ParsedInput<'audit.export'>): Promise<Output<'audit.export'>> {
  const query = await select(ctx.db, input);
  const found = query
    ? await query
        .orderBy('seq')
        .limit(AUDIT_EXPORT_MAX + 1)
        .execute()
    : [];
  if (found.length > AUDIT_EXPORT_MAX) throw new AppError('auditTooMany', { max: AUDIT_EXPORT_MAX });
  const rows: AuditRow[] = [];
  for (let start = 0; start < found.length; start += 500) {
    const part = found.slice(start, start + 500);
    const names = await subjectNames(ctx.db, part);
    rows.push(...part.map((row) => toRow(row, names)));
  }
  const { name } = ctx.files.write(input.token, await auditBook(rows, input.words));
  ctx.note({ rows: rows.length }, input.studentId === undefined ? undefined : { kind: 'student', id: input.studentId });
  return { name, rows: rows.length };
}
