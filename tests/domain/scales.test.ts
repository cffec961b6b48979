import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ScaleDefinition, scaleDefinition } from '../../src-shared/domain/scale.ts';
import {
  checkDelivered,
  compareDelivered,
  score,
  scoreDelivered,
  shiftAnswers,
  subscoreMark,
} from '../../src-shared/domain/scoring.ts';

const folder = new URL('../../scales/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const all = files.map((name) => scaleDefinition.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))));
function scale(id: string): ScaleDefinition {
  const found = all.find((one) => one.id === id);
  if (!found) throw new Error(`no scale ${id}`);
  return found;
}
const only = (definition: ScaleDefinition, items: readonly number[], value: number, rest: number): number[] =>
  Array.from({ length: definition.itemCount }, (_, i) => (items.includes(i + 1) ? value : rest));

describe('scale files', () => {
  it('are all there, named by their id', () => {
    expect(files.map((name) => name.replace('.json', '')).sort()).toEqual(all.map((one) => one.id).sort());
    expect(all).toHaveLength(8);
  });

  it('ship item texts only for the free ones, with credit', () => {
    expect(
      all
        .filter((one) => !one.importOnly)
        .map((one) => one.id)
        .sort(),
    ).toEqual(['gad-7', 'k10', 'k6', 'phq-9']);
    for (const one of all) {
      expect(one.importOnly ? one.items : (one.items ?? []).length).toBe(one.importOnly ? undefined : one.itemCount);
      expect(one.credit.zh.length).toBeGreaterThan(3);
      expect(one.licence.length).toBeGreaterThan(5);
    }
    expect(scale('phq-9').credit.en).toContain('Pfizer');
    expect(scale('k6').credit.en).toContain('© World Health Organization 2003');
    expect(scale('k10').licence).toContain('需与官方译本核对');
  });

  it('are refused when they contradict themselves', () => {
    const good = JSON.parse(readFileSync(new URL('mht.json', folder), 'utf8')) as Record<string, unknown>;
    expect(scaleDefinition.safeParse({ ...good, itemCount: 50 }).success).toBe(false);
    expect(scaleDefinition.safeParse({ ...good, importOnly: false }).success).toBe(false);
    expect(scaleDefinition.safeParse({ ...good, items: [{ zh: '甲', en: 'a' }] }).success).toBe(false);
  });
});

describe('hand-computed cases', () => {
  it('PHQ-9: 14 is moderate and positive; item 9 alone is a crisis item', () => {
    const phq = scale('phq-9');
    expect(score(phq, [2, 2, 3, 2, 1, 2, 1, 1, 0])).toMatchObject({ total: 14, band: 2, positive: true, crisisItems: [] });
    expect(score(phq, [0, 0, 0, 0, 0, 0, 0, 0, 1])).toMatchObject({ total: 1, band: 0, positive: false, crisisItems: [9] });
    expect([4, 5, 9, 10, 14, 15, 19, 20, 27].map((t) => scoreDelivered(phq, { total: t, subscores: {} }).band)).toEqual([
      0, 1, 1, 2, 2, 3, 3, 4, 4,
    ]);
  });

  it('GAD-7: 10 is moderate and positive', () => {
    expect(score(scale('gad-7'), [2, 2, 2, 1, 1, 1, 1])).toMatchObject({ total: 10, band: 2, positive: true });
    expect(score(scale('gad-7'), [2, 2, 1, 1, 1, 1, 1])).toMatchObject({ total: 9, band: 1, positive: false });
  });

  it('K10: 10–50, moderate from 25; K6: 0–24, 13 is high', () => {
    const k10 = scale('k10');
    expect(score(k10, Array(10).fill(1))).toMatchObject({ total: 10, band: 0, positive: false });
    expect([19, 20, 24, 25, 29, 30].map((t) => scoreDelivered(k10, { total: t, subscores: {} }).band)).toEqual([
      0, 1, 1, 2, 2, 3,
    ]);
    expect(score(scale('k6'), [3, 2, 2, 2, 2, 2])).toMatchObject({ total: 13, positive: true });
    expect(score(scale('k6'), [2, 2, 2, 2, 2, 2])).toMatchObject({ total: 12, positive: false });
  });

  it('MHT: validity stays out of the total, 7 is doubtful, 85 and 97 are crisis items', () => {
    const mht = scale('mht');
    const validity = [82, 84, 86, 88, 90, 92, 94, 96, 98, 100];
    expect(score(mht, Array(100).fill(1))).toMatchObject({
      total: 90,
      validityScore: 10,
      validity: 'doubtful',
      crisisItems: [85, 97],
    });
    expect(score(mht, only(mht, validity, 1, 0))).toMatchObject({
      total: 0,
      validityScore: 10,
      positive: false,
      crisisItems: [],
    });
    expect(score(mht, only(mht, validity.slice(0, 6), 1, 0)).validity).toBe('valid');
    expect(score(mht, only(mht, validity.slice(0, 7), 1, 0)).validity).toBe('doubtful');
    expect(score(mht, only(mht, [85], 1, 0))).toMatchObject({ total: 1, positive: false, crisisItems: [85] });
    // Item 100 is a validity item and adds nothing to 孤独倾向 (26–35).
    expect(score(mht, only(mht, [100], 1, 0)).subscores).toMatchObject({ lonely: 0 });
    const eight = score(mht, only(mht, [1, 2, 3, 4, 5, 6, 7, 8], 1, 0));
    expect(eight).toMatchObject({ total: 8, positive: true, subscores: { study: 8 } });
    expect(score(mht, only(mht, [1, 2, 3, 4, 5, 6, 7], 1, 0)).positive).toBe(false);
    const study = mht.subscales.find((part) => part.id === 'study');
    expect(study && [3, 4, 7, 8, null].map((v) => subscoreMark(study, v))).toEqual(['low', null, null, 'high', null]);
    // 64 in all with no sub-scale at 8: 7 × 8 sub-scales is 56, so 65 cannot be reached without one; the total alone decides here.
    expect(scoreDelivered(mht, { total: 65, subscores: {} }).positive).toBe(true);
    expect(scoreDelivered(mht, { total: 64, subscores: {} }).positive).toBe(false);
  });

  it('MSSMHS: means of six', () => {
    const definition = scale('mssmhs');
    const scored = score(definition, only(definition, [3, 10, 12, 22, 23, 48], 3, 1));
    expect(scored.subscores).toMatchObject({ compulsion: 3, paranoia: 1 });
    expect(scored).toMatchObject({ total: 1.2, band: 0, positive: true });
    expect(score(definition, Array(60).fill(1))).toMatchObject({ total: 1, positive: false });
    expect(new Set(definition.subscales.flatMap((part) => part.items)).size).toBe(60);
  });

  it('SCL-90: total over 160, more than 43 items, or a factor over 2', () => {
    const scl = scale('scl-90');
    expect(score(scl, Array(90).fill(1))).toMatchObject({ total: 90, positive: false });
    // 43 items at 2, spread so that no factor mean exceeds 2: not yet; 44: positive.
    const spread = Array.from({ length: 90 }, (_, i) => (i < 44 ? 2 : 1));
    expect(
      score(
        scl,
        spread.map((v, i) => (i === 43 ? 1 : v)),
      ).positive,
    ).toBe(false);
    expect(score(scl, spread)).toMatchObject({ total: 134, positive: true, crisisItems: [15] });
    const phobia = scl.subscales.find((part) => part.id === 'phobia');
    expect(score(scl, only(scl, phobia?.items ?? [], 2, 1))).toMatchObject({ positive: false, subscores: { phobia: 2 } });
    expect(score(scl, only(scl, phobia?.items ?? [], 3, 1)).positive).toBe(true);
    expect(shiftAnswers(scl, [0, 4, null], 0)).toEqual([1, 5, null]);
  });

  it('SDQ: reversed items, prosocial outside the total, prorated from three answers', () => {
    const sdq = scale('sdq');
    expect(score(sdq, Array(25).fill(0))).toMatchObject({
      total: 10,
      subscores: { conduct: 2, hyper: 4, peers: 4, prosocial: 0 },
    });
    expect(score(sdq, only(sdq, [1, 4, 9, 17, 20], 2, 0))).toMatchObject({ total: 10, subscores: { prosocial: 10 } });
    const gaps: (number | null)[] = only(sdq, [3, 8, 13], 2, 0);
    gaps[15] = null;
    gaps[23] = null;
    expect(score(sdq, gaps)).toMatchObject({ total: 20, positive: true, subscores: { emotion: 10 }, validity: 'valid' });
    gaps[12] = null;
    expect(score(sdq, gaps)).toMatchObject({ total: null, band: null, subscores: { emotion: null } });
  });
});

describe('missing answers', () => {
  it('leave no total, but keep the crisis item and what is certain', () => {
    const phq = scale('phq-9');
    expect(score(phq, [3, 3, 3, 3, null, 0, 0, 0, 1])).toMatchObject({
      total: null,
      band: null,
      validity: 'void',
      missing: [5],
      crisisItems: [9],
      positive: true,
    });
    expect(score(phq, [3, 3, null, 3, 0, 0, 0, 0, 0])).toMatchObject({ total: null, positive: false });
    expect(score(phq, [])).toMatchObject({ total: null, missing: [1, 2, 3, 4, 5, 6, 7, 8, 9], positive: false });
    expect(score(phq, [4, 1.5, -1, 0, 0, 0, 0, 0, 0]).missing).toEqual([1, 2, 3]);
  });

  it('never make a result look less grave than the full sheet (property)', () => {
    for (const definition of all) {
      const { min, max } = definition.answers;
      const sheet = fc.array(fc.integer({ min, max }), { minLength: definition.itemCount, maxLength: definition.itemCount });
      fc.assert(
        fc.property(
          sheet,
          fc.array(fc.boolean(), { minLength: definition.itemCount, maxLength: definition.itemCount }),
          (full, holes) => {
            const whole = score(definition, full);
            expect(whole.total).toBeGreaterThanOrEqual(0);
            expect(whole.total).toBeLessThanOrEqual(definition.total.max);
            expect(whole.missing).toEqual([]);
            expect(
              checkDelivered(definition, { total: whole.total ?? 0, subscores: whole.subscores as Record<string, number> }),
            ).toEqual([]);
            expect(
              compareDelivered(whole, { total: whole.total ?? 0, subscores: whole.subscores as Record<string, number> }),
            ).toEqual([]);
            const part = score(
              definition,
              full.map((v, i) => (holes[i] ? null : v)),
            );
            expect(part.missing).toHaveLength(holes.filter(Boolean).length);
            // A gap may hide a positive result, never invent one (proration, where a manual asks for it, is the exception).
            if (definition.prorateFrom === undefined && part.positive) expect(whole.positive).toBe(true);
            expect(whole.crisisItems).toEqual(expect.arrayContaining([...part.crisisItems]));
          },
        ),
        { numRuns: 60 },
      );
    }
  });
});

describe('delivered scores', () => {
  it('are compared with what the answers give, rounding allowed', () => {
    const definition = scale('mssmhs');
    const scored = score(definition, only(definition, [3, 10], 4, 2));
    expect(scored.subscores).toMatchObject({ compulsion: 2.67 });
    expect(compareDelivered(scored, { total: 2.07, subscores: { compulsion: 2.7 } })).toEqual([]);
    expect(compareDelivered(scored, { total: 2.1, subscores: { compulsion: 2 } }).map((m) => m.what)).toEqual(['compulsion']);
    const mht = score(scale('mht'), only(scale('mht'), [26], 1, 0));
    expect(compareDelivered(mht, { total: 1, validity: 1, subscores: { lonely: 2 } })).toEqual([
      { what: 'validity', delivered: 1, computed: 0 },
      { what: 'lonely', delivered: 2, computed: 1 },
    ]);
  });

  it('are checked for range when nothing else is there', () => {
    const mht = scale('mht');
    const full = { study: 15, people: 10, lonely: 10, blame: 10, sensitive: 10, body: 15, fear: 10, impulse: 10 };
    expect(checkDelivered(mht, { total: 90, validity: 10, subscores: full })).toEqual([]);
    expect(checkDelivered(mht, { total: 89, validity: 11, subscores: { ...full, fear: 11, unknown: 1 } })).toEqual([
      'fear',
      'unknown',
      'validity',
      'total',
    ]);
    expect(checkDelivered(mht, { total: 89, subscores: full })).toEqual(['total']);
    expect(checkDelivered(mht, { subscores: { study: 7.5 } })).toEqual(['study']);
    expect(scoreDelivered(mht, { validity: 7, subscores: full })).toMatchObject({
      total: 90,
      validity: 'doubtful',
      positive: true,
      crisisItems: [],
    });
    expect(checkDelivered(scale('scl-90'), { total: 89, subscores: {} })).toEqual(['total']);
    expect(checkDelivered(scale('k10'), { total: 9, subscores: {} })).toEqual(['total']);
  });
});
