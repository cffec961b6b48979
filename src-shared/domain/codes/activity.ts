import { type CodeOf, defineCodes } from './define.ts';

/**
 * 工作记录 kinds: one for each thing that a duty of 昭政办发〔2024〕27号 counts.
 * `measure` is its measure as a number, 0 for none; `unit` tells which figure of the record counts: the record itself, its lessons (课时), or its minutes.
 */
export const activityKinds = defineCodes([
  { code: 'lesson', zh: '心理健康教育课', en: 'Mental-health lesson', measure: 2, unit: 'lessons' },
  { code: 'theme', zh: '心理健康主题活动', en: 'Theme activity', measure: 2, unit: 'count' },
  { code: 'duty', zh: '心理辅导室值班', en: 'Duty hours', measure: 3, unit: 'minutes' },
  { code: 'groupCounseling', zh: '团体辅导', en: 'Group counseling', measure: 3, unit: 'minutes' },
  { code: 'trainingCounselor', zh: '心理教师培训', en: 'Counselor training', measure: 4, unit: 'lessons' },
  { code: 'trainingHomeroom', zh: '班主任培训', en: 'Head-teacher training', measure: 4, unit: 'lessons' },
  { code: 'trainingSubject', zh: '科任教师培训', en: 'Teacher training', measure: 4, unit: 'lessons' },
  { code: 'staffCare', zh: '教师心理关怀活动', en: 'Care for staff', measure: 4, unit: 'count' },
  { code: 'trainingCommittee', zh: '心理委员指导培训', en: 'Committee training', measure: 5, unit: 'count' },
  { code: 'riskMeeting', zh: '风险研判会', en: 'Risk review meeting', measure: 5, unit: 'count' },
  { code: 'parentLecture', zh: '家长心理健康讲座', en: 'Lecture for parents', measure: 6, unit: 'count' },
  { code: 'familyTheme', zh: '家庭教育主题活动', en: 'Family-education activity', measure: 6, unit: 'count' },
  { code: 'familyLaw', zh: '家庭教育促进法普法', en: 'Family-education law publicity', measure: 6, unit: 'count' },
  { code: 'other', zh: '其他', en: 'Other', measure: 0, unit: 'count' },
]);
export type ActivityKind = CodeOf<typeof activityKinds>;
