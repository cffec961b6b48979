import { join } from 'node:path';
import { SCHEMA_VERSION } from '../../../src-main/vault/migrate.ts';
import { examine, filesIn, vanished } from '../aftermath.ts';
import { VaultChild } from '../child.ts';
import { lay } from '../fill.ts';
import { peek } from '../look.ts';
import { callAndKill, measure, pickMoment, watchFor } from '../moment.ts';
import type { Scenario } from '../scenario.ts';
import { makeOldVault, PASSPHRASE } from '../vaults.ts';

const STUDENTS = 2000;
const UNLOCK = 'vault.unlock';

/** The first unlock of a vault from an older version: copy beforehand, migration, first audit row. Old or new, never between. */
export const migration: Scenario = {
  name: 'migration',
  kills: { full: 40, short: 4 },
  prepare: async (bundle, folder) => {
    const template = join(folder, 'template');
    const place = join(folder, 'vault');
    const oldVersion = SCHEMA_VERSION - 1;
    const ids = await makeOldVault(template, oldVersion, STUDENTS);
    lay(template, place);
    const extent = await measure(bundle, place, UNLOCK, async () => ({ passphrase: PASSPHRASE }));
    return async (random) => {
      lay(template, place);
      const moment = pickMoment(random, extent);
      const before = filesIn(place);
      await callAndKill(new VaultChild(bundle, place, watchFor(UNLOCK, moment)), UNLOCK, { passphrase: PASSPHRASE }, moment);
      const version = await peek(place, (db) => Number(db.pragma('user_version', { simple: true })));
      const problems = await examine(place, (database) => {
        const found = new Set(database.prepare('SELECT id FROM student').pluck().all());
        const lost = ids.filter((id) => !found.has(id)).length;
        const now = Number(database.pragma('user_version', { simple: true }));
        return [
          ...(lost > 0 ? [`${lost} students are gone`] : []),
          ...(now === SCHEMA_VERSION ? [] : [`opened at version ${now}`]),
        ];
      });
      return {
        acknowledged: 0,
        moment,
        state: version === SCHEMA_VERSION ? 'new' : version === oldVersion ? 'old' : `version ${version}`,
        problems: [...problems, ...vanished(before, place)],
      };
    };
  },
};
