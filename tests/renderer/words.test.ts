import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const RENDERER = resolve(import.meta.dirname, '../../src-renderer');
const withoutComments = (source: string): string => source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');

test('no component holds Chinese words of its own: they stand in the catalogues', () => {
  const files = globSync('**/*.tsx', { cwd: RENDERER });
  expect(files.length).toBeGreaterThan(40);
  const found = files.filter((file) => /\p{Script=Han}/u.test(withoutComments(readFileSync(join(RENDERER, file), 'utf8'))));
  expect(found).toEqual([]);
});
