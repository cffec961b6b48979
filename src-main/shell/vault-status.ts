import type { Output } from '../../src-shared/contract/index.ts';
import { waitSeconds } from '../vault/attempts.ts';
import { systemClock } from '../vault/clock.ts';
import { readHeader } from '../vault/header.ts';

/**
 * What the lock screen needs, read from the key slots beside the database.
 * @throws AppError `headerDamaged`, `headerMissing`, `vaultNewer`
 */
export function vaultStatus(folder: string, isUnlocked: boolean): Output<'vault.status'> {
  const found = readHeader(folder);
  if (found.state === 'none') return { state: 'none', folder, users: [], waitSeconds: 0 };
  return {
    state: isUnlocked ? 'unlocked' : 'locked',
    folder,
    users: found.header.slots.map(({ userName, kind }) => ({ name: userName, kind })),
    waitSeconds: Math.ceil(waitSeconds(folder, systemClock)),
  };
}
