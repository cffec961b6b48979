import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  columnLooksDamaged,
  idCheckCharacter,
  idContradictions,
  inspectIdNumber,
  maskIdNumber,
} from '../../src-shared/domain/id-number.ts';
import { inspectRegistrationNumber, mayFollow } from '../../src-shared/domain/registration-number.ts';

/** 样例: invented numbers of the right form. */
const sample = (first17: string): string => first17 + idCheckCharacter(first17);
const girl = sample('53060220120305024');
const body = fc
  .tuple(fc.integer({ min: 110000, max: 659999 }), fc.integer({ min: 1950, max: 2025 }), fc.integer({ min: 1, max: 999 }))
  .map(([region, year, seq]) => `${region}${year}0229`.slice(0, 10).concat('0315', String(seq).padStart(3, '0')));

describe('identity numbers', () => {
  it('checks by GB 11643', () => {
    expect(idCheckCharacter('53010219200508011')).toBe('X');
    expect(idCheckCharacter('11010519491231002')).toBe('X');
    expect(inspectIdNumber('53010219200508011x')).toMatchObject({ kind: 'valid', birthDate: '1920-05-08', sex: '1' });
    expect(inspectIdNumber(' ５３010219200508011Ｘ\u3000')).toMatchObject({ kind: 'valid', region: '530102' });
    expect(inspectIdNumber(girl)).toMatchObject({ kind: 'valid', birthDate: '2012-03-05', sex: '2', suspect: false });
  });

  it.each([
    ['530102192005080111', 'checkDigit'],
    ['53010219200508', 'length'],
    ['5301021920050801A1', 'characters'],
    ['身份证号', 'characters'],
    [`${'53060220120231024'}${idCheckCharacter('53060220120231024')}`, 'birthDate'],
    ['530602120231024', 'birthDate'],
  ])('refuses %s', (text, problem) => {
    expect(inspectIdNumber(text)).toEqual({ kind: 'invalid', problem });
  });

  it('sees what a spreadsheet spoilt', () => {
    expect(inspectIdNumber(530602201203050240)).toEqual({ kind: 'damaged', damage: 'numberCell' });
    expect(inspectIdNumber('5.30602E+17')).toEqual({ kind: 'damaged', damage: 'scientific' });
    expect(inspectIdNumber('530602201203050000.0')).toEqual({ kind: 'damaged', damage: 'numberCell' });
    const lost = `${girl.slice(0, 15)}000`;
    expect(idCheckCharacter(lost.slice(0, 17))).not.toBe('0');
    expect(inspectIdNumber(lost)).toEqual({ kind: 'damaged', damage: 'lostDigits' });
    expect(columnLooksDamaged([inspectIdNumber(girl), inspectIdNumber(lost)])).toBe(true);
    expect(columnLooksDamaged([inspectIdNumber(girl), inspectIdNumber('')])).toBe(false);
  });

  it('marks a passing number that ends in 000 as suspect', () => {
    const first17 = Array.from(
      { length: 99 },
      (_, i) => `530602201203${String((i % 28) + 1).padStart(2, '0')}${Math.floor(i / 28) + 1}00`,
    ).find((s) => idCheckCharacter(s) === '0');
    expect(first17).toBeDefined();
    expect(inspectIdNumber(`${first17}0`)).toMatchObject({ kind: 'valid', suspect: true });
  });

  it('knows a number of 15 digits as old, typed as text or number', () => {
    expect(inspectIdNumber('530102200508011')).toMatchObject({ kind: 'old', birthDate: '1920-05-08', sex: '1' });
    expect(inspectIdNumber(530102200508012)).toMatchObject({ kind: 'old', sex: '2' });
  });

  it('finds every single wrong digit', () => {
    fc.assert(
      fc.property(body, fc.nat(16), fc.integer({ min: 1, max: 9 }), (first17, at, shift) => {
        const good = sample(first17);
        expect(inspectIdNumber(good).kind).toBe('valid');
        const wrong = good.slice(0, at) + String((Number(good[at]) + shift) % 10) + good.slice(at + 1);
        expect(inspectIdNumber(wrong).kind).not.toBe('valid');
      }),
    );
  });

  it('warns of contradictions and covers the middle', () => {
    const facts = inspectIdNumber(girl);
    if (facts.kind !== 'valid') throw new Error('sample must be valid');
    expect(idContradictions(facts, { birthDate: '2012-03-06', sex: '1' })).toEqual(['birthDate', 'sex']);
    expect(idContradictions(facts, { birthDate: '2012-03-05', sex: '0' })).toEqual([]);
    expect(maskIdNumber(girl)).toBe(`530*************${girl.slice(-2)}`);
    expect(maskIdNumber('5306')).toBe('****');
  });
});

describe('school-roll numbers', () => {
  it('checks G and J but not L', () => {
    expect(inspectRegistrationNumber(`g${girl}`)).toMatchObject({
      kind: 'valid',
      prefix: 'G',
      temporary: false,
      birthDate: '2012-03-05',
    });
    expect(inspectRegistrationNumber(`J${girl}`)).toMatchObject({ kind: 'valid', prefix: 'J' });
    const wrongDigit = girl.slice(0, 17) + (girl.endsWith('7') ? '8' : '7');
    expect(inspectRegistrationNumber(`G${wrongDigit}`)).toEqual({ kind: 'invalid', problem: 'checkDigit' });
    expect(inspectRegistrationNumber(`L${wrongDigit}`)).toMatchObject({ kind: 'valid', temporary: true });
    expect(inspectRegistrationNumber('L530602201299990000')).toMatchObject({ kind: 'valid', birthDate: undefined });
  });

  it.each([
    [girl, 'noPrefix'],
    ['G123', 'length'],
    [`K${girl}`, 'prefix'],
    [`G${girl.slice(0, 17)}Y`, 'characters'],
    [`G530602201202300240`, 'birthDate'],
  ])('refuses %s', (text, problem) => {
    expect(inspectRegistrationNumber(text)).toEqual({ kind: 'invalid', problem });
  });

  it('follows a number from temporary to formal only', () => {
    const temporary = 'L530602201203051234';
    expect(mayFollow(temporary, `G${girl}`)).toBe(true);
    expect(mayFollow(`J${girl}`, `G${girl}`)).toBe(true);
    expect(mayFollow(`G${girl}`, temporary)).toBe(false);
    expect(mayFollow('L530602201203061234', `G${girl}`)).toBe(false);
  });
});
