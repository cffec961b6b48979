import type { Kysely } from 'kysely';
import { migrations } from '../../migrations/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import type { VaultDatabase } from './open.ts';

export const SCHEMA_VERSION = migrations.length;

/**
 * Brings the vault to the newest schema, one transaction a version together with its number: after a crash it stands at the old
 * or at the new version. Kysely's own migrator is not used: on SQLite it runs outside a transaction.
 * @param before runs once before the first change to a vault that holds data
 * @throws AppError `vaultNewer` when the file was written by a later program; nothing is changed then
 */
export async function migrate(
  db: VaultDatabase,
  kysely: Kysely<never>,
  before: () => Promise<void> | undefined = () => undefined,
): Promise<{ from: number; to: number }> {
  const from = Number(db.pragma('user_version', { simple: true }));
  if (from > SCHEMA_VERSION) throw new AppError('vaultNewer', { file: from, app: SCHEMA_VERSION });
  if (from > 0 && from < SCHEMA_VERSION) await before();
  for (let version = from; version < SCHEMA_VERSION; version += 1) {
    const migration = migrations[version];
    if (!migration) break;
    db.exec('BEGIN IMMEDIATE');
    try {
      await migration.up(kysely);
      db.pragma(`user_version = ${version + 1}`);
      db.exec('COMMIT');
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK');
      throw error;
    }
  }
  return { from, to: SCHEMA_VERSION };
}
