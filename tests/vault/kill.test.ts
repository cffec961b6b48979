import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src-main/vault/clock.ts';
import { Vault } from '../../src-main/vault/vault.ts';
import { TEST_PASSPHRASE, TEST_SCRYPT } from '../support/open-vault.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xindang-kill-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Starts a writer on the vault and kills it without warning after so many acknowledged writes. */
function writeUntilKilled(acknowledgements: number): Promise<string[]> {
  const writer = resolve(import.meta.dirname, '../fixtures/vault/writer.ts');
  const child = spawn(process.execPath, [writer, folder, TEST_PASSPHRASE], { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged: string[] = [];
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    acknowledged.push(...lines);
    if (acknowledged.length >= acknowledgements) child.kill('SIGKILL');
  });
  return new Promise((done) => child.on('exit', () => done(acknowledged)));
}

describe('a vault process killed while writing', () => {
  it.each([1, 7, 40])('after %i acknowledged writes has every one of them, and a whole audit chain', async (count) => {
    const maker = new Vault({ folder, clock: systemClock, newId: uuidv7, scrypt: TEST_SCRYPT });
    await maker.create({
      schoolName: '样例学校',
      schoolType: 'nine_year',
      levelPreset: 'red_orange_yellow',
      userName: '样例',
      passphrase: TEST_PASSPHRASE,
    });
    await maker.lock();
    const acknowledged = await writeUntilKilled(count);
    expect(acknowledged.length).toBeGreaterThanOrEqual(count);
    const vault = new Vault({ folder, clock: systemClock, newId: uuidv7, scrypt: TEST_SCRYPT });
    await vault.unlock({ passphrase: TEST_PASSPHRASE });
    const opened = vault.opened;
    const names = new Set((await opened?.db.selectFrom('staff').select('name').execute())?.map((row) => row.name));
    expect(acknowledged.filter((name) => !names.has(name))).toEqual([]);
    expect(opened && (await opened.audit.verify(opened.db)).broken).toBeNull();
    await vault.lock();
  });
});
