import { describe, expect, it } from 'vitest';
import { contactOverdue, daysSinceContact, followUp, isContact, lastContact } from '../../src-shared/domain/contact.ts';
import {
  legend,
  levelLabel,
  levelPresetIds,
  levelScheme,
  levelSchemeSchema,
  severities,
  severity,
} from '../../src-shared/domain/level-scheme.ts';

const scheme = levelScheme('red_orange_yellow');

describe('level schemes', () => {
  it('come in three presets that agree in severity and differ in words', () => {
    for (const id of levelPresetIds) {
      const levels = levelScheme(id);
      expect(levelSchemeSchema.parse(levels)).toEqual(levels);
      expect(levels.map((one) => one.colour)).toEqual(['grey', 'yellow', 'orange', 'red']);
      expect(new Set(severities.map((s) => levelLabel(levels, s)))).toHaveProperty('size', 4);
    }
    expect(severities.map((s) => levelLabel(levelScheme('one_is_gravest'), s))).toEqual([
      '一般',
      '关注 · 三级',
      '预警 · 二级',
      '危机 · 一级',
    ]);
    expect(severities.map((s) => levelLabel(levelScheme('one_is_lightest'), s))).toEqual([
      '一般',
      '关注 · 一级',
      '预警 · 二级',
      '危机 · 三级',
    ]);
    expect(levelLabel(levelScheme('one_is_gravest'), 3, 'en')).toBe('Crisis · level 1');
    expect(levelLabel(scheme, 2)).toBe('预警 · 橙');
  });

  it('are refused when two levels look alike or stand out of order', () => {
    const [a, b, c, d] = scheme;
    expect(levelSchemeSchema.safeParse([a, b, { ...c, shape: b.shape }, d]).success).toBe(false);
    expect(levelSchemeSchema.safeParse([a, c, b, d]).success).toBe(false);
    expect(levelSchemeSchema.safeParse([a, b, c]).success).toBe(false);
    expect(severity.safeParse(4).success).toBe(false);
  });

  it('print a legend, gravest first, with words, sign and colour', () => {
    const text = legend(levelScheme('one_is_lightest'));
    expect(text.startsWith('由重到轻：△ 危机 · 三级（红）：')).toBe(true);
    expect(text.indexOf('危机')).toBeLessThan(text.indexOf('关注'));
    expect(legend(scheme, 'en')).toContain('△ Crisis · red: ');
  });
});

describe('contact', () => {
  it('is meeting or speaking with the student, nothing else', () => {
    expect(isContact({ kind: 'session', on: '2026-11-01' })).toBe(true);
    expect(isContact({ kind: 'homeVisit', on: '2026-11-01', mode: 'onsite' })).toBe(true);
    expect(isContact({ kind: 'homeVisit', on: '2026-11-01', mode: 'phone' })).toBe(false);
    expect((['guardianContact', 'report', 'assessment'] as const).some((kind) => isContact({ kind, on: '2026-11-01' }))).toBe(
      false,
    );
  });

  it('is counted from the last one up to the day, never from planned ones', () => {
    const facts = [
      { kind: 'session', on: '2026-11-10' },
      { kind: 'guardianContact', on: '2026-11-20' },
      { kind: 'session', on: '2026-12-01' },
    ] as const;
    expect(lastContact(facts, '2026-11-24')).toBe('2026-11-10');
    expect(daysSinceContact('2026-11-10', '2026-11-24')).toBe(14);
    expect(daysSinceContact(lastContact([], '2026-11-24'), '2026-11-24')).toBeNull();
    expect(daysSinceContact('2026-11-24', '2026-11-24')).toBe(0);
  });

  it('falls due by the level’s rhythm, from the later of contact and level', () => {
    const base = { severity: 2, levelSince: '2026-11-01', lastContactOn: '2026-11-10', on: '2026-11-24' } as const;
    expect(followUp(scheme, base)).toEqual({ dueOn: '2026-11-17', overdueDays: 7, quiet: false });
    expect(followUp(scheme, { ...base, levelSince: '2026-11-20' })).toEqual({
      dueOn: '2026-11-27',
      overdueDays: 0,
      quiet: false,
    });
    expect(followUp(scheme, { ...base, lastContactOn: null })).toMatchObject({ dueOn: '2026-11-08' });
    expect(followUp(scheme, { ...base, severity: 0 })).toEqual({ dueOn: null, overdueDays: 0, quiet: false });
  });

  it('stays quiet while a plan has a step ahead, except at the gravest level', () => {
    const base = {
      severity: 2,
      levelSince: '2026-11-01',
      lastContactOn: '2026-11-10',
      plannedOn: '2026-11-26',
      on: '2026-11-24',
    } as const;
    expect(followUp(scheme, base)).toMatchObject({ overdueDays: 0, quiet: true });
    expect(followUp(scheme, { ...base, plannedOn: '2026-11-23' })).toMatchObject({ overdueDays: 7, quiet: false });
    expect(followUp(scheme, { ...base, severity: 3 })).toMatchObject({ overdueDays: 13, quiet: false });
    expect(contactOverdue({ level: 3, levelSince: '2026-11-01', lastContactOn: '2026-11-10' }, scheme, '2026-11-24')).toBe(13);
    expect(contactOverdue({ level: 1, levelSince: '2026-11-20', lastContactOn: null }, scheme, '2026-11-24')).toBeNull();
  });
});
