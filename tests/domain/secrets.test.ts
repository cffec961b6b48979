import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgePassphrase } from '../../src-shared/domain/passphrase.ts';
import { formatRecoveryCode, parseRecoveryCode } from '../../src-shared/domain/recovery-code.ts';

describe('passphrases', () => {
  it.each(['Xk7-paral-29qm', '山高月小 水落石出 清风徐来', 'maple river stone lantern', '雨后 操场 橘色 书包 慢慢'])(
    'accepts %s',
    (text) => {
      expect(judgePassphrase(text)).toMatchObject({ acceptable: true });
      expect(judgePassphrase(text).score).toBeGreaterThanOrEqual(2);
    },
  );

  it.each([
    ['', 'short'],
    ['Xk7-paral', 'short'],
    ['password1234', 'common'],
    ['Woaini520131', 'common'],
    ['abcdefghijkl', 'sequence'],
    ['0123456789ab', 'sequence'],
    ['9876543210zz', 'sequence'],
    ['qwertyuiop12', 'common'],
    ['aaaaaaaaaaaa', 'repeated'],
    ['abababababab', 'repeated'],
    ['的的的的的的的的的的的的', 'repeated'],
    ['   a b c d   ', 'short'],
  ])('refuses "%s" as %s', (text, weakness) => {
    const judged = judgePassphrase(text);
    expect(judged.acceptable).toBe(false);
    expect(judged.score).toBeLessThan(2);
    expect(judged.weaknesses).toContain(weakness);
  });

  it('judges the same text alike in every Unicode form, as the key does (property)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        expect(judgePassphrase(text.normalize('NFD'))).toEqual(judgePassphrase(text.normalize('NFC')));
        expect(judgePassphrase(text).acceptable).toBe(judgePassphrase(text).score >= 2);
      }),
    );
    expect(judgePassphrase('ｍａｐｌｅ　ｒｉｖｅｒ　ｓｔｏｎｅ　ｌａｎｔｅｒｎ')).toEqual(
      judgePassphrase('maple river stone lantern'),
    );
  });
});

describe('recovery codes', () => {
  const bytes = fc.uint8Array({ minLength: 16, maxLength: 32 });

  it('come back however they are typed (property)', () => {
    fc.assert(
      fc.property(bytes, fc.boolean(), fc.constantFrom('', ' ', '-', '—'), (secret, lower, between) => {
        const code = formatRecoveryCode(secret);
        expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-)*[0-9A-HJKMNP-TV-Z]{1,4}$/);
        const typed = code
          .replaceAll('-', between)
          .replaceAll('0', 'O')
          .replaceAll('1', lower ? 'l' : 'I');
        expect(parseRecoveryCode(lower ? typed.toLowerCase() : typed)).toBe(code);
      }),
    );
  });

  it('tell different secrets apart', () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        fc.pre(a.length === b.length && a.some((x, i) => x !== b[i]));
        expect(formatRecoveryCode(a)).not.toBe(formatRecoveryCode(b));
      }),
    );
  });

  it('find every single wrong character and every swap of neighbours (property)', () => {
    const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    fc.assert(
      fc.property(bytes, fc.nat(), fc.integer({ min: 1, max: 31 }), (secret, place, shift) => {
        const plain = formatRecoveryCode(secret).replaceAll('-', '');
        const at = place % plain.length;
        const other = alphabet[(alphabet.indexOf(plain[at] ?? '') + shift) % 32];
        expect(parseRecoveryCode(plain.slice(0, at) + other + plain.slice(at + 1))).toBeNull();
        const pair = place % (plain.length - 3);
        const [a = '', b = ''] = plain.slice(pair, pair + 2);
        if (a !== b) expect(parseRecoveryCode(plain.slice(0, pair) + b + a + plain.slice(pair + 2))).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  it.each(['', 'U', '7K', '7K2M-????', '你好你好'])('refuses %j', (text) => {
    expect(parseRecoveryCode(text)).toBeNull();
  });
});
