import {
  QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useRef } from 'react';
import type { Channel, Input, Output } from '../../src-shared/contract/index.ts';
import type { AppEvent } from '../../src-shared/contract/protocol.ts';
import type { ErrorShape } from '../../src-shared/contract/result.ts';
import { bridge } from './bridge.ts';

/** A refusal from the other side: a code with parameters, whose words stand in the catalogue under `errors`. */
export class ApiError extends Error implements ErrorShape {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly fields: Readonly<Record<string, string>>;

  constructor(shape: ErrorShape) {
    super(shape.code);
    this.name = 'ApiError';
    this.code = shape.code;
    this.params = shape.params ?? {};
    this.fields = shape.fields ?? {};
  }
}

/** Calls one channel. @throws ApiError */
export async function call<C extends Channel>(channel: C, input: Input<C>): Promise<Output<C>> {
  const result = await bridge().call(channel, input);
  if (!result.ok) throw new ApiError(result.error);
  return result.value as Output<C>;
}

/** Listens to the app's events; the returned function ends it. */
export const onEvent = (listener: (event: AppEvent) => void): (() => void) => bridge().onEvent(listener);

/** One cache for the page; it lives in memory only and goes with the page at lock. */
export const queryClient = new QueryClient({
  defaultOptions: {
    // The vault is local: an error will not heal by asking again, and nothing changes behind the window's back.
    queries: { retry: false, networkMode: 'always', refetchOnWindowFocus: false, staleTime: 0 },
    mutations: { retry: false, networkMode: 'always' },
  },
});

/** Reads a channel and keeps the answer under `[channel, input]`. */
export function useRead<C extends Channel>(
  channel: C,
  input: Input<C>,
  options: { readonly enabled?: boolean; readonly keepPrevious?: boolean } = {},
): UseQueryResult<Output<C>, ApiError> {
  return useQuery<Output<C>, ApiError>({
    queryKey: [channel, input],
    queryFn: () => call(channel, input),
    enabled: options.enabled ?? true,
    ...(options.keepPrevious && { placeholderData: (previous: Output<C> | undefined) => previous as never }),
  });
}

export interface WriteOptions {
  readonly invalidates?: readonly Channel[];
  /** The draft that what is written was typed into: it goes before the write counts as done. */
  readonly draft?: { readonly discard: () => Promise<void> };
}

/**
 * Writes through a channel; afterwards the named channels are read anew wherever they are on screen. Asked for again before all that has
 * ended, the same input joins the write under way. A form with a draft joins it with any input: its fields are emptied with the draft.
 */
export function useWrite<C extends Channel>(
  channel: C,
  { invalidates = [], draft }: WriteOptions = {},
): UseMutationResult<Output<C>, ApiError, Input<C>> {
  const client = useQueryClient();
  // Kept by hand: a second press comes before `isPending` is drawn.
  const latest = useRef<{ readonly key: string; readonly done: Promise<Output<C>> } | null>(null);
  const write = async (input: Input<C>): Promise<Output<C>> => {
    const output = await call(channel, input);
    // It is written; a draft that stays behind is shown on 今日 and can be given up there.
    await draft?.discard().catch(() => undefined);
    await Promise.all(invalidates.map((name) => client.invalidateQueries({ queryKey: [name] })));
    return output;
  };
  return useMutation<Output<C>, ApiError, Input<C>>({
    mutationFn: (input) => {
      const key = draft ? '' : JSON.stringify(input);
      if (latest.current?.key === key) return latest.current.done;
      const done = write(input).finally(() => {
        if (latest.current?.done === done) latest.current = null;
      });
      latest.current = { key, done };
      return done;
    },
  });
}
