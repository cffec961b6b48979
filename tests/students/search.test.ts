import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idsByIdTail, idsByPhone } from '../../src-main/students/students.repository.ts';
import type { Role } from '../../src-shared/contract/channel.ts';
import { explain } from '../support/explain.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { sampleEnrolment, sampleStudent } from '../support/samples.ts';

let vault: TestVault;
let studentId: string;
beforeEach(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-24T06:00:00Z') });
  studentId = await sampleStudent(vault);
  await sampleEnrolment(vault, studentId);
  await vault.db
    .updateTable('student')
    .set({ id_number: '11010120130305123X', registration_no: 'G11010120130305123X', student_no: '20250117' })
    .where('id', '=', studentId)
    .execute();
  await vault.db
    .insertInto('registration_history')
    .values({ student_id: studentId, number: 'L530627201303059911', from_date: '2019-09-01' })
    .execute();
  await vault.db
    .insertInto('guardian')
    .values({
      id: 'g1',
      student_id: studentId,
      name: '样例祖母',
      relation: 'paternalGrandparent',
      phone: '13800006789',
      is_primary: 1,
    })
    .execute();
});
afterEach(() => vault.close());

const find = async (query: string, role: Role = 'counselor') =>
  (await vault.as(role).dispatch('students.search', { query })).map((hit) => hit.id);

describe('finding a student by number', () => {
  it.each([
    ['student number', '202501'],
    ['registration number of now', 'G1101'],
    ['registration number of before', 'l5306'],
    ['beginning of a guardian’s phone', '1380000'],
    ['end of a guardian’s phone', '6789'],
    ['end of the identity number', '123x'],
  ])('%s', async (_, query) => {
    expect(await find(query)).toEqual([studentId]);
  });

  it('shows neither phone nor identity number in the answer', async () => {
    expect(await vault.dispatch('students.search', { query: '6789' })).toEqual([
      { id: studentId, name: '样例沈清和', className: '八(3)班', studentNo: '20250117' },
    ]);
  });

  it('keeps the identity number from the lead, who never needs it', async () => {
    expect(await find('123X', 'lead')).toEqual([]);
    expect(await find('123X', 'clerk')).toEqual([studentId]);
    expect(await find('6789', 'lead')).toEqual([studentId]);
  });

  it('does not take three digits for a phone, nor a wildcard for anything', async () => {
    expect(await find('678')).toEqual([]);
    expect(await find('%789')).toEqual([]);
  });

  it('reads an index, never the rows', async () => {
    expect(await explain(vault.db, idsByPhone(vault.db, '6789', 20))).toEqual([
      'SEARCH guardian USING COVERING INDEX guardian_phone (phone>?)',
    ]);
    expect(await explain(vault.db, idsByIdTail(vault.db, '123X', 20))).toEqual([
      'SEARCH student USING COVERING INDEX student_id_tail (id_number>?)',
    ]);
  });
});
