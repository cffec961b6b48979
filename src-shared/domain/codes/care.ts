import { type CodeOf, defineCodes } from './define.ts';

/**
 * 关爱类别. `partyPairing` marks the six categories of the Party-member pairing (昭政办发〔2024〕27号, measure 七); their codes are also the
 * pairing's categories. The others come from the focus list in use at schools.
 */
export const careTags = defineCodes([
  { code: 'poverty', zh: '贫困', en: 'Poverty', aliases: ['家庭经济困难', '经济困难', '建档立卡', '低保'], partyPairing: true },
  { code: 'leftBehind', zh: '留守', en: 'Left behind', aliases: ['留守儿童'], partyPairing: true },
  { code: 'migrant', zh: '流动', en: 'Migrant', aliases: ['流动儿童', '随迁', '随迁子女'], partyPairing: true },
  { code: 'disability', zh: '残疾', en: 'Disability', aliases: ['残疾学生'], partyPairing: true },
  { code: 'singleParent', zh: '单亲家庭', en: 'Single parent', aliases: ['单亲'], partyPairing: true },
  {
    code: 'incompleteFamily',
    zh: '不完整家庭',
    en: 'Incomplete family',
    aliases: ['家庭不完整', '离异家庭'],
    partyPairing: true,
  },
  { code: 'orphan', zh: '孤儿', en: 'Orphan', aliases: ['事实无人抚养'], partyPairing: false },
  { code: 'majorEvent', zh: '重大变故', en: 'Major life event', aliases: ['家庭变故', '家庭重大变故'], partyPairing: false },
  { code: 'study', zh: '学业', en: 'Study', aliases: ['学业困难', '学业压力'], partyPairing: false },
  { code: 'peers', zh: '人际', en: 'Peers', aliases: ['人际关系', '校园欺凌'], partyPairing: false },
  { code: 'emotion', zh: '情绪', en: 'Emotion', aliases: ['情绪困扰'], partyPairing: false },
  { code: 'selfHarm', zh: '自伤史', en: 'History of self-harm', aliases: ['自伤', '自残'], partyPairing: false },
  {
    code: 'diagnosis',
    zh: '医疗机构诊断(监护人提供)',
    en: 'Medical diagnosis (from guardian)',
    aliases: ['诊断'],
    partyPairing: false,
  },
  { code: 'other', zh: '其他', en: 'Other', partyPairing: false },
]);
export type CareTag = CodeOf<typeof careTags>;

/**
 * 强制报告 situations (关于建立侵害未成年人案件强制报告制度的意见(试行), 2020, art. 4), shortened.
 * A report goes to the police at once; the stored code is the number of the situation.
 */
export const mandatoryReportSituations = defineCodes([
  { code: '1', zh: '生殖器官或隐私部位非正常损伤', en: 'Unexplained injury of private parts' },
  {
    code: '2',
    zh: '不满14周岁女性遭受或疑似性侵害、怀孕、流产',
    en: 'Girl under 14: (suspected) sexual abuse, pregnancy, abortion',
  },
  { code: '3', zh: '14周岁以上女性因性侵害怀孕、流产', en: 'Girl of 14 or older: pregnancy or abortion through sexual abuse' },
  {
    code: '4',
    zh: '多处损伤、严重营养不良、意识不清,疑似家暴、欺凌、虐待等',
    en: 'Several injuries, malnutrition or confusion, suspected violence',
  },
  {
    code: '5',
    zh: '因自杀、自残、中毒、被殴打等非正常原因伤残或死亡',
    en: 'Injury or death by suicide, self-harm, poisoning, assault',
  },
  { code: '6', zh: '被遗弃或长期无人照料', en: 'Abandoned or long without care' },
  { code: '7', zh: '来源不明、失踪或者被拐卖、收买', en: 'Of unknown origin, missing, trafficked' },
  { code: '8', zh: '被组织乞讨', en: 'Made to beg' },
  { code: '9', zh: '其他严重侵害身心健康或正面临不法侵害危险', en: 'Other grave harm or danger' },
]);
export type MandatoryReportSituation = CodeOf<typeof mandatoryReportSituations>;
