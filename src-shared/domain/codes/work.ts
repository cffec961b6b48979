import { type CodeOf, defineCodes } from './define.ts';

/** 关爱类别. The six with `partyPairing` are those that measure 七 names for pairing with Party members. */
export const careTags = defineCodes([
  { code: 'poverty', zh: '贫困', en: 'Poverty', partyPairing: true },
  { code: 'leftBehind', zh: '留守', en: 'Left behind', partyPairing: true },
  { code: 'migrant', zh: '流动', en: 'Migrant', partyPairing: true },
  { code: 'disability', zh: '残疾', en: 'Disability', partyPairing: true },
  { code: 'singleParent', zh: '单亲', en: 'Single parent', partyPairing: true },
  { code: 'incompleteFamily', zh: '不完整家庭', en: 'Incomplete family', partyPairing: true },
  { code: 'orphan', zh: '孤儿', en: 'Orphan', partyPairing: false },
  { code: 'majorLoss', zh: '重大变故', en: 'Major loss or change', partyPairing: false },
  { code: 'study', zh: '学业困难', en: 'Study difficulty', partyPairing: false },
  { code: 'other', zh: '其他', en: 'Other', partyPairing: false },
]);
export type CareTag = CodeOf<typeof careTags>;

export const staffKinds = defineCodes([
  { code: 'counselorFull', zh: '专职心理教师', en: 'Full-time counselor' },
  { code: 'counselorPart', zh: '兼职心理教师', en: 'Part-time counselor' },
  { code: 'homeroom', zh: '班主任', en: 'Homeroom teacher' },
  { code: 'subject', zh: '科任教师', en: 'Subject teacher' },
  { code: 'gradeLead', zh: '年级组长', en: 'Grade lead' },
  { code: 'lead', zh: '德育主任或分管校长', en: 'Lead' },
  { code: 'dorm', zh: '宿舍管理员', en: 'Dorm keeper' },
  { code: 'other', zh: '其他', en: 'Other' },
]);
export type StaffKind = CodeOf<typeof staffKinds>;

/** The four levels of the warning network (measure 五). */
export const networkLevels = defineCodes([
  { code: 'person', zh: '个人', en: 'Person' },
  { code: 'class', zh: '班级（宿舍）', en: 'Class (dorm)' },
  { code: 'grade', zh: '年级', en: 'Grade' },
  { code: 'school', zh: '学校', en: 'School' },
]);
export type NetworkLevel = CodeOf<typeof networkLevels>;

export const reporterRoles = defineCodes([
  { code: 'self', zh: '学生本人', en: 'Student', level: 'person' },
  { code: 'peer', zh: '同学', en: 'Peer', level: 'person' },
  { code: 'committee', zh: '心理委员', en: 'Committee member', level: 'class' },
  { code: 'dormCommittee', zh: '宿舍心理委员', en: 'Dorm committee member', level: 'class' },
  { code: 'homeroom', zh: '班主任', en: 'Homeroom teacher', level: 'class' },
  { code: 'subject', zh: '科任教师', en: 'Subject teacher', level: 'class' },
  { code: 'dorm', zh: '宿舍管理员', en: 'Dorm keeper', level: 'class' },
  { code: 'gradeLead', zh: '年级组长', en: 'Grade lead', level: 'grade' },
  { code: 'counselor', zh: '心理教师', en: 'Counselor', level: 'school' },
  { code: 'lead', zh: '学校领导', en: 'School lead', level: 'school' },
  { code: 'guardian', zh: '监护人', en: 'Guardian', level: 'person' },
]);
export type ReporterRole = CodeOf<typeof reporterRoles>;

export const sessionModes = defineCodes([
  { code: 'face', zh: '面对面', en: 'In person' },
  { code: 'phone', zh: '电话', en: 'Phone' },
  { code: 'video', zh: '视频', en: 'Video' },
  { code: 'group', zh: '团体', en: 'Group' },
]);
export type SessionMode = CodeOf<typeof sessionModes>;

export const sessionSources = defineCodes([
  { code: 'self', zh: '学生主动', en: 'Student' },
  { code: 'homeroom', zh: '班主任转介', en: 'Homeroom teacher' },
  { code: 'guardian', zh: '家长', en: 'Guardian' },
  { code: 'committee', zh: '心理委员', en: 'Committee member' },
  { code: 'screening', zh: '测评预警', en: 'Screening' },
  { code: 'other', zh: '其他', en: 'Other' },
]);
export type SessionSource = CodeOf<typeof sessionSources>;

export const problemCategories = defineCodes([
  { code: 'study', zh: '学业', en: 'Study' },
  { code: 'emotion', zh: '情绪', en: 'Emotion' },
  { code: 'peers', zh: '同伴关系', en: 'Peers' },
  { code: 'family', zh: '亲子与家庭', en: 'Family' },
  { code: 'self', zh: '自我认识', en: 'Self' },
  { code: 'adaptation', zh: '适应', en: 'Adaptation' },
  { code: 'internet', zh: '网络使用', en: 'Internet use' },
  { code: 'sleep', zh: '睡眠', en: 'Sleep' },
  { code: 'bullying', zh: '欺凌', en: 'Bullying' },
  { code: 'loss', zh: '丧失与变故', en: 'Loss' },
  { code: 'selfHarm', zh: '自伤', en: 'Self-harm' },
  { code: 'suicide', zh: '自杀意念或行为', en: 'Suicidal thoughts or acts' },
  { code: 'other', zh: '其他', en: 'Other' },
]);
export type ProblemCategory = CodeOf<typeof problemCategories>;

/** How a home visit was made; only `onsite` counts for the rate (measure 七). */
export const visitModes = defineCodes([
  { code: 'onsite', zh: '实地上门', en: 'On site', counts: true },
  { code: 'phone', zh: '电话', en: 'Phone', counts: false },
  { code: 'video', zh: '视频', en: 'Video', counts: false },
]);
export type VisitMode = CodeOf<typeof visitModes>;

export const contactModes = defineCodes([
  { code: 'phone', zh: '电话', en: 'Phone' },
  { code: 'school', zh: '到校面谈', en: 'At school' },
  { code: 'message', zh: '短信或微信', en: 'Message' },
  { code: 'letter', zh: '书面', en: 'Letter' },
]);
export type ContactMode = CodeOf<typeof contactModes>;

/** Work that the county duties count, with the measure that asks for it. */
export const activityKinds = defineCodes([
  { code: 'lesson', zh: '心理健康课', en: 'Lesson', measure: 2 },
  { code: 'theme', zh: '主题活动', en: 'Theme activity', measure: 2 },
  { code: 'duty', zh: '辅导室值班', en: 'Counseling-room duty', measure: 3 },
  { code: 'trainingSubject', zh: '科任教师培训', en: 'Training of subject teachers', measure: 4 },
  { code: 'trainingHomeroom', zh: '班主任培训', en: 'Training of homeroom teachers', measure: 4 },
  { code: 'trainingCounselor', zh: '心理教师培训', en: 'Training of counselors', measure: 4 },
  { code: 'staffCare', zh: '教师心理关怀活动', en: 'Care for teachers', measure: 4 },
  { code: 'trainingCommittee', zh: '心理委员培训', en: 'Training of committee members', measure: 5 },
  { code: 'riskMeeting', zh: '风险研判会', en: 'Risk review meeting', measure: 5 },
  { code: 'parentLecture', zh: '家长讲座', en: 'Lecture for parents', measure: 6 },
  { code: 'familyTheme', zh: '家庭教育主题活动', en: 'Family education activity', measure: 6 },
  { code: 'familyLaw', zh: '家庭教育促进法普法', en: 'Family education law outreach', measure: 6 },
  { code: 'other', zh: '其他', en: 'Other', measure: 0 },
]);
export type ActivityKind = CodeOf<typeof activityKinds>;

export const consentKinds = defineCodes([
  { code: 'assessment', zh: '测评同意', en: 'Assessment' },
  { code: 'counseling', zh: '个别辅导同意', en: 'Counseling' },
  { code: 'recording', zh: '录音录像同意', en: 'Recording' },
  { code: 'sharing', zh: '信息共享与转介同意', en: 'Sharing and referral' },
]);
export type ConsentKind = CodeOf<typeof consentKinds>;

/** What a level rests on. A screening alone never does: it needs the interview. */
export const levelBases = defineCodes([
  { code: 'interview', zh: '访谈', en: 'Interview' },
  { code: 'observation', zh: '观察', en: 'Observation' },
  { code: 'report', zh: '情况报告核实', en: 'Verified report' },
  { code: 'meeting', zh: '风险研判会', en: 'Risk review meeting' },
  { code: 'hospital', zh: '医疗机构诊断（监护人提供）', en: 'Hospital diagnosis (from guardian)' },
  { code: 'assessment', zh: '仅测评', en: 'Screening only' },
]);
export type LevelBasis = CodeOf<typeof levelBases>;

export const closureReasons = defineCodes([
  { code: 'goalsMet', zh: '目标达成', en: 'Goals met' },
  { code: 'improved', zh: '好转，转为关注', en: 'Improved' },
  { code: 'referred', zh: '转介', en: 'Referred' },
  { code: 'withdrawn', zh: '学生或监护人终止', en: 'Ended by student or guardian' },
  { code: 'leftSchool', zh: '离校', en: 'Left school' },
  { code: 'other', zh: '其他', en: 'Other' },
]);
export type ClosureReason = CodeOf<typeof closureReasons>;

export const goalDomains = defineCodes([
  { code: 'emotion', zh: '情绪', en: 'Emotion' },
  { code: 'sleep', zh: '睡眠与作息', en: 'Sleep' },
  { code: 'study', zh: '学习', en: 'Study' },
  { code: 'peers', zh: '同伴', en: 'Peers' },
  { code: 'family', zh: '家庭', en: 'Family' },
  { code: 'behaviour', zh: '行为', en: 'Behaviour' },
  { code: 'safety', zh: '安全', en: 'Safety' },
  { code: 'helpSeeking', zh: '求助', en: 'Help-seeking' },
]);
export type GoalDomain = CodeOf<typeof goalDomains>;
