import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import type { Session } from '../../src-shared/contract/vault.ts';
import { judgePassphrase } from '../../src-shared/domain/passphrase.ts';
import { setName } from '../../src-shared/domain/share-code.ts';
import { RETIRED_KEYS_SETTING } from './audit.ts';
import { instant } from './clock.ts';
import type { Context, Executor } from './context.ts';
import { passphraseSecret } from './find-slot.ts';
import { type KeyRing, withSlots } from './key-ring.ts';
import { type KeySlot, unwrapKey } from './key-slots.ts';
import { readSetting } from './setting-store.ts';

const ofUser = (userId: string) => (slot: KeySlot) =>
  slot.userId === userId && (slot.kind === 'passphrase' || slot.kind === 'keychain');
const passphraseOf = (userId: string) => (slot: KeySlot) => slot.userId === userId && slot.kind === 'passphrase';

export async function listUsers(keys: KeyRing, db: Executor): Promise<Output<'users.list'>> {
  const { slots, recoveryConfirmed } = keys.header();
  const rows = await db.selectFrom('user').selectAll().orderBy('closed_at').orderBy('created_at').orderBy('id').execute();
  const recovery = slots.find(({ kind }) => kind === 'recovery');
  return {
    users: rows.map((row) => {
      const slot = slots.find(passphraseOf(row.id));
      return {
        id: row.id,
        name: row.name,
        role: row.role as Session['role'],
        createdAt: row.created_at,
        closedAt: row.closed_at,
        key: row.closed_at !== null || !slot ? 'none' : slot.oneTime ? 'oneTime' : 'own',
      };
    }),
    recovery: recovery ? { createdAt: recovery.createdAt, userName: recovery.userName, confirmed: recoveryConfirmed } : null,
    shares: slots
      .flatMap(({ shares, createdAt }) => (shares ? [{ ...shares, setId: setName(shares.set), createdAt }] : []))
      .reverse(),
    rekeyedAt: await lastRekey(db),
  };
}

/** The row after the last one under a retired key is the row of that rekey. */
async function lastRekey(db: Executor): Promise<string | null> {
  const retired = (await readSetting(db, RETIRED_KEYS_SETTING)) as { upTo: number }[] | undefined;
  const last = retired?.at(-1);
  if (!last) return null;
  const row = await db
    .selectFrom('audit')
    .select('at')
    .where('seq', '=', last.upTo + 1)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** Header changes come last, inside the transaction: what the user table does not confirm is taken out again at the next opening. */
export async function addUser(keys: KeyRing, context: Context, input: ParsedInput<'users.add'>): Promise<Output<'users.add'>> {
  const { db, clock, newId, note } = context;
  await requireFreeName(db, input.name);
  const userId = newId();
  await db
    .insertInto('user')
    .values({ id: userId, name: input.name, role: input.role, created_at: instant(clock) })
    .execute();
  note({ role: input.role }, { kind: 'user', id: userId });
  const header = keys.header();
  const made = await keys.oneTimeSlot({ userId, userName: input.name }, header.vaultId);
  keys.save(withSlots(header, () => false, made.slot));
  return { userId, oneTimePassphrase: made.oneTimePassphrase };
}

export async function renameUser(
  keys: KeyRing,
  { db, note }: Context,
  { userId, name }: ParsedInput<'users.rename'>,
): Promise<void> {
  const user = await requireActive(db, userId);
  if (user.name === name) return;
  await requireFreeName(db, name);
  await db.updateTable('user').set({ name }).where('id', '=', userId).execute();
  note({ field: 'name' });
  const header = keys.header();
  const slots = header.slots.map((slot) => (slot.userId === userId ? { ...slot, userName: name } : slot));
  keys.save({ ...header, slots });
  const { opened } = keys;
  if (opened.session.userId === userId) opened.session = { ...opened.session, userName: name };
}

export async function setRole({ db, session, note }: Context, { userId, role }: ParsedInput<'users.setRole'>): Promise<void> {
  requireOther(session, userId);
  const user = await requireActive(db, userId);
  await db.updateTable('user').set({ role }).where('id', '=', userId).execute();
  note({ field: 'role', from: user.role, to: role });
}

export async function resetPassphrase(keys: KeyRing, { db, session, note }: Context, userId: string): Promise<string> {
  requireOther(session, userId);
  const { name } = await requireActive(db, userId);
  const header = keys.header();
  const made = await keys.oneTimeSlot({ userId, userName: name }, header.vaultId);
  note({ slot: 'passphrase' });
  // The computer's own store may be what the forgotten passphrase was replaced for.
  keys.save(withSlots(header, ofUser(userId), made.slot));
  return made.oneTimePassphrase;
}

/** Re-wraps 32 bytes: nothing of the database changes. */
export async function changeOwnPassphrase(
  keys: KeyRing,
  { session, note }: Context,
  input: ParsedInput<'users.changeOwnPassphrase'>,
): Promise<void> {
  (await requireOwnPassphrase(keys, session.userId, input.current, 'current')).fill(0);
  await replaceOwn(keys, session.userId, input.passphrase);
  note({ slot: 'passphrase' });
}

/** The passphrase that is due after a one-time one, a recovery code or shares. */
export async function setOwnPassphrase(keys: KeyRing, { session, note }: Context, passphrase: string): Promise<void> {
  const { opened } = keys;
  if (opened.passphraseDue === 'no') throw new AppError('notDue');
  await replaceOwn(keys, session.userId, passphrase);
  note({ slot: 'passphrase', due: opened.passphraseDue });
  opened.passphraseDue = 'no';
}

export async function closeUser(keys: KeyRing, context: Context, userId: string): Promise<void> {
  await closeRow(context, userId);
  context.note({ rekey: false });
  keys.save(withSlots(keys.header(), ofUser(userId)));
}

/** Marks the row as closed; it stays, because records name this person. */
export async function closeRow({ db, session, clock }: Pick<Context, 'db' | 'session' | 'clock'>, userId: string): Promise<void> {
  requireOther(session, userId);
  await requireActive(db, userId);
  await db
    .updateTable('user')
    .set({ closed_at: instant(clock) })
    .where('id', '=', userId)
    .execute();
}

/**
 * The data key out of the own passphrase slot (the caller wipes it). A screen left open is no place to try out passphrases: wrong
 * ones are slowed as at the door. @throws AppError `wrongPassphrase` at the named field, `tooManyAttempts`
 */
export async function requireOwnPassphrase(keys: KeyRing, userId: string, typed: string, field: string): Promise<Buffer> {
  const header = keys.header();
  const slot = keys.passphraseSlot(header, userId);
  const dataKey = await keys.attempt(async () =>
    slot ? await unwrapKey(slot, passphraseSecret(slot, typed), header.vaultId) : null,
  );
  if (!dataKey) throw new AppError('wrongPassphrase', undefined, { [field]: 'wrongPassphrase' });
  return dataKey;
}

async function replaceOwn(keys: KeyRing, userId: string, passphrase: string): Promise<void> {
  if (!judgePassphrase(passphrase).acceptable) throw new AppError('weakPassphrase', undefined, { passphrase: 'weakPassphrase' });
  const header = keys.header();
  const old = keys.passphraseSlot(header, userId);
  const same = old ? await unwrapKey(old, passphrase, header.vaultId) : null;
  same?.fill(0);
  if (same) throw new AppError('samePassphrase', undefined, { passphrase: 'samePassphrase' });
  const slot = await keys.slot({ ...keys.owner, kind: 'passphrase' }, passphrase, header.vaultId);
  keys.save(withSlots(header, passphraseOf(userId), slot));
}

/** Nobody closes or demotes himself: so whoever does it is a counselor who remains. */
function requireOther(session: Pick<Session, 'userId'>, userId: string): void {
  if (session.userId === userId) throw new AppError('ownAccount');
}

async function requireActive(db: Executor, userId: string): Promise<{ readonly name: string; readonly role: string }> {
  const row = await db.selectFrom('user').selectAll().where('id', '=', userId).executeTakeFirst();
  if (!row) throw new AppError('notFound');
  if (row.closed_at !== null) throw new AppError('userClosed');
  return row;
}

async function requireFreeName(db: Executor, name: string): Promise<void> {
  const taken = await db.selectFrom('user').select('id').where('name', '=', name).executeTakeFirst();
  if (taken) throw new AppError('nameTaken', undefined, { name: 'nameTaken' });
}
