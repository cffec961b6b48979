import { randomBytes, randomInt } from 'node:crypto';
import { split } from 'shamir-secret-sharing';
import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { parseShare, setName, shareHolders, shareLetters, shareWords } from '../../src-shared/domain/share-code.ts';
import type { Context } from './context.ts';
import { type KeyRing, withSlots } from './key-ring.ts';
import type { KeySlot } from './key-slots.ts';
import { shareHash, slotOfShare } from './share-check.ts';

const SETS = 2 ** 15;
const isUnconfirmed = (slot: KeySlot): boolean => slot.shares?.confirmed === false;

/** Splits a fresh secret in three, two of which open the vault. A confirmed older set stays good until the new one is confirmed. */
export async function createShares(
  keys: KeyRing,
  { note }: Context,
  { names }: ParsedInput<'shares.create'>,
): Promise<Output<'shares.create'>> {
  const header = keys.header();
  const set = freshSet(header.slots);
  const secret = randomBytes(32);
  const parts = await split(new Uint8Array(secret), shareHolders.length, 2);
  const shares = shareHolders.map((holder, at) => {
    const share = { number: at + 1, set, bytes: parts[at] ?? new Uint8Array() };
    return { share, about: { number: share.number, holder, name: names[holder] } };
  });
  const holders = shares.map(({ share, about }) => ({ ...about, sha256: shareHash(share) }));
  const slot = await keys.slot(
    { ...keys.owner, kind: 'shares', shares: { set, confirmed: false, holders } },
    secret.toString('hex'),
    header.vaultId,
  );
  secret.fill(0);
  keys.save(withSlots(header, isUnconfirmed, slot));
  note({ slot: 'shares', set: setName(set) });
  return {
    setId: setName(set),
    createdAt: slot.createdAt,
    shares: shares.map(({ share, about }) => ({ ...about, words: shareWords(share), code: shareLetters(share) })),
  };
}

function freshSet(slots: readonly KeySlot[]): number {
  const taken = new Set(slots.map(({ shares }) => shares?.set));
  for (;;) {
    const set = randomInt(SETS);
    if (!taken.has(set)) return set;
  }
}

/** Proves by one page that the set was printed; every other set ends. @throws AppError `wrongShare` */
export function confirmShares(keys: KeyRing, { note }: Context, typed: string): void {
  const header = keys.header();
  const share = parseShare(typed);
  const newest = header.slots.findLast((slot) => slot.kind === 'shares');
  const slot = share && slotOfShare(header, share);
  if (!slot || slot.id !== newest?.id) throw new AppError('wrongShare', undefined, { share: 'wrongShare' });
  const confirmed = { ...slot, shares: { ...slot.shares, confirmed: true } };
  keys.save(withSlots(header, ({ kind }) => kind === 'shares', confirmed));
  note({ slot: 'shares', set: setName(slot.shares.set), confirmed: true });
}

export function revokeShares(keys: KeyRing, { note }: Context): void {
  keys.save(withSlots(keys.header(), ({ kind }) => kind === 'shares'));
  note({ slot: 'shares', ended: true });
}
