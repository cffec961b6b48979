import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readHeader } from '../../../src-main/vault/header.ts';
import { examine } from '../aftermath.ts';
import { VaultChild } from '../child.ts';
import { callAndKill, measure, pickMoment, watchFor } from '../moment.ts';
import type { Scenario } from '../scenario.ts';
import { PASSPHRASE, vaultIn } from '../vaults.ts';

const CREATE = 'vault.create';
const input = {
  schoolName: '样例故障学校',
  schoolType: 'nine_year',
  levelPreset: 'red_orange_yellow',
  userName: '样例老师',
  passphrase: PASSPHRASE,
} as const;

/** The very first start. Afterwards there is a vault that opens, or none and a new one can be made. */
export const create: Scenario = {
  name: 'creation',
  kills: { full: 20, short: 2 },
  prepare: async (bundle, folder) => {
    const place = join(folder, 'vault');
    mkdirSync(place);
    const extent = await measure(bundle, place, CREATE, async () => input);
    return async (random) => {
      rmSync(place, { recursive: true, force: true });
      mkdirSync(place);
      const moment = pickMoment(random, extent);
      const answered = await callAndKill(new VaultChild(bundle, place, watchFor(CREATE, moment)), CREATE, input, moment);
      let state = 'none';
      const problems: string[] = [];
      try {
        if (readHeader(place).state === 'present') state = 'new';
        else {
          const vault = vaultIn(place);
          await vault.create(input);
          await vault.lock();
        }
      } catch (error) {
        problems.push(`the next start fails: ${String(error)}`);
      }
      if (answered && state !== 'new') problems.push('answered, but there is no vault');
      return { acknowledged: 0, moment, state, problems: [...problems, ...(await examine(place, () => []))] };
    };
  },
};
