import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BACKUPS_FOLDER } from '../../../src-main/backup/names.ts';
import { readHeader } from '../../../src-main/vault/header.ts';
import { openDatabase } from '../../../src-main/vault/open.ts';
import { examine, filesIn, vanished } from '../aftermath.ts';
import { type Bundle, VaultChild } from '../child.ts';
import { lay, makeFilledVault } from '../fill.ts';
import { type Ledger, writeUnderLoad } from '../ledger.ts';
import { databaseOf, keyOf } from '../look.ts';
import { callAndKill, measure, pickMoment, watchFor } from '../moment.ts';
import type { Scenario } from '../scenario.ts';
import { PASSPHRASE } from '../vaults.ts';

/** What is in force before and after the call that is cut off. */
interface Swap {
  readonly channel: string;
  readonly input: unknown;
  readonly before: Ledger;
  readonly after: Ledger;
}

const ASIDE = /^before-restore-/;
const asidesIn = (folder: string) => readdirSync(folder).filter((name) => ASIDE.test(name));

/** A vault whose backup is older than its last writes, some of which are only in its log: it was killed, too. */
async function makeBackedUp(bundle: Bundle, template: string, setup: Parameters<Scenario['prepare']>[2]): Promise<Swap> {
  let name = '';
  let atBackup: Ledger | undefined;
  const goOn = async (child: VaultChild, ledger: Ledger) => {
    ({ name } = await child.must<{ name: string }>('backup.create', { reason: 'manual' }));
    atBackup = ledger.copy();
    await writeUnderLoad(child, ledger, setup, () => ledger.acknowledged >= 160);
  };
  const last = await makeFilledVault(bundle, template, setup, 100, goOn, 'kill');
  if (!atBackup || !existsSync(join(template, BACKUPS_FOLDER, name))) throw new Error('no backup was made');
  return { channel: 'backup.restore', input: { name, passphrase: PASSPHRASE }, before: last, after: atBackup };
}

/** The same vault after a restore, to be undone. */
async function makeRestored(bundle: Bundle, template: string, setup: Parameters<Scenario['prepare']>[2]): Promise<Swap> {
  const restored = await makeBackedUp(bundle, template, setup);
  const child = new VaultChild(bundle, template);
  const { keptAside } = await child.must<{ keptAside: string }>(restored.channel, restored.input);
  await child.kill();
  const input = { aside: keptAside, passphrase: PASSPHRASE };
  return { channel: 'backup.undoRestore', input, before: restored.after, after: restored.before };
}

/** The vault that was in force before must still be there, whole, in one of the folders aside. */
function asideProblems(folder: string, database: string, dataKey: Buffer, ledger: Ledger): string[] {
  for (const aside of asidesIn(folder)) {
    const state = readHeader(join(folder, aside));
    if (state.state !== 'present' || state.header.database !== database) continue;
    const db = openDatabase(join(folder, aside, database), dataKey, { create: false });
    try {
      return ledger.problems(db).map((problem) => `aside: ${problem}`);
    } finally {
      db.close();
    }
  }
  return ['the vault from before the restore is nowhere aside'];
}

function swapScenario(name: string, kills: Scenario['kills'], make: typeof makeBackedUp): Scenario {
  return {
    name,
    kills,
    prepare: async (bundle, folder, setup) => {
      const template = join(folder, 'template');
      const place = join(folder, 'vault');
      const { channel, input, before, after } = await make(bundle, template, setup);
      lay(template, place);
      const extent = await measure(bundle, place, channel, async () => input);
      return async (random) => {
        lay(template, place);
        const old = databaseOf(place);
        const kept = filesIn(place).filter((file) => file.startsWith(BACKUPS_FOLDER) || ASIDE.test(file));
        const { dataKey } = await keyOf(place);
        const moment = pickMoment(random, extent);
        const answered = await callAndKill(new VaultChild(bundle, place, watchFor(channel, moment)), channel, input, moment);
        const isNew = databaseOf(place) !== old;
        const problems = await examine(place, (database, vault) =>
          isNew ? [...after.problems(database), ...asideProblems(vault.folder, old, dataKey, before)] : before.problems(database),
        );
        problems.push(...vanished(kept, place));
        if (answered && !isNew) problems.push('answered, but nothing was put in place');
        return { acknowledged: 0, moment, state: isNew ? 'new' : 'old', problems };
      };
    },
  };
}

/** A backup put in the place of a newer vault. Either is whole afterwards, and the other one is still there. */
export const restore = swapScenario('restore', { full: 30, short: 2 }, makeBackedUp);
/** The same the other way round. */
export const undo = swapScenario('undo of a restore', { full: 15, short: 1 }, makeRestored);
