import { type CodeOf, defineCodes } from './define.ts';

/**
 * 四级预警网络 个人—班级(宿舍)—年级—学校. `rank` is the level of the four (1–4): class and dormitory are one level with two places.
 */
export const networkLevels = defineCodes([
  { code: 'individual', zh: '个人', en: 'Individual', rank: 1 },
  { code: 'class', zh: '班级', en: 'Class', rank: 2 },
  { code: 'dorm', zh: '宿舍', en: 'Dormitory', rank: 2 },
  { code: 'grade', zh: '年级', en: 'Grade', rank: 3 },
  { code: 'school', zh: '学校', en: 'School', rank: 4 },
]);
export type NetworkLevel = CodeOf<typeof networkLevels>;

/** Who reports, with the network level where such a report usually begins. */
export const reporterRoles = defineCodes([
  { code: 'self', zh: '学生本人', en: 'The student', level: 'individual' },
  { code: 'peer', zh: '同学', en: 'Peer', level: 'individual' },
  { code: 'committee', zh: '心理委员', en: 'Committee member', level: 'class' },
  { code: 'headTeacher', zh: '班主任', en: 'Head teacher', level: 'class' },
  { code: 'teacher', zh: '科任教师', en: 'Subject teacher', level: 'class' },
  { code: 'dormManager', zh: '宿管', en: 'Dormitory manager', level: 'dorm' },
  { code: 'gradeHead', zh: '年级组长', en: 'Head of grade', level: 'grade' },
  { code: 'guardian', zh: '监护人', en: 'Guardian', level: 'individual' },
  { code: 'counselor', zh: '心理教师', en: 'Counselor', level: 'school' },
  { code: 'other', zh: '其他', en: 'Other', level: 'school' },
]);
export type ReporterRole = CodeOf<typeof reporterRoles>;

/** 等级变更依据. `alone` is false where the basis may not carry a level by itself: a score never sets a level. */
export const levelBases = defineCodes([
  { code: 'interview', zh: '访谈', en: 'Interview', alone: true },
  { code: 'observation', zh: '观察', en: 'Observation', alone: true },
  { code: 'report', zh: '情况报告', en: 'Concern report', alone: true },
  { code: 'assessment', zh: '测评', en: 'Assessment', alone: false },
  { code: 'medical', zh: '医疗机构意见', en: 'Medical opinion', alone: true },
  { code: 'meeting', zh: '风险研判会', en: 'Risk review meeting', alone: true },
  { code: 'review', zh: '到期复评', en: 'Due review', alone: true },
]);
export type LevelBasis = CodeOf<typeof levelBases>;

/** Staff kinds. `counselor` marks the 专(兼)职心理健康教育教师 that measure 三 counts. */
export const staffKinds = defineCodes([
  { code: 'counselorFull', zh: '专职心理教师', en: 'Full-time counselor', counselor: true },
  { code: 'counselorPart', zh: '兼职心理教师', en: 'Part-time counselor', counselor: true },
  { code: 'homeroom', zh: '班主任', en: 'Head teacher', counselor: false },
  { code: 'subject', zh: '科任教师', en: 'Subject teacher', counselor: false },
  { code: 'gradeLead', zh: '年级组长', en: 'Head of grade', counselor: false },
  { code: 'lead', zh: '德育主任或分管校长', en: 'Head of moral education', counselor: false },
  { code: 'principal', zh: '校领导', en: 'Principal or deputy', counselor: false },
  { code: 'dorm', zh: '宿管', en: 'Dormitory manager', counselor: false },
  { code: 'villageMember', zh: '乡镇、村(社区)党员', en: 'Village or township Party member', counselor: false },
  { code: 'other', zh: '其他', en: 'Other', counselor: false },
]);
export type StaffKind = CodeOf<typeof staffKinds>;
