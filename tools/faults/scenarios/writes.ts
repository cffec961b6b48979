import { join } from 'node:path';
import { examine } from '../aftermath.ts';
import { VaultChild } from '../child.ts';
import { Ledger, writeUnderLoad } from '../ledger.ts';
import { type Scenario, sleep } from '../scenario.ts';
import { makeVault, PASSPHRASE } from '../vaults.ts';

/** Several kinds of records written at once; the vault goes on from kill to kill, so that every round also opens what the last one left. */
export const writes: Scenario = {
  name: 'writes',
  kills: { full: 70, short: 5 },
  prepare: async (bundle, folder) => {
    const place = join(folder, 'vault');
    await makeVault(place);
    const ledger = new Ledger();
    return async (random) => {
      const child = new VaultChild(bundle, place);
      await child.must('vault.unlock', { passphrase: PASSPHRASE });
      const before = ledger.acknowledged;
      const working = writeUnderLoad(child, ledger, random);
      const ms = random.int(1, 600);
      await sleep(ms);
      await child.kill();
      await working;
      return {
        acknowledged: ledger.acknowledged - before,
        moment: { by: 'clock', at: ms },
        state: 'opened',
        problems: await examine(place, (database) => ledger.problems(database)),
      };
    };
  },
};
