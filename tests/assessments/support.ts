import type { SheetMapping } from '../../src-shared/contract/assessments.ts';
import type { TestVault } from '../support/open-vault.ts';

/** Two classes of 初一 and one of 初二 in the school year 2026, with invented pupils. */
export async function fillClasses(vault: TestVault): Promise<void> {
  const at = '2026-09-01T00:00:00.000Z';
  await vault.db
    .insertInto('class')
    .values([
      { id: 'c1', stage: 'junior', entry_year: 2026, number: 1, created_at: at },
      { id: 'c4', stage: 'junior', entry_year: 2026, number: 4, created_at: at },
      { id: 'c8', stage: 'junior', entry_year: 2025, number: 1, created_at: at },
    ])
    .execute();
  const pupils = [
    ['s1', '样例甲', '1', '2014-03-02', 'c1'],
    ['s2', '样例乙', '2', '2014-05-06', 'c1'],
    ['s3', '样例丙', '1', '2014-01-09', 'c4'],
    ['s4', '样例丁', '2', '2014-02-11', 'c4'],
    ['s5', '样例丁', '2', '2014-07-12', 'c4'],
    ['s6', '样例戊', '1', '2013-04-03', 'c8'],
  ] as const;
  for (const [id, name, sex, birth, classId] of pupils) {
    await vault.db
      .insertInto('student')
      .values({
        id,
        name,
        name_pinyin: id,
        name_initials: id,
        sex,
        birth_date: birth,
        created_at: at,
        created_by: 'x',
        updated_at: at,
        updated_by: 'x',
      })
      .execute();
    await vault.db
      .insertInto('enrolment')
      .values({ id: `e-${id}`, student_id: id, school_year: 2026, class_id: classId, from_date: '2026-09-01' })
      .execute();
  }
}

/** One hundred 0/1 answers with "yes" at the given items. */
export const answersWith = (yes: readonly number[]): number[] =>
  Array.from({ length: 100 }, (_, index) => (yes.includes(index + 1) ? 1 : 0));

/** A result sheet as an outside platform writes it: sex 1 = 女, 2 = 男; grades 1–3; bare class numbers. */
export function platformSheet(rows: readonly { who: readonly string[]; answers: readonly (number | string)[] }[]): string {
  const heading = ['姓名', '性别', '年龄', '年级', '班级', '所用时间', ...Array.from({ length: 100 }, (_, i) => `${i + 1}.题干`)];
  return `${[heading, ...rows.map((row) => [...row.who, '900秒', ...row.answers])].map((cells) => cells.join(',')).join('\r\n')}\r\n`;
}

/** What a person adds to the first reading of that sheet. */
export const withCodes = (mapping: SheetMapping): SheetMapping => ({
  ...mapping,
  sexCodes: { '1': '2', '2': '1' },
  gradeCodes: { '1': { stage: 'junior', grade: 1 }, '2': { stage: 'junior', grade: 2 } },
});
