import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { sampleEnrolment, sampleStudent } from '../support/samples.ts';

let vault: TestVault;

beforeEach(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-24T02:00:00.000Z') });
});
afterEach(() => vault.close());

test('the work record is kept, changed with history, listed by day and removed', async () => {
  const save = (extra: { activityId?: string; revision?: number; minutes: number }) =>
    vault.dispatch('activities.save', { kind: 'duty', title: '样例值班', heldOn: '2026-11-20', ...extra });
  const { activityId } = await save({ minutes: 120 });
  expect((await save({ activityId, revision: 1, minutes: 90 })).revision).toBe(2);
  await expect(save({ activityId, revision: 1, minutes: 60 })).rejects.toMatchObject({ code: 'stale' });
  const list = (from: string, to: string) => vault.dispatch('activities.list', { from, to });
  expect(await list('2026-11-20', '2026-11-20')).toMatchObject([{ minutes: 90, lessons: 0, recordedBy: '样例老师甲' }]);
  expect(await list('2026-11-21', '2026-11-30')).toEqual([]);
  await vault.dispatch('activities.remove', { activityId });
  expect(await list('2026-01-01', '2026-12-31')).toEqual([]);
});

test('a committee member belongs to a place, once, until the term ends', async () => {
  const studentId = await sampleStudent(vault, { sex: '1' });
  const classId = await sampleEnrolment(vault, studentId);
  const save = (place: string | null) =>
    vault.dispatch('activities.saveCommittee', { studentId, kind: 'class', classId: place, fromDate: '2026-09-01' });
  await expect(save(null)).rejects.toMatchObject({ code: 'memberPlace' });
  const { memberId } = await save(classId);
  await expect(save(classId)).rejects.toMatchObject({ code: 'memberAlready' });
  expect(await vault.dispatch('activities.committee', { classId })).toMatchObject([
    { memberId, sex: '1', student: { id: studentId } },
  ]);
  await vault.dispatch('activities.endCommittee', { memberId, toDate: '2026-11-24' });
  expect(await vault.dispatch('activities.committee', {})).toEqual([]);
  expect(await vault.dispatch('activities.committee', { on: '2026-11-23' })).toHaveLength(1);
});
