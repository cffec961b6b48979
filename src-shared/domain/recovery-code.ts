/** Crockford's base 32: no I, L, O, U, so that a code read off paper is not mistaken. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP = 4;
/** Characters of the check at the end: two of base 32 catch all but 1 in 1024 typing errors. */
const CHECK_LENGTH = 2;

function checkOf(body: string): string {
  let sum = 7;
  for (const character of body) sum = (sum * 33 + ALPHABET.indexOf(character) + 1) % 1021;
  return `${ALPHABET[sum >> 5]}${ALPHABET[sum & 31]}`;
}

/** Writes bytes as groups of four with a check at the end, for example `7K2M-…-9Q`. */
export function formatRecoveryCode(bytes: Uint8Array): string {
  let bits = 0;
  let value = 0;
  let body = '';
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      body += ALPHABET[(value >> bits) & 31];
      value &= (1 << bits) - 1;
    }
  }
  if (bits > 0) body += ALPHABET[(value << (5 - bits)) & 31];
  return grouped(body + checkOf(body));
}

/** The canonical text of a typed code, or null when it cannot be one. Spaces, hyphens, case and O/0, I/L/1 do not matter. */
export function parseRecoveryCode(typed: string): string | null {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-—–_.]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  if (plain.length <= CHECK_LENGTH || [...plain].some((character) => !ALPHABET.includes(character))) return null;
  const body = plain.slice(0, -CHECK_LENGTH);
  return checkOf(body) === plain.slice(-CHECK_LENGTH) ? grouped(plain) : null;
}

function grouped(text: string): string {
  return text.match(new RegExp(`.{1,${GROUP}}`, 'g'))?.join('-') ?? '';
}
