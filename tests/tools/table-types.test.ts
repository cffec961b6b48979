import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { tableTypes } from '../../tools/table-types.ts';

const formatted = (text: string): string =>
  execFileSync('node_modules/.bin/biome', ['format', '--stdin-file-path=src-main/vault/tables.ts'], {
    input: text,
    encoding: 'utf8',
  });

it('the table types are those that the migrations make', async () => {
  const written = readFileSync(new URL('../../src-main/vault/tables.ts', import.meta.url), 'utf8');
  expect(written).toBe(formatted(await tableTypes()));
});
