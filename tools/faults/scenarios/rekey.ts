import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readHeader } from '../../../src-main/vault/header.ts';
import { examine } from '../aftermath.ts';
import { VaultChild } from '../child.ts';
import { Ledger, writeUnderLoad } from '../ledger.ts';
import { callAndKill, measure, pickMoment, watchFor } from '../moment.ts';
import type { Scenario } from '../scenario.ts';
import { makeVault, PASSPHRASE } from '../vaults.ts';

const REKEY = 'users.rekey';
const input = { passphrase: PASSPHRASE, closeUserId: null };

function databaseOf(folder: string): string {
  const state = readHeader(folder);
  return state.state === 'present' ? state.header.database : 'none';
}

/** A new data key for the whole database, with writes before it and waiting behind it. Old vault or new one, never neither. */
export const rekey: Scenario = {
  name: 'rekey',
  kills: { full: 45, short: 4 },
  prepare: async (bundle, folder, setup) => {
    const template = join(folder, 'template');
    const place = join(folder, 'vault');
    await makeVault(template);
    const filled = new Ledger();
    const filler = new VaultChild(bundle, template);
    await filler.must('vault.unlock', { passphrase: PASSPHRASE });
    await writeUnderLoad(filler, filled, setup, () => filled.acknowledged >= 150);
    await filler.must('users.add', { name: '样例同事', role: 'lead' });
    await filler.lock();
    const fresh = () => {
      rmSync(place, { recursive: true, force: true });
      cpSync(template, place, { recursive: true });
    };
    fresh();
    const extent = await measure(bundle, place, REKEY, async (child) => {
      await child.must('vault.unlock', { passphrase: PASSPHRASE });
      return input;
    });
    return async (random) => {
      fresh();
      const old = databaseOf(place);
      const ledger = filled.copy();
      const moment = pickMoment(random, extent);
      const child = new VaultChild(bundle, place, watchFor(REKEY, moment));
      await child.must('vault.unlock', { passphrase: PASSPHRASE });
      const enough = random.int(1, 12);
      await writeUnderLoad(child, ledger, random, () => ledger.acknowledged >= enough);
      const cut = callAndKill(child, REKEY, input, moment);
      await Promise.all([cut, writeUnderLoad(child, ledger, random)]);
      const now = databaseOf(place);
      const problems = await examine(place, (database, vault) => {
        const kept = readdirSync(vault.folder).filter((name) => name.endsWith('.db'));
        return [...ledger.problems(database), ...(kept.join() === now ? [] : [`after unlock there are ${kept.join(', ')}`])];
      });
      if ((await cut) && now === old) problems.push('answered, but the old key is still in force');
      return { acknowledged: ledger.acknowledged, moment, state: now === old ? 'old' : 'new', problems };
    };
  },
};
