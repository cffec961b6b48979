import type { Random } from '../sample-school/random.ts';

export type Damage = 'flip' | 'cut';

/** The bytes with one of them changed, or without their end. Cuts fall on page borders about every third time. */
export function damaged(bytes: Buffer, damage: Damage, random: Random): Buffer {
  if (damage === 'flip') {
    const copy = Buffer.from(bytes);
    const at = random.int(0, bytes.length - 1);
    copy[at] = (copy[at] ?? 0) ^ random.int(1, 255);
    return copy;
  }
  const at = random.int(0, bytes.length - 1);
  return Buffer.from(bytes.subarray(0, random.chance(0.33) ? at - (at % 4096) : at));
}
