import type { Kysely } from 'kysely';
import type { AuditAction } from '../../src-shared/contract/audit.ts';
import type { ChannelSpec } from '../../src-shared/contract/channel.ts';
import { type Channel, contract } from '../../src-shared/contract/index.ts';
import { AppError, type Result } from '../../src-shared/contract/result.ts';
import type { Session } from '../../src-shared/contract/vault.ts';
import type { AuditLog } from './audit.ts';
import { type Clock, instant } from './clock.ts';
import type { AuditDetail, Context, FileAccess, Handlers } from './context.ts';
import { toErrorShape } from './errors.ts';
import { lastHistoryId } from './history.ts';
import { readUnsealed, Unsealed } from './projection.ts';
import type { Tables } from './tables.ts';
import { inTransaction } from './transaction.ts';

/** An open vault: what a call needs besides its input. */
export interface OpenVault {
  readonly db: Kysely<Tables>;
  readonly session: Session;
  readonly audit: AuditLog;
}

export interface DispatcherParts {
  readonly handlers: Partial<Handlers>;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly files: FileAccess;
  readonly progress: (task: string, done: number, total: number) => void;
}

interface Call {
  readonly vault: OpenVault;
  readonly spec: ChannelSpec;
  readonly channel: string;
  readonly handler: AnyHandler;
  readonly input: unknown;
}

interface Subject {
  readonly kind: string;
  readonly id: string;
}

/** What a handler said about its call. */
interface Note {
  readonly detail: AuditDetail;
  readonly subject?: Subject | undefined;
  readonly action?: AuditAction | undefined;
}

type AnyHandler = (context: Context, input: unknown) => Promise<unknown>;

/** Repeated looks at one file within this time make one audit row (milliseconds). */
const VIEW_WINDOW = 10 * 60_000;

const specOf = (channel: string): ChannelSpec | undefined =>
  Object.hasOwn(contract, channel) ? (contract[channel as Channel] as ChannelSpec) : undefined;

/**
 * The one way into the vault: parse → may this role? → transaction → handler → audit in the same transaction → validated result.
 * Calls run one after another on the single connection.
 */
export class Dispatcher {
  readonly #parts: DispatcherParts;
  readonly #seen = new Map<string, number>();
  /** A seal broken before this opening of the vault has ended with the lock, whatever its row says. */
  readonly #since: string;

  constructor(parts: DispatcherParts) {
    this.#parts = parts;
    this.#since = instant(parts.clock);
  }

  /** Answers a channel of an unlocked vault; with `vault` null every such channel is refused as `locked`. */
  async dispatch(vault: OpenVault | null, channel: string, rawInput: unknown): Promise<Result<unknown>> {
    try {
      const spec = specOf(channel);
      const handler = this.#parts.handlers[channel as Channel] as AnyHandler | undefined;
      if (spec?.host !== 'vault' || spec.when === 'locked' || !handler) throw new AppError('unknownChannel', { channel });
      if (!vault) throw new AppError('locked');
      if (!spec.roles.includes(vault.session.role)) throw new AppError('forbidden', { channel });
      const call: Call = { vault, spec, channel, handler, input: parseInput(spec, rawInput) };
      const looks: string[] = [];
      const value =
        spec.transaction === 'own'
          ? await this.#handle(call, vault.db, looks, (log) => inTransaction(vault.db, log))
          : await inTransaction(vault.db, (db) => this.#handle(call, db, looks, (log) => log(db)));
      for (const look of looks) this.#seen.set(look, this.#parts.clock.now().getTime());
      return { ok: true, value };
    } catch (error) {
      return { ok: false, error: toErrorShape(error) };
    }
  }

  async #handle(
    call: Call,
    db: Kysely<Tables>,
    looks: string[],
    inLog: (log: (db: Kysely<Tables>) => Promise<void>) => Promise<void>,
  ): Promise<unknown> {
    const { vault, spec, channel, handler, input } = call;
    const { clock, newId, files, progress } = this.#parts;
    const { session } = vault;
    const notes: Note[] = [];
    // A seal opens the screen, never a file or a sheet of paper.
    const unsealed = spec.effect === 'read' ? await readUnsealed(db, session, clock, this.#since) : new Unsealed();
    const changesBefore = spec.effect === 'read' ? null : await lastHistoryId(db);
    const note: Context['note'] = (detail, subject, action) => notes.push({ detail, subject, action });
    const value = await handler({ db, session, unsealed, clock, newId, files, progress, note }, input);
    const output = spec.output.safeParse(value);
    if (!output.success) throw new AppError('invalidOutput', { channel });
    const rows = [...sealedLooks(unsealed, notes), ...this.#plainRows(call, notes, unsealed, looks)];
    await inLog(async (transaction) => {
      const changes = changesBefore === null ? null : await vault.audit.sealChanges(transaction, changesBefore);
      // A call that changed fields is always on record, with the changes under the row's MAC.
      const [first = { action: 'change' as const, detail: {} }, ...more] = rows;
      const all = changes ? [{ ...first, detail: { ...first.detail, ...changes } }, ...more] : rows;
      for (const { action, detail, subject } of all) {
        await vault.audit.append(transaction, vault.session, { action, channel, detail, ...(subject && { subject }) });
      }
    });
    return output.data;
  }

  /** The rows that the channel's declaration asks for; a look repeated within the window makes none. */
  #plainRows({ vault, spec, channel, input }: Call, notes: readonly Note[], unsealed: Unsealed, looks: string[]): Row[] {
    const asked = subjectOf(spec, input);
    const noted: readonly Note[] = notes.length > 0 ? notes : [{ detail: {} }];
    return noted.flatMap(({ detail, subject = asked, action: better }) => {
      const action = better ?? actionOf(spec, subject?.id);
      if (!action || (spec.effect === 'read' && subject && unsealed.used.has(subject.id))) return [];
      if (spec.effect === 'read') {
        const look = `${vault.session.userId}|${vault.session.role}|${channel}|${subject?.id ?? ''}`;
        if (this.#seenLately(look)) return [];
        looks.push(look);
      }
      return [{ action, detail, subject }];
    });
  }

  #seenLately(look: string): boolean {
    const last = this.#seen.get(look);
    return last !== undefined && this.#parts.clock.now().getTime() - last < VIEW_WINDOW;
  }
}

interface Row {
  readonly action: AuditAction;
  readonly detail: AuditDetail;
  readonly subject?: Subject | undefined;
}

/** Every single look under a broken seal, with the seal's id. */
function sealedLooks(unsealed: Unsealed, notes: readonly Note[]): Row[] {
  return [...unsealed.used].map(([studentId, seal]) => ({
    action: 'view' as const,
    detail: { ...notes.find((note) => note.subject?.id === studentId)?.detail, seal },
    subject: { kind: 'student', id: studentId },
  }));
}

/** What the audit calls this access, or null when it needs no row. */
function actionOf(spec: ChannelSpec, subjectId: string | undefined): AuditAction | null {
  if (spec.action) return spec.action;
  if (spec.unlogged) return null;
  if (spec.effect === 'write') return 'change';
  if (spec.effect === 'export') return 'export';
  if (spec.reveals === 'nothing') return null;
  return subjectId ? 'view' : 'list';
}

/** @throws AppError `invalidInput` with the code of each wrong field */
export function parseInput(spec: ChannelSpec, raw: unknown): unknown {
  const parsed = spec.input.safeParse(raw);
  if (parsed.success) return parsed.data;
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) fields[issue.path.map(String).join('.')] ??= issue.code;
  throw new AppError('invalidInput', undefined, fields);
}

function subjectOf(spec: ChannelSpec, input: unknown): Subject | undefined {
  if (!spec.subject || typeof input !== 'object' || input === null) return undefined;
  const id = (input as Record<string, unknown>)[spec.subject.key];
  return typeof id === 'string' ? { kind: spec.subject.kind, id } : undefined;
}
