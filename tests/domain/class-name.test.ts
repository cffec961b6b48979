import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ClassContext,
  className,
  gradeState,
  parseClassName,
  parseGrade,
  runningGrade,
  type SchoolType,
  schoolShape,
} from '../../src-shared/domain/class-name.ts';

const at = (type: SchoolType, grade?: string | number): ClassContext => ({
  shape: schoolShape(type),
  schoolYear: 2026,
  ...(grade === undefined ? {} : { grade }),
});
const identity = (stage: string, entryYear: number, number: number) => ({ ok: true, identity: { stage, entryYear, number } });

describe('class names', () => {
  it.each<[string | number, SchoolType, string, number, number]>([
    ['七(1)班', 'nine_year', 'junior', 2026, 1],
    ['七（1）班', 'nine_year', 'junior', 2026, 1],
    ['七年级1班', 'nine_year', 'junior', 2026, 1],
    ['初一1班', 'nine_year', 'junior', 2026, 1],
    ['初一(12)班', 'junior', 'junior', 2026, 12],
    ['7.1', 'nine_year', 'junior', 2026, 1],
    [7.1, 'nine_year', 'junior', 2026, 1],
    ['701', 'nine_year', 'junior', 2026, 1],
    [701, 'nine_year', 'junior', 2026, 1],
    ['７０１班', 'nine_year', 'junior', 2026, 1],
    ['2024级1班', 'junior', 'junior', 2024, 1],
    ['2024级(1)班', 'senior', 'senior', 2024, 1],
    ['高2024级3班', 'complete_secondary', 'senior', 2024, 3],
    ['2024级初中1班', 'complete_secondary', 'junior', 2024, 1],
    ['2027届2班', 'senior', 'senior', 2024, 2],
    ['高二(3)班', 'twelve_year', 'senior', 2025, 3],
    ['高二3班', 'senior', 'senior', 2025, 3],
    ['二(3)班', 'senior', 'senior', 2025, 3],
    ['三年级二班', 'nine_year', 'primary', 2024, 2],
    ['三年级二班', 'junior', 'junior', 2024, 2],
    ['小学三年级2班', 'twelve_year', 'primary', 2024, 2],
    ['三2班', 'primary', 'primary', 2024, 2],
    ['302', 'primary', 'primary', 2024, 2],
    ['1101', 'senior', 'senior', 2025, 1],
    ['2501班', 'senior', 'senior', 2025, 1],
    ['职二(3)班', 'vocational', 'vocational', 2025, 3],
    ['初中八年级十二班', 'nine_year', 'junior', 2025, 12],
    ['八-5', 'junior', 'junior', 2025, 5],
  ])('reads %s in a school of type %s', (text, type, stage, entryYear, number) => {
    expect(parseClassName(text, at(type))).toMatchObject(identity(stage, entryYear, number));
  });

  it('reads a bare number beside a grade column', () => {
    expect(parseClassName('3', at('nine_year', '八年级'))).toMatchObject(identity('junior', 2025, 3));
    expect(parseClassName('(3)班', at('nine_year', 8))).toMatchObject(identity('junior', 2025, 3));
    expect(parseClassName('三班', at('senior', '高一'))).toMatchObject(identity('senior', 2026, 3));
  });

  it.each<[string, SchoolType, string]>([
    ['', 'junior', 'empty'],
    ['火箭班', 'junior', 'unreadable'],
    ['3班', 'junior', 'unreadable'],
    ['六(1)班', 'senior', 'noSuchGrade'],
    ['2019级1班', 'junior', 'noSuchGrade'],
    ['高一(1)班', 'nine_year', 'noSuchGrade'],
    ['二(1)班', 'complete_secondary', 'ambiguous'],
    ['2025级1班', 'nine_year', 'ambiguous'],
  ])('refuses "%s" in a school of type %s: %s', (text, type, problem) => {
    expect(parseClassName(text, at(type))).toMatchObject({ ok: false, problem });
  });

  it('offers the readings of an ambiguous name, and lets a grade column decide', () => {
    const read = parseClassName('2025级1班', at('nine_year'));
    expect(read.ok ? [] : read.candidates.map((c) => c.stage)).toEqual(['primary', 'junior']);
    expect(parseClassName('2025级1班', at('nine_year', '八年级'))).toMatchObject(identity('junior', 2025, 1));
  });

  it('knows schools of five primary and four junior years', () => {
    const shape = schoolShape('nine_year', '5-4');
    expect(parseClassName('六(1)班', { shape, schoolYear: 2026 })).toMatchObject(identity('junior', 2026, 1));
    expect(className({ stage: 'junior', entryYear: 2026, number: 1 }, 2026, 'zh', shape)).toBe('六(1)班');
  });

  it('reads grades', () => {
    expect(parseGrade('初三', at('nine_year'))).toEqual({ ok: true, stage: 'junior', entryYear: 2024, grade: 3 });
    expect(parseGrade(9, at('nine_year'))).toMatchObject({ ok: true, stage: 'junior', grade: 3 });
    expect(parseGrade('十年级', at('nine_year'))).toEqual({ ok: false, problem: 'noSuchGrade' });
    expect(parseGrade('', at('nine_year'))).toEqual({ ok: false, problem: 'empty' });
  });

  it('rolls over on its own and says when a class has left', () => {
    const c = { stage: 'junior', entryYear: 2024, number: 2 } as const;
    expect([2023, 2024, 2025, 2026, 2027].map((y) => className(c, y))).toEqual([
      '初中2024级(2)班',
      '七(2)班',
      '八(2)班',
      '九(2)班',
      '初中2024级(2)班',
    ]);
    expect([2023, 2026, 2027].map((y) => gradeState(c, y))).toEqual(['before', 'present', 'graduated']);
    expect(runningGrade(c, 2026)).toBe(9);
    expect(className({ stage: 'senior', entryYear: 2025, number: 3 }, 2026, 'en')).toBe('Grade 11, class 3');
  });

  it('reads back every name it writes (property)', () => {
    const types: SchoolType[] = ['primary', 'junior', 'nine_year', 'senior', 'complete_secondary', 'twelve_year', 'vocational'];
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.nat(11), fc.integer({ min: 1, max: 40 }), (type, pick, number) => {
        const shape = schoolShape(type);
        const span = shape[pick % shape.length];
        if (!span) throw new Error('a school has stages');
        const c = { stage: span.stage, entryYear: 2026 - (pick % span.years), number };
        expect(parseClassName(className(c, 2026, 'zh', shape), at(type))).toMatchObject({ ok: true, identity: c });
      }),
    );
  });

  it('never throws, whatever stands in the cell (property)', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double(), fc.stringMatching(/^[初高七八三一班级届年()0-9.]{0,10}$/)), (cell) => {
        const read = parseClassName(cell, at('twelve_year'));
        expect(read.ok ? read.identity.number > 0 : read.problem.length > 0).toBe(true);
      }),
    );
  });
});
