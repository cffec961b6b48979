import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listSorts, studentGaps } from '../../src-shared/contract/students/lists.ts';
import { chronologyKinds } from '../../src-shared/domain/chronology.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { plansOf, scansOf } from '../support/queries.ts';
import { sampleEnrolment, sampleStudent } from '../support/samples.ts';

let vault: TestVault;
let studentId: string;
beforeAll(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-24T06:00:00Z') });
  studentId = await sampleStudent(vault);
  await sampleEnrolment(vault, studentId);
});
afterAll(() => vault.close());

async function scans(work: () => Promise<unknown>): Promise<string[]> {
  const plans = await plansOf(vault.db, work);
  expect(plans.length).toBeGreaterThan(0);
  return scansOf(plans);
}

describe('what a keystroke asks', () => {
  it.each([
    ['a number', '2024'],
    ['a registration number', 'G1101'],
    ['a class', '八(3)班'],
    ['a telephone', '13800006789'],
    ['the end of an identity number', '123X'],
  ])('by %s goes through indexes alone', async (_, query) => {
    expect(await scans(() => vault.dispatch('students.search', { query }))).toEqual([]);
  });

  it.each([
    ['a name', '样例沈', 'SCAN student USING INDEX student_name'],
    ['pinyin', 'yang', 'SCAN student USING INDEX student_name_pinyin'],
    ['initials', 'ylsq', 'SCAN student USING INDEX student_name_pinyin'],
  ])('by %s goes through the index, and where that gives too few through all names, which are few', async (_, query, last) => {
    const plans = await plansOf(vault.db, () => vault.dispatch('students.search', { query }));
    expect(scansOf(plans)).toEqual([last]);
    const seeks = plans.flatMap(({ steps }) => steps).filter((step) => /^SEARCH student USING INDEX student_name/u.test(step));
    expect(seeks.length).toBeGreaterThan(0);
  });

  it('in notes walks the index of characters', async () => {
    const queries = ['睡', '睡眠', '我不是', '睡眠 phq'];
    for (const query of queries) expect(await scans(() => vault.dispatch('search.notes', { query }))).toEqual([]);
  });
});

describe('a page of a file', () => {
  const filters = {
    everything: {},
    'a kind': { kinds: [chronologyKinds[0]] },
    'a period': { from: '2026-01-01', to: '2026-12-31' },
    'a person': { writer: 'somebody' },
    words: { words: '睡眠' },
  };
  it.each(Object.entries(filters))('of %s reads the records of one student', async (_, filter) => {
    expect(await scans(() => vault.dispatch('students.chronology', { studentId, limit: 60, ...filter }))).toEqual([]);
  });
});

describe('the list', () => {
  it.each(studentGaps)('of %s goes by the enrolments of the year', async (gap) => {
    expect(await scans(() => vault.dispatch('students.list', { gap, limit: 200 }))).toEqual([]);
  });

  it.each(listSorts)('by %s does too', async (sort) => {
    expect(await scans(() => vault.dispatch('students.list', { sort, limit: 200 }))).toEqual([]);
  });

  it('of a tag and the numbers on the chips do too', async () => {
    expect(await scans(() => vault.dispatch('students.list', { tag: 'study', limit: 200 }))).toEqual([]);
    expect(await scans(() => vault.dispatch('students.listCounts', {}))).toEqual([]);
  });
});

describe('one student against all', () => {
  const asked = {
    name: '样例沈清和',
    birthDate: '2013-03-05',
    className: '八(3)班',
    registrationNo: 'L530602201303051234',
    idNumber: '11010120130305123X',
    studentNo: '1',
  };
  it('is looked for through indexes', async () => {
    expect(await scans(() => vault.dispatch('students.findSame', asked))).toEqual([]);
  });
});

describe('work on the whole roll', () => {
  it('reads each table once for the pairs', async () => {
    expect(await scans(() => vault.dispatch('students.duplicates', {}))).toEqual([
      'SCAN not_duplicate USING COVERING INDEX not_duplicate_b',
      'SCAN registration_history USING COVERING INDEX registration_history_number',
      'SCAN student',
      'SCAN student USING INDEX sqlite_autoindex_student_1',
    ]);
  });

  it('reads the roll of the year for the next one', async () => {
    expect(await scans(() => vault.dispatch('students.previewRollover', { toYear: 2026 }))).toEqual([]);
  });
});
