import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readHeader } from '../../src-main/vault/header.ts';
import { unwrapKey } from '../../src-main/vault/key-slots.ts';
import { openDatabase, type VaultDatabase } from '../../src-main/vault/open.ts';
import { PASSPHRASE } from './vaults.ts';

/** The data key by the first passphrase slot that opens. @throws Error when none does */
export async function keyOf(folder: string, passphrase = PASSPHRASE): Promise<{ dataKey: Buffer; database: string }> {
  const state = readHeader(folder);
  if (state.state === 'none') throw new Error('no header');
  for (const slot of state.header.slots.filter(({ kind }) => kind === 'passphrase')) {
    const dataKey = await unwrapKey(slot, passphrase, state.header.vaultId);
    if (dataKey) return { dataKey, database: state.header.database };
  }
  throw new Error('no slot opens');
}

/** Reads from a copy of the vault's database as it lies there: nothing is migrated, logged or mended. */
export async function peek<T>(folder: string, read: (database: VaultDatabase) => T, passphrase = PASSPHRASE): Promise<T> {
  const copy = mkdtempSync(join(tmpdir(), 'xindang-peek-'));
  try {
    cpSync(folder, copy, { recursive: true });
    const { dataKey, database } = await keyOf(copy, passphrase);
    const db = openDatabase(join(copy, database), dataKey, { create: false });
    try {
      return read(db);
    } finally {
      db.close();
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The database file that the header names. */
export function databaseOf(folder: string): string {
  const state = readHeader(folder);
  return state.state === 'present' ? state.header.database : 'none';
}
