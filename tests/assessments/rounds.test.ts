import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { fillClasses } from './support.ts';

let vault: TestVault;

beforeEach(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-20T02:00:00.000Z') });
  await fillClasses(vault);
});

afterEach(() => vault.close());

const open = (scaleId: string) =>
  vault.dispatch('assessments.createRound', {
    title: '样例测评',
    scaleId,
    schoolYear: 2026,
    term: 'autumn',
    grades: [
      { stage: 'junior', grade: 1 },
      { stage: 'junior', grade: 2 },
    ],
    openedOn: '2026-11-10',
  });

const low = [0, 0, 0, 0, 0, 0, 0, 0, 0];

describe('a round', () => {
  it('takes leave and exemption out of the denominator, by grade too', async () => {
    const { roundId, listed } = await open('phq-9');
    expect(listed).toBe(6);
    await vault.dispatch('assessments.setDisposition', { roundId, studentIds: ['s1'], disposition: 'leave', reason: '样例病假' });
    await vault.dispatch('assessments.setDisposition', { roundId, studentIds: ['s2'], disposition: 'exempt' });
    await vault.dispatch('assessments.enterResult', { roundId, studentId: 's3', takenOn: '2026-11-12', answers: low });
    const detail = await vault.dispatch('assessments.roundDetail', { roundId });
    expect(detail.counts).toMatchObject({ listed: 6, leave: 1, exempt: 1, denominator: 4, tested: 1, valid: 1, coverage: 0.25 });
    expect(detail.byGrade.map((grade) => [grade.grade, grade.counts.denominator])).toEqual([
      [1, 3],
      [2, 1],
    ]);
    expect(detail.notAssessed.map((entry) => entry.student.id).sort()).toEqual(['s1', 's2', 's4', 's5', 's6']);
    expect(detail.notAssessed.find((entry) => entry.student.id === 's1')).toMatchObject({
      disposition: 'leave',
      reason: '样例病假',
    });
  });

  it('refuses a round for grades in which nobody is enrolled', async () => {
    const wanted = vault.dispatch('assessments.createRound', {
      title: '样例',
      scaleId: 'mht',
      schoolYear: 2026,
      term: 'autumn',
      grades: [{ stage: 'primary', grade: 4 }],
      openedOn: '2026-11-10',
    });
    await expect(wanted).rejects.toMatchObject({ code: 'roundEmpty' });
  });
});

describe('typed answers', () => {
  it('score an embedded scale; its crisis item makes an immediate review below any cut-off; a second one is a retest', async () => {
    const { roundId } = await open('phq-9');
    const answers = [...low.slice(0, 8), 1];
    const entered = await vault.dispatch('assessments.enterResult', { roundId, studentId: 's1', takenOn: '2026-11-12', answers });
    expect(entered).toMatchObject({ reviewOpened: true, immediate: true });
    await vault.dispatch('assessments.enterResult', { roundId, studentId: 's1', takenOn: '2026-11-19', answers: low });
    const results = await vault.dispatch('assessments.results', { roundId });
    expect(results.map((result) => [result.total, result.crisisItems, result.retest])).toEqual([
      [1, [9], false],
      [0, [], true],
    ]);
  });

  it('are refused for an import-only scale, out of range, incomplete, or for somebody not on the list', async () => {
    const mht = await open('mht');
    const phq = await open('phq-9');
    const enter = (roundId: string, studentId: string, answers: number[]) =>
      vault.dispatch('assessments.enterResult', { roundId, studentId, takenOn: '2026-11-12', answers });
    await expect(enter(mht.roundId, 's1', low)).rejects.toMatchObject({ code: 'scaleImportOnly' });
    await expect(enter(phq.roundId, 's1', [4, ...low.slice(1)])).rejects.toMatchObject({ code: 'answerRange' });
    await expect(enter(phq.roundId, 's1', low.slice(1))).rejects.toMatchObject({ code: 'answersIncomplete' });
    await expect(enter(phq.roundId, 'nobody', low)).rejects.toMatchObject({ code: 'notInRound' });
  });

  it('and scores are the counselor’s alone', async () => {
    const { roundId } = await open('phq-9');
    for (const role of ['clerk', 'lead'] as const) {
      await expect(vault.as(role).dispatch('assessments.results', { roundId })).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect((await vault.as('clerk').dispatch('assessments.roundDetail', { roundId })).counts.listed).toBe(6);
  });
});
