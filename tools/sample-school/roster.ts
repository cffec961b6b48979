import ExcelJS from 'exceljs';
import { ethnicities } from '../../src-shared/domain/codes/ethnicity.ts';
import { guardianRelations } from '../../src-shared/domain/codes/person.ts';
import type { SampleSchool } from './school.ts';

const HEADINGS = [
  '序号',
  '全国学籍号',
  '班内学号',
  '姓名',
  '性别',
  '出生日期',
  '身份证件类型',
  '身份证件号',
  '民族',
  '年级',
  '班级',
  '就读方式',
  '是否留守儿童',
  '是否孤儿',
  '家长姓名',
  '家长关系',
  '家长电话',
  '入学年月',
  '备注',
];

/** Further columns of the national export, up to forty in all. */
const WIDE: readonly (readonly [heading: string, cell: (at: number) => string])[] = [
  ['户口性质', () => '农业户口'],
  ['现住址', (at) => `样例县样例镇样例村${at}号`],
  ['联系电话', (at) => `138${String(10_000_000 + at)}`],
  ['是否随迁子女', () => '否'],
  ['是否独生子女', (at) => (at % 3 === 0 ? '是' : '否')],
  ['残疾类型', () => '无残疾'],
  ['学生状态', () => '在读'],
  ...[2, 3].flatMap((n): [string, (at: number) => string][] => [
    [`成员${n}姓名`, (at) => `样例亲${(at % 400) + n}`],
    [`成员${n}关系`, () => (n === 2 ? '母亲' : '爷爷')],
    [`成员${n}联系电话`, (at) => `13${n}${String(10_000_000 + at)}`],
    [`成员${n}是否监护人`, () => (n === 2 ? '是' : '否')],
  ]),
  ...['入学方式', '国籍', '港澳台侨外', '健康状况', '是否进城务工', '上学距离'].map((heading): [string, () => string] => [
    heading,
    () => '样例',
  ]),
];

const fullWidth = (text: string) => text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

/**
 * The roster as the national 学籍 system and school offices write it: a title merged over the headings, numbers as text, trailing
 * blanks and full-width characters here and there; forty columns when `wide`, and — unless `clean` — three rows that cannot be taken as they are.
 */
export async function rosterWorkbook(
  school: SampleSchool,
  options: { readonly clean?: boolean; readonly wide?: boolean } = {},
): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('在校生');
  sheet.addRow([`${school.name} ${school.schoolYear}—${school.schoolYear + 1}学年在校生名册（样例数据）`]);
  const wide = options.wide ? WIDE : [];
  sheet.mergeCells(1, 1, 1, HEADINGS.length + wide.length);
  sheet.addRow([...HEADINGS, ...wide.map(([heading]) => heading)]);
  const classOf = new Map(school.classes.map((entry) => [entry.id, entry]));
  const grades = '一二三四五六七八九';
  for (const [index, student] of school.students.entries()) {
    const schoolClass = classOf.get(student.classId);
    if (!schoolClass) continue;
    sheet.addRow([
      String(index + 1),
      student.registrationNo,
      index % 41 === 0 ? fullWidth(student.studentNo) : student.studentNo,
      index % 17 === 0 ? `${student.name}  ` : student.name,
      student.sex === '1' ? '男' : '女',
      index % 23 === 0 ? student.birthDate : student.birthDate.replaceAll('-', ''),
      '居民身份证',
      index % 29 === 0 ? student.idNumber.toLowerCase() : student.idNumber,
      ethnicities.label(student.ethnicity, 'zh'),
      `${grades[schoolClass.grade - 1]}年级`,
      index % 31 === 0 ? fullWidth(schoolClass.name) : schoolClass.name,
      student.boarder ? '住校' : '走读',
      ['非留守儿童', '单亲留守儿童', '双亲留守儿童'][Number(student.leftBehind)],
      student.orphan ? '是' : '否',
      student.guardian.name,
      guardianRelations.label(student.guardian.relation, 'zh'),
      student.guardian.phone,
      `${schoolClass.entryYear}09`,
      '',
      ...wide.map(([, cell]) => cell(index)),
    ]);
  }
  if (!options.clean) {
    const first = school.classes[0];
    const rest = ['走读', '非留守儿童', '否', '', '', '', `${first?.entryYear}09`, ''];
    // An ID that Excel turned into a float, a row without a name, a class that does not exist.
    sheet.addRow([
      '',
      '',
      '',
      '样例浮点',
      '男',
      '20190305',
      '居民身份证',
      5.39912201903051e17,
      '汉族',
      '一年级',
      first?.name ?? '',
      ...rest,
    ]);
    sheet.addRow(['', '', '', '', '女', '20190306', '居民身份证', '', '汉族', '一年级', first?.name ?? '', ...rest]);
    sheet.addRow(['', '', '', '样例无班', '女', '20190307', '居民身份证', '', '汉族', '十五年级', '十五(1)班', ...rest]);
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
