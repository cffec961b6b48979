import { createHash } from 'node:crypto';
import type { Output } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { parseShare, type Share, setName } from '../../src-shared/domain/share-code.ts';
import { readHeader, type VaultHeader } from './header.ts';
import type { KeySlot } from './key-slots.ts';

/** Names a share without telling it: the share is random enough that its hash gives nothing away. */
export function shareHash(share: Share): string {
  return createHash('sha256').update(`xindang-share-v1|${share.set}|${share.number}|`).update(share.bytes).digest('hex');
}

/** The slot that this share is a part of, or null when its set is not in the header. @throws AppError `shareAltered` */
export function slotOfShare(header: VaultHeader, share: Share): (KeySlot & Required<Pick<KeySlot, 'shares'>>) | null {
  for (const slot of header.slots) {
    if (slot.shares?.set !== share.set) continue;
    const holder = slot.shares.holders.find(({ number }) => number === share.number);
    if (holder?.sha256 !== shareHash(share)) throw new AppError('shareAltered', { number: share.number });
    return { ...slot, shares: slot.shares };
  }
  return null;
}

/** Says whose page a share is and whether it still counts, from the header alone. @throws what `readHeader` throws */
export function checkShare(folder: string, typed: string): Output<'shares.check'> {
  const nothing = { number: null, holder: null, name: null, setId: null, createdAt: null };
  const share = parseShare(typed);
  if (!share) return { state: 'unreadable', ...nothing };
  const seen = { ...nothing, number: share.number, setId: setName(share.set) };
  const found = readHeader(folder);
  if (found.state === 'none') return { state: 'outdated', ...seen };
  try {
    const slot = slotOfShare(found.header, share);
    if (!slot) return { state: 'outdated', ...seen };
    const holder = slot.shares.holders.find(({ number }) => number === share.number);
    return {
      ...seen,
      state: slot.shares.confirmed ? 'current' : 'unconfirmed',
      holder: holder?.holder ?? null,
      name: holder?.name ?? null,
      createdAt: slot.createdAt,
    };
  } catch (error) {
    if (error instanceof AppError && error.code === 'shareAltered') return { state: 'altered', ...seen };
    throw error;
  }
}
