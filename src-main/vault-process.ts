import { uuidv7 } from 'uuidv7';
import type { ChannelSpec } from '../src-shared/contract/channel.ts';
import { type Channel, contract } from '../src-shared/contract/index.ts';
import type { FromVault, ToVault } from '../src-shared/contract/protocol.ts';
import { AppError, type Result } from '../src-shared/contract/result.ts';
import { auditChannels } from './audit/audit.channels.ts';
import { backupChannels, lockedBackupChannels } from './backup/backup.channels.ts';
import { BackupDesk } from './backup/desk.ts';
import { featureHandlers } from './features.ts';
import { systemClock } from './vault/clock.ts';
import { Dispatcher, parseInput } from './vault/dispatcher.ts';
import { draftsChannels } from './vault/drafts.channels.ts';
import { toErrorShape } from './vault/errors.ts';
import { GrantedFiles } from './vault/files.ts';
import { isHeldBack, keyChannels } from './vault/keys.channels.ts';
import { lockedChannels, vaultChannels } from './vault/vault.channels.ts';
import { Vault } from './vault/vault.ts';

/**
 * Entry of the vault process: the only one that holds the key, the connection and the rules. It lives from the first attempt to
 * unlock until the lock; its end takes key, page cache and decrypted rows with it.
 */
const folder = process.env.XINDANG_VAULT_FOLDER;
if (!folder) throw new Error('XINDANG_VAULT_FOLDER is not set');

// What it writes is for this account alone, whatever the system's habit.
process.umask(0o077);

const port = process.parentPort;
const send = (message: FromVault) => port.postMessage(message);
const files = new GrantedFiles();
const progress = (task: string, done: number, total: number): void =>
  send({ kind: 'event', event: { kind: 'progress', task, done, total } });
const vault = new Vault({ folder, clock: systemClock, newId: uuidv7, beforeMigration: (raw) => desk.beforeMigration(raw) });
const backupParts = { files, clock: systemClock, newId: uuidv7, appVersion: process.env.XINDANG_APP_VERSION ?? '', progress };
const desk = new BackupDesk({ ...backupParts, vault });

const dispatcher = new Dispatcher({
  clock: systemClock,
  newId: uuidv7,
  files,
  progress,
  handlers: {
    ...featureHandlers,
    ...draftsChannels,
    ...auditChannels(
      () => {
        if (!vault.opened) throw new AppError('locked');
        return vault.opened.audit;
      },
      () => desk.heads(),
    ),
    ...backupChannels(desk),
    ...vaultChannels(vault),
    ...keyChannels(vault),
  },
});

const lockedHandlers = { ...lockedChannels(vault), ...lockedBackupChannels(backupParts, folder) };

async function answer(channel: string, input: unknown): Promise<Result<unknown>> {
  const spec = Object.hasOwn(contract, channel) ? (contract[channel as Channel] as ChannelSpec) : undefined;
  const handler = spec?.when === 'locked' ? lockedHandlers[channel as keyof typeof lockedHandlers] : undefined;
  if (isHeldBack(vault, channel)) return { ok: false, error: { code: 'passphraseDue' } };
  if (!spec || !handler) return dispatcher.dispatch(vault.opened, channel, input);
  try {
    if (vault.opened) throw new AppError('alreadyUnlocked');
    const value = await handler(parseInput(spec, input) as never);
    if (vault.opened) scheduleBackups();
    return { ok: true, value };
  } catch (error) {
    return { ok: false, error: toErrorShape(error) };
  }
}

/** Calls run one after another; a lock waits for the call that is under way. */
let queue: Promise<void> = Promise.resolve();

function enqueue(work: () => Promise<void>): void {
  queue = queue.then(work, work);
}

/** The first screen comes first; then what is due, and again every few hours while the vault is open (milliseconds). */
const BACKUP_AFTER = Number(process.env.XINDANG_BACKUP_AFTER_MS ?? 20_000);
const BACKUP_EVERY = 4 * 60 * 60_000;
let locking = false;

function scheduleBackups(): void {
  const run = (at: 'unlock' | 'meanwhile') => enqueue(async () => (locking ? undefined : desk.runDue(at)));
  setTimeout(() => run('unlock'), BACKUP_AFTER);
  setInterval(() => run('meanwhile'), BACKUP_EVERY);
}

port.on('message', ({ data }: { data: ToVault }) => {
  if (data.kind === 'grant') files.grant(data.token, data.path, data.mode);
  else if (data.kind === 'call') {
    // Waiting its turn it would come too late.
    if (data.channel === 'backup.cancel') desk.cancel();
    enqueue(async () => {
      const result = await answer(data.channel, data.input);
      send({ kind: 'reply', id: data.id, result });
      // Older backups do not open with the new keys.
      if (data.channel === 'users.rekey' && result.ok) enqueue(() => desk.runDue('meanwhile'));
    });
  } else {
    locking = true;
    files.incoming.forget();
    desk.cancel();
    enqueue(async () => {
      if (data.quit) await desk.beforeQuit();
      await vault.lock();
      send({ kind: 'locked' });
    });
  }
});
