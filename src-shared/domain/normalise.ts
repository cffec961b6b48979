import type { CodeEntry, CodeTable } from './codes/define.ts';
import { type Sex, sexes } from './codes/person.ts';

/** Zero-width and bidirectional marks that arrive invisibly with pasted text and spreadsheet cells. */
const INVISIBLE = /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/gu;
/** Every blank a Chinese sheet uses, including U+3000 and NBSP. Line breaks are kept apart. */
const BLANKS = /[\t\v\f \u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]+/gu;
const MIDDLE_DOTS = /[\u00B7\u0387\u16EB\u2022\u2024\u2027\u2219\u22C5\u30FB\u318D\uFF65]/gu;
const DOT_IN_NAME = /(?<=\p{Script=Han})\.(?=\p{Script=Han})/gu;
const BLANK_IN_NAME = /(?<=\p{Script=Han}) (?=\p{Script=Han})/gu;

/** Plain letters, digits and Han characters: nothing below would change them, and most cells are so. */
const PLAIN = /^[\x21-\x7e\u3400-\u9fff]*$/u;
/** A name of common Han characters alone stands as it is, as nearly all do. */
const HAN_ONLY = /^[\u3400-\u9fff]*$/u;

/** Full-width forms of ASCII (U+FF01–FF5E) and the ideographic space become their half-width twins; nothing else changes. */
export function toHalfWidth(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(/[\uFF01-\uFF5E]/gu, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/\u3000/gu, ' ');
}

/** One-line text as people mean it: invisible marks gone, blanks and line breaks one space, ends trimmed. Width is kept. */
export function tidy(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replace(INVISIBLE, '')
    .replace(/[\r\n\u0085\u2028\u2029]+/gu, ' ')
    .replace(BLANKS, ' ')
    .trim();
}

/** `tidy` with half-width forms: for numbers, codes and column headings. */
export function tidyCode(text: string): string {
  return tidy(toHalfWidth(text));
}

/**
 * A name as it is stored: one middle dot (U+00B7), no blanks between Han characters, half-width Latin.
 * No Unicode normalisation form is applied, because it would exchange rare (compatibility) characters of a family name.
 */
export function cleanName(text: string): string {
  if (HAN_ONLY.test(text)) return text;
  return tidyCode(text).replace(MIDDLE_DOTS, '·').replace(DOT_IN_NAME, '·').replace(/ ?· ?/gu, '·').replace(BLANK_IN_NAME, '');
}

/** Key under which two spellings of one name meet: NFKC, no dots, no blanks, lower case. Never shown. */
export function nameKey(text: string): string {
  if (HAN_ONLY.test(text)) return text;
  return cleanName(text)
    .normalize('NFKC')
    .replace(/[·\s'’-]/gu, '')
    .toLowerCase();
}

/**
 * Digits of a phone number with a leading +86/0086 and an extension's words removed, or undefined when it cannot be one (3–15 digits).
 * A number that a sheet turned into a decimal (13800000000.0) is whole again.
 */
export function cleanPhone(text: string): string | undefined {
  const digits = tidyCode(text)
    .replace(/^(\d+)\.0+$/u, '$1')
    .replace(/[\s().\u2010-\u2015-]/gu, '')
    .replace(/^(?:\+|00)86(?=\d)/u, '');
  return /^\+?\d{3,15}$/u.test(digits) ? digits : undefined;
}

/** Every phone number of a cell that holds several, in order; undefined when a part of it is none. Names beside a number fall away. */
export function phonesOf(text: string): readonly string[] | undefined {
  const parts = tidyCode(text)
    .replace(/(^|[^\d])(?:\+|00)86[\s-]*(?=\d)/gu, '$1')
    .split(/[,;/、;，|]|\s+(?=[\p{Script=Han}:]{0,6}\+?\d{7,})/u)
    .map((part) => part.replace(/\([^)]*\)|[\p{Script=Han}:：]+/gu, '').trim())
    .filter((part) => part !== '');
  const phones = parts.map(cleanPhone);
  return phones.every((phone) => phone !== undefined) ? phones : undefined;
}

const YES = new Set([
  '是',
  '有',
  '1',
  'y',
  'yes',
  'true',
  't',
  '√',
  '✓',
  '✔',
  '☑',
  '■',
  '●',
  '对',
  '是的',
  '属于',
  '属',
  'v',
  '是√',
]);
const NO = new Set([
  '否',
  '无',
  '没有',
  '不是',
  '0',
  'n',
  'no',
  'false',
  'f',
  '×',
  '✗',
  '✘',
  '☐',
  '□',
  '○',
  'x',
  '不',
  '非',
  '不属于',
  '不属',
  '否√',
  '没',
]);

/** Yes or no in the spellings of school sheets; anything else, and an empty cell, is undefined (unknown), never "no". */
export function parseYesNo(value: string | number | boolean | null | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === null || value === undefined) return undefined;
  const word = tidyCode(String(value)).toLowerCase();
  if (YES.has(word)) return true;
  return NO.has(word) ? false : undefined;
}

function codeKey(text: string): string {
  return tidyCode(text).replace(/\s/gu, '').toLowerCase();
}

/**
 * Code of a cell that holds the code, its word in either language, an alias, or code and word together ("01汉族", "1-男").
 * A numeric cell that lost its leading zero (1 for 01) is understood. Undefined when nothing fits or code and word disagree.
 */
export function decodeCode<E extends CodeEntry>(
  table: CodeTable<E>,
  value: string | number | null | undefined,
): E['code'] | undefined {
  if (value === null || value === undefined) return undefined;
  const key = codeKey(String(value));
  if (key === '') return undefined;
  const index = indexOf(table);
  const whole = index.get(key);
  if (whole) return whole.code;
  const both = /^([0-9a-z]{1,2})[-._:、]?(.+)$/u.exec(key);
  if (!both) return undefined;
  const left = index.get(both[1] ?? '');
  const right = index.get(both[2] ?? '');
  return left && left === right ? left.code : undefined;
}

const indexes = new WeakMap<object, ReadonlyMap<string, CodeEntry>>();

/** Entries of a table under their codes, their words and, where no code is so, the code without its leading zero. */
function indexOf<E extends CodeEntry>(table: CodeTable<E>): ReadonlyMap<string, E> {
  const known = indexes.get(table) as ReadonlyMap<string, E> | undefined;
  if (known) return known;
  const index = new Map<string, E>();
  const add = (key: string, entry: E): void => {
    if (!index.has(key)) index.set(key, entry);
  };
  for (const entry of table.entries) add(entry.code.toLowerCase(), entry);
  for (const entry of table.entries) if (/^0\d$/u.test(entry.code)) add(entry.code.slice(1), entry);
  for (const entry of table.entries) for (const word of [entry.zh, entry.en, ...(entry.aliases ?? [])]) add(codeKey(word), entry);
  indexes.set(table, index);
  return index;
}

/** Sex of a cell (GB/T 2261.1 code or word). */
export function parseSex(value: string | number | null | undefined): Sex | undefined {
  return decodeCode(sexes, value);
}
