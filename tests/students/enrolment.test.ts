import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idCheckCharacter } from '../../src-shared/domain/id-number.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { sampleStaff } from '../support/samples.ts';

let vault: TestVault;
let studentId: string;
beforeEach(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-24T02:00:00.000Z') });
  studentId = (
    await vault.dispatch('students.create', {
      name: '样例甲',
      sex: '2',
      birthDate: '2013-03-05',
      className: '八(3)班',
      transfer: { on: '2026-09-01', otherSchool: '样例镇中学', papers: ['rollCard', 'psychSummary'] },
    })
  ).studentId;
});
afterEach(() => vault.close());

const details = () => vault.dispatch('students.rollDetails', { studentId });
const move = (m: Parameters<typeof vault.dispatch<'students.move'>>[1]['move']) =>
  vault.dispatch('students.move', { studentId, move: m });
const onDay = async (on: string) => {
  const period = { schoolYear: 2026, term: 'autumn' as const, from: '2026-09-01', to: on };
  const ids = async (indicatorId: string) =>
    (await vault.dispatch('reports.list', { ...period, indicatorId, column: 'school' })).items.length;
  return { enrolled: await ids('enrolled'), suspended: await ids('suspended') };
};

describe('moves on the roll', () => {
  it('follow each other in one course, which the summary counts by the day', async () => {
    await move({ kind: 'suspended', on: '2026-10-08', note: '样例：病休' });
    await move({ kind: 'returned', on: '2026-11-02', className: '八(4)班' });
    await move({
      kind: 'out',
      on: '2026-11-20',
      status: 'transferredOut',
      otherSchool: '样例县一中',
      papers: ['psychFile'],
      basis: { code: 'statutoryDuty', reason: '样例：两校交接' },
    });
    const { enrolments, events } = await details();
    expect(enrolments.map((e) => [e.className, e.status, e.fromDate, e.toDate, e.entry])).toEqual([
      ['八(3)班', 'enrolled', '2026-09-01', '2026-10-08', 'transferIn'],
      ['八(3)班', 'suspended', '2026-10-08', '2026-11-02', null],
      ['八(4)班', 'transferredOut', '2026-11-02', '2026-11-20', 'return'],
    ]);
    expect(events.map((e) => [e.kind, e.on, e.otherSchool, e.papers])).toEqual([
      ['in', '2026-09-01', '样例镇中学', ['rollCard', 'psychSummary']],
      ['suspended', '2026-10-08', null, []],
      ['returned', '2026-11-02', null, []],
      ['out', '2026-11-20', '样例县一中', ['psychFile']],
    ]);
    expect(await onDay('2026-10-07')).toEqual({ enrolled: 1, suspended: 0 });
    expect(await onDay('2026-10-08')).toEqual({ enrolled: 0, suspended: 1 });
    expect(await onDay('2026-11-01')).toEqual({ enrolled: 0, suspended: 1 });
    expect(await onDay('2026-11-19')).toEqual({ enrolled: 1, suspended: 0 });
    expect(await onDay('2026-11-20')).toEqual({ enrolled: 0, suspended: 0 });
  });

  it('let somebody come back, and refuse what cannot be', async () => {
    await expect(move({ kind: 'in', on: '2026-10-01', className: '八(3)班' })).rejects.toThrow('rollAlreadyThere');
    await expect(move({ kind: 'returned', on: '2026-10-01' })).rejects.toThrow('rollSameState');
    await expect(move({ kind: 'class', on: '2026-10-01', className: '看不懂' })).rejects.toThrow('classUnreadable');
    await expect(move({ kind: 'suspended', on: '2026-08-01' })).rejects.toThrow('rollLater');
    await expect(move({ kind: 'out', on: '2026-10-01', status: 'withdrawn', disclosureId: 'none' })).rejects.toThrow(
      'disclosureUnknown',
    );
    await move({ kind: 'out', on: '2026-10-01', status: 'transferredOut' });
    await expect(move({ kind: 'suspended', on: '2026-10-02' })).rejects.toThrow('rollNotThere');
    await move({ kind: 'in', on: '2026-11-01', className: '八(2)班', otherSchool: '样例县一中', papers: ['psychFile'] });
    expect(await vault.dispatch('students.file', { studentId })).toMatchObject({ className: '八(2)班', status: 'enrolled' });
    expect((await vault.dispatch('students.list', {})).rows).toMatchObject([{ className: '八(2)班' }]);
  });

  it('call a lower grade a repeated year', async () => {
    await move({ kind: 'class', on: '2026-10-01', className: '七(1)班' });
    expect((await details()).events.at(-1)).toMatchObject({ kind: 'heldBack', className: '七(1)班' });
  });
});

describe('numbers', () => {
  const card = { name: '样例甲', sex: '2' as const, birthDate: '2013-03-05' };
  it('leave a trace from L to G that finds the student by both', async () => {
    await vault.dispatch('students.update', { ...card, studentId, revision: 1, registrationNo: 'L530602201303051234' });
    const rejected = vault.dispatch('students.update', {
      ...card,
      studentId,
      revision: 2,
      registrationNo: 'G530602201303051234',
    });
    await expect(rejected).rejects.toMatchObject({
      code: 'registrationUnreadable',
      fields: { registrationNo: 'registrationUnreadable' },
    });
    const formal = `G53060220130305123${idCheckCharacter('53060220130305123')}`;
    await vault.dispatch('students.update', { ...card, studentId, revision: 2, registrationNo: formal });
    const { numbers } = await details();
    expect(numbers.map((n) => n.current)).toEqual([false, true]);
    for (const query of ['L530602201303051234', formal]) {
      expect((await vault.dispatch('students.search', { query })).map((hit) => hit.id)).toEqual([studentId]);
    }
    const other = { name: '样例乙', sex: '1' as const, className: '八(3)班' };
    for (const registrationNo of ['L530602201303051234', formal]) {
      await expect(vault.dispatch('students.create', { ...other, registrationNo })).rejects.toThrow('registrationTaken');
    }
  });
});

describe('the card', () => {
  it('keeps guardians, tags and mentors with their days, and tells who changed what', async () => {
    const first = await sampleStaff(vault, '样例陈老师');
    const second = await sampleStaff(vault, '样例白老师');
    await vault.dispatch('students.setMentor', { studentId, staffId: first, fromDate: '2026-09-05' });
    await vault.dispatch('students.setMentor', { studentId, staffId: second, fromDate: '2026-11-01' });
    const { tagId } = await vault.dispatch('students.addTag', {
      studentId,
      code: 'leftBehind',
      fromDate: '2026-09-10',
      source: '班主任',
    });
    await expect(vault.dispatch('students.addTag', { studentId, code: 'leftBehind', fromDate: '2026-10-10' })).rejects.toThrow(
      'tagOpen',
    );
    await vault.dispatch('students.endTag', { studentId, tagId, toDate: '2026-11-20' });
    const guardian = { studentId, name: '样例祖母', relation: 'paternalGrandparent' as const };
    const { guardianId } = await vault.dispatch('students.saveGuardian', { ...guardian, phone: '138 1234 0000', primary: true });
    await vault.dispatch('students.saveGuardian', { ...guardian, guardianId, name: '样例奶奶', primary: true });
    await vault.dispatch('students.saveGuardian', {
      studentId,
      name: '样例父亲',
      relation: 'father',
      phone: null,
      primary: true,
    });
    expect(await details()).toMatchObject({
      mentors: [
        { name: '样例白老师', fromDate: '2026-11-01', toDate: null },
        { name: '样例陈老师', fromDate: '2026-09-05', toDate: '2026-11-01' },
      ],
      tags: [{ code: 'leftBehind', fromDate: '2026-09-10', toDate: '2026-11-20', source: '班主任' }],
      guardians: [
        { name: '样例父亲', primary: true },
        { name: '样例奶奶', primary: false, phoneMasked: '138****0000' },
      ],
    });
    await vault.dispatch('students.removeGuardian', { studentId, guardianId });
    const changes = await vault.dispatch('students.cardChanges', { studentId });
    const of = (entity: string, field: string) =>
      changes.filter((c) => c.entity === entity && c.field === field).map((c) => [c.from, c.to]);
    expect(of('guardian', 'name')).toEqual([
      ['样例奶奶', null],
      [null, '样例父亲'],
      ['样例祖母', '样例奶奶'],
      [null, '样例祖母'],
    ]);
    expect(of('guardian', 'phone')).toContainEqual([null, '138****0000']);
    expect(of('mentor', 'staff_id')).toEqual([
      [null, '样例白老师'],
      [null, '样例陈老师'],
    ]);
    expect(of('care_tag', 'to_date')).toEqual([[null, '2026-11-20']]);
    expect(changes.every((c) => c.by === '样例老师甲')).toBe(true);
    expect(JSON.stringify(changes)).not.toContain('13812340000');
  });

  it('covers numbers in its history, and shows disclosures only to who supports', async () => {
    const card = { studentId, name: '样例甲', sex: '2' as const, birthDate: '2013-03-05' };
    await vault.dispatch('students.update', {
      ...card,
      revision: 1,
      registrationNo: 'L530602201303051234',
      phone: '13812340000',
    });
    await vault.dispatch('students.update', { ...card, revision: 2, phone: null });
    const changes = await vault.as('clerk').dispatch('students.cardChanges', { studentId });
    expect(changes.map((c) => [c.field, c.from, c.to])).toEqual([
      ['phone', '138****0000', null],
      ['phone', null, '138****0000'],
      ['registration_no', null, `${'*'.repeat(17)}34`],
    ]);
    expect((await vault.as('clerk').dispatch('students.rollDetails', { studentId })).disclosures).toEqual([]);
    await expect(
      vault.dispatch('students.saveGuardian', { studentId, name: '样例', relation: 'father', phone: '不是号码' }),
    ).rejects.toThrow('phoneUnreadable');
  });
});
