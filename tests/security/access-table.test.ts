import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { featureHandlers } from '../../src-main/features.ts';
import { systemClock } from '../../src-main/vault/clock.ts';
import { Dispatcher } from '../../src-main/vault/dispatcher.ts';
import { GrantedFiles } from '../../src-main/vault/files.ts';
import { type ChannelSpec, ROLES } from '../../src-shared/contract/channel.ts';
import { type Channel, contract } from '../../src-shared/contract/index.ts';
import { openTestVault, type TestVault } from '../support/open-vault.ts';

/** Channels with restricted text that a clerk may call all the same: own drafts, and reports with that text taken out (tested beside). */
const PROJECTED = new Set(['drafts.load', 'warnings.reports']);
const channels = Object.entries(contract as Record<string, ChannelSpec>);
const vaultChannels = channels.filter(([, spec]) => spec.host === 'vault' && spec.when === 'unlocked');

let vault: TestVault;
beforeAll(async () => {
  vault = await openTestVault();
});
afterAll(() => vault.close());

/** Which code the dispatcher answers; the input is junk on purpose: access is decided before anything is parsed. */
async function answer(role: (typeof ROLES)[number], channel: string): Promise<string> {
  try {
    await vault.as(role).dispatch(channel as Channel, { junk: Symbol.iterator.description } as never);
    return 'ok';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('every channel of the contract', () => {
  it('has a name of its feature and a verb, and says whom it serves', () => {
    for (const [name, spec] of channels) {
      expect(name, name).toMatch(/^[a-z]+\.[a-zA-Z]+$/);
      expect(spec.roles.length, name).toBeGreaterThan(0);
      if (spec.reveals === 'restricted' && !PROJECTED.has(name)) expect(spec.roles, name).not.toContain('clerk');
    }
  });

  it('that the vault answers has a handler', () => {
    const own = ['drafts.', 'audit.', 'vault.', 'users.', 'shares.', 'keychain.'];
    const missing = vaultChannels
      .map(([name]) => name)
      .filter((name) => !(name in featureHandlers) && !own.some((prefix) => name.startsWith(prefix)));
    expect(missing).toEqual([]);
  });

  it.each(vaultChannels.map(([name, spec]) => ({ name, spec })))('$name is closed while locked', async ({ name }) => {
    const dispatcher = new Dispatcher({
      handlers: { [name]: async () => 'leaked' } as never,
      clock: systemClock,
      newId: () => 'id',
      files: new GrantedFiles(),
      progress: () => undefined,
    });
    expect(await dispatcher.dispatch(null, name, {})).toEqual({ ok: false, error: { code: 'locked' } });
  });

  const cells = vaultChannels
    .filter(([name]) => !name.startsWith('vault.'))
    .flatMap(([name, spec]) => ROLES.map((role) => ({ name, role, allowed: spec.roles.includes(role) })));
  it.each(cells)('$name for $role: allowed $allowed', async ({ name, role, allowed }) => {
    const code = await answer(role, name);
    if (allowed) expect(code).not.toBe('forbidden');
    else expect(code).toBe('forbidden');
    expect(code).not.toBe('unknownChannel');
  });

  it('that nobody declared is refused', async () => {
    expect(await answer('counselor', 'students.everything')).toBe('unknownChannel');
    expect(await answer('counselor', 'constructor')).toBe('unknownChannel');
  });
});
