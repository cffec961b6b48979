import { type CodeOf, defineCodes } from './define.ts';

/** GB/T 2261.1-2003. */
export const sexes = defineCodes([
  { code: '1', zh: '男', en: 'Male', aliases: ['男性', '男生', 'M', '男孩', '♂'] },
  { code: '2', zh: '女', en: 'Female', aliases: ['女性', '女生', 'F', '女孩', '♀'] },
  { code: '0', zh: '未知', en: 'Unknown', aliases: ['未知的性别'] },
  { code: '9', zh: '未说明', en: 'Not stated', aliases: ['未说明的性别'] },
]);
export type Sex = CodeOf<typeof sexes>;

/** Kinds of identity document as the national school-roll form codes them. */
export const idDocuments = defineCodes([
  { code: '1', zh: '居民身份证', en: 'Resident ID card', aliases: ['身份证', '二代身份证', '居民户口簿'] },
  { code: '6', zh: '香港特区护照/身份证明', en: 'Hong Kong ID', aliases: ['香港身份证', '香港特区身份证'] },
  { code: '7', zh: '澳门特区护照/身份证明', en: 'Macao ID', aliases: ['澳门身份证', '澳门特区身份证'] },
  { code: '8', zh: '台湾居民来往大陆通行证', en: 'Taiwan travel permit', aliases: ['台胞证'] },
  { code: '9', zh: '境外永久居住证', en: 'Foreign permanent resident card', aliases: ['外国人永久居留证'] },
  { code: 'A', zh: '护照', en: 'Passport' },
  { code: 'Z', zh: '其他', en: 'Other', aliases: ['其它', '无'] },
]);
export type IdDocument = CodeOf<typeof idDocuments>;

/** 户口性质. */
export const households = defineCodes([
  { code: '1', zh: '农业户口', en: 'Rural', aliases: ['农业', '农村', '农业家庭户口'] },
  { code: '2', zh: '非农业户口', en: 'Urban', aliases: ['非农业', '非农', '城镇', '城市', '居民'] },
]);
export type Household = CodeOf<typeof households>;

/** 就读方式; a boarder belongs to the dormitory level of the warning network. */
export const attendanceModes = defineCodes([
  { code: '1', zh: '走读', en: 'Day student', aliases: ['走读生', '通校', '非住校', '不住校', '非寄宿'] },
  { code: '2', zh: '住校', en: 'Boarder', aliases: ['住校生', '寄宿', '寄宿生', '住宿', '住宿生', '住读', '内宿'] },
  { code: '9', zh: '其他', en: 'Other', aliases: ['其它', '借宿', '其他(含借宿、借读)'] },
]);
export type AttendanceMode = CodeOf<typeof attendanceModes>;

/** 留守儿童: one or both parents working away. Not the same as a single-parent family. */
export const leftBehindKinds = defineCodes([
  { code: '0', zh: '非留守', en: 'Not left behind', aliases: ['非留守儿童', '否', '不是', '无', '不属于'] },
  { code: '1', zh: '单亲留守', en: 'One parent away', aliases: ['单亲留守儿童', '父母一方外出'] },
  { code: '2', zh: '双亲留守', en: 'Both parents away', aliases: ['双亲留守儿童', '父母双方外出', '父母均外出'] },
  { code: '9', zh: '留守（情况未注明）', en: 'Left behind, kind not stated', aliases: ['是', '有', '留守', '留守儿童'] },
]);
export type LeftBehind = CodeOf<typeof leftBehindKinds>;

/** Disability part of GB/T 2261.3, with 0 for none as the school-roll form has it. */
export const disabilities = defineCodes([
  { code: '0', zh: '无残疾', en: 'None', aliases: ['无', '否', '健康', '健全'] },
  { code: '61', zh: '视力残疾', en: 'Visual', aliases: ['视力', '盲'] },
  { code: '62', zh: '听力残疾', en: 'Hearing', aliases: ['听力', '聋'] },
  { code: '63', zh: '言语残疾', en: 'Speech', aliases: ['言语'] },
  { code: '64', zh: '肢体残疾', en: 'Physical', aliases: ['肢体'] },
  { code: '65', zh: '智力残疾', en: 'Intellectual', aliases: ['智力'] },
  { code: '66', zh: '精神残疾', en: 'Psychosocial', aliases: ['精神'] },
  { code: '67', zh: '多重残疾', en: 'Multiple', aliases: ['多重'] },
  { code: '69', zh: '其他残疾', en: 'Other', aliases: ['其他', '其它'] },
]);
export type Disability = CodeOf<typeof disabilities>;

/** 随班就读 (school-roll form). */
export const inclusiveEducation = defineCodes([
  { code: '00', zh: '普通学生', en: 'Regular', aliases: ['否', '普通', '非随班就读'] },
  { code: '10', zh: '随班就读', en: 'Inclusive', aliases: ['是'] },
  { code: '11', zh: '视力残疾随班就读', en: 'Inclusive, visual' },
  { code: '12', zh: '听力残疾随班就读', en: 'Inclusive, hearing' },
  { code: '13', zh: '智力残疾随班就读', en: 'Inclusive, intellectual' },
  { code: '19', zh: '其他随班就读', en: 'Inclusive, other' },
]);
export type InclusiveEducation = CodeOf<typeof inclusiveEducation>;

/** Relation of a guardian or contact to the student; the numbers among the aliases are the codes of GB/T 4761. */
export const guardianRelations = defineCodes([
  { code: 'father', zh: '父亲', en: 'Father', aliases: ['父', '爸爸', '爸', '父子', '父女', '生父', '51'] },
  { code: 'mother', zh: '母亲', en: 'Mother', aliases: ['母', '妈妈', '妈', '母子', '母女', '生母', '52'] },
  {
    code: 'paternalGrandparent',
    zh: '祖父母',
    en: 'Paternal grandparent',
    aliases: ['爷爷', '奶奶', '祖父', '祖母', '爷孙', '61', '62'],
  },
  {
    code: 'maternalGrandparent',
    zh: '外祖父母',
    en: 'Maternal grandparent',
    aliases: ['外公', '外婆', '姥姥', '姥爷', '外祖父', '外祖母', '63', '64'],
  },
  { code: 'stepParent', zh: '继父母', en: 'Step-parent', aliases: ['继父', '继母', '57', '58', '继父或养父', '继母或养母'] },
  { code: 'adoptiveParent', zh: '养父母', en: 'Adoptive parent', aliases: ['养父', '养母'] },
  {
    code: 'sibling',
    zh: '兄弟姐妹',
    en: 'Sibling',
    aliases: ['哥哥', '姐姐', '兄', '姐', '弟弟', '妹妹', '哥', '嫂子', '姐夫', '71', '72', '73', '75', '76', '77', '79'],
  },
  {
    code: 'relative',
    zh: '其他亲属',
    en: 'Other relative',
    aliases: [
      '叔叔',
      '叔父',
      '叔',
      '婶婶',
      '婶母',
      '伯父',
      '伯母',
      '大伯',
      '姑姑',
      '姑妈',
      '姑母',
      '姑父',
      '舅舅',
      '舅父',
      '舅母',
      '舅妈',
      '姨妈',
      '姨母',
      '姨父',
      '小姨',
      '堂哥',
      '堂姐',
      '表哥',
      '表姐',
      '曾祖父',
      '曾祖母',
      '亲属',
      '亲戚',
      '66',
      '67',
      '69',
      '81',
      '82',
      '83',
      '84',
      '85',
      '86',
      '87',
      '88',
      '89',
      '90',
      '91',
      '92',
      '97',
    ],
  },
  {
    code: 'institution',
    zh: '福利机构或村(居)委会',
    en: 'Institution or committee',
    aliases: ['福利院', '村委会', '居委会', '民政部门'],
  },
  { code: 'other', zh: '其他', en: 'Other', aliases: ['其它', '非亲属', '99'] },
]);
export type GuardianRelation = CodeOf<typeof guardianRelations>;

/** 家庭结构. */
export const familyStructures = defineCodes([
  { code: 'nuclear', zh: '核心家庭', en: 'Nuclear' },
  { code: 'extended', zh: '大家庭', en: 'Extended' },
  { code: 'singleParent', zh: '单亲家庭', en: 'Single parent', aliases: ['单亲'] },
  { code: 'blended', zh: '重组家庭', en: 'Blended', aliases: ['重组'] },
  { code: 'skippedGeneration', zh: '隔代家庭', en: 'Grandparent-headed', aliases: ['隔代'] },
  { code: 'other', zh: '其他', en: 'Other' },
]);
export type FamilyStructure = CodeOf<typeof familyStructures>;

/** Where a student stands in the school roll. `present` counts as enrolled today; `left` ends the enrolment. */
export const enrolmentStatuses = defineCodes([
  {
    code: 'enrolled',
    zh: '在读',
    en: 'Enrolled',
    aliases: ['在校', '在籍', '正常', '在校生', '在读生', '在籍在校', '复学', '是'],
    present: true,
    left: false,
  },
  { code: 'suspended', zh: '休学', en: 'Suspended', aliases: ['休学中'], present: false, left: false },
  { code: 'boundOut', zh: '借读外校', en: 'Studying elsewhere', aliases: ['外借'], present: false, left: false },
  {
    code: 'transferredOut',
    zh: '转出',
    en: 'Transferred out',
    aliases: ['转学', '已转出', '转走', '转学离校'],
    present: false,
    left: true,
  },
  { code: 'graduated', zh: '毕业', en: 'Graduated', aliases: ['已毕业', '结业'], present: false, left: true },
  { code: 'withdrawn', zh: '退学', en: 'Withdrawn', aliases: ['肄业', '辍学', '开除', '离校', '否'], present: false, left: true },
  { code: 'deceased', zh: '死亡', en: 'Deceased', present: false, left: true },
]);
export type EnrolmentStatus = CodeOf<typeof enrolmentStatuses>;

/** How an enrolment began. */
export const enrolmentEntries = defineCodes([
  { code: 'admission', zh: '入学', en: 'Admission', aliases: ['新生', '招生'] },
  { code: 'transferIn', zh: '转入', en: 'Transferred in' },
  { code: 'promotion', zh: '升级', en: 'Promotion' },
  { code: 'return', zh: '复学', en: 'Returned' },
]);
export type EnrolmentEntry = CodeOf<typeof enrolmentEntries>;
