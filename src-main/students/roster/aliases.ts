import type { RosterField } from '../../../src-shared/contract/students/roster.ts';
import { tidyCode } from '../../../src-shared/domain/normalise.ts';

type Plain = Exclude<RosterField, `guardian${string}` | `father${string}` | `mother${string}`>;

/** Headings of the national school-roll export and of schools' own sheets. */
const ALIASES: Readonly<Record<Plain, readonly string[]>> = {
  name: ['姓名', '学生姓名', '名字', '学生', '学生名字', '真实姓名', 'name', 'student name'],
  sex: ['性别', '性别码', '学生性别', 'sex', 'gender'],
  birthDate: ['出生日期', '出生年月日', '生日', '出生年月', '出生时间', 'date of birth', 'birthday'],
  registrationNo: ['学籍号', '全国学籍号', '学籍主号', '国网学籍号', '全国统一学籍号', '学籍号码', '全国学籍号码', '学籍编号'],
  studentNo: ['学号', '班内学号', '校内学号', '考号', '学生学号', '学生编号', '校内编号', 'student no', 'student id'],
  grade: ['年级', '所在年级', '就读年级', '年级名称', '入学年级', 'grade'],
  className: [
    '班级',
    '班级名称',
    '所在班级',
    '班别',
    '就读班级',
    '行政班',
    '班',
    '所属班级',
    '现班级',
    '年级班级',
    '年级班',
    '年班',
    'class',
  ],
  status: ['学生状态', '在校状态', '学籍状态', '在读状态', '就读状态', '学生当前状态', '是否在校', '在籍状态'],
  idType: ['身份证件类型', '证件类型', '身份证类型', '身份证件类型码', '学生证件类型'],
  idNumber: [
    '身份证件号',
    '身份证号',
    '身份证号码',
    '证件号码',
    '证件号',
    '身份证',
    '公民身份号码',
    '公民身份证号',
    '学生身份证号',
    '学生身份证号码',
    '学生身份证',
    '身份证件号码',
    '居民身份证号',
    '居民身份证号码',
    'id number',
  ],
  ethnicity: ['民族', '民族代码', '民族码', '学生民族'],
  attendance: [
    '就读方式',
    '是否住校',
    '是否寄宿',
    '住校',
    '走读住校',
    '是否寄宿生',
    '是否住校生',
    '住宿情况',
    '是否住宿',
    '住宿',
    '寄宿',
    '寄宿走读',
    '走读寄宿',
    '住读走读',
    '就读形式',
  ],
  building: ['宿舍楼', '楼栋', '公寓楼', '宿舍楼栋', '楼号', '宿舍楼号', '公寓'],
  room: ['宿舍', '宿舍号', '寝室', '寝室号', '房间号', '房间', '宿舍房间', '宿舍房间号'],
  household: ['户口性质', '户籍性质', '户口类型', '户口类别', '户籍类型'],
  address: [
    '现住址',
    '家庭住址',
    '家庭地址',
    '住址',
    '通信地址',
    '居住地址',
    '家庭详细住址',
    '现居住地',
    '现住地址',
    '详细地址',
    '通讯地址',
  ],
  phone: [
    '联系电话',
    '学生电话',
    '学生联系电话',
    '本人电话',
    '电话',
    '手机',
    '手机号',
    '手机号码',
    '联系方式',
    '电话号码',
    '本人联系电话',
  ],
  leftBehind: ['是否留守儿童', '留守儿童', '是否留守', '留守情况', '留守儿童情况', '留守', '留守类型', '是否农村留守儿童'],
  migrantChild: [
    '是否随迁子女',
    '随迁子女',
    '是否进城务工人员随迁子女',
    '进城务工人员随迁子女',
    '随迁',
    '是否随迁',
    '是否农民工随迁子女',
    '是否流动儿童',
  ],
  orphan: ['是否孤儿', '孤儿'],
  onlyChild: ['是否独生子女', '独生子女', '是否独生'],
  disability: ['残疾类型', '残疾', '是否残疾', '残疾人类型', '残疾人类型码', '残疾类别', '残疾情况'],
};

export type GuardianPart = 'Name' | 'Relation' | 'Phone' | 'Is';

/** What a heading says: a field, or a part of a guardian whose number it may leave open. */
export type Meaning =
  | { readonly kind: 'field'; readonly field: RosterField }
  | { readonly kind: 'guardian'; readonly part: GuardianPart; readonly slot: 1 | 2 | 3 | null };

/** A heading as headings are compared: half-width, no blanks, stars, marks or remarks in brackets. */
export function headingKey(text: string): string {
  const plain = tidyCode(text).replace(/[\s*:_·.,。、"'“”?!/\\-]/gu, '');
  const bare = plain.replace(/(?:\([^)]*\)|【[^】]*】|\[[^\]]*\]|〔[^〕]*〕|<[^>]*>)/gu, '');
  return (bare === '' ? plain : bare).toLowerCase();
}

const FIELD_OF = new Map<string, RosterField>(
  Object.entries(ALIASES).flatMap(([field, words]) => words.map((word) => [headingKey(word), field as RosterField] as const)),
);

const PART_OF = new Map<string, GuardianPart>(
  Object.entries({
    Name: ['姓名', '名字', '名称'],
    Relation: [
      '关系',
      '与学生关系',
      '与本人关系',
      '与监护人关系',
      '与被监护人关系',
      '称谓',
      '关系码',
      '关系代码',
      '与学生的关系',
      '与该生关系',
    ],
    Phone: ['电话', '联系电话', '手机', '手机号', '手机号码', '联系方式', '电话号码', '联系手机', '联系号码'],
    Is: ['是否监护人', '是否为监护人', '监护人标志', '是否法定监护人', '是否是监护人'],
  }).flatMap(([part, words]) => words.map((word) => [word, part as GuardianPart] as const)),
);

const SLOT: Readonly<Record<string, 1 | 2 | 3>> = { 一: 1, 二: 2, 三: 3, 1: 1, 2: 2, 3: 3 };
const PERSON = '法定监护人|监护人|家长|家庭主要成员|主要家庭成员|家庭成员|成员|联系人|紧急联系人';
const NUMBERED = new RegExp(
  `^(?:学生)?第?([一二三123])?(?:${PERSON})(?:信息|情况|基本信息|基本情况)?([一二三123])?的?(.*?)([一二三123])?$`,
  'u',
);
const PARENT = /^(父亲|爸爸|父|母亲|妈妈|母)(?:信息|情况)?的?(.*)$/u;

function parent(key: string): Meaning | null {
  const [, who, rest] = PARENT.exec(key) ?? [];
  if (who === undefined) return null;
  const part = rest === '' ? (who.length > 1 ? 'Name' : undefined) : PART_OF.get(rest ?? '');
  if (part !== 'Name' && part !== 'Phone') return null;
  return { kind: 'field', field: `${/^[父爸]/u.test(who) ? 'father' : 'mother'}${part}` };
}

function guardian(key: string): Meaning | null {
  const alone = PART_OF.get(key);
  if (alone === 'Relation' || alone === 'Is') return { kind: 'guardian', part: alone, slot: null };
  const [, before, middle, rest, after] = NUMBERED.exec(key) ?? [];
  if (rest === undefined) return null;
  const slot = SLOT[before ?? middle ?? after ?? ''] ?? null;
  const part = rest === '' ? 'Name' : PART_OF.get(rest);
  return part === undefined ? null : { kind: 'guardian', part, slot };
}

/** Meaning of one heading, or null for one that no school is known to use so. */
export function meaningOf(heading: string): Meaning | null {
  const key = headingKey(heading);
  if (key === '') return null;
  const field = FIELD_OF.get(key);
  return field ? { kind: 'field', field } : (parent(key) ?? guardian(key));
}

/** Whether a heading over several columns speaks of the family, so that the 姓名 below it is not the student's. */
export const speaksOfFamily = (heading: string): boolean => /监护|家长|家庭|父|母|联系人|成员/u.test(heading);
/** Whether a heading is a phone number without saying whose. */
export const speaksOfPhone = (heading: string): boolean => PART_OF.get(headingKey(heading)) === 'Phone';
