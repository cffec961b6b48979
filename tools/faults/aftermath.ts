import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readHeader } from '../../src-main/vault/header.ts';
import type { VaultDatabase } from '../../src-main/vault/open.ts';
import type { Vault } from '../../src-main/vault/vault.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { PASSPHRASE, vaultIn } from './vaults.ts';

export interface Aftermath {
  readonly problems: readonly string[];
}

/**
 * Opens a copy of what a killed process left behind, as the app opens it, and looks for damage: it opens, SQLite's full check finds
 * nothing, no reference dangles, the audit chain is whole, and whatever `look` adds.
 */
export async function examine(
  folder: string,
  look: (database: VaultDatabase, vault: Vault) => readonly string[] | Promise<readonly string[]>,
  passphrase = PASSPHRASE,
): Promise<string[]> {
  const copy = mkdtempSync(join(tmpdir(), 'xindang-aftermath-'));
  cpSync(folder, copy, { recursive: true });
  const vault = vaultIn(copy);
  try {
    const problems = headerProblems(copy);
    await vault.unlock({ passphrase });
    const { database } = vault.raw();
    const whole = database.pragma('integrity_check', { simple: true });
    if (whole !== 'ok') problems.push(`integrity_check: ${String(whole)}`);
    const dangling = database.pragma('foreign_key_check') as readonly unknown[];
    if (dangling.length > 0) problems.push(`${dangling.length} dangling references`);
    const opened = vault.opened;
    const chain = opened && (await opened.audit.verify(opened.db));
    if (!chain || chain.broken) problems.push(`audit chain: ${JSON.stringify(chain?.broken)}`);
    return [...problems, ...(await look(database, vault))];
  } catch (error) {
    return [`does not open: ${error instanceof AppError ? error.code : String(error)}`];
  } finally {
    await vault.lock().catch(() => undefined);
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The one commit point: whatever moment it was, the header names a database that is there. */
function headerProblems(folder: string): string[] {
  const state = readHeader(folder);
  if (state.state === 'none') return ['no header'];
  if (state.fromCopy) return ['the first header is damaged or gone'];
  return existsSync(join(folder, state.header.database)) ? [] : [`${state.header.database} is named by the header and gone`];
}

/** Files that were there before and are not any more. */
export function vanished(before: readonly string[], folder: string): string[] {
  return before.filter((name) => !existsSync(join(folder, name))).map((name) => `${name} was deleted`);
}

/** Every file below a folder, as paths relative to it. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
