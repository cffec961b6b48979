import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { featureHandlers } from '../../src-main/features.ts';
import { saveLevelPreset, saveSchool } from '../../src-main/settings/settings.service.ts';
import { AuditLog } from '../../src-main/vault/audit.ts';
import { type Clock, instant } from '../../src-main/vault/clock.ts';
import { Dispatcher, type OpenVault } from '../../src-main/vault/dispatcher.ts';
import { GrantedFiles } from '../../src-main/vault/files.ts';
import { migrate } from '../../src-main/vault/migrate.ts';
import { openDatabase, requireHealthy, type VaultDatabase } from '../../src-main/vault/open.ts';
import type { Tables } from '../../src-main/vault/tables.ts';
import type { Channel, Input, Output } from '../../src-shared/contract/index.ts';
import type { Session } from '../../src-shared/contract/vault.ts';

/** The day on which every measured school stands. */
export const TODAY = '2026-11-24';
const session: Session = {
  userId: 'bench-user',
  userName: '样例老师甲',
  role: 'counselor',
  schoolName: '样例九年制学校',
  schoolType: 'nine_year',
};

/** The app's core on one database file, encrypted as shipped or on plain SQLite for comparison. */
export interface Desk {
  readonly opened: OpenVault;
  readonly dispatch: <C extends Channel>(channel: C, input: Input<C>) => Promise<Output<C>>;
  /** Closes and opens the file again as an unlock does after the key is known: pragmas, migration check, health check. */
  readonly reopen: () => Promise<void>;
  readonly give: (name: string, bytes: Uint8Array) => string;
  /** Lets the clock stand on another day. */
  readonly standOn: (day: string) => void;
  readonly close: () => void;
}

function openPlain(file: string): VaultDatabase {
  const db = new Database(file);
  db.pragma('locking_mode = EXCLUSIVE');
  for (const pragma of [
    'journal_mode = WAL',
    'synchronous = FULL',
    'temp_store = MEMORY',
    'foreign_keys = ON',
    'secure_delete = ON',
    'cache_size = -32768',
  ]) {
    db.pragma(pragma);
  }
  return db;
}

export async function openDesk(encrypted: boolean): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), 'xindang-bench-'));
  const file = join(folder, 'vault.db');
  const key = randomBytes(32);
  const open = (create: boolean) => (encrypted ? openDatabase(file, key, { create }) : openPlain(file));
  const files = new GrantedFiles();
  let day: string = TODAY;
  const clock: Clock = { now: () => new Date(`${day}T06:00:00Z`) };
  let database = open(true);
  let opened = wrap(database, clock);
  await migrate(database, opened.db as unknown as Kysely<never>);
  await opened.db.transaction().execute(async (db) => {
    await db
      .insertInto('user')
      .values({ id: session.userId, name: session.userName, role: 'counselor', created_at: instant(clock) })
      .execute();
    await saveSchool(db, clock, {
      name: session.schoolName,
      type: 'nine_year',
      code: null,
      county: null,
      contact: null,
      terms: {},
      smallGroup: 5,
    });
    await saveLevelPreset(db, clock, 'red_orange_yellow');
  });
  let dispatcher = newDispatcher(files, clock);
  return {
    get opened() {
      return opened;
    },
    dispatch: async (channel, input) => {
      const result = await dispatcher.dispatch(opened, channel, input);
      if (!result.ok) throw new Error(`${channel}: ${JSON.stringify(result.error)}`);
      return result.value as never;
    },
    reopen: async () => {
      database.close();
      database = open(false);
      opened = wrap(database, clock);
      dispatcher = newDispatcher(files, clock);
      await migrate(database, opened.db as unknown as Kysely<never>);
      requireHealthy(database);
    },
    give: (name, bytes) => {
      const token = uuidv7();
      writeFileSync(join(folder, name), bytes);
      files.grant(token, join(folder, name), 'read');
      return token;
    },
    standOn: (next) => {
      day = next;
    },
    close: () => {
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function wrap(database: VaultDatabase, clock: Clock): OpenVault {
  return {
    db: new Kysely<Tables>({ dialect: new SqliteDialect({ database }) }),
    session,
    audit: new AuditLog(Buffer.alloc(32, 1), clock),
  };
}

function newDispatcher(files: GrantedFiles, clock: Clock): Dispatcher {
  return new Dispatcher({ handlers: featureHandlers, clock, newId: uuidv7, files, progress: () => undefined });
}
