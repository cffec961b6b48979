import { wordlist } from '@scure/bip39/wordlists/simplified-chinese.js';

/** Who keeps a share, in the order of their numbers 1 to 3. */
export const shareHolders = ['counselor', 'principal', 'county'] as const;
export type ShareHolder = (typeof shareHolders)[number];

/** One of three parts of a secret, two of which restore it. */
export interface Share {
  /** 1 to 3. */
  readonly number: number;
  /** 0 to 32767; drawn anew for each set. */
  readonly set: number;
  /** 33 bytes: 32 of the part and its place on the polynomial. */
  readonly bytes: Uint8Array;
}

const VERSION = 1n;
const SHARE_BYTES = 33;
const NUMBER_BITS = 2n;
const SET_BITS = 15n;
const DATA_BITS = BigInt(SHARE_BYTES * 8);
const CHECK_BITS = 24n;
/** version 3 + number 2 + set 15 + data 264 + check 24 */
const TOTAL_BITS = 308;
const WORD_BITS = 11;
const LETTER_BITS = 5;
const WORDS = TOTAL_BITS / WORD_BITS;
const LETTERS = Math.ceil(TOTAL_BITS / LETTER_BITS);
const GROUP = 4;
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const PLACE_OF_WORD = new Map(wordlist.map((word, place) => [word, place]));

/**
 * CRC-24 of OpenPGP (RFC 9580, 6.1) over the bits before the check. It finds every burst of up to 24 bits: each single wrong word or
 * letter, and each swap of two neighbours.
 */
function checkOf(body: bigint): bigint {
  let crc = 0xb704ce;
  for (let at = BigInt(TOTAL_BITS) - CHECK_BITS - 1n; at >= 0n; at -= 1n) {
    const top = ((crc >> 23) & 1) ^ Number((body >> at) & 1n);
    crc = (crc << 1) & 0xffffff;
    if (top) crc ^= 0x864cfb;
  }
  return BigInt(crc);
}

function pack({ number, set, bytes }: Share): bigint {
  if (bytes.length !== SHARE_BYTES) throw new RangeError(`a share has ${SHARE_BYTES} bytes`);
  let body = (VERSION << NUMBER_BITS) | BigInt(number);
  body = (body << SET_BITS) | BigInt(set);
  for (const byte of bytes) body = (body << 8n) | BigInt(byte);
  return (body << CHECK_BITS) | checkOf(body);
}

function unpack(value: bigint): Share | null {
  const body = value >> CHECK_BITS;
  if (checkOf(body) !== (value & ((1n << CHECK_BITS) - 1n))) return null;
  const head = body >> DATA_BITS;
  const number = Number((head >> SET_BITS) & 3n);
  if (head >> (SET_BITS + NUMBER_BITS) !== VERSION || number < 1) return null;
  const bytes = Uint8Array.from({ length: SHARE_BYTES }, (_, at) => Number((body >> BigInt((SHARE_BYTES - 1 - at) * 8)) & 255n));
  return { number, set: Number(head & ((1n << SET_BITS) - 1n)), bytes };
}

const digits = (value: bigint, count: number, bits: number): number[] =>
  Array.from({ length: count }, (_, at) => Number((value >> BigInt((count - 1 - at) * bits)) & ((1n << BigInt(bits)) - 1n)));

const fromDigits = (places: readonly number[], bits: number): bigint =>
  places.reduce((value, place) => (value << BigInt(bits)) | BigInt(place), 0n);

/** The share as 28 single Chinese characters of the BIP-39 list (no two look alike by accident of spelling). */
export function shareWords(share: Share): string[] {
  return digits(pack(share), WORDS, WORD_BITS).map((place) => wordlist[place] ?? '');
}

/** The share as 62 letters and digits in groups of four; what the square code on the page holds too. */
export function shareLetters(share: Share): string {
  const padding = BigInt(LETTERS * LETTER_BITS - TOTAL_BITS);
  const letters = digits(pack(share) << padding, LETTERS, LETTER_BITS).map((place) => ALPHABET[place] ?? '');
  return letters.join('').replace(new RegExp(`.{${GROUP}}(?=.)`, 'g'), '$&-');
}

/** The share in a typed or scanned text, or null when there is a mistake in it. Case, spaces, hyphens and O/0, I/L/1 do not matter. */
export function parseShare(typed: string): Share | null {
  const plain = typed.normalize('NFKC').replace(/[\s\-—–_.,;、，。；]/g, '');
  const characters = [...plain];
  if (characters.length === WORDS && characters.every((word) => PLACE_OF_WORD.has(word))) {
    return unpack(
      fromDigits(
        characters.map((word) => PLACE_OF_WORD.get(word) ?? 0),
        WORD_BITS,
      ),
    );
  }
  const places = [...plain.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1')].map((letter) => ALPHABET.indexOf(letter));
  if (places.length !== LETTERS || places.includes(-1)) return null;
  const value = fromDigits(places, LETTER_BITS);
  const padding = BigInt(LETTERS * LETTER_BITS - TOTAL_BITS);
  return (value & ((1n << padding) - 1n)) === 0n ? unpack(value >> padding) : null;
}

/** The set's number as it is printed: three letters or digits. */
export function setName(set: number): string {
  return digits(BigInt(set), 3, LETTER_BITS)
    .map((place) => ALPHABET[place] ?? '')
    .join('');
}
