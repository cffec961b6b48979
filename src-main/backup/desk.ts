import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { BackupFile, BackupPlace, BackupReason, BackupStatus, SecondFolder } from '../../src-shared/contract/backup.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { type Clock, instant } from '../vault/clock.ts';
import type { AuditDetail, Executor } from '../vault/context.ts';
import type { OpenVault } from '../vault/dispatcher.ts';
import type { GrantedFiles } from '../vault/files.ts';
import { writeSetting } from '../vault/setting-store.ts';
import { inTransaction } from '../vault/transaction.ts';
import type { RawVault, Vault } from '../vault/vault.ts';
import { rehearse } from './check.ts';
import { Course, type Progress } from './course.ts';
import { copyToSecond, describeSecond, outcomeOf, prune, SECOND_SETTING, secondPath } from './folders.ts';
import { bookName, listFolder, namesIn, readHeads } from './listing.ts';
import { backupsFolder, type MadeBackup, makeBackup } from './make.ts';
import { totalRows } from './manifest.ts';
import { listAsides } from './restore.ts';
import { type BookedRun, changedSince, insertRun, type Run, readRuns } from './runs.ts';
import { statusOf } from './status.ts';

export interface DeskParts {
  readonly vault: Vault;
  readonly files: GrantedFiles;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly appVersion: string;
  readonly progress: Progress;
}

/** A backup is due after a day, a rehearsal after a month (milliseconds). */
const DAY = 24 * 60 * 60_000;
const REHEARSE_AFTER = 30 * DAY;

/** Makes, keeps, proves and lists the backups of the open vault. Each of its jobs runs alone: the caller queues them with the calls. */
export class BackupDesk {
  readonly #parts: DeskParts;
  #cancelled = false;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** Stops the job under way at its next step. */
  cancel(): void {
    this.#cancelled = true;
  }

  /** @param db the call's transaction: the one connection is not to be had beside it */
  async status(db: Executor): Promise<BackupStatus> {
    const { files, runs, second } = await this.#look(db);
    return statusOf({ files, runs, second, clock: this.#parts.clock });
  }

  async list(db: Executor) {
    const { files, second } = await this.#look(db);
    return { files, second, asides: listAsides(this.#parts.vault.folder) };
  }

  /** Into the vault's own folder, with retention and the second folder; or into a granted file or folder alone. */
  async create(
    reason: BackupReason,
    token?: string,
  ): Promise<{ made: MadeBackup; second: SecondFolder | null; detail: AuditDetail }> {
    const target = token === undefined ? undefined : this.#parts.files.pathOf(token, 'write');
    const course = this.#course('backup');
    const made = await this.#booked({ kind: 'backup', reason, fileName: target ? basename(target) : '' }, async () => {
      const { clock, appVersion, vault } = this.#parts;
      const done = await makeBackup(vault.raw(), { clock, appVersion, reason, course, target });
      // A file elsewhere may be carried away at any time: it does not count as a backup beside the vault.
      return { value: done, run: { ...bookOf(done), fileName: target ? `elsewhere:${done.name}` : done.name } };
    });
    if (target === undefined) {
      await this.#prune();
      await this.#copyOn(made.path, reason);
    }
    const { second } = await this.#look();
    return { made, second, detail: { reason, rows: totalRows(made.manifest.rows), elsewhere: target !== undefined } };
  }

  /** Proves the newest backup, or the named one. */
  async rehearse(place: BackupPlace, name?: string): Promise<{ file: string; at: string; outcome: string }> {
    const { clock, vault } = this.#parts;
    const folder = place === 'own' ? backupsFolder(vault.folder) : await secondPath(this.#open.db);
    const file = name ?? (folder === null ? undefined : namesIn(folder)[0]?.name);
    if (folder === null || file === undefined || !existsSync(join(folder, file))) throw new AppError('noBackup');
    const course = this.#course('rehearsal');
    const fileName = bookName(place, file);
    await this.#booked({ kind: 'rehearsal', reason: 'manual', fileName }, async () => {
      const { bytes, manifest } = await rehearse(join(folder, file), { ...vault.raw(), clock, course });
      return { value: null, run: { fileName, bytes, rows: totalRows(manifest.rows), auditSeq: manifest.audit.seq } };
    });
    return { file, at: instant(clock), outcome: 'ok' };
  }

  async chooseSecond(token: string): Promise<SecondFolder | null> {
    const path = this.#parts.files.pathOf(token, 'write');
    await writeSetting(this.#open.db, this.#parts.clock, SECOND_SETTING, path);
    const folder = backupsFolder(this.#parts.vault.folder);
    const [newest] = namesIn(folder);
    if (newest) await this.#copyOn(join(folder, newest.name), newest.reason);
    else await this.create('manual');
    return (await this.#look()).second;
  }

  async dropSecond(db: Executor): Promise<null> {
    await writeSetting(db, this.#parts.clock, SECOND_SETTING, null);
    return null;
  }

  /**
   * What is to be done without being asked: a backup a day and after changes, the copy that the second folder lacks, the month's
   * rehearsal. A failure goes into the book and stops nobody.
   */
  async runDue(at: 'unlock' | 'meanwhile'): Promise<void> {
    if (!this.#parts.vault.opened) return;
    await quietly(async () => {
      const last = await this.#lastBackup();
      const old = !last || this.#age(last.madeAt) >= DAY;
      if ((at === 'unlock' && old) || (await this.#changedSince(last))) await this.#unasked('scheduled');
      else await this.#catchUp();
    });
    await quietly(async () => {
      const proved = (await readRuns(this.#open.db)).find(({ kind, outcome }) => kind === 'rehearsal' && outcome === 'ok');
      if (proved && this.#age(proved.finishedAt) < REHEARSE_AFTER) return;
      await this.rehearse('own');
      await this.#audit('rehearsal', { scheduled: true });
    });
  }

  /** On quit, when something was changed since the last backup. */
  async beforeQuit(): Promise<void> {
    if (!this.#parts.vault.opened) return;
    await quietly(async () => {
      if (await this.#changedSince(await this.#lastBackup())) await this.#unasked('quit');
    });
  }

  /** Without it no migration begins. @throws what `makeBackup` throws */
  async beforeMigration(raw: RawVault): Promise<void> {
    const { clock, appVersion } = this.#parts;
    await makeBackup(raw, { clock, appVersion, reason: 'migration', course: this.#course('backup') });
  }

  heads() {
    const { folder, dataKey } = this.#parts.vault.raw();
    return readHeads(folder, dataKey);
  }

  get #open(): OpenVault {
    const { opened } = this.#parts.vault;
    if (!opened) throw new AppError('locked');
    return opened;
  }

  #course(task: string): Course {
    this.#cancelled = false;
    return new Course(task, this.#parts.progress, () => this.#cancelled);
  }

  #age(at: string): number {
    return this.#parts.clock.now().getTime() - new Date(at).getTime();
  }

  async #look(db: Executor = this.#open.db) {
    const { folder, header } = this.#parts.vault.raw();
    const runs = await readRuns(db);
    const path = await secondPath(db);
    const parts = { vaultId: header.vaultId, runs };
    const own = await listFolder(backupsFolder(folder), { ...parts, place: 'own' });
    const copies = path === null ? [] : await listSecond(path, parts);
    return { files: [...own, ...copies], runs, second: describeSecond(path, runs), path };
  }

  /** The newest whole backup in the vault's own folder. */
  async #lastBackup(): Promise<{ madeAt: string; auditSeq: number } | null> {
    const { files, runs } = await this.#look();
    const file = files.find(({ place, state }) => place === 'own' && (state === 'checked' || state === 'proved'));
    const run = file && runs.find(({ kind, fileName }) => kind === 'backup' && fileName === file.name);
    return file ? { madeAt: file.madeAt, auditSeq: run?.auditSeq ?? 0 } : null;
  }

  async #changedSince(last: { madeAt: string; auditSeq: number } | null): Promise<boolean> {
    return last === null || (await changedSince(this.#open.db, last.auditSeq, last.madeAt));
  }

  async #unasked(reason: BackupReason): Promise<void> {
    const { detail } = await this.create(reason);
    await this.#audit('backup', detail);
  }

  async #audit(action: 'backup' | 'rehearsal', detail: AuditDetail): Promise<void> {
    const { db, audit, session } = this.#open;
    const channel = action === 'backup' ? 'backup.create' : 'backup.rehearse';
    await inTransaction(db, (transaction) => audit.append(transaction, session, { action, channel, detail }));
  }

  /** Does the work and writes into the book how it ended. */
  async #booked<T>(
    begun: Pick<Run, 'kind' | 'reason' | 'fileName'>,
    work: () => Promise<{ value: T; run: Partial<Run> }>,
  ): Promise<T> {
    const { clock, newId } = this.#parts;
    const startedAt = instant(clock);
    const book = (more: Partial<Run> & Pick<Run, 'outcome'>): Promise<void> =>
      insertRun(this.#open.db, { id: newId(), ...begun, startedAt, finishedAt: instant(clock), ...more });
    try {
      const { value, run } = await work();
      await book({ ...run, outcome: 'ok' });
      return value;
    } catch (error) {
      // On a full disk the book cannot be written either; what went wrong first is what counts.
      await quietly(() => book({ outcome: outcomeOf(error) }));
      throw error;
    }
  }

  async #prune(): Promise<void> {
    const { folder, header } = this.#parts.vault.raw();
    const runs = await readRuns(this.#open.db);
    const { clock } = this.#parts;
    await quietly(() => prune(backupsFolder(folder), { place: 'own', vaultId: header.vaultId, runs, clock }));
  }

  /** Copies a backup to the second folder, if there is one. That it is missing or full is told, and blocks nothing. */
  async #copyOn(path: string, reason: BackupReason): Promise<void> {
    const second = await secondPath(this.#open.db);
    if (second === null) return;
    const fileName = basename(path);
    await quietly(() =>
      this.#booked({ kind: 'second_copy', reason, fileName }, async () => {
        const name = await copyToSecond(path, second, this.#course('backup').quiet());
        return { value: null, run: { fileName: name, bytes: statSync(join(second, name)).size } };
      }),
    );
    const { clock, vault } = this.#parts;
    const runs = await readRuns(this.#open.db);
    await quietly(() => prune(second, { place: 'second', vaultId: vault.raw().header.vaultId, runs, clock }));
  }

  /** A stick that is back gets the newest backup. */
  async #catchUp(): Promise<void> {
    const { files, path } = await this.#look();
    const newest = files.find(({ place, state }) => place === 'own' && (state === 'checked' || state === 'proved'));
    if (!newest || path === null || !existsSync(path)) return;
    const { facts } = newest;
    const same = (file: BackupFile) =>
      file.place === 'second' && file.facts?.sameVault && file.facts.createdAt === facts?.createdAt;
    if (files.some((file) => same(file) && file.state !== 'damaged')) return;
    await this.#copyOn(join(backupsFolder(this.#parts.vault.folder), newest.name), newest.reason);
  }
}

/** A share may vanish between two looks at it. */
async function listSecond(path: string, parts: { vaultId: string; runs: readonly BookedRun[] }): Promise<BackupFile[]> {
  try {
    return await listFolder(path, { ...parts, place: 'second' });
  } catch {
    return [];
  }
}

const bookOf = ({ bytes, manifest }: MadeBackup): Partial<Run> => ({
  bytes,
  rows: totalRows(manifest.rows),
  auditSeq: manifest.audit.seq,
  auditHead: manifest.audit.head,
});

/** For work that nobody waits for: its failure stands in the book, or shows in what is missing. */
async function quietly(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch {
    // Told by the status.
  }
}
