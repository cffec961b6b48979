import type { RosterField } from '../../../src-shared/contract/students.ts';
import { tidyCode } from '../../../src-shared/domain/normalise.ts';
import { type Cell, cellText, type Sheet } from './read-sheet.ts';

/** Headings of the national school-roll export and of schools' own sheets. */
const ALIASES: Readonly<Record<RosterField, readonly string[]>> = {
  name: ['姓名', '学生姓名', '名字', '学生'],
  sex: ['性别'],
  birthDate: ['出生日期', '出生年月日', '生日', '出生年月'],
  registrationNo: ['学籍号', '全国学籍号', '学籍主号', '国网学籍号', '全国统一学籍号'],
  studentNo: ['学号', '班内学号', '校内学号', '考号'],
  grade: ['年级', '所在年级', '就读年级'],
  className: ['班级', '班级名称', '所在班级', '班别', '就读班级', '行政班'],
  idType: ['身份证件类型', '证件类型', '身份证类型'],
  idNumber: ['身份证件号', '身份证号', '身份证号码', '证件号码', '身份证', '公民身份号码', '学生身份证号', '身份证件号码'],
  ethnicity: ['民族', '民族代码'],
  attendance: ['就读方式', '是否住校', '是否寄宿', '住校', '走读住校', '是否寄宿生'],
  building: ['宿舍楼', '楼栋', '公寓楼', '宿舍楼栋'],
  room: ['宿舍', '宿舍号', '寝室', '寝室号', '房间号'],
  household: ['户口性质', '户籍性质', '户口类型'],
  address: ['现住址', '家庭住址', '家庭地址', '住址', '通信地址', '居住地址'],
  phone: ['联系电话', '学生电话', '学生联系电话', '本人电话'],
  leftBehind: ['是否留守儿童', '留守儿童', '是否留守', '留守情况'],
  migrantChild: ['是否随迁子女', '随迁子女', '是否进城务工人员随迁子女'],
  orphan: ['是否孤儿', '孤儿'],
  onlyChild: ['是否独生子女', '独生子女'],
  disability: ['残疾类型', '残疾', '是否残疾', '残疾人类型'],
  guardian1Name: ['监护人姓名', '家长姓名', '监护人', '家长', '监护人1姓名', '成员1姓名', '家庭成员1姓名', '监护人一姓名'],
  guardian1Relation: [
    '监护人关系',
    '家长关系',
    '家长1关系',
    '与学生关系',
    '关系',
    '监护人1关系',
    '成员1关系',
    '家庭成员1关系',
    '与监护人关系',
  ],
  guardian1Phone: ['监护人电话', '家长电话', '监护人联系电话', '家长联系电话', '监护人1电话', '成员1联系电话', '家长手机'],
  guardian2Name: ['监护人2姓名', '成员2姓名', '家庭成员2姓名', '监护人二姓名', '第二监护人'],
  guardian2Relation: ['监护人2关系', '家长2关系', '成员2关系', '家庭成员2关系', '第二监护人关系'],
  guardian2Phone: ['监护人2电话', '成员2联系电话', '家庭成员2联系电话', '第二监护人电话'],
};

const headingKey = (text: string): string =>
  tidyCode(text)
    .replace(/[\s*:_-]/gu, '')
    .replace(/\([^)]*\)$/u, '');

const FIELD_OF = new Map<string, RosterField>(
  (Object.entries(ALIASES) as [RosterField, readonly string[]][]).flatMap(([field, words]) =>
    words.map((word) => [headingKey(word), field] as const),
  ),
);

const LOOK_AT_ROWS = 15;

export interface Headings {
  /** Index of the heading row. */
  readonly at: number;
  readonly columns: readonly { readonly index: number; readonly heading: string; readonly field: RosterField | null }[];
}

/** The heading row is, of the first rows, the one with most known headings; merged title rows above it know none. */
export function findHeadings(sheet: Sheet): Headings {
  let best = { at: sheet.rows.findIndex((row) => row.some((cell) => cellText(cell) !== '')), known: 0 };
  for (const [at, row] of sheet.rows.slice(0, LOOK_AT_ROWS).entries()) {
    const known = new Set(row.map((cell) => FIELD_OF.get(headingKey(cellText(cell)))).filter((f) => f !== undefined)).size;
    if (known > best.known) best = { at, known };
  }
  const seen = new Set<RosterField>();
  const columns = (sheet.rows[best.at] ?? []).flatMap((cell: Cell, index) => {
    const heading = cellText(cell);
    if (heading === '') return [];
    const field = FIELD_OF.get(headingKey(heading));
    // Of two columns with one meaning the first counts; the other is shown unmapped.
    const free = field !== undefined && !seen.has(field);
    if (free) seen.add(field);
    return [{ index, heading, field: free ? field : null }];
  });
  return { at: best.at, columns };
}
