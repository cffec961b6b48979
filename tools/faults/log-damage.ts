import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Random } from '../sample-school/random.ts';
import { type Bundle, VaultChild } from './child.ts';
import type { Outcome } from './corruption.ts';
import { type Damage, damaged } from './damage.ts';
import { makeFilledVault } from './fill.ts';
import { peek } from './look.ts';
import { PASSPHRASE } from './vaults.ts';

const LOG = 'vault.db-wal';

/** What the last unlock wrote into the audit about a log that could not be read to its end. */
function lossOnRecord(detail: string): number {
  return (JSON.parse(detail) as { commitsLost?: number }).commitsLost ?? 0;
}

/**
 * The log of a vault that was killed is damaged before the next unlock. SQLite opens the vault without what it cannot reach; whatever is
 * missing then must be on record. A cut log cannot be told from one that was never finished: there the vault must just open.
 */
export async function runLogDamage(bundle: Bundle, random: Random, damage: Damage, times: number): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'xindang-log-'));
  const whole = join(folder, 'whole');
  const place = join(folder, 'vault');
  const answers: Record<string, number> = {};
  const problems: string[] = [];
  try {
    const ledger = await makeFilledVault(bundle, whole, random, 60, async () => undefined, 'kill');
    for (let n = 1; n <= times; n += 1) {
      rmSync(place, { recursive: true, force: true });
      cpSync(whole, place, { recursive: true });
      writeFileSync(join(place, LOG), damaged(readFileSync(join(whole, LOG)), damage, random));
      const child = new VaultChild(bundle, place);
      const reply = await child.call('vault.unlock', { passphrase: PASSPHRASE });
      await child.lock();
      const found = reply.ok
        ? await peek(place, (db) => ({
            missing: ledger.problems(db).length,
            lost: lossOnRecord(
              String(db.prepare(`SELECT detail FROM audit WHERE action = 'unlock' ORDER BY seq DESC`).pluck().get()),
            ),
          }))
        : null;
      const answer = !reply.ok ? reply.error.code : found && found.lost > 0 ? 'opened, loss on record' : 'opened';
      answers[answer] = (answers[answer] ?? 0) + 1;
      if (!found) problems.push(`${damage} ${n}: ${answer}`);
      else if (damage === 'flip' && found.missing > 0 && found.lost === 0)
        problems.push(`${damage} ${n}: ${found.missing} writes are missing and nothing says so`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { subject: 'log of a killed vault', damage, tried: times, answers, problems };
}
