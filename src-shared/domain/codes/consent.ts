import { type CodeOf, defineCodes } from './define.ts';

/**
 * 知情同意 by what is agreed to. `separate`: the law asks for a consent of its own that says what exactly (PIPL art. 23, 29: passing on,
 * and recording as the most intrusive way of keeping sensitive data); `named`: it says to whom.
 */
export const consentKinds = defineCodes([
  { code: 'assessment', zh: '心理测评', en: 'Assessment', separate: false, named: false },
  { code: 'counseling', zh: '个别辅导', en: 'Individual counseling', separate: false, named: false },
  { code: 'group', zh: '团体辅导', en: 'Group counseling', separate: false, named: false },
  { code: 'recording', zh: '录音录像', en: 'Audio or video recording', separate: true, named: false },
  { code: 'sharing', zh: '信息共享与转介', en: 'Sharing and referral', separate: true, named: true },
  { code: 'transfer', zh: '档案移交', en: 'Transfer of the file', separate: true, named: true },
]);
export type ConsentKind = CodeOf<typeof consentKinds>;

/** How a consent was given. A spoken one needs somebody who heard it. */
export const consentForms = defineCodes([
  { code: 'paper', zh: '纸质签名', en: 'Signed on paper' },
  { code: 'online', zh: '线上确认', en: 'Confirmed online' },
  { code: 'verbal', zh: '口头同意', en: 'Given by word' },
]);
export type ConsentForm = CodeOf<typeof consentForms>;

/** How a withdrawal reached the school; any way counts (PIPL art. 15). */
export const withdrawalWays = defineCodes([
  { code: 'paper', zh: '书面', en: 'In writing' },
  { code: 'online', zh: '线上消息', en: 'Online message' },
  { code: 'phone', zh: '电话', en: 'By phone' },
  { code: 'verbal', zh: '当面口头', en: 'In person' },
]);
export type WithdrawalWay = CodeOf<typeof withdrawalWays>;

/**
 * On what ground something is done without consent: PIPL art. 13(1)(3), (4), (7) and the duties of 未成年人保护法 art. 11,
 * 预防未成年人犯罪法 art. 19, 精神卫生法 art. 28. `law` is shown beside the choice.
 */
export const lawfulBases = defineCodes([
  {
    code: 'emergency',
    zh: '紧急情况，保护生命健康',
    en: 'Emergency: life or health in danger',
    law: '《个人信息保护法》第十三条第一款第四项',
  },
  {
    code: 'statutoryDuty',
    zh: '履行法定职责或法定义务',
    en: 'Statutory duty of the school',
    law: '《个人信息保护法》第十三条第一款第三项',
  },
  {
    code: 'mandatoryReport',
    zh: '强制报告',
    en: 'Mandatory report',
    law: '《未成年人保护法》第十一条',
  },
  {
    code: 'medicalHelp',
    zh: '有自伤或伤人危险，送诊或通知就医',
    en: 'Danger to self or others: taken to medical care',
    law: '《精神卫生法》第二十八条；《预防未成年人犯罪法》第十九条',
  },
  {
    code: 'guardianUnreachable',
    zh: '监护人联系不上，先行必要帮助',
    en: 'Guardian cannot be reached: needed help first',
    law: '《个人信息保护法》第十三条第一款第三、四项',
  },
  {
    code: 'guardianConflict',
    zh: '监护人疑似侵害学生或与学生利益冲突',
    en: 'Guardian suspected of harm or in conflict of interest',
    law: '《未成年人保护法》第四条、第十一条',
  },
  {
    code: 'authority',
    zh: '公安、检察、法院等机关依法要求',
    en: 'Lawful request of police, procuratorate or court',
    law: '《个人信息保护法》第十三条第一款第三项',
  },
  {
    code: 'otherLaw',
    zh: '法律、行政法规规定的其他情形',
    en: 'Another case named by law',
    law: '《个人信息保护法》第十三条第一款第七项',
  },
]);
export type LawfulBasis = CodeOf<typeof lawfulBases>;
