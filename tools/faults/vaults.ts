import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, SqliteDialect } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { migrations } from '../../migrations/index.ts';
import { AuditLog } from '../../src-main/vault/audit.ts';
import { instant, systemClock } from '../../src-main/vault/clock.ts';
import { checkValue, DATABASE_FILE, writeHeader } from '../../src-main/vault/header.ts';
import { newDataKey, subKey, wrapKey } from '../../src-main/vault/key-slots.ts';
import { openDatabase } from '../../src-main/vault/open.ts';
import { saveLevelPreset, saveSchool } from '../../src-main/vault/school.ts';
import type { Tables } from '../../src-main/vault/tables.ts';
import { Vault } from '../../src-main/vault/vault.ts';
import './cheap-scrypt.ts';

export const PASSPHRASE = '样例-海棠-落在-石阶-29';

const school = {
  name: '样例故障学校',
  type: 'nine_year',
  code: null,
  county: null,
  contact: null,
  terms: {},
  smallGroup: 5,
} as const;

export function vaultIn(folder: string): Vault {
  return new Vault({ folder, clock: systemClock, newId: uuidv7 });
}

/** A new vault of the present version. */
export async function makeVault(folder: string): Promise<void> {
  const vault = vaultIn(folder);
  await vault.create({
    schoolName: school.name,
    schoolType: school.type,
    levelPreset: 'red_orange_yellow',
    userName: '样例老师',
    passphrase: PASSPHRASE,
  });
  await vault.lock();
}

/** A vault as a program of an older schema version left it, with so many students. Answers their ids. */
export async function makeOldVault(folder: string, version: number, students: number): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const dataKey = newDataKey();
  const vaultId = uuidv7();
  const user = { userId: uuidv7(), userName: '样例老师' };
  const database = openDatabase(join(folder, DATABASE_FILE), dataKey, { create: true });
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
  for (const migration of migrations.slice(0, version)) await migration.up(db as unknown as Kysely<never>);
  database.pragma(`user_version = ${version}`);
  const at = instant(systemClock);
  database
    .prepare('INSERT INTO user (id, name, role, created_at) VALUES (?, ?, ?, ?)')
    .run(user.userId, user.userName, 'counselor', at);
  await saveSchool(db, systemClock, school);
  await saveLevelPreset(db, systemClock, 'red_orange_yellow');
  await new AuditLog(subKey(dataKey, 'audit'), systemClock).append(
    db,
    { ...user, role: 'counselor' },
    { action: 'create', channel: 'vault.create' },
  );
  const insert = database.prepare(
    `INSERT INTO student (id, name, name_pinyin, name_initials, created_at, created_by, updated_at, updated_by)
     VALUES (?, ?, 'yang li', 'yl', ?, ?, ?, ?)`,
  );
  const ids = Array.from({ length: students }, () => uuidv7());
  database.transaction(() => {
    for (const [n, id] of ids.entries()) insert.run(id, `样例旧生${n}`, at, user.userId, at, user.userId);
  })();
  const slot = { id: uuidv7(), kind: 'passphrase', ...user, createdAt: at } as const;
  writeHeader(folder, {
    format: 2,
    vaultId,
    createdAt: at,
    check: checkValue(dataKey),
    recoveryConfirmed: true,
    slots: [await wrapKey(dataKey, PASSPHRASE, vaultId, slot)],
    database: DATABASE_FILE,
    discard: [],
  });
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
  return ids;
}
