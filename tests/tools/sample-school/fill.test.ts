import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectIdNumber } from '../../../src-shared/domain/id-number.ts';
import { fillVault } from '../../../tools/sample-school/fill.ts';
import { mhtSheet } from '../../../tools/sample-school/mht.ts';
import { rosterWorkbook } from '../../../tools/sample-school/roster.ts';
import { sampleSchool } from '../../../tools/sample-school/school.ts';
import { fixedClock, openTestVault, type TestVault } from '../../support/open-vault.ts';

const TODAY = '2026-11-24';
const school = sampleSchool({ schoolYear: 2026 });
let vault: TestVault;

beforeAll(async () => {
  vault = await openTestVault({ clock: fixedClock(`${TODAY}T08:00:00Z`) });
});
afterAll(() => vault.close());

describe('the sample school', () => {
  it('is the same school for the same seed and another for another', () => {
    expect(sampleSchool({ schoolYear: 2026 })).toEqual(school);
    expect(sampleSchool({ schoolYear: 2026, seed: 2 }).students[0]?.name).not.toBe(school.students[0]?.name);
  });

  it('has 1 200 students of nine grades whose numbers are sound and belong to nobody', () => {
    expect(school.students).toHaveLength(1200);
    expect(new Set(school.classes.map((entry) => entry.grade)).size).toBe(9);
    expect(new Set(school.students.map((student) => student.idNumber)).size).toBe(1200);
    for (const student of school.students) {
      expect(inspectIdNumber(student.idNumber)).toMatchObject({ kind: 'valid' });
      expect(student.idNumber.slice(0, 4)).toBe('5399');
    }
  });

  it('fills a vault with records that hold together', async () => {
    const counts = await fillVault(vault.opened, school, { today: TODAY, years: 2 });
    expect(counts.student).toBe(1200);
    expect(counts.session).toBeGreaterThan(20);
    expect(counts.assessment_result).toBeGreaterThan(300);
    expect(counts.level_change).toBeGreaterThan(20);
    const late = await vault.db.selectFrom('session').select('id').where('held_on', '>', TODAY).execute();
    expect(late).toEqual([]);
  });

  it('writes a roster with a merged title over the headings', async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(Buffer.from(await rosterWorkbook(school)) as never);
    const sheet = workbook.worksheets[0];
    expect(String(sheet?.getCell('A1').value)).toContain('样例');
    expect(sheet?.getCell('D2').value).toBe('姓名');
    expect(sheet?.rowCount).toBe(1200 + 2 + 3);
  });

  it('writes an outside result sheet in GBK with one hundred item columns', () => {
    const { bytes, rows } = mhtSheet(school, { grade: 7, today: TODAY });
    const lines = new TextDecoder('gbk').decode(bytes).trim().split('\r\n');
    expect(lines).toHaveLength(rows + 1);
    expect(lines[0]?.split(',')).toHaveLength(106);
    expect(lines[1]?.split(',')[5]).toMatch(/^\d+秒$/);
  });
});
