import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src-main/vault/clock.ts';
import { HEADER_COPY_FILE, HEADER_FILE, headerText, parseHeader, readHeader, SWAP_FILE } from '../../src-main/vault/header.ts';
import { Vault } from '../../src-main/vault/vault.ts';
import type { Output } from '../../src-shared/contract/index.ts';
import { openTestVault, TEST_PASSPHRASE, TEST_SCRYPT, type TestVault } from '../support/open-vault.ts';

/** Chosen places of damage; random ones are in tests/faults/. */
let made: TestVault;
/** A copy as a crash leaves it: the log still beside the database. */
let folder: string;

const staff = (name: string) => ({ name, kind: 'teacher', partyMember: false, phone: null, leftOn: null });

beforeEach(async () => {
  made = await openTestVault();
  made.vault.raw().database.pragma('wal_checkpoint(TRUNCATE)');
  for (let n = 1; n <= 5; n += 1) await made.dispatch('settings.saveStaff', staff(`样例${n}`));
  folder = mkdtempSync(join(tmpdir(), 'xindang-corruption-'));
});
afterEach(async () => {
  await made.close();
  rmSync(folder, { recursive: true, force: true });
});

const path = (name: string) => join(folder, name);
const bytes = (name: string) => readFileSync(path(name));

function change(name: string, at: number): void {
  const content = bytes(name);
  content[at] = (content[at] ?? 0) ^ 1;
  writeFileSync(path(name), content);
}

async function unlocked<T>(look: (vault: Vault, found: Output<'vault.unlock'>['found']) => T | Promise<T>): Promise<T> {
  const vault = new Vault({ folder, clock: systemClock, newId: uuidv7, scrypt: TEST_SCRYPT });
  const { found } = await vault.unlock({ passphrase: TEST_PASSPHRASE });
  try {
    return await look(vault, found);
  } finally {
    await vault.lock();
  }
}

/** What the audit says about the last unlock. */
const lastUnlock = (vault: Vault) =>
  JSON.parse(
    String(vault.raw().database.prepare(`SELECT detail FROM audit WHERE action = 'unlock' ORDER BY seq DESC`).pluck().get()),
  ) as Record<string, unknown>;
const staffIn = (vault: Vault) => vault.raw().database.prepare('SELECT name FROM staff ORDER BY name').pluck().all();

describe('a database', () => {
  it('damaged where nothing is stored is refused too, and left as it is', async () => {
    const raw = made.vault.raw().database;
    raw.exec('CREATE TABLE gone (text TEXT)');
    raw.prepare('INSERT INTO gone VALUES (?)').run('样例'.repeat(40_000));
    const pages = Number(raw.pragma('page_count', { simple: true }));
    raw.exec('DROP TABLE gone');
    raw.pragma('wal_checkpoint(TRUNCATE)');
    expect(Number(raw.pragma('freelist_count', { simple: true }))).toBeGreaterThan(10);
    cpSync(made.folder, folder, { recursive: true });
    change('vault.db', (pages - 3) * 4096 + 100);
    const before = bytes('vault.db');
    await expect(unlocked(() => undefined)).rejects.toMatchObject({ code: 'vaultDamaged' });
    expect(bytes('vault.db')).toEqual(before);
  });

  it.each([0, 1, 4095])('cut to %i bytes is not taken for a new one, and its log is not thrown away', async (size) => {
    cpSync(made.folder, folder, { recursive: true });
    truncateSync(path('vault.db'), size);
    const log = bytes('vault.db-wal');
    expect(log.length).toBeGreaterThan(0);
    await expect(unlocked(() => undefined)).rejects.toMatchObject({ code: 'vaultDamaged' });
    expect(bytes('vault.db').length).toBe(size);
    expect(bytes('vault.db-wal')).toEqual(log);
  });
});

describe('the log of a vault that was not closed', () => {
  it('brings back everything, and nothing is said', async () => {
    cpSync(made.folder, folder, { recursive: true });
    const [names, detail] = await unlocked((vault) => [staffIn(vault), lastUnlock(vault)] as const);
    expect(names).toEqual(['样例1', '样例2', '样例3', '样例4', '样例5']);
    expect(detail).not.toHaveProperty('commitsLost');
  });

  it.each([
    ['its last transactions', (length: number) => length - 3 * 4120],
    ['its header', () => 18],
  ])('damaged in %s opens without what is behind, and says how much that was', async (_where, at) => {
    cpSync(made.folder, folder, { recursive: true });
    change('vault.db-wal', at(bytes('vault.db-wal').length));
    const [names, detail, told] = await unlocked((vault, found) => [staffIn(vault), lastUnlock(vault), found] as const);
    expect(told.commitsLost).toBe(detail.commitsLost);
    expect(names.length).toBeLessThan(5);
    expect(detail.commitsLost).toBeGreaterThanOrEqual(5 - names.length);
  });
});

describe('the header', () => {
  beforeEach(async () => {
    await made.vault.lock();
    cpSync(made.folder, folder, { recursive: true });
  });

  it('opens from its copy when a byte of it changed, says so, and is written anew', async () => {
    const whole = bytes(HEADER_FILE);
    // Inside the name of the user, which no key protects.
    change(HEADER_FILE, whole.indexOf('userName') + 13);
    const [detail, told] = await unlocked((vault, found) => [lastUnlock(vault), found] as const);
    expect(detail).toMatchObject({ headerFromCopy: true });
    expect(told).toEqual({ headerFromCopy: true, commitsLost: 0 });
    expect(bytes(HEADER_FILE)).toEqual(whole);
  });

  it('of a later format is told from a damaged one', () => {
    const text = bytes(HEADER_FILE).toString('utf8');
    expect(parseHeader(text.replace('"format": 2', '"format": 3'))).toBeNull();
    const state = readHeader(folder);
    if (state.state !== 'present') throw new Error('no header');
    expect(parseHeader(headerText(state.header))).toEqual(state.header);
  });

  it('of the first format, without a checksum, opens and gets one', async () => {
    const { sha256: _none, ...first } = JSON.parse(bytes(HEADER_FILE).toString('utf8')) as Record<string, unknown>;
    for (const name of [HEADER_FILE, HEADER_COPY_FILE]) writeFileSync(path(name), JSON.stringify({ ...first, format: 1 }));
    await unlocked(() => undefined);
    expect(bytes(HEADER_FILE).toString('utf8')).toMatch(/"sha256": "[0-9a-f]{64}"\n\}\n$/);
  });
});

describe('a first start that was cut off', () => {
  it('leaves a database that the next one clears away, and no other', async () => {
    rmSync(folder, { recursive: true });
    cpSync(made.folder, folder, { recursive: true });
    for (const name of [HEADER_FILE, HEADER_COPY_FILE]) rmSync(path(name));
    // Not announced: somebody's vault whose header is lost.
    await expect(unlocked(() => undefined)).rejects.toMatchObject({ code: 'headerMissing' });
    writeFileSync(path(SWAP_FILE), JSON.stringify({ database: 'vault.db', aside: null, moves: [] }));
    await expect(unlocked(() => undefined)).rejects.toMatchObject({ code: 'vaultMissing' });
    expect(existsSync(path('vault.db'))).toBe(false);
  });
});
