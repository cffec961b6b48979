import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import { shareHolders } from '../../src-shared/domain/share-code.ts';

/** scrypt cost: OWASP's floor where Argon2id is missing (Password Storage Cheat Sheet: N=2^17, r=8, p=1). */
export const SCRYPT_DEFAULT = { N: 2 ** 17, r: 8, p: 1 } as const;
const MAX_N = 2 ** 20;

export const keySlotSchema = z.object({
  id: z.string(),
  kind: z.enum(['passphrase', 'recovery', 'shares', 'keychain']),
  /** The user whose session this slot opens; names live here so that the lock screen can offer them. */
  userId: z.string(),
  userName: z.string(),
  createdAt: z.string(),
  /** Not chosen by its owner: it opens once, and a new one must be set before anything else. */
  oneTime: z.boolean().optional(),
  /** Of a `shares` slot: which pages belong to it, each known by its hash alone. */
  shares: z
    .object({
      set: z.number().int().min(0).max(32767),
      /** One of the pages was read back; older sets ended with that. */
      confirmed: z.boolean(),
      holders: z.array(
        z.object({ number: z.number().int().min(1).max(3), holder: z.enum(shareHolders), name: z.string(), sha256: z.string() }),
      ),
    })
    .optional(),
  kdf: z.object({
    name: z.literal('scrypt'),
    N: z
      .number()
      .int()
      .min(2 ** 10)
      .max(MAX_N),
    r: z.number().int().min(1).max(32),
    p: z.number().int().min(1).max(16),
    salt: z.base64(),
  }),
  cipher: z.object({ name: z.literal('aes-256-gcm'), nonce: z.base64(), tag: z.base64(), wrapped: z.base64() }),
});
export type KeySlot = z.infer<typeof keySlotSchema>;

/** A slot before its key is wrapped. */
export type NewSlot = Pick<KeySlot, 'id' | 'kind' | 'userId' | 'userName' | 'createdAt' | 'oneTime' | 'shares'>;

export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** Whether deriving under `cost` is less work than under `other`. */
export function isWeaker(cost: ScryptCost, other: ScryptCost): boolean {
  return cost.N * cost.r * cost.p < other.N * other.r * other.p;
}

function derive(secret: string, salt: Buffer, cost: ScryptCost): Promise<Buffer> {
  // Input methods may deliver the same characters in different forms.
  const normalised = Buffer.from(secret.normalize('NFKC'), 'utf8');
  return new Promise((resolve, reject) => {
    scrypt(normalised, salt, 32, { ...cost, maxmem: 256 * cost.N * cost.r }, (error, key) => {
      normalised.fill(0);
      if (error) reject(error);
      else resolve(key);
    });
  });
}

/** Binds a wrapped key to its vault and slot, so that slots cannot be swapped between files. */
function associatedData(vaultId: string, slot: Pick<KeySlot, 'id' | 'kind' | 'userId'>): Buffer {
  return Buffer.from(`xindang-slot-v1|${vaultId}|${slot.id}|${slot.kind}|${slot.userId}`);
}

/**
 * Wraps the 32-byte data key under a secret.
 * @param secret passphrase as typed, or the canonical recovery code
 */
export async function wrapKey(
  dataKey: Buffer,
  secret: string,
  vaultId: string,
  slot: NewSlot,
  cost: ScryptCost = SCRYPT_DEFAULT,
): Promise<KeySlot> {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const wrappingKey = await derive(secret, salt, cost);
  const cipher = createCipheriv('aes-256-gcm', wrappingKey, nonce).setAAD(associatedData(vaultId, slot));
  const wrapped = Buffer.concat([cipher.update(dataKey), cipher.final()]);
  wrappingKey.fill(0);
  return {
    ...slot,
    kdf: { name: 'scrypt', N: cost.N, r: cost.r, p: cost.p, salt: salt.toString('base64') },
    cipher: {
      name: 'aes-256-gcm',
      nonce: nonce.toString('base64'),
      tag: cipher.getAuthTag().toString('base64'),
      wrapped: wrapped.toString('base64'),
    },
  };
}

/** The data key, or null when the secret does not open this slot (GCM refuses). */
export async function unwrapKey(slot: KeySlot, secret: string, vaultId: string): Promise<Buffer | null> {
  const wrappingKey = await derive(secret, Buffer.from(slot.kdf.salt, 'base64'), slot.kdf);
  const decipher = createDecipheriv('aes-256-gcm', wrappingKey, Buffer.from(slot.cipher.nonce, 'base64'), { authTagLength: 16 })
    .setAAD(associatedData(vaultId, slot))
    .setAuthTag(Buffer.from(slot.cipher.tag, 'base64'));
  try {
    return Buffer.concat([decipher.update(Buffer.from(slot.cipher.wrapped, 'base64')), decipher.final()]);
  } catch {
    return null;
  } finally {
    wrappingKey.fill(0);
  }
}

/** A key for one purpose out of the data key (HKDF-SHA256, RFC 5869), 32 bytes. */
export function subKey(dataKey: Buffer, purpose: 'audit' | 'check' | 'backup'): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, Buffer.alloc(0), `xindang-${purpose}-v1`, 32));
}

export function newDataKey(): Buffer {
  return randomBytes(32);
}
