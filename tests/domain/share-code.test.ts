import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseShare, type Share, setName, shareLetters, shareWords } from '../../src-shared/domain/share-code.ts';

const shares: fc.Arbitrary<Share> = fc.record({
  number: fc.integer({ min: 1, max: 3 }),
  set: fc.nat(32767),
  bytes: fc.uint8Array({ minLength: 33, maxLength: 33 }),
});
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('the text of a share', () => {
  it('is 28 Chinese characters or 62 letters, and both read back however they are typed (property)', () => {
    fc.assert(
      fc.property(shares, fc.constantFrom('', ' ', '-', '，', '\n'), (share, between) => {
        const words = shareWords(share);
        expect(words).toHaveLength(28);
        expect(parseShare(words.join(between))).toEqual(share);
        const letters = shareLetters(share);
        expect(letters).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){15}[0-9A-HJKMNP-TV-Z]{2}$/);
        const typed = letters.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('-', between);
        expect(parseShare(typed)).toEqual(share);
      }),
    );
  });

  it('shows every single wrong character and every swap of neighbours (property)', () => {
    fc.assert(
      fc.property(shares, fc.nat(61), fc.nat(27), fc.integer({ min: 1, max: 31 }), shares, (share, at, word, shift, other) => {
        const plain = shareLetters(share).replaceAll('-', '');
        const wrong = LETTERS[(LETTERS.indexOf(plain[at] ?? '') + shift) % 32] ?? '';
        expect(parseShare(plain.slice(0, at) + wrong + plain.slice(at + 1))).toBeNull();
        const pair = Math.min(at, 60);
        const [a = '', b = ''] = plain.slice(pair, pair + 2);
        if (a !== b) expect(parseShare(plain.slice(0, pair) + b + a + plain.slice(pair + 2))).toBeNull();
        const words = shareWords(share);
        const foreign = shareWords(other)[word] ?? '';
        if (foreign !== words[word]) expect(parseShare(words.with(word, foreign).join(''))).toBeNull();
        const [c = '', d = ''] = words.slice(Math.min(word, 26));
        const swapped = words.with(Math.min(word, 26), d).with(Math.min(word, 26) + 1, c);
        if (c !== d) expect(parseShare(swapped.join(''))).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  it('names its set by three characters that are the same in both forms', () => {
    expect(setName(0)).toBe('000');
    expect(setName(32767)).toBe('ZZZ');
    fc.assert(
      fc.property(fc.nat(32767), fc.nat(32767), (a, b) => {
        expect(setName(a) === setName(b)).toBe(a === b);
      }),
    );
  });

  it.each(['', '你好', '7K2M-AAAA', '的'.repeat(28), '0'.repeat(62), 'U'.repeat(62)])('refuses %j', (text) => {
    expect(parseShare(text)).toBeNull();
  });
});
