import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '../sample-school/random.ts';
import type { Bundle } from './child.ts';
import type { Round, Scenario } from './scenario.ts';
import { backup } from './scenarios/backup.ts';
import { create } from './scenarios/create.ts';
import { migration } from './scenarios/migration.ts';
import { pieces } from './scenarios/pieces.ts';
import { rekey } from './scenarios/rekey.ts';
import { restore, undo } from './scenarios/restore.ts';
import { writes } from './scenarios/writes.ts';

export const SCENARIOS: readonly Scenario[] = [create, writes, pieces, migration, rekey, backup, restore, undo];

/** What the kills of one scenario add up to. */
export interface Tally {
  readonly name: string;
  readonly kills: number;
  readonly byStep: number;
  readonly acknowledged: number;
  readonly states: Readonly<Record<string, number>>;
  /** With the number of the kill, so that it can be played again by the seed. */
  readonly problems: readonly string[];
}

/**
 * Plays a scenario so many times. Each round has a seed of its own, made of the run's seed, the scenario's name and the round's number.
 * The folder of a run that found problems is kept, and named by the last of them.
 */
export async function runKills(scenario: Scenario, kills: number, seed: number, bundle: Bundle): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), `xindang-faults-`));
  const rounds: Round[] = [];
  const problems: string[] = [];
  const play = await scenario.prepare(bundle, folder, new Random(seedOf(seed, scenario.name, 0)));
  for (let n = 1; n <= kills; n += 1) {
    const round = await play(new Random(seedOf(seed, scenario.name, n)));
    rounds.push(round);
    problems.push(...round.problems.map((problem) => `kill ${n} (${round.moment.by} ${round.moment.at}): ${problem}`));
  }
  if (problems.length === 0) rmSync(folder, { recursive: true, force: true });
  else problems.push(`kept in ${folder}`);
  const states: Record<string, number> = {};
  for (const { state } of rounds) states[state] = (states[state] ?? 0) + 1;
  return {
    name: scenario.name,
    kills,
    byStep: rounds.filter(({ moment }) => moment.by === 'step').length,
    acknowledged: rounds.reduce((sum, round) => sum + round.acknowledged, 0),
    states,
    problems,
  };
}

function seedOf(seed: number, name: string, round: number): number {
  let hash = seed ^ Math.imul(round + 1, 0x9e3779b1);
  for (const letter of name) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
