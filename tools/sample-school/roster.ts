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

const fullWidth = (text: string) => text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

/**
 * The roster as the national 学籍 system and school offices write it: a title merged over the headings, numbers as text, trailing
 * blanks and full-width characters here and there, and — unless `clean` — three rows that cannot be taken as they are.
 */
export async function rosterWorkbook(school: SampleSchool, options: { readonly clean?: boolean } = {}): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('在校生');
  sheet.addRow([`${school.name} ${school.schoolYear}—${school.schoolYear + 1}学年在校生名册（样例数据）`]);
  sheet.mergeCells(1, 1, 1, HEADINGS.length);
  sheet.addRow(HEADINGS);
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
