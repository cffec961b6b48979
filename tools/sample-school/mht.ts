import { ageOn } from '../../src-shared/domain/dates.ts';
import { encodeGbk } from './gbk.ts';
import { Random } from './random.ts';
import type { SampleSchool, SampleStudent } from './school.ts';

/** One hundred 0/1 answers; `burden` 0–1 moves the share of "yes". Items 85 and 97 stay "no" unless the burden is very high. */
export function mhtAnswers(random: Random, burden: number): number[] {
  return Array.from({ length: 100 }, (_, index) => {
    const item = index + 1;
    if (item === 85 || item === 97) return burden > 0.75 && random.chance(0.35) ? 1 : 0;
    if (item >= 82 && item % 2 === 0) return random.chance(0.3) ? 1 : 0;
    return random.chance(0.08 + 0.72 * burden) ? 1 : 0;
  });
}

/** Most pupils carry little, a few much. */
export function burdenOf(random: Random): number {
  const x = random.next();
  return x * x * x;
}

/**
 * A result sheet as an outside platform exports it: GBK csv, sex 2 = male and 1 = female, grades 1–3 for 初一–初三, bare class
 * numbers, `3600秒`, one hundred columns headed `n.题干`, and no student number. Rows of pupils who are not on the roster are added.
 */
export function mhtSheet(
  school: SampleSchool,
  options: { readonly seed?: number; readonly grade: number; readonly today: string },
): { bytes: Uint8Array; rows: number } {
  const random = new Random(options.seed ?? 97);
  const classOf = new Map(school.classes.map((entry) => [entry.id, entry]));
  const pupils = school.students.filter((student) => classOf.get(student.classId)?.grade === options.grade);
  const heading = [
    '姓名',
    '性别',
    '年龄',
    '年级',
    '班级',
    '所用时间',
    ...Array.from({ length: 100 }, (_, index) => `${index + 1}.题干`),
  ];
  const line = (student: Pick<SampleStudent, 'name' | 'sex' | 'birthDate' | 'classId'>, answers: readonly number[]) => [
    student.name,
    student.sex === '1' ? '2' : '1',
    String(ageOn(student.birthDate, options.today)),
    String(options.grade - 6),
    String(classOf.get(student.classId)?.number ?? ''),
    `${random.int(600, 3600)}秒`,
    ...answers.map(String),
  ];
  const rows = pupils.filter(() => random.chance(0.96)).map((student) => line(student, mhtAnswers(random, burdenOf(random))));
  const first = pupils[0];
  if (first) {
    rows.push(line({ ...first, name: '样例外校' }, mhtAnswers(random, 0.1)));
    rows.push([
      ...line({ ...first, name: '样例缺班' }, mhtAnswers(random, 0.1)).map((cell, index) => (index === 4 ? '38' : cell)),
    ]);
  }
  const text = [heading, ...rows].map((cells) => cells.join(',')).join('\r\n');
  return { bytes: encodeGbk(`${text}\r\n`), rows: rows.length };
}
