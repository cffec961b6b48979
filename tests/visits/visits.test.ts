import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { sampleEnrolment, sampleStudent } from '../support/samples.ts';

let vault: TestVault;

beforeEach(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-24T02:00:00.000Z') });
});
afterEach(() => vault.close());

const visit = (studentId: string, visitedOn: string, mode: 'onsite' | 'phone' | 'video') =>
  vault.as('clerk').dispatch('visits.saveHomeVisit', { studentId, visitedOn, mode, visitors: ['样例老师乙'], nextStep: '样例' });

describe('home visits', () => {
  test('only a visit on site within the school year counts', async () => {
    const [onsite, phone, last, none, gone] = (await Promise.all(
      ['甲', '乙', '丙', '丁', '戊'].map((name) => sampleStudent(vault, { name: `样例${name}` })),
    )) as [string, string, string, string, string];
    for (const id of [onsite, phone, last, none]) await sampleEnrolment(vault, id);
    await sampleEnrolment(vault, gone, { status: 'transferredOut', toDate: '2026-10-01' });
    await visit(onsite, '2026-09-01', 'onsite');
    await visit(phone, '2026-10-08', 'phone');
    await visit(phone, '2026-10-09', 'video');
    await visit(last, '2026-08-31', 'onsite');
    const answer = await vault.dispatch('visits.unvisited', { schoolYear: 2026 });
    expect(answer).toMatchObject({ enrolled: 4, visited: 1 });
    const missing = new Map(answer.students.map((row) => [row.student.id, row.lastOnsiteOn]));
    expect(missing).toEqual(
      new Map([
        [phone, null],
        [last, '2026-08-31'],
        [none, null],
      ]),
    );
  });

  test('shows which visits count, and lists by student and period', async () => {
    const studentId = await sampleStudent(vault);
    await visit(await sampleStudent(vault), '2026-10-08', 'onsite');
    await visit(studentId, '2026-10-08', 'phone');
    await visit(studentId, '2026-11-09', 'onsite');
    const rows = await vault.dispatch('visits.list', { studentId });
    expect(rows.map((row) => [row.visitedOn, row.counts])).toEqual([
      ['2026-11-09', true],
      ['2026-10-08', false],
    ]);
    expect(await vault.dispatch('visits.list', { from: '2026-11-01', to: '2026-11-30' })).toHaveLength(1);
  });

  test('a change keeps what stood there, refuses a stale revision and a day to come', async () => {
    const studentId = await sampleStudent(vault);
    const { visitId } = await visit(studentId, '2026-11-09', 'onsite');
    const change = (revision: number, findings: string) =>
      vault.dispatch('visits.saveHomeVisit', {
        visitId,
        revision,
        studentId,
        visitedOn: '2026-11-09',
        mode: 'onsite',
        visitors: ['样例老师乙'],
        findings,
      });
    expect((await change(1, '样例:祖母照料')).revision).toBe(2);
    await expect(change(1, '样例')).rejects.toMatchObject({ code: 'stale' });
    expect((await vault.dispatch('visits.detail', { visitId })).findings).toBe('样例:祖母照料');
    await expect(visit(studentId, '2026-11-25', 'onsite')).rejects.toMatchObject({ code: 'visitInFuture' });
    expect(await vault.db.selectFrom('record_history').selectAll().where('entity', '=', 'visit').execute()).toHaveLength(2);
  });
});
