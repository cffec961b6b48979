import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { AuditLog, RETIRED_KEYS_SETTING } from './audit.ts';
import type { Context, Executor } from './context.ts';
import { checkValue, discardFiles, newDatabaseName, type VaultHeader } from './header.ts';
import type { KeyRing } from './key-ring.ts';
import { type KeySlot, newDataKey, subKey } from './key-slots.ts';
import { openDatabase, type VaultDatabase } from './open.ts';
import { newRecoverySlot } from './recovery.ts';
import { readSetting, writeSetting } from './setting-store.ts';
import { inTransaction } from './transaction.ts';
import { closeRow, requireOwnPassphrase } from './users.ts';
import { kyselyOn, type RawVault, type Vault } from './vault.ts';

/** The steps in order; up to `committed` the old database and keys are in force, from there on the new ones. */
export const REKEY_STEPS = ['announced', 'copied', 'encrypted', 'recorded', 'checked', 'committed', 'replaced'] as const;
export type RekeyStep = (typeof REKEY_STEPS)[number];

type Input = ParsedInput<'users.rekey'>;

/**
 * Encrypts the whole database anew under a new data key. The new file is complete and synced before one rename of the header makes it,
 * with its slots, the vault: after a crash at any point it is the old vault or the new one.
 * @param atStep told after each step; a throw from it before `committed` leaves the old vault in force (tests use this)
 * @throws AppError `wrongPassphrase`, `ownAccount`, `notFound`, `userClosed`; on a full disk SQLite's or the file system's own error
 */
export async function rekey(
  vault: Vault,
  context: Context,
  input: Input,
  atStep: (step: RekeyStep) => void = () => undefined,
): Promise<Output<'users.rekey'>> {
  const { keys } = vault;
  (await requireOwnPassphrase(keys, context.session.userId, input.passphrase, 'passphrase')).fill(0);
  const reached = (step: RekeyStep): void => {
    context.progress('rekey', REKEY_STEPS.indexOf(step) + 1, REKEY_STEPS.length);
    atStep(step);
  };
  const raw = vault.raw();
  const name = newDatabaseName();
  const dataKey = newDataKey();
  keys.save({ ...raw.header, discard: [...raw.header.discard, name] });
  let database: VaultDatabase | undefined;
  try {
    reached('announced');
    await prepareCopy(raw, name, dataKey, context, input, reached);
    const made = await newSlots(keys, raw.header, context, input, dataKey);
    database = openDatabase(join(raw.folder, name), dataKey, { create: false });
    const header = { ...made.header, database: name, check: checkValue(dataKey), discard: [raw.header.database] };
    // The one moment: everything before is the old vault, everything after the new one.
    const whole = commit(keys, header);
    vault.replaceConnection(database, dataKey);
    reached('committed');
    if (whole) keys.save(discardFiles(raw.folder, header));
    reached('replaced');
    const { people, recoveryCode } = made;
    return { people, recoveryCode, sharesEnded: raw.header.slots.some(({ kind }) => kind === 'shares') };
  } catch (error) {
    if (keys.header().database !== name) abandon(keys, raw, name, database);
    throw error;
  }
}

/** Answers whether both copies of the header were written; with the first one alone the new vault is in force all the same. */
function commit(keys: KeyRing, header: VaultHeader): boolean {
  try {
    keys.save(header);
    return true;
  } catch (error) {
    if (keys.header().database !== header.database) throw error;
    return false;
  }
}

function abandon(keys: KeyRing, raw: RawVault, name: string, database: VaultDatabase | undefined): void {
  database?.close();
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(join(raw.folder, `${name}${suffix}`), { force: true });
  keys.save(raw.header);
}

async function prepareCopy(
  raw: RawVault,
  name: string,
  dataKey: Buffer,
  context: Context,
  input: Input,
  reached: (step: RekeyStep) => void,
): Promise<void> {
  const file = join(raw.folder, name);
  raw.database.prepare('VACUUM INTO ?').run(file);
  reached('copied');
  const copy = openDatabase(file, raw.dataKey, { create: false });
  try {
    const key = Buffer.from(`x'${dataKey.toString('hex')}'`, 'latin1');
    copy.rekey(key);
    key.fill(0);
    reached('encrypted');
    await inTransaction(kyselyOn(copy), (db) => record({ ...context, db }, input, raw.dataKey, dataKey));
    reached('recorded');
    copy.pragma('wal_checkpoint(TRUNCATE)');
    if (copy.pragma('integrity_check(1)', { simple: true }) !== 'ok') throw new AppError('vaultDamaged');
  } finally {
    copy.close();
  }
  syncFile(file);
  reached('checked');
}

/** In the new database: who is closed, the retired audit key, and the audit row itself, the first under the new key. */
async function record(context: Context, input: Input, oldKey: Buffer, dataKey: Buffer): Promise<void> {
  const { db, clock, session } = context;
  if (input.closeUserId !== null) await closeRow(context, input.closeUserId);
  const retired = ((await readSetting(db, RETIRED_KEYS_SETTING)) ?? []) as { upTo: number; key: string }[];
  const upTo = await lastAuditRow(db);
  const key = subKey(oldKey, 'audit').toString('base64');
  await writeSetting(db, clock, RETIRED_KEYS_SETTING, [...retired, { upTo, key }]);
  const subject = input.closeUserId === null ? {} : { subject: { kind: 'user', id: input.closeUserId } };
  await new AuditLog(subKey(dataKey, 'audit'), clock).append(db, session, {
    action: 'rekey',
    channel: 'users.rekey',
    detail: { closed: input.closeUserId !== null },
    ...subject,
  });
}

async function lastAuditRow(db: Executor): Promise<number> {
  const row = await db
    .selectFrom('audit')
    .select(({ fn }) => fn.max('seq').as('seq'))
    .executeTakeFirst();
  return row?.seq ?? 0;
}

/** Slots around the new key: the caller's own passphrase, one-time ones for all others, a new recovery code. Nothing else survives. */
async function newSlots(
  keys: KeyRing,
  header: VaultHeader,
  context: Context,
  { passphrase, closeUserId }: Input,
  dataKey: Buffer,
): Promise<{ header: VaultHeader; people: Output<'users.rekey'>['people']; recoveryCode: string }> {
  const { vaultId } = header;
  const others = await context.db
    .selectFrom('user')
    .select(['id', 'name'])
    .where('closed_at', 'is', null)
    .where('id', 'not in', [keys.owner.userId, closeUserId ?? ''])
    .orderBy('created_at')
    .execute();
  const slots: KeySlot[] = [await keys.slot({ ...keys.owner, kind: 'passphrase' }, passphrase, vaultId, dataKey)];
  const people: Output<'users.rekey'>['people'] = [];
  for (const { id: userId, name: userName } of others) {
    const made = await keys.oneTimeSlot({ userId, userName }, vaultId, dataKey);
    slots.push(made.slot);
    people.push({ userId, userName, oneTimePassphrase: made.oneTimePassphrase });
  }
  const recovery = await newRecoverySlot(keys, keys.owner, vaultId, dataKey);
  return {
    header: { ...header, slots: [...slots, recovery.slot], recoveryConfirmed: false },
    people,
    recoveryCode: recovery.code,
  };
}

function syncFile(path: string): void {
  const fd = openSync(path, 'r+');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
