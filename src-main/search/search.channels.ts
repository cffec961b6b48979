import type { ChannelSpec } from '../../src-shared/contract/channel.ts';
import { contract } from '../../src-shared/contract/index.ts';
import type { search } from '../../src-shared/contract/search.ts';
import type { Context, Handlers } from '../vault/context.ts';
import { rebuildSearch, searchNotes } from './search.service.ts';
import { updateIndex } from './upkeep.ts';

export const searchChannels: Handlers<keyof typeof search> = {
  'search.notes': searchNotes,
  'search.rebuild': rebuildSearch,
};

type AnyHandler = (context: Context, input: never) => Promise<unknown>;

/** Lets every handler that changes something leave the index up to date, in its own transaction. */
export function keepingIndex<H extends Readonly<Record<string, AnyHandler>>>(handlers: H): H {
  const wrapped = Object.entries(handlers).map(([channel, handler]): [string, AnyHandler] => {
    const spec: ChannelSpec | undefined = Object.hasOwn(contract, channel)
      ? contract[channel as keyof typeof contract]
      : undefined;
    if (spec === undefined || spec.effect === 'read' || spec.transaction === 'own') return [channel, handler];
    return [
      channel,
      async (ctx, input) => {
        const value = await handler(ctx, input);
        await updateIndex(ctx.db);
        return value;
      },
    ];
  });
  return Object.fromEntries(wrapped) as unknown as H;
}
