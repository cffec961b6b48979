import { describe, expect, it } from 'vitest';
import { consentStateOn, type GivenConsent, requiredSigners } from '../../src-shared/domain/consent.ts';

const given = (over: Partial<GivenConsent>): GivenConsent => ({
  giver: 'guardian',
  givenOn: '2026-09-10',
  untilDate: null,
  withdrawnOn: null,
  ...over,
});

describe('who must sign', () => {
  it('changes on the fourteenth and eighteenth birthday', () => {
    expect(requiredSigners('2012-11-25', '2026-11-24')).toEqual(['guardian']);
    expect(requiredSigners('2012-11-24', '2026-11-24')).toEqual(['guardian', 'student']);
    expect(requiredSigners('2008-11-24', '2026-11-24')).toEqual(['student']);
    expect(requiredSigners(null, '2026-11-24')).toEqual(['guardian', 'student']);
  });

  it('is satisfied by papers that are in force', () => {
    const on = '2026-11-24';
    expect(consentStateOn('2014-01-01', [given({})], on)).toMatchObject({ valid: true, missing: [] });
    expect(consentStateOn('2011-01-01', [given({})], on)).toMatchObject({ valid: false, missing: ['student'] });
    expect(consentStateOn('2011-01-01', [given({}), given({ giver: 'student' })], on).valid).toBe(true);
    expect(consentStateOn('2011-01-01', [given({ giver: 'both' })], on).valid).toBe(true);
    expect(consentStateOn('2014-01-01', [given({ giver: 'student' })], on)).toMatchObject({
      valid: false,
      missing: ['guardian'],
    });
  });

  it('ends with withdrawal and after the last day', () => {
    const one = [given({ untilDate: '2026-11-24' })];
    expect(consentStateOn('2014-01-01', one, '2026-11-24').valid).toBe(true);
    expect(consentStateOn('2014-01-01', one, '2026-11-25').valid).toBe(false);
    const withdrawn = [given({ withdrawnOn: '2026-11-24' })];
    expect(consentStateOn('2014-01-01', withdrawn, '2026-11-23').valid).toBe(true);
    expect(consentStateOn('2014-01-01', withdrawn, '2026-11-24').valid).toBe(false);
    expect(consentStateOn('2014-01-01', [given({ givenOn: '2026-11-25' })], '2026-11-24').valid).toBe(false);
  });
});
