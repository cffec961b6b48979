import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ethnicities } from '../../src-shared/domain/codes/ethnicity.ts';
import { attendanceModes, disabilities, leftBehindKinds } from '../../src-shared/domain/codes/person.ts';
import {
  cleanName,
  cleanPhone,
  decodeCode,
  nameKey,
  parseSex,
  parseYesNo,
  tidy,
  tidyCode,
  toHalfWidth,
} from '../../src-shared/domain/normalise.ts';

describe('tidying', () => {
  it('removes what cannot be seen and keeps what can', () => {
    expect(tidy('\uFEFF\u3000 七（1）班\u200B\u00A0\r\n备注 ')).toBe('七（1）班 备注');
    expect(tidyCode('\u3000Ｇ５３\u200D0６ ')).toBe('G5306');
    expect(toHalfWidth('（１２）：ａ　b')).toBe('(12):a b');
  });

  it('is stable: tidying twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (s) => {
        expect(tidy(tidy(s))).toBe(tidy(s));
        expect(cleanName(cleanName(s))).toBe(cleanName(s));
        expect(nameKey(cleanName(s))).toBe(nameKey(s));
      }),
    );
  });

  it('cleans names without exchanging rare characters', () => {
    expect(cleanName(' 张　三 ')).toBe('张三');
    expect(cleanName('买买提•样例')).toBe('买买提·样例');
    expect(cleanName('买买提 ・ 样例')).toBe('买买提·样例');
    expect(cleanName('买买提．样例')).toBe('买买提·样例');
    expect(cleanName('Anna  Lee')).toBe('Anna Lee');
    expect(cleanName('\uF91D')).toBe('\uF91D');
    expect(nameKey('买买提·样例')).toBe(nameKey('买买提样例'));
  });

  it('cleans phone numbers', () => {
    expect(cleanPhone('+86 138-0000-0000')).toBe('13800000000');
    expect(cleanPhone('（0870）2120000')).toBe('08702120000');
    expect(cleanPhone('无')).toBeUndefined();
  });
});

describe('words and codes', () => {
  it('reads yes and no, and leaves the rest unknown', () => {
    expect(['是', ' 1 ', 'Y', '√', true].map(parseYesNo)).toEqual([true, true, true, true, true]);
    expect(['否', 0, '无', '×', false].map(parseYesNo)).toEqual([false, false, false, false, false]);
    expect(['', '不详', null, undefined, 2].map(parseYesNo)).toEqual(Array(5).fill(undefined));
  });

  it('reads sexes', () => {
    expect(['男', '女生', '1', 2, 'f', '男性', '1男', '2-女'].map(parseSex)).toEqual(['1', '2', '1', '2', '2', '1', '1', '2']);
    expect(['', '?', '1女', null].map(parseSex)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('reads codes, words, aliases and both together', () => {
    expect(['07', 7, '彝族', '彝', '07彝族', '07-彝'].map((v) => decodeCode(ethnicities, v))).toEqual(Array(6).fill('07'));
    expect(decodeCode(ethnicities, '06彝族')).toBeUndefined();
    expect(decodeCode(attendanceModes, '寄宿生')).toBe('2');
    expect(decodeCode(leftBehindKinds, '否')).toBe('0');
    expect(decodeCode(disabilities, '64')).toBe('64');
  });

  it('decodes every label and code of a table to itself', () => {
    for (const table of [ethnicities, attendanceModes, leftBehindKinds, disabilities]) {
      for (const e of table.entries) {
        expect(decodeCode<{ code: string; zh: string; en: string }>(table, e.code)).toBe(e.code);
        expect(decodeCode<{ code: string; zh: string; en: string }>(table, e.zh)).toBe(e.code);
      }
    }
    expect(ethnicities.codes).toHaveLength(59);
    expect(ethnicities.label('55', 'zh')).toBe('珞巴族');
  });
});
