import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Input } from '../../src-shared/contract/index.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { sampleStudent } from '../support/samples.ts';

let vault: TestVault;
let studentId: string;

beforeEach(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-24T02:00:00.000Z') });
  studentId = await sampleStudent(vault);
});
afterEach(() => vault.close());

const save = (extra: Partial<Input<'cases.saveSession'>> = {}) =>
  vault.dispatch('cases.saveSession', {
    studentId,
    heldOn: '2026-11-20',
    startTime: '10:10',
    minutes: 40,
    mode: 'faceToFace',
    source: 'self',
    complaint: '样例:这周有三天睡到天亮',
    ...extra,
  });
const openCase = () =>
  vault.dispatch('cases.open', {
    studentId,
    openedOn: '2026-11-18',
    source: 'self',
    basis: { code: 'emergency', reason: '样例依据' },
  });

describe('a session note', () => {
  test('comes back as it was written', async () => {
    const { caseId } = await openCase();
    const { sessionId, number } = await save({
      problemCategories: ['emotion', 'sleep'],
      riskNoted: '样例:无',
      restrictedNote: '样例:仅本人可见',
      nextOn: '2026-11-27',
      referralSuggested: true,
    });
    expect(number).toBe(1);
    expect(await vault.dispatch('cases.session', { sessionId })).toMatchObject({
      caseId,
      problemCategories: ['emotion', 'sleep'],
      complaint: '样例:这周有三天睡到天亮',
      restrictedNote: '样例:仅本人可见',
      nextOn: '2026-11-27',
      referralSuggested: true,
      homework: null,
      signedAt: null,
      addenda: [],
    });
  });

  test('counts sessions by event time within their case', async () => {
    await save({ heldOn: '2026-11-10' });
    await openCase();
    const late = await save({ heldOn: '2026-11-23' });
    const early = await save({ heldOn: '2026-11-19' });
    expect(late.number).toBe(1);
    expect(early.number).toBe(1);
    const rows = await vault.dispatch('cases.sessions', { studentId });
    expect(rows.map((row) => [row.heldOn, row.number])).toEqual([
      ['2026-11-23', 2],
      ['2026-11-19', 1],
      ['2026-11-10', 1],
    ]);
  });

  test('can be changed until it is signed; then only added to', async () => {
    const { sessionId } = await save();
    const basis = { code: 'emergency', reason: '样例：当晚说怕自己' } as const;
    const changed = await save({ sessionId, revision: 1, complaint: '样例:这周睡得好些', basis });
    await expect(save({ sessionId, revision: 1 })).rejects.toMatchObject({ code: 'stale' });
    await expect(vault.dispatch('cases.addAddendum', { sessionId, body: '样例' })).rejects.toMatchObject({
      code: 'sessionNotSigned',
    });
    await vault.dispatch('cases.signSession', { sessionId, revision: changed.revision });
    await expect(save({ sessionId, revision: changed.revision })).rejects.toMatchObject({ code: 'sessionSigned' });
    await expect(vault.dispatch('cases.signSession', { sessionId, revision: changed.revision })).rejects.toMatchObject({
      code: 'sessionSigned',
    });
    await vault.dispatch('cases.addAddendum', { sessionId, body: '样例补记:家长来电' });
    expect(await vault.dispatch('cases.session', { sessionId })).toMatchObject({
      complaint: '样例:这周睡得好些',
      signedBy: '样例老师甲',
      addenda: [{ body: '样例补记:家长来电', recordedBy: '样例老师甲' }],
    });
  });

  test('takes its draft with it, and only its own', async () => {
    const key = { form: 'session', studentId, draftId: 'new' };
    const other = { form: 'session', studentId: await sampleStudent(vault), draftId: 'new' };
    await vault.dispatch('drafts.save', { ...key, body: { complaint: '样例' } });
    await vault.dispatch('drafts.save', { ...other, body: { complaint: '样例乙' } });
    await expect(save({ draftId: 'new', caseId: 'unknown' })).rejects.toMatchObject({ code: 'caseUnknown' });
    expect(await vault.dispatch('drafts.load', key)).not.toBeNull();
    await save({ draftId: 'new' });
    expect(await vault.dispatch('drafts.load', key)).toBeNull();
    expect((await vault.dispatch('drafts.load', other))?.body).toEqual({ complaint: '样例乙' });
  });

  test('its text reaches nobody but the counselor, in lists and in the audit', async () => {
    const { sessionId } = await save({ restrictedNote: '样例:秘密一句' });
    const rows = await vault.as('lead').dispatch('cases.sessions', { studentId });
    expect(rows).toMatchObject([{ text: null, restricted: true, minutes: 40 }]);
    const refused = [
      ['lead', 'sealed'],
      ['clerk', 'forbidden'],
    ] as const;
    for (const [role, code] of refused) {
      await expect(vault.as(role).dispatch('cases.session', { sessionId })).rejects.toMatchObject({ code });
    }
    await vault.dispatch('cases.session', { sessionId });
    const audit = JSON.stringify(await vault.db.selectFrom('audit').selectAll().execute());
    expect(audit).toContain('cases.saveSession');
    expect(audit).not.toContain('样例:');
  });

  test('starts from what the last one planned', async () => {
    await openCase();
    await save({ homework: '样例:睡前半小时不看手机', place: '心理辅导室' });
    const start = await vault.dispatch('cases.sessionStart', { studentId });
    expect(start).toMatchObject({
      number: 2,
      caseNo: '2026-001',
      last: { homework: '样例:睡前半小时不看手机', place: '心理辅导室' },
    });
  });

  test('a note of one student is not changed through another', async () => {
    const { sessionId } = await save();
    const other = await sampleStudent(vault);
    await expect(save({ sessionId, revision: 1, studentId: other })).rejects.toMatchObject({ code: 'sessionUnknown' });
  });
});
