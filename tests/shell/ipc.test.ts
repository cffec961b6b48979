import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createCallRouter, type SenderEvent } from '../../src-main/shell/ipc.ts';
import type { ChannelSpec } from '../../src-shared/contract/channel.ts';
import { shellChannel, vaultChannel } from '../../src-shared/contract/channel.ts';
import { AppError } from '../../src-shared/contract/result.ts';

const contract: Record<string, ChannelSpec> = {
  'sample.shell': shellChannel({ input: z.object({ n: z.number() }), output: z.object({ n: z.number() }) }),
  'sample.unlockedShell': shellChannel({ when: 'unlocked', input: z.object({}), output: z.object({}) }),
  'sample.lockedShell': shellChannel({ when: 'locked', input: z.object({}), output: z.object({}) }),
  'sample.vault': vaultChannel({
    roles: ['counselor'],
    effect: 'read',
    reveals: 'nothing',
    input: z.object({}),
    output: z.object({}),
  }),
  'sample.write': vaultChannel({
    roles: ['counselor'],
    effect: 'write',
    reveals: 'nothing',
    input: z.object({}),
    output: z.object({}),
  }),
  'documents.recordOutput': vaultChannel({
    roles: ['counselor'],
    effect: 'export',
    reveals: 'nothing',
    input: z.object({}),
    output: z.object({}),
  }),
};

const MAIN = 7;
const SHEET = 9;
const page: SenderEvent = { sender: { id: MAIN }, senderFrame: { url: 'app://xindang/students', parent: null } };

function router({ isUnlocked = true, shell = async (input: { n: number }): Promise<unknown> => ({ n: input.n + 1 }) } = {}) {
  const call = vi.fn(async () => ({ ok: true as const, value: { from: 'vault' } }));
  const report = vi.fn();
  const route = createCallRouter({
    contract,
    kindOf: (id) => (id === MAIN ? 'main' : id === SHEET ? 'print' : null),
    handlers: { 'sample.shell': shell, 'sample.unlockedShell': async () => ({}), 'sample.lockedShell': async () => ({}) },
    vault: { isUnlocked, call },
    report,
  });
  return { route, call, report };
}

const codeOf = async (answer: ReturnType<ReturnType<typeof router>['route']>): Promise<string | null> => {
  const result = await answer;
  return result.ok ? null : result.error.code;
};

describe('sender check', () => {
  const strangers: readonly (readonly [string, SenderEvent])[] = [
    ['another window', { sender: { id: 8 }, senderFrame: { url: 'app://xindang/', parent: null } }],
    ['a frame inside our page', { sender: { id: MAIN }, senderFrame: { url: 'app://xindang/', parent: {} } }],
    ['a foreign origin', { sender: { id: MAIN }, senderFrame: { url: 'https://example.invalid/', parent: null } }],
    ['a host that starts like ours', { sender: { id: MAIN }, senderFrame: { url: 'app://xindang.evil/', parent: null } }],
    [
      'an origin that only mentions ours',
      { sender: { id: MAIN }, senderFrame: { url: 'https://e.invalid/?app://xindang/', parent: null } },
    ],
    ['an empty page', { sender: { id: MAIN }, senderFrame: { url: 'about:blank', parent: null } }],
    ['a frame that is gone', { sender: { id: MAIN }, senderFrame: null }],
  ];

  it.each(strangers)('refuses %s on every channel, known or not', async (_name, event) => {
    const { route, call } = router();
    for (const channel of [...Object.keys(contract), 'no.such']) {
      expect(await codeOf(route(event, channel, { n: 1 })), channel).toBe('foreignFrame');
    }
    expect(call).not.toHaveBeenCalled();
  });
});

describe('routing', () => {
  it('answers shell channels itself', async () => {
    const { route, call } = router();
    expect(await route(page, 'sample.shell', { n: 1 })).toEqual({ ok: true, value: { n: 2 } });
    expect(call).not.toHaveBeenCalled();
  });

  it('hands vault channels on, input untouched', async () => {
    const { route, call } = router();
    expect(await route(page, 'sample.vault', { any: 'thing' })).toEqual({ ok: true, value: { from: 'vault' } });
    expect(call).toHaveBeenCalledWith('sample.vault', { any: 'thing' });
  });

  it.each(['no.such', '__proto__', 'constructor', 'toString', ''])('knows no channel %s', async (channel) => {
    expect(await codeOf(router().route(page, channel, {}))).toBe('unknownChannel');
  });

  it.each([undefined, null, 3, {}, ['sample.shell']])('takes no channel name of another type: %s', async (channel) => {
    expect(await codeOf(router().route(page, channel, {}))).toBe('unknownChannel');
  });

  it('keeps what needs an open vault closed while locked, and the reverse', async () => {
    const locked = router({ isUnlocked: false });
    expect(await codeOf(locked.route(page, 'sample.vault', {}))).toBe('locked');
    expect(await codeOf(locked.route(page, 'sample.unlockedShell', {}))).toBe('locked');
    expect(await codeOf(locked.route(page, 'sample.lockedShell', {}))).toBeNull();
    expect(locked.call).not.toHaveBeenCalled();
    expect(await codeOf(router().route(page, 'sample.lockedShell', {}))).toBe('alreadyUnlocked');
  });

  it('lets a sheet that is laid out read, and nothing else', async () => {
    const sheet: SenderEvent = { sender: { id: SHEET }, senderFrame: { url: 'app://xindang/print/record', parent: null } };
    const { route, call } = router();
    expect(await codeOf(route(sheet, 'sample.write', {}))).toBe('forbidden');
    expect(call).not.toHaveBeenCalled();
    expect(await codeOf(route(sheet, 'sample.vault', {}))).toBeNull();
  });

  it('lets no page vouch for an output that main made', async () => {
    const { route, call } = router();
    expect(await codeOf(route(page, 'documents.recordOutput', {}))).toBe('forbidden');
    expect(call).not.toHaveBeenCalled();
  });

  it('names the fields of a wrong input', async () => {
    const result = await router().route(page, 'sample.shell', { n: 'one' });
    expect(result).toMatchObject({ ok: false, error: { code: 'invalidInput', fields: { n: 'invalid_type' } } });
  });

  it('refuses an answer of another shape than declared', async () => {
    expect(await codeOf(router({ shell: async () => ({ n: 'text' }) }).route(page, 'sample.shell', { n: 1 }))).toBe(
      'invalidOutput',
    );
  });

  it('passes codes on and hides the words of everything else that is thrown', async () => {
    const known = router({ shell: async () => Promise.reject(new AppError('previewUnknown')) });
    expect(await codeOf(known.route(page, 'sample.shell', { n: 1 }))).toBe('previewUnknown');
    const unknown = router({ shell: async () => Promise.reject(new Error('样例学生 的文件')) });
    expect(await codeOf(unknown.route(page, 'sample.shell', { n: 1 }))).toBe('internal');
    expect(JSON.stringify(unknown.report.mock.calls)).not.toContain('样例学生');
  });
});
