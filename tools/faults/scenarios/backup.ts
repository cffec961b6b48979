import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openArchive } from '../../../src-main/backup/archive.ts';
import { requireOwn } from '../../../src-main/backup/check.ts';
import { BACKUPS_FOLDER, parseName } from '../../../src-main/backup/names.ts';
import { AppError } from '../../../src-shared/contract/result.ts';
import { examine, filesIn, vanished } from '../aftermath.ts';
import { VaultChild } from '../child.ts';
import { lay, makeFilledVault } from '../fill.ts';
import { writeUnderLoad } from '../ledger.ts';
import { keyOf } from '../look.ts';
import { callAndKill, measure, pickMoment, watchFor } from '../moment.ts';
import type { Scenario } from '../scenario.ts';
import { PASSPHRASE } from '../vaults.ts';

const CREATE = 'backup.create';
const input = { reason: 'manual' };

const backupsIn = (folder: string) => readdirSync(join(folder, BACKUPS_FOLDER)).filter((name) => parseName(name));

/** Whatever bears the name of a backup must be one, from its first byte to its last. */
async function backupProblems(folder: string): Promise<string[]> {
  const { dataKey } = await keyOf(folder);
  const problems: string[] = [];
  for (const name of backupsIn(folder)) {
    try {
      requireOwn(await openArchive(join(folder, BACKUPS_FOLDER, name), { whole: true }), dataKey);
    } catch (error) {
      problems.push(`${name}: ${error instanceof AppError ? error.code : String(error)}`);
    }
  }
  return problems;
}

/** A backup by hand, with writes before it and waiting behind it, beside an older backup. */
export const backup: Scenario = {
  name: 'backup',
  kills: { full: 30, short: 2 },
  prepare: async (bundle, folder, setup) => {
    const template = join(folder, 'template');
    const place = join(folder, 'vault');
    const filled = await makeFilledVault(bundle, template, setup, 150, async (child) => {
      await child.must(CREATE, input);
    });
    lay(template, place);
    const extent = await measure(bundle, place, CREATE, async (child) => {
      await child.must('vault.unlock', { passphrase: PASSPHRASE });
      return input;
    });
    return async (random) => {
      lay(template, place);
      const before = filesIn(place);
      const known = backupsIn(place).length;
      const ledger = filled.copy();
      const moment = pickMoment(random, extent);
      const child = new VaultChild(bundle, place, watchFor(CREATE, moment));
      await child.must('vault.unlock', { passphrase: PASSPHRASE });
      const enough = random.int(1, 12);
      await writeUnderLoad(child, ledger, random, () => ledger.acknowledged >= enough);
      const cut = callAndKill(child, CREATE, input, moment);
      await Promise.all([cut, writeUnderLoad(child, ledger, random)]);
      const made = backupsIn(place).length - known;
      const problems = [
        ...(await examine(place, (database) => ledger.problems(database))),
        ...(await backupProblems(place)),
        ...vanished(before, place),
      ];
      if ((await cut) && made !== 1) problems.push('answered, but there is no new backup');
      return { acknowledged: ledger.acknowledged, moment, state: made === 1 ? 'new' : 'none', problems };
    };
  },
};
