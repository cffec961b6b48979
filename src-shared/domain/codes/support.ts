import { type CodeOf, defineCodes } from './define.ts';

/** Kinds of support sessions. */
export const sessionKinds = defineCodes([
  { code: 'individual', zh: '个别辅导', en: 'Individual session' },
  { code: 'group', zh: '团体辅导', en: 'Group session' },
  { code: 'crisis', zh: '危机会谈', en: 'Crisis talk' },
  { code: 'interview', zh: '测评后访谈', en: 'Screening interview' },
]);
export type SessionKind = CodeOf<typeof sessionKinds>;

/** 辅导方式. */
export const sessionModes = defineCodes([
  { code: 'faceToFace', zh: '面对面', en: 'Face to face', aliases: ['当面', '面谈'] },
  { code: 'phone', zh: '电话', en: 'Phone' },
  { code: 'video', zh: '视频', en: 'Video' },
  { code: 'group', zh: '团体', en: 'In a group' },
  { code: 'written', zh: '书信或留言', en: 'Letter or message' },
]);
export type SessionMode = CodeOf<typeof sessionModes>;

/** 来源 of a case or session. */
export const sessionSources = defineCodes([
  { code: 'self', zh: '学生主动', en: 'Student', aliases: ['自述', '自愿'] },
  { code: 'headTeacher', zh: '班主任转介', en: 'Head teacher', aliases: ['班主任', '科任转介'] },
  { code: 'guardian', zh: '家长', en: 'Guardian', aliases: ['监护人'] },
  { code: 'committee', zh: '心理委员', en: 'Committee member' },
  { code: 'peer', zh: '同学', en: 'Peer' },
  { code: 'screening', zh: '测评预警', en: 'Screening' },
  { code: 'report', zh: '情况报告', en: 'Concern report' },
  { code: 'followUp', zh: '跟进约谈', en: 'Follow-up' },
  { code: 'other', zh: '其他', en: 'Other' },
]);
export type SessionSource = CodeOf<typeof sessionSources>;

/** 问题类别: areas of difficulty, never diagnoses (精神卫生法 art. 23). */
export const problemCategories = defineCodes([
  { code: 'study', zh: '学业与考试', en: 'Study and exams' },
  { code: 'emotion', zh: '情绪困扰', en: 'Emotion' },
  { code: 'peers', zh: '同伴交往', en: 'Peers' },
  { code: 'bullying', zh: '欺凌', en: 'Bullying' },
  { code: 'family', zh: '家庭与亲子', en: 'Family' },
  { code: 'teacher', zh: '师生关系', en: 'Teachers' },
  { code: 'adaptation', zh: '适应与人际', en: 'Adaptation' },
  { code: 'selfImage', zh: '自我认识', en: 'Self-image' },
  { code: 'romance', zh: '青春期与恋爱', en: 'Adolescence and romance' },
  { code: 'internet', zh: '网络与手机', en: 'Internet and phone' },
  { code: 'behaviour', zh: '行为', en: 'Behaviour' },
  { code: 'sleep', zh: '睡眠与饮食', en: 'Sleep and eating' },
  { code: 'trauma', zh: '丧失与创伤', en: 'Loss and trauma' },
  { code: 'selfHarm', zh: '自伤与自杀风险', en: 'Self-harm and suicide risk' },
  { code: 'career', zh: '生涯', en: 'Career' },
  { code: 'other', zh: '其他', en: 'Other' },
]);
export type ProblemCategory = CodeOf<typeof problemCategories>;

/** 结案原因. */
export const closureReasons = defineCodes([
  { code: 'goalsReached', zh: '目标达成', en: 'Goals reached' },
  { code: 'improved', zh: '明显好转', en: 'Improved' },
  { code: 'referred', zh: '转介医疗机构', en: 'Referred to a medical institution' },
  { code: 'declined', zh: '学生或监护人终止', en: 'Ended by student or guardian' },
  { code: 'left', zh: '毕业或转学', en: 'Left the school' },
  { code: 'suspended', zh: '休学', en: 'Suspended' },
  { code: 'other', zh: '其他', en: 'Other' },
]);
export type ClosureReason = CodeOf<typeof closureReasons>;

/** 家访方式; only `onsite` counts for the duty of one visit a school year (measure 七: 实地). */
export const visitModes = defineCodes([
  { code: 'onsite', zh: '实地', en: 'On site', aliases: ['上门', '入户', '实地家访'], counts: true },
  { code: 'phone', zh: '电话', en: 'Phone', aliases: ['电话家访'], counts: false },
  { code: 'video', zh: '视频', en: 'Video', aliases: ['视频家访'], counts: false },
]);
export type VisitMode = CodeOf<typeof visitModes>;

/** 家校沟通方式. `offered` is false for one that only older entries have. */
export const contactModes = defineCodes([
  { code: 'phone', zh: '电话', en: 'Phone', offered: true },
  { code: 'sms', zh: '短信', en: 'Text message', offered: true },
  { code: 'wechat', zh: '微信', en: 'WeChat', offered: true },
  { code: 'message', zh: '短信或微信', en: 'Message', offered: false },
  { code: 'meeting', zh: '当面', en: 'In person', offered: true },
  { code: 'video', zh: '视频', en: 'Video', offered: true },
  { code: 'letter', zh: '书面', en: 'Letter', offered: true },
  { code: 'relay', zh: '经亲属或村(社区)', en: 'Through relatives or village', offered: true },
]);
export type ContactMode = CodeOf<typeof contactModes>;

/** What a contact is about; attempts for one matter and one student hang together. */
export const contactMatters = defineCodes([
  { code: 'general', zh: '日常沟通', en: 'General' },
  { code: 'levelNotice', zh: '预警等级告知', en: 'Notice of a warning level' },
  { code: 'consent', zh: '知情同意', en: 'Consent' },
  { code: 'visit', zh: '约定家访', en: 'Arranging a home visit' },
  { code: 'referral', zh: '转介就医', en: 'Referral' },
  { code: 'suspension', zh: '休学或复学', en: 'Suspension or return' },
  { code: 'crisis', zh: '紧急情况', en: 'Emergency' },
  { code: 'other', zh: '其他', en: 'Other' },
]);
export type ContactMatter = CodeOf<typeof contactMatters>;

/** How an attempt ended. `failed` adds to a run of attempts without success; what is neither failed nor open ends the run. */
export const contactOutcomes = defineCodes([
  { code: 'reached', zh: '联系上了', en: 'Reached', failed: false },
  { code: 'notReached', zh: '没有联系上', en: 'Not reached', failed: true },
  { code: 'wrongNumber', zh: '号码不对', en: 'Wrong number', failed: true },
  { code: 'refused', zh: '不愿沟通', en: 'Refused to talk', failed: true },
  { code: 'givenUp', zh: '不宜或不再联系', en: 'Not to be contacted', failed: false },
]);
export type ContactOutcome = CodeOf<typeof contactOutcomes>;

/** Areas of need in which a goal of a support plan stands. */
export const goalDomains = defineCodes([
  { code: 'emotion', zh: '情绪', en: 'Emotion' },
  { code: 'thinking', zh: '认知与想法', en: 'Thinking' },
  { code: 'behaviour', zh: '行为', en: 'Behaviour' },
  { code: 'peers', zh: '同伴', en: 'Peers' },
  { code: 'family', zh: '家庭', en: 'Family' },
  { code: 'study', zh: '学习', en: 'Study' },
  { code: 'health', zh: '睡眠与身体', en: 'Sleep and health' },
  { code: 'safety', zh: '安全', en: 'Safety' },
  { code: 'other', zh: '其他', en: 'Other' },
]);
export type GoalDomain = CodeOf<typeof goalDomains>;
