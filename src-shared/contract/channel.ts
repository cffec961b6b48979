import type { z } from 'zod';
import type { AuditAction } from './audit.ts';

/** Who is at the desk: the counselor, the lead (德育主任/分管校长), the roster clerk. */
export const ROLES = ['counselor', 'lead', 'clerk'] as const;
export type Role = (typeof ROLES)[number];

/** What a channel does to the vault. `export` means that something leaves it (file, print). */
export type Effect = 'read' | 'write' | 'export';

/** The most sensitive thing an answer may carry. */
export type Reveals = 'nothing' | 'student' | 'restricted';

/**
 * One door between the renderer and the vault, declared once.
 *
 * - `host`: which process answers: `vault` (keyed process) or `shell` (Electron main, no student data).
 * - `when`: whether it answers while locked, only unlocked, or always.
 * - `roles`: who may call it once unlocked; ignored for a channel that answers only while locked.
 * - `subject`: key of the input that names the student or record whose file is touched; a read with a subject is logged as a view.
 */
export interface ChannelSpec<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly input: I;
  readonly output: O;
  readonly host: 'vault' | 'shell';
  readonly when: 'locked' | 'unlocked' | 'always';
  readonly roles: readonly Role[];
  readonly effect: Effect;
  readonly reveals: Reveals;
  readonly subject?: { readonly kind: string; readonly key: string };
  /**
   * `own`: the handler runs on the bare connection, because it does what no transaction allows (VACUUM, rekey, header files); its audit
   * row follows in a transaction of its own. Everything else runs inside the call's transaction.
   */
  readonly transaction?: 'call' | 'own';
  /** Never on record: it changes no row that anybody else reads, such as a draft or the parts of a file that is still coming in. */
  readonly unlogged?: true;
  /** What the audit calls it where effect and subject do not say enough, such as `key`. */
  readonly action?: AuditAction;
}

/** Declares a channel of the vault process that answers only while unlocked (the usual case). */
export function vaultChannel<I extends z.ZodType, O extends z.ZodType>(
  spec: Pick<
    ChannelSpec<I, O>,
    'input' | 'output' | 'roles' | 'effect' | 'reveals' | 'subject' | 'transaction' | 'unlogged' | 'action'
  >,
): ChannelSpec<I, O> {
  return { host: 'vault', when: 'unlocked', ...spec };
}

/** Declares a channel that Electron's main process answers; it never carries student data. */
export function shellChannel<I extends z.ZodType, O extends z.ZodType>(
  spec: Pick<ChannelSpec<I, O>, 'input' | 'output'> & Partial<Pick<ChannelSpec<I, O>, 'when' | 'roles' | 'effect' | 'reveals'>>,
): ChannelSpec<I, O> {
  return { host: 'shell', when: 'always', roles: ROLES, effect: 'read', reveals: 'nothing', ...spec };
}

export type Contract = Readonly<Record<string, ChannelSpec>>;
export type InputOf<S extends ChannelSpec> = z.input<S['input']>;
export type ParsedInputOf<S extends ChannelSpec> = z.output<S['input']>;
export type OutputOf<S extends ChannelSpec> = z.output<S['output']>;
