import type { IpcMainInvokeEvent } from 'electron';
import type { ChannelSpec } from '../../src-shared/contract/channel.ts';
import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError, type ErrorShape, type Result } from '../../src-shared/contract/result.ts';
import type { shell } from '../../src-shared/contract/shell.ts';
import { toErrorShape } from '../vault/errors.ts';
import { isOwnOrigin, ORIGIN } from './security.ts';

/** What a window of ours is for. */
export type WindowKind = 'main' | 'print';

export interface Caller {
  readonly contentsId: number;
  readonly kind: WindowKind;
}

/** Channels that main answers itself. */
type ShellChannel =
  | keyof typeof shell
  | 'vault.status'
  | 'shares.check'
  | 'keychain.state'
  | 'keychain.enable'
  | 'keychain.disable'
  | 'keychain.unlock';
export type ShellHandlers = {
  readonly [C in ShellChannel]: (input: ParsedInput<C>, caller: Caller) => Promise<Output<C>>;
};

/** The part of an IPC event that tells who is calling. */
export interface SenderEvent {
  readonly sender: Pick<IpcMainInvokeEvent['sender'], 'id'>;
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

export interface CallRouterParts {
  readonly contract: Readonly<Record<string, ChannelSpec>>;
  /** Purpose of the window with this web contents id, or null when it is not ours. */
  readonly kindOf: (contentsId: number) => WindowKind | null;
  readonly handlers: Readonly<Record<string, (input: never, caller: Caller) => Promise<unknown>>>;
  readonly vault: { readonly isUnlocked: boolean; call(channel: string, input: unknown): Promise<Result<unknown>> };
  readonly report?: (line: string) => void;
}

/** Channels of the vault process that only main may call, because they vouch for what main did. */
export const ONLY_MAIN: ReadonlySet<string> = new Set([
  'documents.recordOutput',
  'vault.unlockKeychain',
  'keychain.addSlot',
  'keychain.dropSlot',
]);

function originOf(url: string): string {
  return url === ORIGIN || url.startsWith(`${ORIGIN}/`) ? ORIGIN : '';
}

/** The calling window, or null unless it is the main frame of one of our windows at our origin. */
export function trustedCaller(event: SenderEvent, kindOf: CallRouterParts['kindOf']): Caller | null {
  const frame = event.senderFrame;
  if (!frame || frame.parent !== null || !isOwnOrigin(originOf(frame.url))) return null;
  const kind = kindOf(event.sender.id);
  return kind ? { contentsId: event.sender.id, kind } : null;
}

function reportToStderr(line: string): void {
  process.stderr.write(`[main] ${line}\n`);
}

/** The one door of main: who calls → which channel → may it now → shell or vault process. Never throws. */
export function createCallRouter(parts: CallRouterParts) {
  const report = parts.report ?? reportToStderr;

  async function route(event: SenderEvent, channel: unknown, input: unknown): Promise<unknown> {
    const caller = trustedCaller(event, parts.kindOf);
    if (!caller) throw new AppError('foreignFrame');
    if (typeof channel !== 'string' || !Object.hasOwn(parts.contract, channel)) throw new AppError('unknownChannel');
    const spec = parts.contract[channel] as ChannelSpec;
    // A sheet that is being laid out shows what stands in the vault and changes nothing.
    if (ONLY_MAIN.has(channel) || (caller.kind === 'print' && spec.effect !== 'read'))
      throw new AppError('forbidden', { channel });
    if (spec.when === 'unlocked' && !parts.vault.isUnlocked) throw new AppError('locked');
    if (spec.when === 'locked' && parts.vault.isUnlocked) throw new AppError('alreadyUnlocked');
    if (spec.host === 'vault') {
      const result = await parts.vault.call(channel, input);
      if (!result.ok) throw new AppError(result.error.code, result.error.params, result.error.fields);
      return result.value;
    }
    const handler = parts.handlers[channel];
    if (!handler) throw new AppError('unknownChannel', { channel });
    const parsed = spec.input.safeParse(input);
    if (!parsed.success) throw invalidInput(parsed.error.issues);
    const output = spec.output.safeParse(await handler(parsed.data as never, caller));
    if (!output.success) throw new AppError('invalidOutput', { channel });
    return output.data;
  }

  return async (event: SenderEvent, channel: unknown, input: unknown): Promise<Result<unknown>> => {
    try {
      return { ok: true, value: await route(event, channel, input) };
    } catch (error) {
      return { ok: false, error: toErrorShape(error, report) satisfies ErrorShape };
    }
  };
}

function invalidInput(issues: readonly { readonly path: readonly PropertyKey[]; readonly code?: string }[]): AppError {
  const fields: Record<string, string> = {};
  for (const issue of issues) fields[issue.path.map(String).join('.')] ??= issue.code ?? 'invalid';
  return new AppError('invalidInput', undefined, fields);
}
