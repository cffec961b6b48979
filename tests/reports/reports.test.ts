import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { uuidv7 } from 'uuidv7';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { protect } from '../../src-main/reports/table.ts';
import { fixedClock, openTestVault, type TestVault } from '../support/open-vault.ts';
import { sampleLevel } from '../support/samples.ts';

const AT = '2026-09-01T00:00:00.000Z';
const PERIOD = { schoolYear: 2026, term: 'autumn', from: '2026-09-01', to: '2027-01-31' } as const;
let vault: TestVault;

beforeEach(async () => {
  vault = await openTestVault({ clock: fixedClock('2026-11-24T02:00:00.000Z') });
});
afterEach(() => vault.close());

/** A class of so many invented students. */
async function sampleClass(stage: string, entryYear: number, size: number): Promise<string[]> {
  const classId = uuidv7();
  await vault.db.insertInto('class').values({ id: classId, stage, entry_year: entryYear, number: 1, created_at: AT }).execute();
  const ids = Array.from({ length: size }, () => uuidv7());
  await vault.db
    .insertInto('student')
    .values(
      ids.map((id, index) => ({
        id,
        name: `样例${entryYear}-${index}`,
        name_pinyin: 'yang li',
        name_initials: 'yl',
        sex: index % 2 ? '1' : '2',
        created_at: AT,
        created_by: 'test',
        updated_at: AT,
        updated_by: 'test',
      })),
    )
    .execute();
  await vault.db
    .insertInto('enrolment')
    .values(ids.map((id) => ({ id: uuidv7(), student_id: id, school_year: 2026, class_id: classId, from_date: '2026-09-01' })))
    .execute();
  return ids;
}
async function sampleRound(
  dispositions: Record<string, 'due' | 'leave' | 'exempt'>,
  results: Record<string, 'valid' | 'doubtful'>,
) {
  const roundId = uuidv7();
  const by = vault.opened.session.userId;
  await vault.db
    .insertInto('assessment_round')
    .values({
      id: roundId,
      title: '样例批次',
      scale_id: 'phq-9',
      scale_version: '1',
      school_year: 2026,
      term: 'autumn',
      opened_on: '2026-10-01',
      grades: '[]',
      created_at: AT,
      created_by: by,
    })
    .execute();
  for (const [studentId, disposition] of Object.entries(dispositions)) {
    await vault.db
      .insertInto('assessment_disposition')
      .values({ round_id: roundId, student_id: studentId, disposition })
      .execute();
  }
  for (const [studentId, validity] of Object.entries(results)) {
    await vault.db
      .insertInto('assessment_result')
      .values({
        id: uuidv7(),
        round_id: roundId,
        student_id: studentId,
        scale_id: 'phq-9',
        scale_version: '1',
        taken_on: '2026-10-12',
        source: 'screen',
        total: 3,
        subscores: '{}',
        validity,
        positive: 0,
        created_at: AT,
        created_by: by,
      })
      .execute();
  }
}
const cellOf = async (indicatorId: string, column = 'school') =>
  (await vault.dispatch('reports.summary', PERIOD)).lines.find((line) => line.indicatorId === indicatorId)?.cells[column];
const at = (ids: readonly string[], index: number): string => ids[index] ?? '';

describe('the summary', () => {
  test('coverage takes leave and exemption out of the denominator, and its list is the number', async () => {
    const ids = await sampleClass('junior', 2026, 12);
    const dispositions = Object.fromEntries(
      ids.map((id, index) => [id, index === 0 ? ('leave' as const) : index === 1 ? ('exempt' as const) : ('due' as const)]),
    );
    const results = Object.fromEntries(ids.slice(2, 9).map((id) => [id, 'valid' as const]));
    await sampleRound(dispositions, { ...results, [at(ids, 9)]: 'doubtful' });
    expect(await cellOf('assessmentCoverage')).toEqual({ kind: 'value', value: 0.8, numerator: 8, denominator: 10 });
    expect(await cellOf('assessmentValid')).toMatchObject({ numerator: 7, denominator: 8 });
    const { items } = await vault.dispatch('reports.list', { ...PERIOD, indicatorId: 'assessmentCoverage', column: 'junior-1' });
    expect(
      items
        .filter((item) => !item.counted)
        .map((item) => item.id)
        .sort(),
    ).toEqual([at(ids, 10), at(ids, 11)].sort());
    expect(items).toHaveLength(10);
    expect(items[0]?.student?.className).toBe('七(1)班');
    const { gaps } = await vault.dispatch('reports.summary', PERIOD);
    expect(gaps).toContainEqual({ kind: 'gap', code: 'notAssessed', count: 2, indicatorId: 'assessmentCoverage' });
  });

  test('0, small and unknown are three things', async () => {
    const ids = await sampleClass('junior', 2026, 12);
    expect(await cellOf('focusStudents')).toMatchObject({ kind: 'value', value: 0 });
    expect(await cellOf('paired')).toEqual({ kind: 'unknown' });
    expect(await cellOf('assessmentCoverage')).toEqual({ kind: 'unknown' });
    for (const id of ids.slice(0, 3)) await sampleLevel(vault, id, 0, 2);
    expect(await cellOf('focusStudents')).toEqual({ kind: 'small' });
    expect(await cellOf('paired')).toEqual({ kind: 'small' });
  });

  test('a hidden stage takes its grades and another stage with it', async () => {
    const primary = await sampleClass('primary', 2022, 20);
    const junior = await sampleClass('junior', 2026, 20);
    for (const id of primary.slice(0, 3)) await sampleLevel(vault, id, 0, 2);
    for (const id of junior.slice(0, 9)) await sampleLevel(vault, id, 0, 2);
    expect(await cellOf('focusStudents')).toMatchObject({ kind: 'value', value: 12 });
    expect(await cellOf('focusStudents', 'primary')).toEqual({ kind: 'small' });
    expect(await cellOf('focusStudents', 'primary-5')).toEqual({ kind: 'small' });
    expect(await cellOf('focusStudents', 'junior')).toEqual({ kind: 'together' });
    expect(await cellOf('focusStudents', 'junior-1')).toEqual({ kind: 'together' });
  });

  test('the level flow balances, and one who left is a contradiction', async () => {
    const ids = await sampleClass('junior', 2026, 20);
    for (const id of ids.slice(0, 7)) await sampleLevel(vault, id, 0, 2, '2026-09-10');
    for (const id of ids.slice(0, 6)) await sampleLevel(vault, id, 2, 0, '2026-10-10');
    await vault.db
      .updateTable('enrolment')
      .set({ status: 'transferredOut', to_date: '2026-11-01' })
      .where('student_id', '=', at(ids, 6))
      .execute();
    const { flow, gaps } = await vault.dispatch('reports.summary', PERIOD);
    const two = flow.find((row) => row.level === 2);
    expect(flow.every((row) => row.balanced)).toBe(true);
    expect(two?.numbers.added).toMatchObject({ kind: 'value', value: 7 });
    // transferredOut is 1: small, and the balance would tell it, so the next smallest is hidden too.
    expect(two?.numbers.transferredOut).toEqual({ kind: 'small' });
    expect(two?.numbers.released).toEqual({ kind: 'together' });
    expect(gaps[0]).toEqual({ kind: 'contradiction', code: 'levelWithoutEnrolment', count: 1, indicatorId: null });
  });

  test('counts visits on site, hours of sessions and duty, and lessons per grade and fortnight', async () => {
    const ids = await sampleClass('junior', 2026, 12);
    for (const [index, id] of ids.entries()) {
      const mode = index < 6 ? 'onsite' : 'phone';
      await vault.dispatch('visits.saveHomeVisit', { studentId: id, visitedOn: '2026-10-08', mode, visitors: ['样例老师乙'] });
    }
    expect(await cellOf('homeVisits')).toMatchObject({ value: 0.5, numerator: 6 });
    const work = { title: '样例', heldOn: '2026-09-08', minutes: 0, lessons: 0 };
    await vault.dispatch('activities.save', { ...work, kind: 'duty', minutes: 780 });
    // 24 November 2026 lies in the thirteenth teaching week of the default term.
    expect(await cellOf('counselingHours')).toMatchObject({ value: 1, denominator: 13 });
    expect(await cellOf('lessons', 'junior-1')).toMatchObject({ numerator: 0, denominator: 6 });
    await vault.dispatch('activities.save', { ...work, kind: 'lesson', lessons: 1 });
    expect(await cellOf('lessons', 'junior-1')).toMatchObject({ numerator: 1, denominator: 6 });
  });

  test('the clerk may not open it', async () => {
    await expect(vault.as('clerk').dispatch('reports.summary', PERIOD)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

test('protected grades of a visible stage can never be solved', () => {
  const name = { zh: '', en: '' };
  const columns = [
    { key: 'school', kind: 'school', name, stage: null, year: null },
    { key: 'junior', kind: 'stage', name, stage: 'junior', year: null },
    { key: 'a', kind: 'grade', name, stage: 'junior', year: 1 },
    { key: 'b', kind: 'grade', name, stage: 'junior', year: 2 },
    { key: 'c', kind: 'grade', name, stage: 'junior', year: 3 },
  ] as const;
  const kinds = (counts: number[]) => [...protect(columns, counts, 5)].map(([, cell]) => cell.kind);
  expect(kinds([30, 30, 2, 8, 20])).toEqual(['value', 'value', 'small', 'together', 'value']);
  expect(kinds([30, 30, 0, 10, 20])).toEqual(['value', 'value', 'value', 'value', 'value']);
});

describe('the export', () => {
  test('writes numbers and marks that Excel opens, keeps what was written, and no text becomes a formula', async () => {
    await sampleClass('junior', 2026, 12);
    const school = await vault.dispatch('settings.school', {});
    await vault.dispatch('settings.saveSchool', { ...school, name: '=样例学校' });
    const { token, path } = vault.target('汇总.xlsx');
    const made = await vault.dispatch('reports.exportSummary', {
      ...PERIOD,
      token,
      purpose: '+样例用途',
      recipient: '样例县教体局',
    });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(readFileSync(path) as never);
    expect(book.worksheets.map((sheet) => sheet.name)).toEqual(['汇总', '各年级', '说明']);
    const cells = book.worksheets.flatMap((sheet) => {
      const values: unknown[] = [];
      sheet.eachRow((row) => row.eachCell((cell) => values.push(cell.value)));
      return values;
    });
    expect(cells).toContain(12);
    expect(cells).toContain('—');
    expect(cells.filter((value) => typeof value === 'string' && /^[=+@-]/.test(value))).toEqual([]);
    expect(cells.filter((value) => typeof value === 'object')).toEqual([]);
    const [kept] = await vault.dispatch('reports.submissions', {});
    expect(kept).toMatchObject({ submissionId: made.submissionId, sha256: made.sha256, recipient: '样例县教体局' });
  });

  test('writes nothing when the file cannot be written', async () => {
    const request = { ...PERIOD, token: 'none', purpose: '样例', recipient: '样例' };
    await expect(vault.dispatch('reports.exportSummary', request)).rejects.toMatchObject({ code: 'fileTokenUnknown' });
    expect(await vault.dispatch('reports.submissions', {})).toEqual([]);
  });
});
