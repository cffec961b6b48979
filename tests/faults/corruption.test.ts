import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Bundle, takeBundle } from '../../tools/faults/child.ts';
import { type Outcome, runCorruption } from '../../tools/faults/corruption.ts';

/** The shortened form of `npm run test:faults`: every damage is reported by its name, nothing damaged is accepted or touched. */
const SEED = 20261124;
const FLIPS = 25;
const CUTS = 10;
let bundle: Bundle;
let outcomes: readonly Outcome[];
beforeAll(async () => {
  bundle = takeBundle();
  outcomes = await runCorruption(bundle, SEED, { flip: FLIPS, cut: CUTS });
}, 240_000);
afterAll(() => bundle.remove());

it('looks at database, headers, backups and log, flipped and cut', () => {
  expect(outcomes.map(({ subject, damage }) => `${damage}: ${subject}`)).toEqual(
    ['flip', 'cut'].flatMap((damage) =>
      [
        'database',
        'header, both copies',
        'backup, inspected',
        'backup, restored',
        'log of a killed vault',
        'header, vault.json alone',
        'header, vault.copy.json alone',
      ].map((subject) => `${damage}: ${subject}`),
    ),
  );
});

it('finds every damage and touches nothing', () => {
  for (const { problems, subject } of outcomes) expect({ subject, problems }).toEqual({ subject, problems: [] });
  for (const { answers, tried } of outcomes) expect(Object.values(answers).reduce((sum, count) => sum + count, 0)).toBe(tried);
});
