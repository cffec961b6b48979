import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, SqliteDialect } from 'kysely';
import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import type { PassphraseDue, Session } from '../../src-shared/contract/vault.ts';
import { judgePassphrase } from '../../src-shared/domain/passphrase.ts';
import { clearFailures, failuresBefore, recordFailure, requireAttemptAllowed } from './attempts.ts';
import { AuditLog } from './audit.ts';
import { type Clock, instant } from './clock.ts';
import type { OpenVault } from './dispatcher.ts';
import { findSlot, refusalOf, type Secrets } from './find-slot.ts';
import { requireFreePagesWhole } from './free-pages.ts';
import { checkValue, DATABASE_FILE, discardFiles, keyMatches, readHeader, type VaultHeader, writeHeader } from './header.ts';
import { KeyRing } from './key-ring.ts';
import { type KeySlot, newDataKey, subKey } from './key-slots.ts';
import { commitsInLog, commitsLost } from './log-damage.ts';
import { migrate } from './migrate.ts';
import { encryptionOf, openDatabase, requireHealthy, type VaultDatabase } from './open.ts';
import { endSeals } from './projection.ts';
import { confirmRecovery, newRecoverySlot, renewRecovery } from './recovery.ts';
import { getSchool, saveLevelPreset, saveSchool } from './school.ts';
import { raiseCost, readUsers, slotsOfUsers, userOfSlot } from './slot-upkeep.ts';
import { announce, finishSwap } from './swap.ts';
import type { Tables } from './tables.ts';
import { inTransaction } from './transaction.ts';

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

/** One object for as long as the vault is open: a rekey puts another connection and key into it. */
interface Opened extends OpenVault {
  db: Kysely<Tables>;
  session: Session;
  audit: AuditLog;
  database: VaultDatabase;
  dataKey: Buffer;
  passphraseDue: PassphraseDue;
}

/** One vault folder: key slots, database and the session that is open on it. Held by the vault process alone. */
export class Vault {
  readonly #parts: VaultParts;
  #open: Opened | null = null;

  /** The slots of this vault's header. */
  readonly keys: KeyRing;

  constructor(parts: VaultParts) {
    this.#parts = parts;
    this.keys = new KeyRing(parts, () => this.#require());
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
    return { folder: this.folder, header: this.keys.header(), database, dataKey };
  }

  /**
   * Makes a new vault. Nothing that exists is overwritten.
   * @throws AppError `vaultExists`, `weakPassphrase`, `folderNotWritable`, `diskFull`
   */
  async create(input: ParsedInput<'vault.create'>): Promise<{ session: Session; recoveryCode: string }> {
    const { folder, clock, newId } = this.#parts;
    finishSwap(folder);
    if (readHeader(folder).state !== 'none') throw new AppError('vaultExists');
    if (!judgePassphrase(input.passphrase).acceptable)
      throw new AppError('weakPassphrase', undefined, { passphrase: 'weakPassphrase' });
    makeFolder(folder);
    const file = join(folder, DATABASE_FILE);
    const dataKey = newDataKey();
    const vaultId = newId();
    const user = { userId: newId(), userName: input.userName };
    // Until the header is written, what lies here is nobody's: a start after a crash clears it away instead of asking for its keys.
    announce(folder, { database: DATABASE_FILE, aside: null, moves: [], committed: false });
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
          contact: null,
          terms: {},
          smallGroup: 5,
        });
        await saveLevelPreset(db, clock, input.levelPreset);
        await auditLog.append(db, session, { action: 'create', channel: 'vault.create' });
      });
      const passphraseSlot = await this.keys.slot({ ...user, kind: 'passphrase' }, input.passphrase, vaultId, dataKey);
      const recovery = await newRecoverySlot(this.keys, user, vaultId, dataKey);
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
      finishSwap(folder);
      this.#open = { db: kysely, session, audit: auditLog, database, dataKey, passphraseDue: 'no' };
      return { session, recoveryCode: recovery.code };
    } catch (error) {
      database.close();
      finishSwap(folder);
      throw error;
    }
  }

  /**
   * Opens the vault by passphrase, recovery code, two shares, or what this computer's keychain kept. A recovery code is used up: a new
   * one comes back.
   * @throws AppError `wrongPassphrase`, `wrongRecoveryCode`, `wrongShare` and the other share errors, `keychainGone`, `tooManyAttempts`,
   * `vaultMissing`, `headerDamaged`, `headerMissing`, `vaultDamaged`, `vaultNewer`, `vaultInUse`, `databaseMissing`, `userClosed`
   */
  async unlock(secrets: Secrets): Promise<Output<'vault.unlock'>> {
    const { folder, clock } = this.#parts;
    finishSwap(folder);
    const state = readHeader(folder);
    if (state.state === 'none') throw new AppError('vaultMissing');
    // What a keychain kept is no guess, and whoever waits may still come in by it.
    if (!secrets.keychain) requireAttemptAllowed(folder, clock);
    const found = await findSlot(state.header, secrets);
    if (!found) {
      const refusal = refusalOf(secrets);
      throw secrets.keychain ? new AppError(refusal) : new AppError(refusal, { failures: recordFailure(folder, clock) });
    }
    const { slot, dataKey } = found;
    if (!keyMatches(state.header, dataKey)) throw new AppError('headerDamaged', { file: 'vault.json' });
    const file = state.header.database;
    if (!existsSync(join(folder, file))) throw new AppError('databaseMissing', { file });
    const inLog = commitsInLog(join(folder, file));
    const database = openDatabase(join(folder, file), dataKey, { create: false });
    try {
      const kysely = kyselyOn(database);
      requireHealthy(database);
      const lost = commitsLost(database, inLog);
      requireFreePagesWhole(database, dataKey);
      await migrate(database, kysely as unknown as Kysely<never>, () =>
        this.#parts.beforeMigration?.({ folder, header: state.header, database, dataKey }),
      );
      const users = await readUsers(kysely);
      const user = userOfSlot(slot, users);
      const school = await getSchool(kysely);
      const session: Session = {
        userId: user.id,
        userName: user.name,
        role: user.role as Session['role'],
        schoolName: school.name,
        schoolType: school.type,
      };
      const auditLog = new AuditLog(subKey(dataKey, 'audit'), clock);
      const failed = failuresBefore(folder);
      await inTransaction(kysely, async (db) => {
        // Nobody is known while the vault is closed: the one who opens it next finds the failures under the own name.
        if (failed) await auditLog.append(db, session, { action: 'unlock_failed', channel: 'vault.unlock', detail: failed });
        await auditLog.append(db, session, {
          action: 'unlock',
          channel: 'vault.unlock',
          detail: {
            by: slot.kind,
            ...(found.parts && { parts: found.parts }),
            failuresBefore: failed?.failures ?? 0,
            ...(state.fromCopy && { headerFromCopy: true }),
            ...(lost > 0 && { commitsLost: lost }),
          },
        });
      });
      if (failed) clearFailures(folder);
      const passphraseDue = dueAfter(slot);
      this.#open = { db: kysely, session, audit: auditLog, database, dataKey, passphraseDue };
      const kept = slotsOfUsers(discardFiles(folder, state.header), users);
      const header = await raiseCost(this.keys, kept, found, secrets);
      const newRecoveryCode = slot.kind === 'recovery' ? await renewRecovery(this.keys, header, slot) : null;
      if (newRecoveryCode === null) writeHeader(folder, header);
      return {
        session,
        newRecoveryCode,
        recoveryConfirmed: newRecoveryCode === null && header.recoveryConfirmed,
        passphraseDue,
        found: { headerFromCopy: state.fromCopy, commitsLost: lost },
      };
    } catch (error) {
      this.#open = null;
      database.close();
      dataKey.fill(0);
      throw error;
    }
  }

  /** Proves that the shown code was written down. @throws AppError `wrongRecoveryCode` */
  confirmRecovery(typed: string): Promise<void> {
    return confirmRecovery(this.keys, typed);
  }

  /** A fresh recovery code, to be shown once and confirmed; the one on paper stays good until then. */
  renewRecovery(): Promise<string> {
    return renewRecovery(this.keys, this.keys.header());
  }

  /** Why a new passphrase must be chosen before anything else; `no` while locked. */
  get passphraseDue(): PassphraseDue {
    return this.#open?.passphraseDue ?? 'no';
  }

  /** Goes on with another connection and key in place of the present ones, which are closed and wiped. */
  replaceConnection(database: VaultDatabase, dataKey: Buffer): void {
    const open = this.#require();
    const { database: oldDatabase, dataKey: oldKey } = open;
    open.db = kyselyOn(database);
    open.audit = new AuditLog(subKey(dataKey, 'audit'), this.#parts.clock);
    open.database = database;
    open.dataKey = dataKey;
    oldDatabase.close();
    oldKey.fill(0);
  }

  describe() {
    const open = this.#require();
    return {
      session: open.session,
      encryption: encryptionOf(open.database),
      schemaVersion: Number(open.database.pragma('user_version', { simple: true })),
      recoveryConfirmed: this.keys.header().recoveryConfirmed,
      passphraseDue: open.passphraseDue,
    };
  }

  /** Writes the WAL home, closes the database and wipes the key. Safe to call twice. */
  async lock(): Promise<void> {
    const open = this.#open;
    if (!open) return;
    this.#open = null;
    try {
      await inTransaction(open.db, async (db) => {
        await endSeals(db, open.session.userId, instant(this.#parts.clock));
        await open.audit.append(db, open.session, { action: 'lock', channel: 'vault.lock' });
      });
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
}

/** Who came in by a one-time passphrase, or without any, must choose one. */
function dueAfter(slot: KeySlot): PassphraseDue {
  if (slot.kind === 'recovery' || slot.kind === 'shares') return 'forgotten';
  return slot.oneTime ? 'first' : 'no';
}

export function kyselyOn(database: VaultDatabase): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    throw new AppError('folderNotWritable');
  }
}
