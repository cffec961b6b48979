// Prints the raw database key of a vault, from its vault.json and a passphrase or the recovery code exactly as printed. Needs Node.js 20
// or later and nothing of the app.
//
//   node raw-key.mjs path/to/vault.json
//
// The secret is asked for, or read from standard input, and shows on the screen. The output opens the database in any SQLCipher 4 program:
//   PRAGMA key = "x'…'";
import { createDecipheriv, scryptSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';

const [path] = process.argv.slice(2);
if (!path) throw new Error('usage: node raw-key.mjs path/to/vault.json');
const header = JSON.parse(readFileSync(path, 'utf8'));
const input = createInterface({ input: process.stdin, output: process.stderr });
const secret = await input.question('Passphrase or recovery code: ');
input.close();

for (const slot of header.slots.filter(({ kind }) => kind === 'passphrase' || kind === 'recovery')) {
  const { N, r, p, salt } = slot.kdf;
  // 1. The secret, as NFKC, gives the key of this slot: scrypt, 32 bytes.
  const slotKey = scryptSync(secret.normalize('NFKC'), Buffer.from(salt, 'base64'), 32, { N, r, p, maxmem: 256 * N * r });
  // 2. That key opens the wrapped data key: AES-256-GCM; vault and slot are named in the associated data.
  const { nonce, tag, wrapped } = slot.cipher;
  const gcm = createDecipheriv('aes-256-gcm', slotKey, Buffer.from(nonce, 'base64'));
  gcm.setAAD(Buffer.from(`xindang-slot-v1|${header.vaultId}|${slot.id}|${slot.kind}|${slot.userId}`));
  gcm.setAuthTag(Buffer.from(tag, 'base64'));
  try {
    const key = Buffer.concat([gcm.update(Buffer.from(wrapped, 'base64')), gcm.final()]);
    process.stderr.write(`database: ${header.database ?? 'vault.db'}   user: ${slot.userName}   slot: ${slot.kind}\n`);
    process.stdout.write(`PRAGMA key = "x'${key.toString('hex')}'";\n`);
    process.exit(0);
  } catch {
    // Another slot's secret: try the next.
  }
}
process.stderr.write('No key slot opens with this.\n');
process.exit(1);
