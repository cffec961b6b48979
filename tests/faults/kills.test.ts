import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, takeBundle } from '../../tools/faults/child.ts';
import { runKills, SCENARIOS } from '../../tools/faults/kills.ts';

/** The shortened form of `npm run test:faults`, always with the same moments. */
const SEED = 20261124;
let bundle: Bundle;
beforeAll(() => {
  bundle = takeBundle();
});
afterAll(() => bundle.remove());

describe.each(SCENARIOS)('the built vault process killed during: $name', (scenario) => {
  it('loses nothing that was acknowledged and opens again', { timeout: 240_000 }, async () => {
    const tally = await runKills(scenario, scenario.kills.short, SEED, bundle);
    expect(tally.problems).toEqual([]);
    expect(Object.values(tally.states).reduce((sum, count) => sum + count, 0)).toBe(scenario.kills.short);
  });
});
