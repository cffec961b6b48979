import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { auditChannels } from '../../src-main/audit/audit.channels.ts';
import { backupChannels } from '../../src-main/backup/backup.channels.ts';
import { BackupDesk } from '../../src-main/backup/desk.ts';
import { featureHandlers } from '../../src-main/features.ts';
import { type Clock, systemClock } from '../../src-main/vault/clock.ts';
import type { Context } from '../../src-main/vault/context.ts';
import { Dispatcher, type OpenVault } from '../../src-main/vault/dispatcher.ts';
import { draftsChannels } from '../../src-main/vault/drafts.channels.ts';
import { GrantedFiles } from '../../src-main/vault/files.ts';
import { keyChannels } from '../../src-main/vault/keys.channels.ts';
import { Unsealed } from '../../src-main/vault/projection.ts';
import { vaultChannels } from '../../src-main/vault/vault.channels.ts';
import { Vault } from '../../src-main/vault/vault.ts';
import type { Role } from '../../src-shared/contract/channel.ts';
import type { Channel, Input, Output } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';

export const TEST_PASSPHRASE = '样例-山茶花-开在-北坡-17';
/** Cheap key derivation: these tests are about what comes after it. */
export const TEST_SCRYPT = { N: 2 ** 10, r: 8, p: 1 } as const;

/** A clock that stands still until it is told to move. */
export function fixedClock(iso: string): Clock & { set(iso: string): void } {
  let now = new Date(iso);
  return {
    now: () => now,
    set: (next) => {
      now = new Date(next);
    },
  };
}

export interface TestVault {
  readonly dispatch: <C extends Channel>(channel: C, input: Input<C>) => Promise<Output<C>>;
  /** The same vault through another role. */
  readonly as: (role: Role) => Pick<TestVault, 'dispatch'>;
  readonly ctx: Context;
  readonly db: Context['db'];
  readonly vault: Vault;
  readonly opened: OpenVault;
  readonly folder: string;
  readonly files: GrantedFiles;
  readonly desk: BackupDesk;
  /** Grants a file for reading that holds these bytes, and gives its token. */
  readonly give: (name: string, bytes: Uint8Array | string) => string;
  /** Grants a path for writing; the file is at `join(folder, name)`. */
  readonly target: (name: string) => { token: string; path: string };
  readonly close: () => Promise<void>;
}

/** A new real vault in a temporary folder, with the app's own dispatcher in front of it. */
export async function openTestVault(
  options: { readonly clock?: Clock; readonly schoolType?: Input<'vault.create'>['schoolType'] } = {},
): Promise<TestVault> {
  const folder = mkdtempSync(join(tmpdir(), 'xindang-test-'));
  const clock = options.clock ?? systemClock;
  const vault = new Vault({ folder, clock, newId: uuidv7, scrypt: TEST_SCRYPT });
  await vault.create({
    schoolName: '样例九年制学校',
    schoolType: options.schoolType ?? 'nine_year',
    levelPreset: 'red_orange_yellow',
    userName: '样例老师甲',
    passphrase: TEST_PASSPHRASE,
  });
  const opened = vault.opened;
  if (!opened) throw new Error('the vault did not open');
  const files = new GrantedFiles();
  const progress = () => undefined;
  const desk = new BackupDesk({ vault, files, clock, newId: uuidv7, appVersion: '0.0.0-test', progress });
  const dispatcher = new Dispatcher({
    clock,
    newId: uuidv7,
    files,
    progress,
    handlers: {
      ...featureHandlers,
      ...draftsChannels,
      ...auditChannels(
        () => opened.audit,
        () => desk.heads(),
      ),
      ...backupChannels(desk),
      ...vaultChannels(vault),
      ...keyChannels(vault),
    },
  });
  const dispatchAs =
    (role: Role) =>
    async <C extends Channel>(channel: C, input: Input<C>): Promise<Output<C>> => {
      // Read at each use: a rekey puts another connection into the open vault.
      const inRole: OpenVault = {
        get db() {
          return opened.db;
        },
        get audit() {
          return opened.audit;
        },
        session: { ...opened.session, role },
      };
      const result = await dispatcher.dispatch(inRole, channel, input);
      if (!result.ok) throw new AppError(result.error.code, { ...result.error.params }, { ...result.error.fields });
      return result.value as Output<C>;
    };
  const ctx: Context = {
    db: opened.db,
    session: opened.session,
    unsealed: new Unsealed(),
    clock,
    newId: uuidv7,
    files,
    progress,
    note: () => undefined,
  };
  return {
    dispatch: dispatchAs('counselor'),
    as: (role) => ({ dispatch: dispatchAs(role) }),
    ctx,
    db: opened.db,
    vault,
    opened,
    folder,
    files,
    desk,
    give: (name, bytes) => {
      const path = join(folder, name);
      writeFileSync(path, bytes);
      const token = uuidv7();
      files.grant(token, path, 'read');
      return token;
    },
    target: (name) => {
      const path = join(folder, name);
      const token = uuidv7();
      files.grant(token, path, 'write');
      return { token, path };
    },
    close: async () => {
      await vault.lock();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
