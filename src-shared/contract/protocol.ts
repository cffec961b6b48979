import type { Result } from './result.ts';

/** The two IPC names between renderer and main; everything else is a channel of the contract inside them. */
export const IPC_CALL = 'xindang:call';
export const IPC_EVENT = 'xindang:event';

/** What main and the vault process push to the renderer. Never student text. */
export type AppEvent =
  /** The vault locks in a moment: save drafts now, then call `shell.flushed`. */
  | { readonly kind: 'locking'; readonly reason: LockReason }
  | { readonly kind: 'locked'; readonly reason: LockReason }
  /** Nobody has touched anything for long: locked in so many seconds unless somebody does. Null: somebody did. */
  | { readonly kind: 'lockNear'; readonly seconds: number | null }
  | { readonly kind: 'progress'; readonly task: string; readonly done: number; readonly total: number }
  | { readonly kind: 'shield' }
  /** The menu asks for the choice of quick forms. */
  | { readonly kind: 'quickForms' };

export type LockReason = 'user' | 'idle' | 'suspend' | 'screen' | 'hidden' | 'crash' | 'quit';

/** Messages from main to the vault process. */
export type ToVault =
  | { readonly kind: 'call'; readonly id: number; readonly channel: string; readonly input: unknown }
  /** Lets the vault process touch one file that a person chose in a system dialog; the renderer knows only the token. */
  | { readonly kind: 'grant'; readonly token: string; readonly path: string; readonly mode: 'read' | 'write' }
  /** `quit`: nobody waits at the screen, so there is time for a backup first. */
  | { readonly kind: 'lock'; readonly quit: boolean };

/** Messages from the vault process to main. */
export type FromVault =
  | { readonly kind: 'reply'; readonly id: number; readonly result: Result<unknown> }
  | { readonly kind: 'event'; readonly event: AppEvent }
  /** Every pending write is on disk and the key is zeroed; the process ends after this. */
  | { readonly kind: 'locked' };
