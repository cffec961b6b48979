import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CELL_LIMIT, csvLine, fromCellText, safeCellText } from '../../src-shared/domain/cell-safety.ts';
import * as codes from '../../src-shared/domain/codes.ts';
import { defineCodes } from '../../src-shared/domain/codes.ts';

describe('cells that no program runs', () => {
  it.each([
    '=1+1',
    '+cmd',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\u200B=1',
    '\uFEFF \u00A0=1',
    '＝1+1',
    '\u3000＋1',
    '−1+2',
    '\u0001=1',
    '\n@x',
  ])('puts an apostrophe before %j', (text) => {
    expect(safeCellText(text).startsWith("'")).toBe(true);
  });

  it.each(['张三样例', '-5', '+3.2', '0', '', '七(1)班', 'a=b', '2026-11-24', "'引号"])('leaves %j as it is', (text) => {
    expect(safeCellText(text)).toBe(text);
  });

  it('drops what a workbook cannot hold and cuts with a mark', () => {
    expect(safeCellText('a\u0000b\u0007\uFFFFc\nd')).toBe('ab' + 'c\nd');
    expect(safeCellText('\uD83D样例')).toBe('\uFFFD样例');
    const cut = safeCellText('😀'.repeat(20_000));
    expect(cut.length).toBeLessThanOrEqual(CELL_LIMIT);
    expect(cut.endsWith('…(截断)')).toBe(true);
    expect(cut.isWellFormed()).toBe(true);
  });

  it('never leaves a formula at the beginning, and comes back unchanged (property)', () => {
    const text = fc.string({
      unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\u200B', ' ', "'", '1', '甲', '\u0001', '＝'),
    });
    fc.assert(
      fc.property(text, (raw) => {
        const safe = safeCellText(raw);
        const seen = safe.replace(/^[\s\u200B]+/u, '');
        expect(/^[=@＝]/u.test(seen)).toBe(false);
        expect(/^[+-](?!\d+(?:\.\d+)?$)/u.test(seen)).toBe(false);
        expect(fromCellText(safe)).toBe(raw.replaceAll('\u0001', ''));
      }),
    );
  });

  it('writes csv lines', () => {
    expect(csvLine(['a,b', '说"好"', 3, null, '=1', 'x\ny'])).toBe('"a,b","说""好""",3,,\'=1,"x\ny"\r\n');
  });
});

describe('code tables', () => {
  const tables = Object.entries(codes).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && 'entries' in value ? [[name, value] as const] : [],
  );

  it('have distinct codes and words, and a schema that knows them', () => {
    expect(tables.length).toBeGreaterThan(20);
    for (const [name, table] of tables) {
      expect(new Set(table.codes).size, name).toBe(table.codes.length);
      for (const language of ['zh', 'en'] as const) {
        expect(new Set(table.codes.map((code) => table.label(code, language))).size, `${name} ${language}`).toBe(
          table.codes.length,
        );
      }
      for (const code of table.codes) {
        expect(table.schema.safeParse(code).success).toBe(true);
        expect(code).toMatch(/^[A-Za-z0-9_]{1,40}$/);
      }
      expect(table.schema.safeParse('没有').success, name).toBe(false);
      expect(table.has('没有')).toBe(false);
      expect(table.label('没有', 'zh')).toBe('没有');
      expect(table.order('没有')).toBe(table.codes.length);
    }
  });

  it('refuse a code that stands twice', () => {
    expect(() =>
      defineCodes([
        { code: 'a', zh: '甲', en: 'A' },
        { code: 'a', zh: '乙', en: 'B' },
      ]),
    ).toThrow('twice');
  });

  it('hold the facts that duties rest on', () => {
    expect(codes.careTags.entries.filter((e) => e.partyPairing).map((e) => e.zh)).toEqual([
      '贫困',
      '留守',
      '流动',
      '残疾',
      '单亲家庭',
      '不完整家庭',
    ]);
    expect(codes.visitModes.entries.filter((e) => e.counts).map((e) => e.code)).toEqual(['onsite']);
    expect(codes.levelBases.entries.filter((e) => !e.alone).map((e) => e.code)).toEqual(['assessment']);
    expect(new Set(codes.networkLevels.entries.map((e) => e.rank))).toEqual(new Set([1, 2, 3, 4]));
    expect(codes.mandatoryReportSituations.codes).toHaveLength(9);
    expect(codes.reporterRoles.entries.every((e) => codes.networkLevels.has(e.level))).toBe(true);
  });
});
