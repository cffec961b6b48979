import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCallRouter, ONLY_MAIN, type SenderEvent, type WindowKind } from '../../src-main/shell/ipc.ts';
import { type ChannelSpec, ROLES, type Role } from '../../src-shared/contract/channel.ts';
import { type Channel, contract } from '../../src-shared/contract/index.ts';
import { AppError, type Result } from '../../src-shared/contract/result.ts';
import { openTestVault, type TestVault } from '../support/open-vault.ts';

/**
 * Who may call what: every channel of the contract × every role × open or locked × every kind of frame, asked of the app's own door and
 * dispatcher in front of a real vault. The expectation is made from the contract alone, so that a new channel is covered by being
 * declared. The input is refused by every channel: access is decided before anything is read.
 */
const JUNK = null;
/** Channels with restricted text that a clerk may call all the same: own drafts, and what comes with that text taken out (tested beside). */
const PROJECTED = new Set(['drafts.load', 'warnings.reports', 'search.notes']);
const channels = Object.entries(contract as Record<string, ChannelSpec>);
/** Channels of the vault process that only its entry can answer; what the test's dispatcher lacks stands in for them. */
const ENTRY = /^(vault|users|shares|keychain|recovery|backup|restore)\./;

const WINDOWS: ReadonlyMap<number, WindowKind> = new Map([
  [1, 'main'],
  [2, 'print'],
]);
const event = (id: number, url: string, parent: unknown = null): SenderEvent => ({
  sender: { id },
  senderFrame: { url, parent },
});

interface Place {
  readonly name: string;
  readonly kind: WindowKind | null;
  readonly event: SenderEvent;
}
const PLACES: readonly Place[] = [
  { name: 'the main window', kind: 'main', event: event(1, 'app://xindang/students') },
  { name: 'a print window', kind: 'print', event: event(2, 'app://xindang/print/record') },
  { name: 'a foreign window', kind: null, event: event(3, 'app://xindang/') },
  { name: 'a frame inside the main window', kind: null, event: event(1, 'app://xindang/', {}) },
  { name: 'a frame inside a print window', kind: null, event: event(2, 'app://xindang/', {}) },
  { name: 'a foreign origin in the main window', kind: null, event: event(1, 'https://example.invalid/') },
  { name: 'a host that starts like ours', kind: null, event: event(1, 'app://xindang.example/') },
  { name: 'a local file in the main window', kind: null, event: event(1, 'file:///index.html') },
  { name: 'an empty page in the main window', kind: null, event: event(1, 'about:blank') },
  { name: 'a frame that is gone', kind: null, event: { sender: { id: 1 }, senderFrame: null } },
];

/** What the contract says about one cell: a code, or `allowed`. */
function expected(name: string, spec: ChannelSpec, role: Role, isUnlocked: boolean, kind: WindowKind | null): string {
  if (kind === null) return 'foreignFrame';
  if (ONLY_MAIN.has(name) || (kind === 'print' && spec.effect !== 'read')) return 'forbidden';
  if (spec.when === 'unlocked' && !isUnlocked) return 'locked';
  if (spec.when === 'locked' && isUnlocked) return 'alreadyUnlocked';
  return spec.host === 'shell' || !isUnlocked || spec.roles.includes(role) ? 'allowed' : 'forbidden';
}

let vault: TestVault;
let reached: string[];
beforeAll(async () => {
  vault = await openTestVault();
});
afterAll(() => vault.close());

/** The vault process as the door sees it, with somebody of a role at the desk. */
function desk(role: Role, isUnlocked: boolean) {
  return {
    isUnlocked,
    async call(channel: string, input: unknown): Promise<Result<unknown>> {
      reached.push(channel);
      if (!isUnlocked) return { ok: false, error: { code: 'invalidInput' } };
      try {
        return { ok: true, value: await vault.as(role).dispatch(channel as Channel, input as never) };
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        const missing = error.code === 'unknownChannel' && ENTRY.test(channel);
        return { ok: false, error: missing ? { code: 'invalidInput' } : error.toShape() };
      }
    },
  };
}

async function ask(name: string, role: Role, isUnlocked: boolean, place: Place): Promise<string> {
  const handlers = Object.fromEntries(channels.map(([channel]) => [channel, async () => ({})]));
  const route = createCallRouter({
    contract: contract as Record<string, ChannelSpec>,
    kindOf: (id) => WINDOWS.get(id) ?? null,
    handlers,
    vault: desk(role, isUnlocked),
    report: () => undefined,
  });
  const answer = (await route(place.event, name, JUNK)) as Result<unknown>;
  // Input is looked at only where the call is allowed.
  if (answer.ok || answer.error.code === 'invalidInput') return 'allowed';
  return answer.error.code;
}

describe('the whole table', () => {
  it.each(channels)('%s', async (name, spec) => {
    expect(spec.input.safeParse(JUNK).success, 'takes junk').toBe(false);
    const seen: Record<string, string> = {};
    const wanted: Record<string, string> = {};
    for (const role of ROLES) {
      for (const isUnlocked of [false, true]) {
        for (const place of PLACES) {
          const cell = `${role}, ${isUnlocked ? 'open' : 'locked'}, ${place.name}`;
          reached = [];
          seen[cell] = await ask(name, role, isUnlocked, place);
          wanted[cell] = expected(name, spec, role, isUnlocked, place.kind);
          const mayReach = spec.host === 'vault' && !['foreignFrame', 'locked', 'alreadyUnlocked'].includes(wanted[cell]);
          if (reached.length > 0) expect(mayReach, `${cell} reached the vault process`).toBe(true);
        }
      }
    }
    expect(seen).toEqual(wanted);
  });

  it.each(['students.everything', 'constructor', '__proto__', 'toString', ''])('knows no channel "%s"', async (name) => {
    for (const role of ROLES) {
      for (const isUnlocked of [false, true]) {
        for (const place of PLACES) {
          expect(await ask(name, role, isUnlocked, place)).toBe(place.kind ? 'unknownChannel' : 'foreignFrame');
        }
      }
    }
  });
});

describe('every channel of the contract', () => {
  it.each(channels)('%s says whom it serves, in a form that can be held', (name, spec) => {
    expect(name).toMatch(/^[a-z]+\.[a-zA-Z]+$/);
    expect(spec.roles.length).toBeGreaterThan(0);
    if (spec.reveals === 'restricted' && !PROJECTED.has(name)) expect(spec.roles).not.toContain('clerk');
    // Main does not know who is at the desk: it can neither keep a role out nor have anything to hide.
    if (spec.host === 'shell') expect([spec.reveals, spec.roles]).toEqual(['nothing', ROLES]);
    // Nobody is at the desk yet.
    if (spec.when !== 'unlocked') expect([spec.reveals, spec.subject]).toEqual(['nothing', undefined]);
  });

  it.each(channels.filter(([name, spec]) => spec.host === 'vault' && spec.when === 'unlocked' && !ENTRY.test(name)))(
    '%s has a handler',
    async (name) => {
      await expect(vault.dispatch(name as Channel, JUNK as never)).rejects.not.toMatchObject({ code: 'unknownChannel' });
    },
  );

  it('that only main may call is one of the contract', () => {
    expect(channels.map(([name]) => name)).toEqual(expect.arrayContaining([...ONLY_MAIN]));
  });
});
