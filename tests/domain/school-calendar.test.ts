import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, fromEpochDay, toEpochDay } from '../../src-shared/domain/dates.ts';
import {
  fortnightsIn,
  nextTeachingDay,
  schoolYearName,
  schoolYearOf,
  schoolYearPeriod,
  teachingPeriod,
  teachingWeek,
  teachingWeeks,
  termName,
  termOf,
  termPeriod,
  weeksIn,
} from '../../src-shared/domain/school-calendar.ts';

const own = { '2026': { autumn: ['2026-08-31', '2027-01-22'], spring: ['2027-02-22', '2027-07-09'] } } as const;

describe('school years and terms', () => {
  it('turn on 1 September', () => {
    expect(['2026-08-31', '2026-09-01', '2027-01-01', '2027-08-31'].map(schoolYearOf)).toEqual([2025, 2026, 2026, 2026]);
    expect(schoolYearPeriod(2026)).toEqual({ from: '2026-09-01', to: '2027-08-31' });
    expect(schoolYearName(2026)).toBe('2026—2027学年');
    expect(termName(2026, 'spring')).toBe('2026—2027学年春季学期');
  });

  it('use the school’s own dates when they are sound', () => {
    expect(teachingPeriod(2026, 'spring', own)).toEqual({ from: '2027-02-22', to: '2027-07-09' });
    expect(teachingPeriod(2025, 'spring', own)).toEqual({ from: '2026-03-01', to: '2026-07-10' });
    const broken = { '2026': { autumn: ['2026-09-01', '2026-02-30'], spring: ['2027-02-22', '2027-07-09'] } } as const;
    expect(teachingPeriod(2026, 'autumn', broken)).toEqual({ from: '2026-09-01', to: '2027-01-20' });
  });

  it('count every day of a school year for exactly one term (property)', () => {
    fc.assert(
      fc.property(fc.integer({ min: toEpochDay('2026-09-01'), max: toEpochDay('2027-08-31') }), fc.boolean(), (n, set) => {
        const date = fromEpochDay(n);
        const terms = set ? own : {};
        const inside = (['autumn', 'spring'] as const).filter((term) => {
          const span = termPeriod(2026, term, terms);
          return span.from <= date && date <= span.to;
        });
        expect(inside).toEqual([termOf(date, terms).term]);
      }),
    );
  });
});

describe('weeks', () => {
  it('are numbered from the week of the first day', () => {
    const autumn = teachingPeriod(2026, 'autumn');
    expect(['2026-09-01', '2026-09-06', '2026-09-07', '2026-11-24'].map((d) => teachingWeek(d, autumn))).toEqual([1, 1, 2, 13]);
  });

  it('cover the teaching days without gap or overlap', () => {
    const autumn = teachingPeriod(2026, 'autumn', own);
    const weeks = teachingWeeks(autumn, own);
    expect(weeks[0]?.from).toBe('2026-08-31');
    expect(weeks.at(-1)?.to).toBe('2027-01-22');
    for (const [i, week] of weeks.entries()) if (i > 0) expect(week.from).toBe(addDays(weeks[i - 1]?.to ?? '', 1));
    expect(weeks).toHaveLength(21);
  });

  it('leave the holidays out of averages', () => {
    expect(weeksIn(schoolYearPeriod(2026), '2026-09-13')).toBe(2);
    expect(weeksIn(termPeriod(2026, 'spring'), '2027-08-31')).toBe(teachingWeeks(termPeriod(2026, 'spring')).length);
    expect(weeksIn({ from: '2027-07-20', to: '2027-08-20' }, '2027-08-20')).toBe(1);
  });

  it('pair into fortnights that are over', () => {
    const autumn = termPeriod(2026, 'autumn');
    expect(fortnightsIn(autumn, '2026-09-13')).toEqual([{ from: '2026-09-01', to: '2026-09-13' }]);
    expect(fortnightsIn(autumn, '2026-09-12')).toEqual([]);
    expect(fortnightsIn(autumn, '2027-02-28')).toHaveLength(10);
    expect(fortnightsIn(termPeriod(2026, 'spring'), '2027-08-31').every((f) => f.to <= '2027-07-10')).toBe(true);
    expect(fortnightsIn({ from: '2026-09-02', to: '2026-09-27' }, '2026-12-31')).toEqual([
      { from: '2026-09-14', to: '2026-09-27' },
    ]);
  });
});

describe('days that may wait', () => {
  it('move to the next teaching day', () => {
    expect(nextTeachingDay('2026-11-24')).toBe('2026-11-24');
    expect(nextTeachingDay('2026-11-28')).toBe('2026-11-30');
    expect(nextTeachingDay('2027-01-25')).toBe('2027-03-01');
    expect(nextTeachingDay('2027-07-20')).toBe('2027-09-01');
  });
});
