import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fillClasses } from '../assessments/support.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';

let vault: TestVault;
const clock = fixedClock('2026-11-20T02:00:00.000Z');

beforeEach(async () => {
  clock.set('2026-11-20T02:00:00.000Z');
  vault = await openTestVault({ clock });
  await fillClasses(vault);
});

afterEach(() => vault.close());

const set = (toLevel: number, more: Partial<Parameters<typeof vault.dispatch<'warnings.setLevel'>>[1]> = {}) =>
  vault.dispatch('warnings.setLevel', {
    studentId: 's1',
    toLevel,
    basis: 'interview',
    reason: '样例依据',
    decidedOn: '2026-11-20',
    nextReviewOn: null,
    ...more,
  });

const report = (more: Partial<Parameters<typeof vault.dispatch<'warnings.report'>>[1]> = {}) =>
  vault.dispatch('warnings.report', {
    occurredAt: '2026-11-19T01:30:00.000Z',
    studentIds: ['s1', 's2'],
    networkLevel: 'class',
    reporterRole: 'headTeacher',
    observed: '样例观察',
    ...more,
  });

describe('levels', () => {
  it('keep from and since through confirmations, and list the gravest first', async () => {
    await set(1, { decidedOn: '2026-10-01' });
    await set(2, { decidedOn: '2026-10-10', nextReviewOn: '2026-11-10' });
    await set(2, { decidedOn: '2026-11-01', nextReviewOn: '2026-11-15' });
    await set(3, { studentId: 's2', decidedOn: '2026-11-02' });
    const levels = await vault.dispatch('warnings.levels', {});
    expect(levels.map((row) => [row.student.id, row.level, row.since, row.reviewOverdue])).toEqual([
      ['s2', 3, '2026-11-02', false],
      ['s1', 2, '2026-10-10', true],
    ]);
    const history = await vault.dispatch('warnings.history', { studentId: 's1' });
    expect(history.map((row) => [row.fromLevel, row.toLevel])).toEqual([
      [2, 2],
      [1, 2],
      [0, 1],
    ]);
  });

  it('of 2 and more never rest on an assessment alone', async () => {
    await expect(set(2, { basis: 'assessment' })).rejects.toMatchObject({ code: 'levelBasisAssessment' });
    expect(await set(1, { basis: 'assessment' })).toMatchObject({ fromLevel: 0, toLevel: 1 });
  });

  it('need a reason, a day that is not in the future, and go forward in time', async () => {
    await expect(set(1, { reason: '  ' })).rejects.toMatchObject({ code: 'invalidInput' });
    await expect(set(1, { decidedOn: '2026-11-21' })).rejects.toMatchObject({ code: 'dateInFuture' });
    await set(1);
    await expect(set(2, { decidedOn: '2026-11-19' })).rejects.toMatchObject({ code: 'levelDateOrder' });
    await expect(set(1, { nextReviewOn: '2026-11-20' })).rejects.toMatchObject({ code: 'reviewDateOrder' });
  });

  it('cannot be changed afterwards, even past the app', async () => {
    await set(1);
    await expect(vault.db.updateTable('level_change').set({ to_level: 0 }).execute()).rejects.toThrow(/append-only/);
    await expect(vault.db.deleteFrom('level_change').execute()).rejects.toThrow(/append-only/);
  });
});

describe('reports', () => {
  it('hold several students; an urgent one puts each of them at the head of the queue', async () => {
    await report();
    expect(await vault.dispatch('warnings.reviews', { status: 'open' })).toEqual([]);
    const urgent = await report({ urgent: true, verbatim: '样例原话' });
    expect(urgent.reviewIds).toHaveLength(2);
    const queue = await vault.dispatch('warnings.reviews', { status: 'open' });
    expect(queue.map((row) => [row.student.id, row.immediate, row.dueOn]).sort()).toEqual([
      ['s1', true, '2026-11-20'],
      ['s2', true, '2026-11-20'],
    ]);
    const review = await vault.dispatch('warnings.review', { reviewId: urgent.reviewIds[0] ?? '' });
    expect(review.report?.verbatim).toBe('样例原话');
    expect(review.report?.occurredAt).toBe('2026-11-19T01:30:00.000Z');
  });

  it('must say something, and not about the future', async () => {
    await expect(report({ observed: '  ' })).rejects.toMatchObject({ code: 'reportEmpty' });
    await expect(report({ occurredAt: '2026-11-21T00:00:00.000Z' })).rejects.toMatchObject({ code: 'dateInFuture' });
    await expect(report({ studentIds: ['nobody'] })).rejects.toMatchObject({ code: 'studentUnknown' });
  });

  it('that are restricted keep their words from everyone but the counselor', async () => {
    await report({ restricted: true, reporterName: '样例班主任' });
    const [seen] = await vault.as('lead').dispatch('warnings.reports', {});
    expect(seen).toMatchObject({ restricted: true, observed: null, reporterName: null });
    expect((await vault.dispatch('warnings.reports', {}))[0]?.observed).toBe('样例观察');
  });

  it('end the draft they came from', async () => {
    const key = { form: 'quickLog', studentId: 's2,s1', draftId: 'd1' };
    await vault.dispatch('drafts.save', { ...key, body: { observed: '样例' } });
    await report({ draftId: 'd1' });
    expect(await vault.dispatch('drafts.load', key)).toBeNull();
  });
});

describe('decisions', () => {
  const decide = (reviewId: string, more: Partial<Parameters<typeof vault.dispatch<'warnings.decide'>>[1]> = {}) =>
    vault.dispatch('warnings.decide', {
      reviewId,
      interviewedOn: '2026-11-20',
      outcome: 'no_level',
      note: '样例访谈',
      ...more,
    });
  const openOne = async () => (await report({ studentIds: ['s1'], urgent: true })).reviewIds[0] ?? '';

  it('close a review for good, while "not reached" leaves it open', async () => {
    const reviewId = await openOne();
    expect(await decide(reviewId, { outcome: 'unreachable', interviewedOn: null })).toMatchObject({ open: true });
    expect((await vault.dispatch('warnings.reviews', { status: 'open' }))[0]?.attempts).toBe(1);
    expect(await decide(reviewId)).toMatchObject({ open: false, levelChangeId: null });
    await expect(decide(reviewId)).rejects.toMatchObject({ code: 'reviewDecided' });
    expect(await vault.dispatch('warnings.reviews', { status: 'open' })).toEqual([]);
    const [decided] = await vault.dispatch('warnings.reviews', { status: 'decided' });
    expect(decided?.decision).toMatchObject({ outcome: 'no_level', note: '样例访谈' });
    const [forLead] = await vault.as('lead').dispatch('warnings.reviews', { status: 'decided' });
    expect(forLead?.decision).toMatchObject({ note: null, restricted: true });
  });

  it('set the level in the same transaction or nothing at all', async () => {
    const reviewId = await openOne();
    await expect(decide(reviewId, { outcome: 'level_set', level: 2, basis: 'assessment', reason: '样例' })).rejects.toMatchObject(
      {
        code: 'levelBasisAssessment',
      },
    );
    expect(await vault.dispatch('warnings.reviews', { status: 'open' })).toHaveLength(1);
    await expect(decide(reviewId, { outcome: 'level_set' })).rejects.toMatchObject({
      fields: { level: 'levelMissing', basis: 'levelBasisMissing', reason: 'levelReasonMissing' },
    });
    const done = await decide(reviewId, { outcome: 'level_set', level: 3, basis: 'interview', reason: '样例依据' });
    expect(done.levelChangeId).not.toBeNull();
    expect((await vault.dispatch('warnings.levels', {}))[0]).toMatchObject({ level: 3, since: '2026-11-20' });
  });

  it('need the day of the interview, and turn overdue by their due day', async () => {
    const reviewId = await openOne();
    await expect(decide(reviewId, { interviewedOn: null })).rejects.toMatchObject({ code: 'interviewDateMissing' });
    clock.set('2026-11-22T02:00:00.000Z');
    expect((await vault.dispatch('warnings.reviews', { status: 'open' }))[0]?.overdue).toBe(true);
  });

  it('are closed to the clerk', async () => {
    const reviewId = await openOne();
    await expect(vault.as('clerk').dispatch('warnings.review', { reviewId })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(vault.as('clerk').dispatch('warnings.levels', {})).rejects.toMatchObject({ code: 'forbidden' });
  });
});

it('gives the scheme that the school chose', async () => {
  const scheme = await vault.as('clerk').dispatch('warnings.scheme', {});
  expect(scheme.preset).toBe('red_orange_yellow');
  expect(scheme.levels.map((level) => level.severity)).toEqual([0, 1, 2, 3]);
});
