import { describe, expect, it } from 'vitest';
import { articleOf, committeeComplete, coverage, dutyPer, hoursPerWeek } from '../../src-shared/domain/duties.ts';
import { INDICATORS, meetsDuty, ratio } from '../../src-shared/domain/indicators.ts';

const byId = (id: string) => {
  const found = INDICATORS.find((one) => one.id === id);
  if (!found) throw new Error(`no indicator ${id}`);
  return found;
};

describe('indicators', () => {
  it('are distinct and speak both languages', () => {
    expect(new Set(INDICATORS.map((one) => one.id)).size).toBe(INDICATORS.length);
    for (const one of INDICATORS) {
      expect(one.name.zh && one.name.en && one.formula.zh && one.formula.en, one.id).toBeTruthy();
      expect(one.measure, one.id).toBeGreaterThanOrEqual(1);
      expect(one.measure, one.id).toBeLessThanOrEqual(8);
      if (one.unit === 'ratio' && one.duty !== null) expect(one.duty, one.id).toBeLessThanOrEqual(1);
    }
    expect(new Set(INDICATORS.map((one) => one.measure))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7]));
  });

  // Each number as the text of the measures has it.
  it.each([
    ['themeActivities', 2, 1, 'term'],
    ['counselors', 3, 1, 'standing'],
    ['counselingHours', 3, 8, 'week'],
    ['trainingSubject', 4, 8, 'schoolYear'],
    ['trainingHomeroom', 4, 16, 'schoolYear'],
    ['trainingCounselor', 4, 20, 'schoolYear'],
    ['staffCare', 4, 1, 'schoolYear'],
    ['committeeTraining', 5, 2, 'term'],
    ['parentLectures', 6, 1, 'term'],
    ['familyThemes', 6, 2, 'term'],
    ['familyLaw', 6, 1, 'schoolYear'],
    ['homeVisits', 7, 1, 'schoolYear'],
  ])('%s: measure %i asks for %i per %s', (id, measure, duty, per) => {
    expect(byId(id)).toMatchObject({ measure, duty });
    expect(dutyPer(id)).toBe(per);
  });

  it('name their article', () => {
    expect(articleOf(byId('homeVisits'))).toBe('昭政办发〔2024〕27号 措施七');
    expect(articleOf(byId('homeVisits'), 'en')).toContain('measure 7');
  });
});

describe('computing', () => {
  it('takes nothing to divide by for unknown, never for zero', () => {
    expect(ratio(0, 0)).toBeNull();
    expect(ratio(0, 4)).toBe(0);
    expect(hoursPerWeek(960, 2)).toBe(8);
    expect(hoursPerWeek(960, 0)).toBeNull();
    expect(coverage({ listed: 50, leave: 3, exempt: 2, assessed: 36 })).toEqual({ due: 45, share: 0.8 });
    expect(coverage({ listed: 2, leave: 1, exempt: 1, assessed: 0 })).toEqual({ due: 0, share: null });
  });

  it('judges a duty only where there is one and a value', () => {
    expect(meetsDuty({ duty: 8 }, 8)).toBe('met');
    expect(meetsDuty({ duty: 8 }, 7.99)).toBe('short');
    expect(meetsDuty({ duty: 8 }, null)).toBeNull();
    expect(meetsDuty({ duty: null }, 3)).toBeNull();
  });

  it('asks a committee for a boy and a girl', () => {
    expect([['1', '2'], ['1', '1'], ['2'], [], ['0', '2', '1']].map(committeeComplete)).toEqual([
      true,
      false,
      false,
      false,
      true,
    ]);
  });
});
