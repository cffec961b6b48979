import type { Kysely } from 'kysely';
import type { AuditAction } from '../../src-shared/contract/audit.ts';
import type { Channel, Output, ParsedInput } from '../../src-shared/contract/index.ts';
import type { Session } from '../../src-shared/contract/vault.ts';
import type { Clock } from './clock.ts';
import type { IncomingFiles } from './incoming-files.ts';
import type { Unsealed } from './projection.ts';
import type { Tables } from './tables.ts';

/** What repositories take: the connection or the transaction that the dispatcher opened. */
export type Executor = Kysely<Tables>;

/** Files that a person chose in a system dialog or dropped on the page; the renderer knows only their tokens. */
export interface FileAccess {
  /** Files that come in parts; a whole one is read by its token like a chosen file, once. */
  readonly incoming: Pick<IncomingFiles, 'begin' | 'part' | 'drop'>;
  /** @throws AppError `fileTokenUnknown`, `fileTooLarge`, `fileMissing`, `transferBroken` */
  read(token: string, maxBytes: number): { readonly name: string; readonly bytes: Buffer };
  /** Writes atomically. @throws AppError `fileTokenUnknown`, `diskFull`, `fileBusy`, `folderNotWritable` */
  write(token: string, bytes: Uint8Array): { readonly name: string };
}

/** What the audit row tells beyond the channel: never student text, only counts, codes and field names. */
export type AuditDetail = Readonly<Record<string, string | number | boolean | null>>;

/** Everything a handler may touch during one call; `db` is the call's transaction. */
export interface Context {
  readonly db: Executor;
  readonly session: Session;
  /** Whose restricted text a broken seal opens to this reader; ask through `mayReadNotes`. */
  readonly unsealed: Unsealed;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly files: FileAccess;
  readonly progress: (task: string, done: number, total: number) => void;
  /**
   * Adds to the call's audit row; a second subject or a bulk action calls it with what it touched. `action` says it better than the
   * channel can, as where one channel prints or saves.
   */
  readonly note: (detail: AuditDetail, subject?: { readonly kind: string; readonly id: string }, action?: AuditAction) => void;
}

export type Handler<C extends Channel> = (context: Context, input: ParsedInput<C>) => Promise<Output<C>>;
export type Handlers<C extends Channel = Channel> = { readonly [K in C]: Handler<K> };
