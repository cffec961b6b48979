import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { sampleStaff } from '../support/samples.ts';

const clock = fixedClock('2026-11-24T02:00:00.000Z');
let vault: TestVault;
let ids: string[];
beforeEach(async () => {
  vault = await openTestVault({ clock });
  ids = [];
  for (const name of ['样例甲', '样例乙', '样例丙']) {
    const created = { name, sex: '2' as const, className: '八(3)班', transfer: { on: '2026-09-01' } };
    ids.push((await vault.dispatch('students.create', created)).studentId);
  }
});
afterEach(() => vault.close());

const TABLES = ['mentor', 'care_tag', 'enrolment'] as const;
const dump = async () => Promise.all(TABLES.map((table) => vault.db.selectFrom(table).selectAll().orderBy('id').execute()));
const [one, two, three] = [() => ids[0] ?? '', () => ids[1] ?? '', () => ids[2] ?? ''];

describe('a change of many', () => {
  it('gives a mentor to who has none or another, and tells the three cases apart', async () => {
    const old = await sampleStaff(vault, '样例陈老师');
    const next = await sampleStaff(vault, '样例白老师');
    await vault.dispatch('students.setMentor', { studentId: one(), staffId: old, fromDate: '2026-09-05' });
    await vault.dispatch('students.setMentor', { studentId: two(), staffId: next, fromDate: '2026-09-05' });
    await vault.dispatch('students.setMentor', { studentId: three(), staffId: old, fromDate: '2026-12-05' });
    const action = { kind: 'mentor' as const, staffId: next, on: '2026-11-24' };
    const preview = await vault.dispatch('students.previewBulk', { studentIds: [...ids, 'nobody'], action });
    expect(preview.rows.map((row) => [row.name, row.outcome, row.before, row.reason])).toEqual([
      ['样例甲', 'change', '样例陈老师', null],
      ['样例乙', 'already', '样例白老师', null],
      ['样例丙', 'cannot', '样例陈老师', 'beforeStart'],
      ['', 'cannot', null, 'gone'],
    ]);
    const before = await dump();
    const { changeId, counts } = await vault.dispatch('students.applyBulk', { studentIds: ids, action });
    expect(counts).toEqual({ change: 1, already: 1, cannot: 1 });
    expect(await vault.dispatch('students.file', { studentId: one() })).toMatchObject({ mentor: '样例白老师' });
    await vault.dispatch('students.undoBulk', { changeId });
    expect(await dump()).toEqual(before);
    await expect(vault.dispatch('students.undoBulk', { changeId })).rejects.toThrow('rollChangeUndone');
  });

  it('is on record for each student it changed, without a name', async () => {
    const action = { kind: 'addTag' as const, code: 'poverty' as const, on: '2026-11-24', source: '样例：班主任' };
    await vault.dispatch('students.addTag', { studentId: two(), code: 'poverty', fromDate: '2026-09-01' });
    const { changeId } = await vault.dispatch('students.applyBulk', { studentIds: ids, action });
    const rows = await vault.db
      .selectFrom('audit')
      .select(['action', 'subject_kind', 'subject_id', 'detail'])
      .where('channel', '=', 'students.applyBulk')
      .execute();
    expect(rows.map((row) => [row.action, row.subject_kind, row.subject_id])).toEqual([
      ['change', 'student', one()],
      ['change', 'student', three()],
      ['change', 'bulk', changeId],
    ]);
    expect(JSON.stringify(rows)).not.toContain('样例');
    expect((await vault.dispatch('students.list', { tag: 'poverty' })).total).toBe(3);
    const end = { kind: 'endTag' as const, code: 'poverty' as const, on: '2026-11-25' };
    expect((await vault.dispatch('students.applyBulk', { studentIds: ids, action: end })).counts.change).toBe(3);
    expect((await vault.dispatch('students.list', { tag: 'poverty' })).total).toBe(0);
    // What came after must go back first.
    await expect(vault.dispatch('students.undoBulk', { changeId })).rejects.toMatchObject({
      code: 'rollChangeInUse',
      params: { count: 2 },
    });
  });

  it('moves a selection into a class from a day on, and back', async () => {
    await vault.dispatch('students.move', {
      studentId: two(),
      move: { kind: 'out', on: '2026-10-01', status: 'transferredOut' },
    });
    await vault.dispatch('students.move', {
      studentId: three(),
      move: { kind: 'class', on: '2026-11-24', className: '八(5)班' },
    });
    const before = await dump();
    const action = { kind: 'class' as const, className: '八(4)班', on: '2026-11-24' };
    const { counts, changeId } = await vault.dispatch('students.applyBulk', { studentIds: ids, action });
    expect(counts).toEqual({ change: 2, already: 0, cannot: 1 });
    expect((await vault.dispatch('students.list', {})).rows.map((row) => [row.name, row.className])).toEqual(
      [
        ['样例丙', '八(4)班'],
        ['样例甲', '八(4)班'],
      ].sort((a, b) => (a[0] === '样例丙' ? -1 : b[0] === '样例丙' ? 1 : 0)),
    );
    await vault.dispatch('students.undoBulk', { changeId });
    expect(await dump()).toEqual(before);
  });

  it('changes nothing at all when one step fails', async () => {
    const before = await dump();
    const bad = { kind: 'mentor' as const, staffId: 'nobody', on: '2026-11-24' };
    await expect(vault.dispatch('students.applyBulk', { studentIds: ids, action: bad })).rejects.toThrow('staffUnknown');
    const unread = { kind: 'class' as const, className: '看不懂', on: '2026-11-24' };
    await expect(vault.dispatch('students.previewBulk', { studentIds: ids, action: unread })).rejects.toThrow('classUnreadable');
    expect(await dump()).toEqual(before);
    expect(await vault.db.selectFrom('roll_change').selectAll().execute()).toEqual([]);
  });
});
