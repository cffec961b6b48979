import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromEpochDay, toEpochDay } from '../../src-shared/domain/dates.ts';
import type { Severity } from '../../src-shared/domain/level-scheme.ts';
import {
  balances,
  type FlowRow,
  type LevelStep,
  levelFlow,
  levelFlowDetail,
  type Presence,
} from '../../src-shared/domain/warning-flow.ts';

const period = { from: '2026-09-01', to: '2027-01-20' };
const step = (studentId: string, to: Severity, on: string): LevelStep => ({ studentId, to, on });
const stay = (studentId: string, from: string, to: string | null = null): Presence => ({ studentId, from, to });
const row = (over: Partial<FlowRow>): FlowRow => ({
  opening: 0,
  added: 0,
  raised: 0,
  lowered: 0,
  transferredIn: 0,
  released: 0,
  movedOn: 0,
  transferredOut: 0,
  closing: 0,
  ...over,
});

describe('level flow', () => {
  it('follows one student up, down and out', () => {
    const flow = levelFlow(
      [step('a', 1, '2026-06-01'), step('a', 3, '2026-10-01'), step('a', 2, '2026-11-01'), step('a', 0, '2027-01-20')],
      [stay('a', '2025-09-01')],
      period,
    );
    expect(flow).toEqual({
      1: row({ opening: 1, movedOn: 1 }),
      2: row({ lowered: 1, released: 1 }),
      3: row({ raised: 1, movedOn: 1 }),
    });
  });

  it('counts the edges of the period once', () => {
    const steps = [
      step('a', 2, '2026-08-31'),
      step('b', 2, '2026-09-01'),
      step('c', 2, '2027-01-20'),
      step('d', 2, '2027-01-21'),
    ];
    const flow = levelFlow(
      steps,
      steps.map((s) => stay(s.studentId, '2024-09-01')),
      period,
    );
    expect(flow[2]).toEqual(row({ opening: 1, added: 2, closing: 3 }));
  });

  it('counts a last day as present: leaving on the last day of the period is next period’s transfer', () => {
    const steps = [step('a', 3, '2026-03-01'), step('b', 3, '2026-03-01'), step('c', 3, '2026-03-01')];
    const presences = [
      stay('a', '2024-09-01', '2027-01-20'),
      stay('b', '2024-09-01', '2027-01-19'),
      stay('c', '2024-09-01', '2026-08-31'),
    ];
    // c left on 31 August: out on 1 September, the first day of the period.
    expect(levelFlow(steps, presences, period)[3]).toEqual(row({ opening: 2 + 1, transferredOut: 2, closing: 1 }));
  });

  it('brings a transferred student in with the level brought along, and takes promotion for no transfer', () => {
    const steps = [step('a', 2, '2026-05-01'), step('b', 1, '2025-11-01')];
    const presences = [stay('a', '2026-10-08'), stay('b', '2025-09-01', '2026-08-31'), stay('b', '2026-09-01')];
    const detail = levelFlowDetail(steps, presences, period);
    expect(detail.flow[2]).toEqual(row({ transferredIn: 1, closing: 1 }));
    expect(detail.flow[1]).toEqual(row({ opening: 1, closing: 1 }));
    expect(detail.movements).toEqual([{ studentId: 'a', on: '2026-10-08', kind: 'transferredIn', from: 2, to: 2 }]);
    expect([...detail.closing]).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
  });

  it('leaves a re-affirmed level and a change of somebody absent without movement', () => {
    const steps = [step('a', 1, '2026-05-01'), step('a', 1, '2026-10-01'), step('b', 3, '2026-10-01')];
    const flow = levelFlow(steps, [stay('b', '2024-09-01', '2026-07-10')], period);
    expect(flow[1]).toEqual(row({ opening: 1, closing: 1 }));
    expect(flow[3]).toEqual(row({}));
  });

  it('balances for any history, and closes where the next period opens (property)', () => {
    const base = toEpochDay('2026-06-01');
    const day = fc.integer({ min: 0, max: 300 }).map((n) => fromEpochDay(base + n));
    const student = fc.constantFrom('a', 'b', 'c', 'd');
    const steps = fc
      .array(fc.record({ studentId: student, to: fc.constantFrom<Severity>(0, 1, 2, 3), on: day }), { maxLength: 25 })
      .map((list) => [...list].sort((x, y) => (x.on < y.on ? -1 : x.on > y.on ? 1 : 0)));
    const presences = fc.array(
      fc.record({ studentId: student, from: day, length: fc.option(fc.integer({ min: 0, max: 120 }), { nil: null }) }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(
        steps,
        presences,
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 0, max: 90 }),
        (history, stays, start, length) => {
          const spans = stays.map((s) => ({
            studentId: s.studentId,
            from: s.from,
            to: s.length === null ? null : fromEpochDay(toEpochDay(s.from) + s.length),
          }));
          const first = { from: fromEpochDay(base + start), to: fromEpochDay(base + start + length) };
          const next = { from: fromEpochDay(base + start + length + 1), to: fromEpochDay(base + start + length + 40) };
          const both = { from: first.from, to: next.to };
          const now = levelFlowDetail(history, spans, first);
          const then = levelFlowDetail(history, spans, next);
          for (const level of [1, 2, 3] as const) {
            expect(balances(now.flow[level])).toBe(true);
            expect(now.flow[level].closing).toBe(then.flow[level].opening);
          }
          expect(levelFlowDetail(history, spans, both).movements).toHaveLength(now.movements.length + then.movements.length);
        },
      ),
      { numRuns: 300 },
    );
  });
});
