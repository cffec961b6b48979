import type { Kysely } from 'kysely';
import type { AuditAction } from '../../src-shared/contract/audit.ts';
import type { ChannelSpec } from '../../src-shared/contract/channel.ts';
import { type Channel, contract } from '../../src-shared/contract/index.ts';
import { AppError, type Result } from '../../src-shared/contract/result.ts';
import type { Session } from '../../src-shared/contract/vault.ts';
import type { AuditLog } from './audit.ts';
import type { Clock } from './clock.ts';
import type { AuditDetail, Context, FileAccess, Handlers } from './context.ts';
import { toErrorShape } from './errors.ts';
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
  readonly view: string | null;
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

  constructor(parts: DispatcherParts) {
    this.#parts = parts;
  }

  /** Answers a channel of an unlocked vault; with `vault` null every such channel is refused as `locked`. */
  async dispatch(vault: OpenVault | null, channel: string, rawInput: unknown): Promise<Result<unknown>> {
    try {
      const spec = specOf(channel);
      const handler = this.#parts.handlers[channel as Channel] as AnyHandler | undefined;
      if (spec?.host !== 'vault' || spec.when === 'locked' || !handler) throw new AppError('unknownChannel', { channel });
      if (!vault) throw new AppError('locked');
      if (!spec.roles.includes(vault.session.role)) throw new AppError('forbidden', { channel });
      const input = parseInput(spec, rawInput);
      const view = viewKey(spec, channel, vault.session.userId, subjectOf(spec, input)?.id);
      const call: Call = { vault, spec, channel, handler, input, view };
      const value =
        spec.transaction === 'own'
          ? await this.#handle(call, vault.db, (log) => inTransaction(vault.db, log))
          : await inTransaction(vault.db, (db) => this.#handle(call, db, (log) => log(db)));
      if (view) this.#seen.set(view, this.#parts.clock.now().getTime());
      return { ok: true, value };
    } catch (error) {
      return { ok: false, error: toErrorShape(error) };
    }
  }

  async #handle(
    { vault, spec, channel, handler, input, view }: Call,
    db: Kysely<Tables>,
    inLog: (log: (db: Kysely<Tables>) => Promise<void>) => Promise<void>,
  ): Promise<unknown> {
    const notes: { detail: AuditDetail; subject?: { kind: string; id: string } }[] = [];
    const value = await handler(
      {
        db,
        session: vault.session,
        clock: this.#parts.clock,
        newId: this.#parts.newId,
        files: this.#parts.files,
        progress: this.#parts.progress,
        note: (detail, subject) => notes.push(subject ? { detail, subject } : { detail }),
      },
      input,
    );
    const output = spec.output.safeParse(value);
    if (!output.success) throw new AppError('invalidOutput', { channel });
    const subject = subjectOf(spec, input);
    const action = view && this.#seenLately(view) ? null : actionOf(spec, channel, subject?.id);
    if (action) {
      const entries = notes.length > 0 ? notes : [{ detail: {} as AuditDetail }];
      await inLog(async (transaction) => {
        for (const { detail, ...entry } of entries) {
          const about = ('subject' in entry ? entry.subject : undefined) ?? subject;
          await vault.audit.append(transaction, vault.session, { action, channel, detail, ...(about && { subject: about }) });
        }
      });
    }
    return output.data;
  }

  #seenLately(view: string): boolean {
    const last = this.#seen.get(view);
    return last !== undefined && this.#parts.clock.now().getTime() - last < VIEW_WINDOW;
  }
}

/** What the audit calls this access, or null when it needs no row. */
function actionOf(spec: ChannelSpec, channel: string, subjectId: string | undefined): AuditAction | null {
  if (spec.action) return spec.action;
  if (spec.effect === 'write') return channel.startsWith('drafts.') ? null : 'change';
  if (spec.effect === 'export') return 'export';
  if (spec.reveals === 'nothing') return null;
  return subjectId ? 'view' : 'list';
}

/** Names a look at one file or list by one person; null for calls that are always or never logged. */
function viewKey(spec: ChannelSpec, channel: string, userId: string, subjectId: string | undefined): string | null {
  return spec.effect === 'read' && spec.reveals !== 'nothing' ? `${userId}|${channel}|${subjectId ?? ''}` : null;
}

function parseInput(spec: ChannelSpec, raw: unknown): unknown {
  const parsed = spec.input.safeParse(raw);
  if (parsed.success) return parsed.data;
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) fields[issue.path.map(String).join('.')] ??= issue.code;
  throw new AppError('invalidInput', undefined, fields);
}

function subjectOf(spec: ChannelSpec, input: unknown): { kind: string; id: string } | undefined {
  if (!spec.subject || typeof input !== 'object' || input === null) return undefined;
  const id = (input as Record<string, unknown>)[spec.subject.key];
  return typeof id === 'string' ? { kind: spec.subject.kind, id } : undefined;
}
