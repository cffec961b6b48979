import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { backup } from '../../src-shared/contract/backup.ts';
import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import type { Handlers } from '../vault/context.ts';
import { finishSwap } from '../vault/swap.ts';
import { openArchive } from './archive.ts';
import { requireReadable } from './check.ts';
import { Course } from './course.ts';
import type { BackupDesk, DeskParts } from './desk.ts';
import { factsOf, listFolder } from './listing.ts';
import { backupsFolder } from './make.ts';
import { totalRows } from './manifest.ts';
import { listAsides, presentVaultId, restore, undoRestore } from './restore.ts';

type LockedChannel = 'backup.lockedList' | 'backup.lockedInspect' | 'backup.restore' | 'backup.undoRestore';
type OpenChannel = Exclude<keyof typeof backup, LockedChannel>;

/** Channels of the backups of an open vault. */
export function backupChannels(desk: BackupDesk): Handlers<OpenChannel> {
  return {
    'backup.status': ({ db }) => desk.status(db),
    'backup.list': ({ db }) => desk.list(db),
    'backup.create': async ({ note }, { reason, token }) => {
      const { made, second, detail } = await desk.create(reason, token);
      note(detail);
      return { name: made.name, bytes: made.bytes, rows: totalRows(made.manifest.rows), second };
    },
    'backup.rehearse': async ({ note }, { place, name }) => {
      const proved = await desk.rehearse(place, name);
      note({ place });
      return proved;
    },
    'backup.cancel': async () => {
      desk.cancel();
      return { cancelled: true as const };
    },
    'backup.chooseSecond': async ({ note }, { token }) => {
      const second = await desk.chooseSecond(token);
      note({ second: second?.state ?? null });
      return { second };
    },
    'backup.dropSecond': async ({ db }) => ({ second: await desk.dropSecond(db) }),
  };
}

export type LockedBackupHandlers = { readonly [C in LockedChannel]: (input: ParsedInput<C>) => Promise<Output<C>> };

/** Channels that answer only while the vault is closed: no session, no key but what the call brings. */
export function lockedBackupChannels(parts: Omit<DeskParts, 'vault'>, folder: string): LockedBackupHandlers {
  const { clock, newId, appVersion, progress, files } = parts;
  const pathOf = ({ token, name }: { token?: string | undefined; name?: string | undefined }): string => {
    const path = token === undefined ? join(backupsFolder(folder), name ?? '') : files.pathOf(token, 'read');
    if ((token === undefined && name === undefined) || !existsSync(path)) throw new AppError('fileMissing');
    return path;
  };
  const restoring = () => ({ folder, clock, newId, appVersion, course: new Course('restore', progress) });
  return {
    'backup.lockedList': async () => {
      finishSwap(folder);
      const course = new Course('verify', progress);
      const vaultId = presentVaultId(folder);
      const files = await listFolder(backupsFolder(folder), { place: 'own', vaultId, runs: null, onBytes: course.stage(0, 100) });
      return { files, asides: listAsides(folder) };
    },
    'backup.lockedInspect': async (input) => {
      const course = new Course('verify', progress);
      const path = pathOf(input);
      const archive = await openArchive(path, { whole: true, onBytes: course.stage(0, 100) });
      requireReadable(archive.manifest);
      return { name: path.split(/[\\/]/).at(-1) ?? '', bytes: archive.bytes, facts: factsOf(archive, presentVaultId(folder)) };
    },
    'backup.restore': ({ token, name, ...secrets }) => restore(pathOf({ token, name }), secrets, restoring()),
    'backup.undoRestore': ({ aside, ...secrets }) => undoRestore(aside, secrets, restoring()),
  };
}
