import type { AppEvent } from '../../src-shared/contract/protocol.ts';
import type { Result } from '../../src-shared/contract/result.ts';

/** What the preload script lends to the page. */
interface Bridge {
  readonly call: (channel: string, input: unknown) => Promise<Result<unknown>>;
  readonly onEvent: (listener: (event: AppEvent) => void) => () => void;
}

declare global {
  interface Window {
    readonly xindang: Bridge;
  }
}

/** The page's only way out. */
export const bridge = (): Bridge => window.xindang;
