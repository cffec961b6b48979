import { QueryClientProvider, QueryObserver, type UseMutationResult } from '@tanstack/react-query';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, expect, test, vi } from 'vitest';
import { type ApiError, queryClient, useWrite, type WriteOptions } from '../../src-renderer/app/api.ts';
import type { Input, Output } from '../../src-shared/contract/index.ts';

const CHANNEL = 'attachments.remove';
let parts = 0;
type Write = UseMutationResult<Output<typeof CHANNEL>, ApiError, Input<typeof CHANNEL>>;

function Part(props: { readonly options: WriteOptions; readonly hold: (write: Write) => void }) {
  props.hold(useWrite(CHANNEL, props.options));
  return null;
}

/** One part of a screen with a write of its own, and what reached the other side. */
function setUp(options: WriteOptions = {}) {
  const attachmentId = `a${String(parts++)}`;
  const sent: string[] = [];
  const answers: ((ok: boolean) => void)[] = [];
  vi.stubGlobal('window', {
    xindang: {
      call: async (_channel: string, input: Input<typeof CHANNEL>) => {
        sent.push(input.reason);
        const ok = await new Promise<boolean>((resolve) => answers.push(resolve));
        return ok ? { ok, value: { removed: true } } : { ok, error: { code: 'internal' } };
      },
    },
  });
  let held: Write | undefined;
  const hold = (write: Write): void => {
    held = write;
  };
  renderToString(createElement(QueryClientProvider, { client: queryClient }, createElement(Part, { options, hold })));
  if (!held) throw new Error('not rendered');
  const { mutateAsync } = held;
  return { sent, answers, write: (reason: string) => mutateAsync({ attachmentId, reason }) };
}

/** Lets everything run that waits for nothing outside. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
afterEach(() => {
  vi.unstubAllGlobals();
  queryClient.clear();
});

test('two presses in one tick make one call and end together', async () => {
  const { sent, answers, write } = setUp();
  const both = Promise.all([write('样例甲'), write('样例甲')]);
  await settle();
  expect(sent).toEqual(['样例甲']);
  answers[0]?.(true);
  expect(await both).toHaveLength(2);
});

test('what differs is sent, and so is going back to the first: the last one pressed is the last one written', async () => {
  const { sent, answers, write } = setUp();
  const all = Promise.all([write('样例甲'), write('样例乙'), write('样例甲')]);
  await settle();
  expect(sent).toEqual(['样例甲', '样例乙', '样例甲']);
  for (const answer of answers) answer(true);
  await all;
});

test('a form is not sent again while its draft goes, though by then it holds other words', async () => {
  const discarded = Promise.withResolvers<void>();
  const discard = vi.fn(() => discarded.promise);
  const { sent, answers, write } = setUp({ draft: { discard } });
  const first = write('样例甲');
  await settle();
  answers[0]?.(true);
  await settle();
  expect(discard).toHaveBeenCalledOnce();
  const second = write('');
  await settle();
  expect(sent).toEqual(['样例甲']);
  discarded.resolve();
  await Promise.all([first, second]);
  expect(discard).toHaveBeenCalledOnce();

  const next = write('样例乙');
  await settle();
  expect(sent).toEqual(['样例甲', '样例乙']);
  answers[1]?.(true);
  await next;
});

test('nor while what it changed is being read anew', async () => {
  const read = Promise.withResolvers<string>();
  const queryFn = vi.fn<() => Promise<string>>().mockResolvedValueOnce('样例').mockReturnValueOnce(read.promise);
  const leave = new QueryObserver(queryClient, { queryKey: ['attachments.list', {}], queryFn }).subscribe(() => undefined);
  await settle();
  const { sent, answers, write } = setUp({ invalidates: ['attachments.list'], draft: { discard: async () => undefined } });
  const first = write('样例甲');
  await settle();
  answers[0]?.(true);
  await settle();
  expect(queryFn).toHaveBeenCalledTimes(2);
  const second = write('');
  await settle();
  expect(sent).toEqual(['样例甲']);
  read.resolve('样例');
  await Promise.all([first, second]);
  leave();
});

test('a refused write can be tried again, and a draft stays with what was refused', async () => {
  const discard = vi.fn(async () => undefined);
  const { sent, answers, write } = setUp({ draft: { discard } });
  const first = write('样例甲');
  await settle();
  answers[0]?.(false);
  await expect(first).rejects.toThrow('internal');
  expect(discard).not.toHaveBeenCalled();
  const again = write('样例甲');
  await settle();
  expect(sent).toEqual(['样例甲', '样例甲']);
  answers[1]?.(true);
  await again;
});
