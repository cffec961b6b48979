import { join } from 'node:path';
import { build } from 'vite';
import { describe, expect, test } from 'vitest';
import credits from '../../src-renderer/app/credits.json' with { type: 'json' };
import { collectCredits, isPermissive } from '../../tools/credits.ts';

const root = join(import.meta.dirname, '..', '..');

/** npm packages that a build of ours takes files from. */
async function bundledPackages(config: string): Promise<string[]> {
  const packages = new Set<string>();
  await build({
    root,
    configFile: join(root, config),
    logLevel: 'silent',
    build: { write: false },
    plugins: [
      {
        name: 'note-packages',
        moduleParsed({ id }) {
          const match = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id);
          if (match?.[1]) packages.add(match[1]);
        },
      },
    ],
  });
  return [...packages].sort();
}

describe('credits', () => {
  test('the committed list is that of the installed packages', () => {
    expect(credits).toEqual(collectCredits(root));
  });

  test('only permissive licences are part of what ships', () => {
    expect(credits.packages.length).toBeGreaterThan(50);
    expect(credits.packages.filter(({ license }) => !isPermissive(license))).toEqual([]);
  });

  test('every package in the bundles of main and vault process is credited', async () => {
    const bundled = await bundledPackages('vite.main.config.ts');
    const credited = new Set(credits.packages.map(({ name }) => name));
    expect(bundled).toContain('zod');
    expect(bundled.filter((name) => !credited.has(name))).toEqual([]);
  });

  test.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-or-later)', true],
    ['(MIT AND Zlib)', true],
    ['MIT AND GPL-2.0-only', false],
    ['AGPL-3.0-only', false],
    ['UNSTATED', false],
  ])('%s is permissive: %s', (expression, permissive) => {
    expect(isPermissive(expression)).toBe(permissive);
  });
});
