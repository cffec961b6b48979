import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { backupReasons } from '../../src-shared/contract/backup.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import { subKey } from '../vault/key-slots.ts';

export const MANIFEST_FORMAT = 1;
const hex = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().min(0);

const manifestSchema = z.object({
  format: z.literal(MANIFEST_FORMAT),
  appVersion: z.string().max(40),
  vaultId: z.string().max(80),
  schemaVersion: count,
  createdAt: z.iso.datetime(),
  reason: z.enum(backupReasons),
  /** Rows of every table. */
  rows: z.record(z.string().max(80), count),
  /** Last row of the audit and its MAC. */
  audit: z.object({ seq: count, head: hex }),
  sha256: z.object({ 'vault.db': hex, 'vault.json': hex }),
  /** HMAC-SHA256 of all the above under a sub-key of the data key: nobody without the key can make or change a manifest. */
  mac: hex,
});
export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestBody = Omit<Manifest, 'mac'>;

/** The same text whatever order the members came in. */
function canonical(body: ManifestBody): string {
  const { format, appVersion, vaultId, schemaVersion, createdAt, reason, rows, audit, sha256 } = body;
  const sorted = Object.entries(rows).sort(([a], [b]) => (a < b ? -1 : 1));
  const hashes = [sha256['vault.db'], sha256['vault.json']];
  return JSON.stringify([format, appVersion, vaultId, schemaVersion, createdAt, reason, sorted, audit.seq, audit.head, hashes]);
}

function macOf(body: ManifestBody, dataKey: Buffer): Buffer {
  const key = subKey(dataKey, 'backup');
  const mac = createHmac('sha256', key).update(canonical(body)).digest();
  key.fill(0);
  return mac;
}

export function sealManifest(body: ManifestBody, dataKey: Buffer): Manifest {
  return { ...body, mac: macOf(body, dataKey).toString('hex') };
}

export function isGenuine(manifest: Manifest, dataKey: Buffer): boolean {
  return timingSafeEqual(macOf(manifest, dataKey), Buffer.from(manifest.mac, 'hex'));
}

/** @throws AppError `backupDamaged`, `backupNewer` */
export function parseManifest(text: string): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new AppError('backupDamaged');
  }
  const format = z.object({ format: z.number() }).safeParse(json);
  if (format.success && format.data.format > MANIFEST_FORMAT) throw new AppError('backupNewer');
  const manifest = manifestSchema.safeParse(json);
  if (!manifest.success) throw new AppError('backupDamaged');
  return manifest.data;
}

export const totalRows = (rows: Manifest['rows']): number => Object.values(rows).reduce((sum, n) => sum + n, 0);
