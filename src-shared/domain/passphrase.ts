/** Why a passphrase is weak; the words live in the catalogue. */
export type PassphraseWeakness = 'short' | 'common' | 'sequence' | 'repeated' | 'fewKinds';

export interface PassphraseJudgement {
  /** 0 unusable … 4 strong. */
  readonly score: 0 | 1 | 2 | 3 | 4;
  readonly acceptable: boolean;
  readonly weaknesses: readonly PassphraseWeakness[];
}

const MIN_CHARACTERS = 12;
const MIN_WORDS = 4;
const COMMON = [
  'password',
  'passw0rd',
  'qwerty',
  'asdfgh',
  'zxcvbn',
  'abc123',
  'iloveyou',
  'woaini',
  'admin',
  'xindang',
  '心档',
  '123456',
  '111111',
  '888888',
  '666666',
  '5201314',
];
const SEQUENCES = ['0123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Longest run that follows one of the keyboard or counting sequences, either way. */
function longestSequence(text: string): number {
  let longest = 0;
  for (const sequence of [...SEQUENCES, ...SEQUENCES.map((s) => [...s].reverse().join(''))]) {
    for (let start = 0; start < text.length; start += 1) {
      let length = 1;
      while (start + length <= text.length && sequence.includes(text.slice(start, start + length))) length += 1;
      longest = Math.max(longest, length - 1);
    }
  }
  return longest;
}

function kindsOf(text: string): number {
  return [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /\p{Script=Han}/u, /[^\p{L}\p{Nd}\s]/u].filter((kind) => kind.test(text)).length;
}

/**
 * Judges a vault passphrase: at least 12 characters, or at least 4 different words parted by spaces or hyphens, and neither common,
 * counted through, nor one piece repeated. Compared in Unicode form NFKC, as it is used for the key.
 */
export function judgePassphrase(raw: string): PassphraseJudgement {
  const text = raw.normalize('NFKC').trim();
  const lower = text.toLowerCase();
  const characters = [...text];
  const words = new Set(lower.split(/[\s\-_·,,。、]+/).filter((word) => [...word].length >= 2));
  const longEnough = characters.length >= MIN_CHARACTERS || (words.size >= MIN_WORDS && characters.length >= 10);
  const weaknesses: PassphraseWeakness[] = [];
  if (!longEnough) weaknesses.push('short');
  const commonLength = Math.max(0, ...COMMON.filter((word) => lower.includes(word)).map((word) => word.length));
  if (commonLength > 0 && characters.length - commonLength < 8) weaknesses.push('common');
  if (longestSequence(lower) * 2 > characters.length && longestSequence(lower) >= 4) weaknesses.push('sequence');
  if (new Set(characters).size <= Math.max(4, characters.length / 3)) weaknesses.push('repeated');
  if (kindsOf(text) < 2 && words.size < MIN_WORDS && characters.length < 16) weaknesses.push('fewKinds');
  const acceptable = weaknesses.every((weakness) => weakness === 'fewKinds');
  if (!acceptable) return { score: longEnough ? 1 : 0, acceptable: false, weaknesses };
  const bonus =
    (characters.length >= 16 ? 1 : 0) + (weaknesses.length === 0 && (kindsOf(text) >= 3 || words.size >= MIN_WORDS) ? 1 : 0);
  return { score: bonus === 2 ? 4 : bonus === 1 ? 3 : 2, acceptable: true, weaknesses };
}
