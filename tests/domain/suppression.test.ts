import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Cell,
  compareSubmissions,
  suppress,
  suppressEach,
  suppressLine,
  suppressRatio,
  suppressTable,
  suppressTotal,
} from '../../src-shared/domain/suppression.ts';

const words = (cells: readonly Cell[]): (number | string)[] => cells.map((c) => (c.kind === 'value' ? c.value : c.kind));

/**
 * All tables that a reader must hold possible, by trying every one up to a bound: the independent check of what suppression claims.
 * Returns for each cell the set of values seen.
 */
function possible(
  rows: number,
  columns: number,
  published: ReturnType<typeof suppressTable>,
  t: number,
  bound: number,
): Set<number>[] {
  // A part hidden together is at least t; of a total hidden together a reader knows only that it is not 0.
  const range = (cell: Cell): number[] => {
    const all = Array.from({ length: bound + 1 }, (_, i) => i);
    if (cell.kind === 'value') return [cell.value];
    if (cell.kind === 'small') return all.filter((v) => v >= 1 && v < t);
    return cell.kind === 'together' ? all.filter((v) => v >= t) : all;
  };
  const fits = (cell: Cell, v: number): boolean =>
    cell.kind === 'value' ? cell.value === v : cell.kind === 'small' ? v >= 1 && v < t : cell.kind === 'together' ? v >= 1 : true;
  const flat = published.cells.flat();
  const seen = flat.map(() => new Set<number>());
  const guess: number[] = [];
  const at = (r: number, c: number): number => guess[r * columns + c] ?? 0;
  const walk = (i: number): void => {
    if (i === flat.length) {
      const rowSums = Array.from({ length: rows }, (_, r) =>
        Array.from({ length: columns }, (__, c) => at(r, c)).reduce((a, b) => a + b, 0),
      );
      const columnSums = Array.from({ length: columns }, (_, c) =>
        Array.from({ length: rows }, (__, r) => at(r, c)).reduce((a, b) => a + b, 0),
      );
      const fine =
        rowSums.every((v, r) => fits(published.rowTotals[r] ?? { kind: 'unknown' }, v)) &&
        columnSums.every((v, c) => fits(published.columnTotals[c] ?? { kind: 'unknown' }, v)) &&
        fits(
          published.grandTotal,
          rowSums.reduce((a, b) => a + b, 0),
        );
      if (fine) for (const [k, v] of guess.entries()) seen[k]?.add(v);
      return;
    }
    for (const v of range(flat[i] ?? { kind: 'unknown' })) {
      guess[i] = v;
      walk(i + 1);
    }
  };
  walk(0);
  return seen;
}

describe('one line', () => {
  it('shows zeros and large numbers, hides small ones, keeps the unknown apart', () => {
    expect(words(suppress([0, 12, 3, 2, 40], 5))).toEqual([0, 12, 'small', 'small', 40]);
    expect(words(suppress([0, 12, null, 40], 5))).toEqual([0, 12, 'unknown', 40]);
    expect(suppressLine([0, 0], 5)).toEqual({
      cells: [
        { kind: 'value', value: 0 },
        { kind: 'value', value: 0 },
      ],
      total: { kind: 'value', value: 0 },
    });
  });

  it('hides a second number where the total would give the first away', () => {
    expect(words(suppress([3, 12, 40], 5))).toEqual(['small', 'together', 40]);
    // 4 + 4 = 8 leaves nothing open when each is known to be at most 4.
    expect(words(suppress([4, 4, 12, 40], 5))).toEqual(['small', 'small', 'together', 40]);
    expect(words(suppress([1, 1, 12], 5))).toEqual(['small', 'small', 'together']);
  });

  it('hides the total when there is nothing else to hide', () => {
    const line = suppressLine([3, 0, 0], 5);
    expect(words(line.cells)).toEqual(['small', 0, 0]);
    expect(line.total.kind).toBe('small');
    expect(suppressLine([4, 4, 0], 5).total.kind).toBe('together');
    // 1 + 1: "small" beside a small total would leave no choice at a threshold of 3.
    expect(suppressLine([1, 1], 3).total.kind).toBe('together');
    expect(suppressTotal(8, [], [4, 4, 0], 5)).toEqual({ kind: 'together' });
    expect(suppressTotal(8, [], [4, null], 5)).toEqual({ kind: 'value', value: 8 });
    expect(suppressTotal(null, [], [], 5)).toEqual({ kind: 'unknown' });
  });
});

describe('tables', () => {
  it('protects a single small cell by a rectangle, not by hiding totals', () => {
    const out = suppressTable(
      [
        [20, 3, 30],
        [25, 16, 31],
        [40, 41, 42],
      ],
      { threshold: 5 },
    );
    expect(out.safe).toBe(true);
    expect(out.cells.map(words)).toEqual([
      ['together', 'small', 30],
      ['together', 'together', 31],
      [40, 41, 42],
    ]);
    expect([...out.rowTotals, ...out.columnTotals, out.grandTotal].every((c) => c.kind === 'value')).toBe(true);
  });

  it('takes a threshold whose mark would tell the number as 3', () => {
    expect(suppressTable([[2, 5, 9]], { threshold: 2 }).cells.map(words)).toEqual([['small', 'together', 9]]);
    expect(words(suppressEach([1, 2, 3], 1))).toEqual(['small', 'small', 3]);
  });

  it('lets no hidden cell be solved, checked against every possible table (property)', () => {
    const t = 3;
    const table = fc
      .tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 3 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(fc.nat(6), { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
      );
    fc.assert(
      fc.property(table, (values) => {
        const out = suppressTable(values, { threshold: t });
        const flat = values.flat();
        const cells = out.cells.flat();
        for (const [i, cell] of cells.entries()) {
          const v = flat[i] ?? 0;
          if (v === 0) expect(cell).toEqual({ kind: 'value', value: 0 });
          if (v > 0 && v < t) expect(cell.kind).toBe('small');
          if (cell.kind === 'value') expect(cell.value).toBe(v);
        }
        const sums = [...out.rowTotals, ...out.columnTotals, out.grandTotal];
        expect(sums.every((c) => c.kind !== 'value' || c.value === 0 || c.value >= t)).toBe(true);
        expect(out.safe).toBe(true);
        const seen = possible(values.length, values[0]?.length ?? 0, out, t, 8);
        for (const [i, cell] of cells.entries()) {
          expect(seen[i]?.has(flat[i] ?? 0)).toBe(true);
          if (cell.kind === 'small' || cell.kind === 'together') expect(seen[i]?.size).toBeGreaterThan(1);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('never fails to protect, at any threshold and size (property)', () => {
    const table = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 6 })).chain(([rows, columns]) =>
      fc.array(fc.array(fc.oneof(fc.constant(0), fc.nat(5), fc.nat(60)), { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
    );
    const printed = fc.record({ rows: fc.boolean(), columns: fc.boolean(), grand: fc.boolean() });
    fc.assert(
      fc.property(table, fc.integer({ min: 3, max: 10 }), printed, (values, threshold, margins) => {
        expect(suppressTable(values, { threshold, printed: margins }).safe).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('other numbers', () => {
  it('hides small counts that do not add up, and rates of small groups', () => {
    expect(words(suppressEach([0, 2, 5, null], 5))).toEqual([0, 'small', 5, 'unknown']);
    expect(suppressRatio(0, 40, 5)).toEqual({ kind: 'value', value: 0 });
    expect(suppressRatio(3, 40, 5)).toEqual({ kind: 'small' });
    expect(suppressRatio(4, 4, 5)).toEqual({ kind: 'small' });
    expect(suppressRatio(3, 0, 5)).toEqual({ kind: 'unknown' });
    expect(suppressRatio(null, 9, 5)).toEqual({ kind: 'unknown' });
  });

  it('marks what two submissions give away together', () => {
    const v = (value: number): Cell => ({ kind: 'value', value });
    const hidden: Cell = { kind: 'small' };
    expect(
      compareSubmissions([v(20), v(20), hidden, v(9), v(7), { kind: 'unknown' }], [v(22), v(30), v(6), hidden, v(7), v(8)], 5),
    ).toEqual([
      { index: 0, difference: 'smallChange' },
      { index: 2, difference: 'nowShown' },
      { index: 3, difference: 'nowHidden' },
    ]);
  });
});
