import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { sampleConsent, sampleEnrolment, sampleStudent } from '../support/samples.ts';

let vault: TestVault;
const clock = fixedClock('2026-11-24T02:00:00.000Z');

beforeEach(async () => {
  clock.set('2026-11-24T02:00:00.000Z');
  vault = await openTestVault({ clock });
});
afterEach(() => vault.close());

const open = (studentId: string, extra: { openedOn?: string; basis?: null } = {}) =>
  vault.dispatch('cases.open', {
    studentId,
    openedOn: '2026-11-20',
    source: 'self',
    presentingProblem: '样例:睡不好',
    basis: { code: 'emergency', reason: '样例:紧急情况' },
    ...extra,
  });

describe('opening a case', () => {
  test('asks for consent, or for a lawful basis in its place', async () => {
    const studentId = await sampleStudent(vault, { birthDate: '2014-03-05' });
    await expect(open(studentId, { basis: null })).rejects.toMatchObject({
      code: 'consentMissing',
      fields: { basis: 'consentMissing' },
    });
    await sampleConsent(vault, studentId);
    await expect(open(studentId, { basis: null })).resolves.toMatchObject({ caseNo: '2026-001' });
  });

  test('consent of another kind or a withdrawn one does not open it', async () => {
    const studentId = await sampleStudent(vault, { birthDate: '2014-03-05' });
    await sampleConsent(vault, studentId, { kind: 'assessment' });
    const given = await sampleConsent(vault, studentId, { giver: 'both' });
    expect(given.state.valid).toBe(true);
    const after = await vault.dispatch('consents.withdraw', {
      consentId: given.consentId,
      revision: 1,
      withdrawnOn: '2026-11-10',
      by: 'guardian',
      via: 'phone',
    });
    expect(after.state).toMatchObject({ valid: false, status: 'withdrawn', missing: ['guardian'] });
    await expect(open(studentId, { basis: null })).rejects.toMatchObject({ code: 'consentMissing' });
  });

  test('numbers cases by year, past 999 too', async () => {
    const first = await open(await sampleStudent(vault));
    const next = await open(await sampleStudent(vault));
    expect([first.caseNo, next.caseNo]).toEqual(['2026-001', '2026-002']);
    const earlier = await open(await sampleStudent(vault), { openedOn: '2025-10-08' });
    expect(earlier.caseNo).toBe('2025-001');
    await vault.db.updateTable('counseling_case').set({ case_no: '2026-999' }).where('id', '=', next.caseId).execute();
    expect((await open(await sampleStudent(vault))).caseNo).toBe('2026-1000');
    expect((await open(await sampleStudent(vault))).caseNo).toBe('2026-1001');
  });

  test('only one at a time, and many closed ones never block the next', async () => {
    const studentId = await sampleStudent(vault);
    for (let round = 0; round < 3; round += 1) {
      const { caseId } = await open(studentId);
      await expect(open(studentId)).rejects.toMatchObject({ code: 'caseAlreadyOpen' });
      await vault.dispatch('cases.close', {
        caseId,
        closedOn: '2026-11-23',
        reason: 'goalsReached',
        circumstance: '样例:约定目标达成',
      });
    }
    expect(await vault.dispatch('cases.list', { status: 'open' })).toEqual([]);
    expect(await vault.dispatch('cases.list', { status: 'closed' })).toHaveLength(3);
    await expect(open(studentId)).resolves.toMatchObject({ caseNo: '2026-004' });
  });

  test('reopening waits until no other case is open, and keeps the closure on record', async () => {
    const studentId = await sampleStudent(vault);
    const first = await open(studentId);
    await vault.dispatch('cases.close', { caseId: first.caseId, closedOn: '2026-11-21', reason: 'other', circumstance: '样例' });
    const second = await open(studentId);
    const reopen = () =>
      vault.dispatch('cases.reopen', { caseId: first.caseId, reopenedOn: '2026-11-24', reason: '样例:再次求助' });
    await expect(reopen()).rejects.toMatchObject({ code: 'caseAlreadyOpen' });
    await vault.dispatch('cases.close', { caseId: second.caseId, closedOn: '2026-11-23', reason: 'other', circumstance: '样例' });
    await reopen();
    const detail = await vault.dispatch('cases.detail', { caseId: first.caseId });
    expect(detail.status).toBe('open');
    expect(detail.closures).toMatchObject([{ closedOn: '2026-11-21', reopenedOn: '2026-11-24' }]);
  });

  test('a case with an unsigned note cannot be closed', async () => {
    const studentId = await sampleStudent(vault);
    const { caseId } = await open(studentId);
    await vault.dispatch('cases.saveSession', {
      studentId,
      heldOn: '2026-11-22',
      minutes: 40,
      mode: 'faceToFace',
      source: 'self',
    });
    await expect(
      vault.dispatch('cases.close', { caseId, closedOn: '2026-11-23', reason: 'other', circumstance: '样例' }),
    ).rejects.toMatchObject({ code: 'sessionsUnsigned', params: { count: 1 } });
  });

  test('the lead sees that a case is there, not what it is about; the clerk sees nothing', async () => {
    const studentId = await sampleStudent(vault);
    await sampleEnrolment(vault, studentId);
    const { caseId } = await open(studentId);
    const lead = await vault.as('lead').dispatch('cases.detail', { caseId });
    expect(lead).toMatchObject({
      restricted: true,
      presentingProblem: null,
      lawfulBasis: null,
      basisCode: 'emergency',
      caseNo: '2026-001',
    });
    expect((await vault.dispatch('cases.detail', { caseId })).presentingProblem).toBe('样例:睡不好');
    expect(lead.student.className).toContain('3');
    await expect(vault.as('clerk').dispatch('cases.detail', { caseId })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('a change keeps the old words and refuses a stale revision', async () => {
    const { caseId } = await open(await sampleStudent(vault));
    const change = (revision: number) =>
      vault.dispatch('cases.update', { caseId, revision, source: 'self', presentingProblem: '样例:睡眠与同伴' });
    expect((await change(1)).revision).toBe(2);
    await expect(change(1)).rejects.toMatchObject({ code: 'stale' });
    const history = await vault.db.selectFrom('record_history').selectAll().where('entity_id', '=', caseId).execute();
    expect(history).toMatchObject([{ field: 'presenting_problem', old_value: '样例:睡不好', new_value: '样例:睡眠与同伴' }]);
  });
});
