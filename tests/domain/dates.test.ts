import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  ageOn,
  daysBetween,
  fromEpochDay,
  isLocalDate,
  isoWeekday,
  localDate,
  localDateOf,
  parseLooseDate,
  parseYearMonth,
  startOfWeek,
  toEpochDay,
} from '../../src-shared/domain/dates.ts';

const day = fc.integer({ min: toEpochDay('1901-01-01'), max: toEpochDay('2190-12-31') }).map(fromEpochDay);

describe('local dates', () => {
  it('knows real days only', () => {
    expect(isLocalDate('2024-02-29')).toBe(true);
    expect(['2023-02-29', '2024-2-9', '2024-13-01', '0000-01-01', '2024-04-31', ''].some(isLocalDate)).toBe(false);
    expect(localDate.safeParse('2023-02-29').success).toBe(false);
    expect(() => toEpochDay('2023-02-29')).toThrow(RangeError);
  });

  it('adds, subtracts and orders consistently', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -3000, max: 3000 }), (d, n) => {
        fc.pre(toEpochDay(d) + n > toEpochDay('1900-01-02'));
        const later = addDays(d, n);
        expect(daysBetween(d, later)).toBe(n);
        expect(Math.sign(later < d ? -1 : later > d ? 1 : 0)).toBe(Math.sign(n));
        expect(isoWeekday(startOfWeek(d))).toBe(1);
        expect(daysBetween(startOfWeek(d), d)).toBe(isoWeekday(d) - 1);
      }),
    );
  });

  it('has known weekdays, month ends and ages', () => {
    expect(isoWeekday('2026-11-24')).toBe(2);
    expect(isoWeekday('1970-01-01')).toBe(4);
    expect(isoWeekday('1969-12-28')).toBe(7);
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2024-03-31', -13)).toBe('2023-02-28');
    expect(ageOn('2012-02-29', '2026-02-28')).toBe(13);
    expect(ageOn('2012-02-29', '2026-03-01')).toBe(14);
    expect(ageOn('2012-09-01', '2026-08-31')).toBe(13);
    expect(ageOn('2012-09-01', '2026-09-01')).toBe(14);
  });

  it('turns an instant into the day in China', () => {
    expect(localDateOf('2026-11-23T16:00:00.000Z')).toBe('2026-11-24');
    expect(localDateOf('2026-11-23T15:59:59.999Z')).toBe('2026-11-23');
    expect(localDateOf('2026-11-23T16:00:00.000Z', 0)).toBe('2026-11-23');
  });
});

describe('loose dates', () => {
  it.each([
    [20120305, '2012-03-05'],
    ['20120305', '2012-03-05'],
    ['2012-3-5', '2012-03-05'],
    ['2012/3/5', '2012-03-05'],
    ['2012.03.05', '2012-03-05'],
    ['2012年3月5日', '2012-03-05'],
    ['2012 年 3 月 5 日', '2012-03-05'],
    [' 2012-03-05 00:00:00 ', '2012-03-05'],
    ['2012-03-05T00:00:00.000Z', '2012-03-05'],
    [40973, '2012-03-05'],
    ['40973', '2012-03-05'],
    [40973.5, '2012-03-05'],
  ])('reads %s', (input, expected) => {
    expect(parseLooseDate(input)).toMatchObject({ ok: true, date: expected });
  });

  it('reads the 1904 system of old Macs', () => {
    expect(parseLooseDate(40973 - 1462, { date1904: true })).toMatchObject({ ok: true, date: '2012-03-05' });
  });

  it.each([
    ['', 'empty'],
    [null, 'empty'],
    ['5/3/2012', 'dayMonthOrder'],
    ['12.3.5', 'twoDigitYear'],
    ['12年3月5日', 'twoDigitYear'],
    ['2012年3月', 'incomplete'],
    ['201203', 'incomplete'],
    ['2012', 'incomplete'],
    ['2012-02-30', 'noSuchDay'],
    ['20121301', 'noSuchDay'],
    ['2012-03/05', 'notADate'],
    ['三月五日', 'notADate'],
    [17, 'notADate'],
  ])('refuses %s', (input, problem) => {
    expect(parseLooseDate(input)).toEqual({ ok: false, problem });
  });

  it('reads back every form it is given', () => {
    fc.assert(
      fc.property(day, (d) => {
        fc.pre(d >= '1920-01-02' && d < '2149-12-31');
        const [y = '', m = '', dd = ''] = d.split('-');
        const serial = toEpochDay(d) + 25569;
        for (const form of [`${y}${m}${dd}`, `${y}年${Number(m)}月${Number(dd)}日`, `${y}/${Number(m)}/${dd}`, serial]) {
          expect(parseLooseDate(form)).toMatchObject({ ok: true, date: d });
        }
      }),
    );
  });

  it('never throws and never answers an unreal day', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double(), fc.integer()), (input) => {
        const read = parseLooseDate(input);
        expect(read.ok ? isLocalDate(read.date) : read.problem.length > 0).toBe(true);
      }),
    );
  });

  it('reads a year and month', () => {
    expect(['201809', '2018-9', '2018年9月', '2018-09-01', 20180901, 43344].map(parseYearMonth)).toEqual(
      Array(6).fill('2018-09'),
    );
    expect([null, '201813', '九月', ''].map(parseYearMonth)).toEqual(Array(4).fill(undefined));
  });
});
