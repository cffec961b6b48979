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

/** Dotted keys of a catalogue, each with the names it fills in. */
function keysOf(words: unknown, path = ''): string[] {
  if (typeof words !== 'object' || words === null) {
    const names = [...String(words).matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]);
    return [`${path} ${[...new Set(names)].sort().join()}`];
  }
  return Object.entries(words).flatMap(([key, value]) => keysOf(value, path === '' ? key : `${path}.${key}`));
}

const catalogues = globSync('**/locale/zh.ts', { cwd: RENDERER }).sort();

test('every part of the screen has its catalogue', () => expect(catalogues.length).toBeGreaterThan(12));

test.each(catalogues)('%s and its English twin have the same keys and fill in the same names', async (file) => {
  const zh: { readonly zh: unknown } = await import(join(RENDERER, file));
  const en: { readonly en: unknown } = await import(join(RENDERER, file.replace('zh.ts', 'en.ts')));
  expect(keysOf(en.en).sort()).toEqual(keysOf(zh.zh).sort());
});
