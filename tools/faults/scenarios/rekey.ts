import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { examine } from '../aftermath.ts';
import { VaultChild } from '../child.ts';
import { lay, makeFilledVault } from '../fill.ts';
import { writeUnderLoad } from '../ledger.ts';
import { databaseOf } from '../look.ts';
import { callAndKill, measure, pickMoment, watchFor } from '../moment.ts';
import type { Scenario } from '../scenario.ts';
import { PASSPHRASE } from '../vaults.ts';

const REKEY = 'users.rekey';
const input = { passphrase: PASSPHRASE, closeUserId: null };

/** A new data key for the whole database, with writes before it and waiting behind it. Old vault or new one, never neither. */
export const rekey: Scenario = {
  name: 'rekey',
  kills: { full: 40, short: 4 },
  prepare: async (bundle, folder, setup) => {
    const template = join(folder, 'template');
    const place = join(folder, 'vault');
    const filled = await makeFilledVault(bundle, template, setup, 150, async (child) => {
      await child.must('users.add', { name: '样例同事', role: 'lead' });
    });
    lay(template, place);
    const extent = await measure(bundle, place, REKEY, async (child) => {
      await child.must('vault.unlock', { passphrase: PASSPHRASE });
      return input;
    });
    return async (random) => {
      lay(template, place);
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
