import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Input } from '../../src-shared/contract/index.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { sampleLevel, sampleStaff, sampleStudent } from '../support/samples.ts';

let vault: TestVault;
let studentId: string;
const clock = fixedClock('2026-11-24T02:00:00.000Z');

beforeEach(async () => {
  clock.set('2026-11-24T02:00:00.000Z');
  vault = await openTestVault({ clock });
  studentId = await sampleStudent(vault);
});
afterEach(() => vault.close());

const goal = {
  domain: 'health' as const,
  statement: '样例:每周五晚 22:30 前入睡',
  baseline: '两晚',
  target: '五晚',
  interventions: [{ what: '样例:睡前记录', who: '学生', frequency: '每天' }],
};
const save = (extra: Partial<Input<'plans.save'>> = {}) =>
  vault.dispatch('plans.save', { studentId, reason: '样例:预警', startsOn: '2026-11-24', goals: [goal], ...extra });
const detail = (planId: string) => vault.dispatch('plans.detail', { planId });
const review = async (planId: string, extra: Partial<Input<'plans.review'>> = {}) =>
  vault.dispatch('plans.review', {
    planId,
    reviewedOn: '2026-12-08',
    progress: '样例:四晚',
    outcome: 'progress',
    goals: (await detail(planId)).goals.map((row) => ({ goalId: row.goalId, rating: 3 })),
    nextReviewOn: '2027-01-05',
    ...extra,
  });

describe('a support plan', () => {
  test('is reviewed after six weeks unless somebody says otherwise', async () => {
    const { planId, version } = await save();
    expect(version).toBe(1);
    expect(await detail(planId)).toMatchObject({
      reviewOn: '2027-01-05',
      goals: [{ statement: goal.statement, interventions: [{ who: '学生' }] }],
    });
    expect(await detail((await save({ reviewOn: '2026-12-08' })).planId)).toMatchObject({ version: 2, reviewOn: '2026-12-08' });
  });

  test('needs a safety plan while the level is 3', async () => {
    await sampleLevel(vault, studentId, 0, 3);
    await expect(save()).rejects.toMatchObject({ code: 'safetyPlanRequired', fields: { safetyPlan: 'safetyPlanRequired' } });
    await expect(save({ safetyPlan: '样例:家人陪伴,收好药品' })).resolves.toMatchObject({ version: 1 });
    await sampleLevel(vault, studentId, 3, 2, '2026-11-20');
    await expect(save()).resolves.toMatchObject({ version: 2 });
  });

  test('a new version ends the one before it with its pairings', async () => {
    const [lead, helper] = [await sampleStaff(vault, '样例老师乙'), await sampleStaff(vault, '样例老师丙')];
    const first = await save({ leadStaffId: lead, helperStaffIds: [helper] });
    const second = await save({ leadStaffId: helper });
    expect(await detail(first.planId)).toMatchObject({ endedOn: '2026-11-24', endReason: 'superseded', lead: { staffId: lead } });
    expect(await detail(second.planId)).toMatchObject({ lead: { staffId: helper }, helpers: [] });
    const running = await vault.db.selectFrom('pairing').selectAll().where('to_date', 'is', null).execute();
    expect(running).toMatchObject([{ staff_id: helper, part: 'lead', plan_id: second.planId, kind: 'psychological' }]);
    await expect(save({ leadStaffId: lead, helperStaffIds: [lead] })).rejects.toMatchObject({ code: 'leadIsHelper' });
  });

  test('changes in place before a review; after one, changed goals begin a version and the rated ones stay', async () => {
    const first = await save();
    const inPlace = await save({ planId: first.planId, revision: 1, goals: [{ ...goal, target: '样例:六晚' }] });
    expect(inPlace).toEqual({ planId: first.planId, version: 1, revision: 2 });
    clock.set('2026-12-08T02:00:00.000Z');
    await review(first.planId);
    const agreed = await save({
      planId: first.planId,
      revision: 2,
      goals: [{ ...goal, target: '样例:六晚' }],
      agreedGuardianOn: '2026-12-08',
    });
    expect(agreed).toEqual({ planId: first.planId, version: 1, revision: 3 });
    const next = await save({ planId: first.planId, revision: 3, goals: [{ ...goal, target: '样例:七晚' }] });
    expect(next.version).toBe(2);
    expect(await detail(first.planId)).toMatchObject({
      endReason: 'superseded',
      goals: [{ target: '样例:六晚', ratings: [{ rating: 3 }] }],
    });
    expect((await detail(next.planId)).goals).toMatchObject([{ target: '样例:七晚', ratings: [] }]);
    await expect(save({ planId: first.planId, revision: 3 })).rejects.toMatchObject({ code: 'planEnded' });
  });

  test('a review rates every goal, moves the next review day, and cannot be rewritten', async () => {
    const { planId } = await save({ goals: [goal, { ...goal, statement: '样例:与室友交谈' }] });
    const [only] = (await detail(planId)).goals;
    await expect(review(planId, { goals: [{ goalId: only?.goalId ?? '', rating: 2 }] })).rejects.toMatchObject({
      code: 'goalsUnrated',
      params: { goals: 2, rated: 1 },
    });
    await review(planId, { nextReviewOn: '2027-01-19' });
    expect(await detail(planId)).toMatchObject({
      reviewOn: '2027-01-19',
      lastReviewedOn: '2026-12-08',
      reviews: [{ outcome: 'progress' }],
    });
    await expect(vault.db.updateTable('plan_review').set({ progress: 'x' }).execute()).rejects.toThrow('append-only');
    await expect(vault.db.deleteFrom('plan_goal_progress').execute()).rejects.toThrow('append-only');
  });

  test('is overdue the day after its review day, until it ends', async () => {
    const { planId } = await save({ reviewOn: '2026-12-08' });
    const overdue = async () => (await vault.dispatch('plans.list', { status: 'all' }))[0]?.overdue;
    clock.set('2026-12-08T02:00:00.000Z');
    expect(await overdue()).toBe(false);
    clock.set('2026-12-09T02:00:00.000Z');
    expect(await overdue()).toBe(true);
    await vault.dispatch('plans.end', { planId, endedOn: '2026-12-09', reason: 'achieved' });
    expect(await overdue()).toBe(false);
    await expect(vault.dispatch('plans.end', { planId, endedOn: '2026-12-09', reason: 'other' })).rejects.toMatchObject({
      code: 'planEnded',
    });
  });

  test('the lead may approve but not write; the clerk may not look', async () => {
    const { planId } = await save();
    const lead = vault.as('lead');
    await lead.dispatch('plans.approve', { planId, approvedOn: '2026-11-24' });
    expect((await lead.dispatch('plans.detail', { planId })).approvedLeadOn).toBe('2026-11-24');
    await expect(vault.as('clerk').dispatch('plans.list', {})).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('the two kinds of pairing', () => {
  test('a Party pairing needs a Party member and never shows as psychological support', async () => {
    const teacher = await sampleStaff(vault, '样例老师乙');
    const member = await sampleStaff(vault, '样例党员丁', true);
    const pair = (staffId: string | null) =>
      vault.dispatch('plans.setPartyPairing', { studentId, category: 'leftBehind', staffId, fromDate: '2026-11-24' });
    await expect(pair(teacher)).rejects.toMatchObject({ code: 'notPartyMember' });
    await pair(member);
    const { planId } = await save({ leadStaffId: teacher });
    expect(await detail(planId)).toMatchObject({ lead: { staffId: teacher }, helpers: [] });
    expect(await vault.dispatch('plans.partyPairings', { studentId })).toMatchObject([
      { staffId: member, category: 'leftBehind' },
    ]);
    await vault.dispatch('plans.end', { planId, endedOn: '2026-11-24', reason: 'other' });
    expect(await vault.dispatch('plans.partyPairings', {})).toHaveLength(1);
    await pair(null);
    expect(await vault.dispatch('plans.partyPairings', {})).toEqual([]);
  });
});
