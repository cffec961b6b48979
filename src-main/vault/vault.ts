import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, SqliteDialect } from 'kysely';
import type { Input, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import type { Session } from '../../src-shared/contract/vault.ts';
import { judgePassphrase } from '../../src-shared/domain/passphrase.ts';
import { formatRecoveryCode, parseRecoveryCode } from '../../src-shared/domain/recovery-code.ts';
import { clearFailures, recordFailure, requireAttemptAllowed } from './attempts.ts';
import { AuditLog } from './audit.ts';
import { type Clock, instant } from './clock.ts';
import type { OpenVault } from './dispatcher.ts';
import { findSlot } from './find-slot.ts';
import { requireFreePagesWhole } from './free-pages.ts';
import { checkValue, DATABASE_FILE, discardFiles, keyMatches, readHeader, type VaultHeader, writeHeader } from './header.ts';
import { type KeySlot, newDataKey, SCRYPT_DEFAULT, subKey, unwrapKey, wrapKey } from './key-slots.ts';
import { migrate } from './migrate.ts';
import { encryptionOf, openDatabase, requireHealthy, type VaultDatabase } from './open.ts';
import { getSchool, saveLevelPreset, saveSchool } from './school.ts';
import type { Tables } from './tables.ts';
import { inTransaction } from './transaction.ts';

const RECOVERY_BYTES = 20;

export interface VaultParts {
  readonly folder: string;
  readonly clock: Clock;
  readonly newId: () => string;
  /** scrypt cost of new slots; only benches and tests lower it. */
  readonly scrypt?: { readonly N: number; readonly r: number; readonly p: number };
  /** Called with the vault open but not yet brought to a newer schema; a throw stops the unlock with nothing changed. */
  readonly beforeMigration?: (vault: RawVault) => Promise<void>;
}

/** The open connection with its key: for backup, restore and rekey, which no transaction allows. */
export interface RawVault {
  readonly folder: string;
  readonly header: VaultHeader;
  readonly database: VaultDatabase;
  readonly dataKey: Buffer;
}

interface Opened extends OpenVault {
  readonly database: VaultDatabase;
  readonly dataKey: Buffer;
}

/** One vault folder: key slots, database and the session that is open on it. Held by the vault process alone. */
export class Vault {
  readonly #parts: VaultParts;
  #open: Opened | null = null;

  constructor(parts: VaultParts) {
    this.#parts = parts;
  }

  get opened(): OpenVault | null {
    return this.#open;
  }

  get folder(): string {
    return this.#parts.folder;
  }

  /** @throws AppError `locked` */
  raw(): RawVault {
    const { database, dataKey } = this.#require();
    return { folder: this.folder, header: this.#header(), database, dataKey };
  }

  /**
   * Makes a new vault. Nothing that exists is overwritten.
   * @throws AppError `vaultExists`, `weakPassphrase`, `folderNotWritable`, `diskFull`
   */
  async create(input: ParsedInput<'vault.create'>): Promise<{ session: Session; recoveryCode: string }> {
    const { folder, clock, newId } = this.#parts;
    if (readHeader(folder).state !== 'none') throw new AppError('vaultExists');
    if (!judgePassphrase(input.passphrase).acceptable)
      throw new AppError('weakPassphrase', undefined, { passphrase: 'weakPassphrase' });
    makeFolder(folder);
    const file = join(folder, DATABASE_FILE);
    const dataKey = newDataKey();
    const vaultId = newId();
    const user = { userId: newId(), userName: input.userName };
    const database = openDatabase(file, dataKey, { create: true });
    try {
      const kysely = kyselyOn(database);
      await migrate(database, kysely as unknown as Kysely<never>);
      const session: Session = { ...user, role: 'counselor', schoolName: input.schoolName, schoolType: input.schoolType };
      const auditLog = new AuditLog(subKey(dataKey, 'audit'), clock);
      await inTransaction(kysely, async (db) => {
        await db
          .insertInto('user')
          .values({ id: user.userId, name: user.userName, role: 'counselor', created_at: instant(clock) })
          .execute();
        await saveSchool(db, clock, {
          name: input.schoolName,
          type: input.schoolType,
          code: null,
          county: null,
          terms: {},
          smallGroup: 5,
        });
        await saveLevelPreset(db, clock, input.levelPreset);
        await auditLog.append(db, session, { action: 'create', channel: 'vault.create' });
      });
      const passphraseSlot = await this.#slot(dataKey, vaultId, 'passphrase', user, input.passphrase);
      const recovery = await this.#recoverySlot(dataKey, vaultId, user);
      writeHeader(folder, {
        format: 1,
        vaultId,
        createdAt: instant(clock),
        check: checkValue(dataKey),
        recoveryConfirmed: false,
        slots: [passphraseSlot, recovery.slot],
        database: DATABASE_FILE,
        discard: [],
      });
      this.#open = { db: kysely, session, audit: auditLog, database, dataKey };
      return { session, recoveryCode: recovery.code };
    } catch (error) {
      database.close();
      // Ours from a moment ago and without a header: nobody could ever open it.
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
      throw error;
    }
  }

  /**
   * Opens the vault by passphrase or recovery code. A recovery code is used up: a new one comes back.
   * @throws AppError `wrongPassphrase`, `wrongRecoveryCode`, `tooManyAttempts`, `vaultMissing`, `headerDamaged`, `headerMissing`,
   * `vaultDamaged`, `vaultNewer`, `vaultInUse`, `databaseMissing`
   */
  async unlock(
    input: Input<'vault.unlock'>,
  ): Promise<{ session: Session; newRecoveryCode: string | null; recoveryConfirmed: boolean }> {
    const { folder, clock } = this.#parts;
    const state = readHeader(folder);
    if (state.state === 'none') throw new AppError('vaultMissing');
    requireAttemptAllowed(folder, clock);
    const found = await findSlot(state.header, input);
    if (!found) {
      const failures = recordFailure(folder, clock);
      throw new AppError(input.recoveryCode === undefined ? 'wrongPassphrase' : 'wrongRecoveryCode', { failures });
    }
    const { slot, dataKey } = found;
    if (!keyMatches(state.header, dataKey)) throw new AppError('headerDamaged', { file: 'vault.json' });
    const file = state.header.database;
    if (!existsSync(join(folder, file))) throw new AppError('databaseMissing', { file });
    const database = openDatabase(join(folder, file), dataKey, { create: false });
    try {
      const kysely = kyselyOn(database);
      requireHealthy(database);
      requireFreePagesWhole(database, dataKey);
      await migrate(database, kysely as unknown as Kysely<never>, () =>
        this.#parts.beforeMigration?.({ folder, header: state.header, database, dataKey }),
      );
      const user = await kysely.selectFrom('user').selectAll().where('id', '=', slot.userId).executeTakeFirst();
      if (!user || user.closed_at) throw new AppError('userClosed');
      const school = await getSchool(kysely);
      const session: Session = {
        userId: user.id,
        userName: user.name,
        role: user.role as Session['role'],
        schoolName: school.name,
        schoolType: school.type,
      };
      const auditLog = new AuditLog(subKey(dataKey, 'audit'), clock);
      const failures = clearFailures(folder);
      await inTransaction(kysely, (db) =>
        auditLog.append(db, session, {
          action: 'unlock',
          channel: 'vault.unlock',
          detail: { by: slot.kind, failuresBefore: failures, ...(state.fromCopy && { headerFromCopy: true }) },
        }),
      );
      this.#open = { db: kysely, session, audit: auditLog, database, dataKey };
      const header = discardFiles(folder, state.header);
      const renewed = slot.kind === 'recovery' ? await this.#rotateRecovery(header) : null;
      if (!renewed) writeHeader(folder, header);
      return { session, newRecoveryCode: renewed, recoveryConfirmed: renewed ? false : state.header.recoveryConfirmed };
    } catch (error) {
      this.#open = null;
      database.close();
      dataKey.fill(0);
      throw error;
    }
  }

  /** Proves that the shown code was written down. @throws AppError `wrongRecoveryCode` */
  async confirmRecovery(typed: string): Promise<void> {
    const { folder } = this.#parts;
    const header = this.#header();
    const code = parseRecoveryCode(typed);
    const slot = header.slots.find((candidate) => candidate.kind === 'recovery');
    const key = code && slot ? await unwrapKey(slot, code, header.vaultId) : null;
    if (!key) throw new AppError('wrongRecoveryCode', undefined, { recoveryCode: 'wrongRecoveryCode' });
    key.fill(0);
    writeHeader(folder, { ...header, recoveryConfirmed: true });
  }

  /** A fresh recovery code in place of the old one, to be shown once and confirmed. */
  renewRecovery(): Promise<string> {
    return this.#rotateRecovery(this.#header());
  }

  describe() {
    const open = this.#require();
    return {
      session: open.session,
      encryption: encryptionOf(open.database),
      schemaVersion: Number(open.database.pragma('user_version', { simple: true })),
      recoveryConfirmed: this.#header().recoveryConfirmed,
    };
  }

  /** Writes the WAL home, closes the database and wipes the key. Safe to call twice. */
  async lock(): Promise<void> {
    const open = this.#open;
    if (!open) return;
    this.#open = null;
    try {
      await inTransaction(open.db, (db) => open.audit.append(db, open.session, { action: 'lock', channel: 'vault.lock' }));
      open.database.pragma('optimize');
      open.database.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      open.database.close();
      open.dataKey.fill(0);
    }
  }

  #require(): Opened {
    if (!this.#open) throw new AppError('locked');
    return this.#open;
  }

  #header(): VaultHeader {
    const state = readHeader(this.#parts.folder);
    if (state.state === 'none') throw new AppError('headerMissing', { file: 'vault.json' });
    return state.header;
  }

  async #rotateRecovery(header: VaultHeader): Promise<string> {
    const open = this.#require();
    const { userId, userName } = open.session;
    const { slot, code } = await this.#recoverySlot(open.dataKey, header.vaultId, { userId, userName });
    const slots = [...header.slots.filter((candidate) => candidate.kind !== 'recovery'), slot];
    writeHeader(this.#parts.folder, { ...header, recoveryConfirmed: false, slots });
    return code;
  }

  async #recoverySlot(
    dataKey: Buffer,
    vaultId: string,
    user: { userId: string; userName: string },
  ): Promise<{ slot: KeySlot; code: string }> {
    const code = formatRecoveryCode(randomBytes(RECOVERY_BYTES));
    const canonical = parseRecoveryCode(code);
    if (!canonical) throw new Error('a fresh recovery code must parse');
    return { code, slot: await this.#slot(dataKey, vaultId, 'recovery', user, canonical) };
  }

  #slot(
    dataKey: Buffer,
    vaultId: string,
    kind: KeySlot['kind'],
    user: { userId: string; userName: string },
    secret: string,
  ): Promise<KeySlot> {
    const { clock, newId, scrypt } = this.#parts;
    return wrapKey(dataKey, secret, vaultId, { id: newId(), kind, ...user, createdAt: instant(clock) }, scrypt ?? SCRYPT_DEFAULT);
  }
}

function kyselyOn(database: VaultDatabase): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    throw new AppError('folderNotWritable');
  }
}
