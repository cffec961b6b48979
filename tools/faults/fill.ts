import { cpSync, rmSync } from 'node:fs';
import type { Random } from '../sample-school/random.ts';
import { type Bundle, VaultChild } from './child.ts';
import { Ledger, writeUnderLoad } from './ledger.ts';
import { makeVault, PASSPHRASE } from './vaults.ts';

/** A vault with so many acknowledged writes in it, and what `then` does before it is locked, or killed with its log still beside it. */
export async function makeFilledVault(
  bundle: Bundle,
  folder: string,
  random: Random,
  writes: number,
  then: (child: VaultChild, ledger: Ledger) => Promise<void> = async () => undefined,
  end: 'lock' | 'kill' = 'lock',
): Promise<Ledger> {
  await makeVault(folder);
  const ledger = new Ledger();
  const child = new VaultChild(bundle, folder);
  await child.must('vault.unlock', { passphrase: PASSPHRASE });
  await writeUnderLoad(child, ledger, random, () => ledger.acknowledged >= writes);
  await then(child, ledger);
  await child[end]();
  return ledger;
}

/** Puts a fresh copy of the template where the next process works. */
export function lay(template: string, place: string): void {
  rmSync(place, { recursive: true, force: true });
  cpSync(template, place, { recursive: true });
}
