import { type CodeOf, defineCodes } from './define.ts';

/**
 * 工作记录 kinds: one for each thing that a duty of 昭政办发〔2024〕27号 counts.
 * `measure` is its measure; `unit` tells which figure of the record counts: the record itself, its lessons (课时), or its minutes.
 */
export const activityKinds = defineCodes([
  { code: 'lesson', zh: '心理健康教育课', en: 'Mental-health lesson', measure: '二', unit: 'lessons' },
  { code: 'themeActivity', zh: '心理健康主题活动', en: 'Theme activity', measure: '二', unit: 'count' },
  { code: 'dutyHours', zh: '心理辅导室值班', en: 'Duty hours', measure: '三', unit: 'minutes' },
  { code: 'groupCounseling', zh: '团体辅导', en: 'Group counseling', measure: '三', unit: 'minutes' },
  { code: 'trainingCounselor', zh: '心理教师培训', en: 'Counselor training', measure: '四', unit: 'lessons' },
  { code: 'trainingHeadTeacher', zh: '班主任培训', en: 'Head-teacher training', measure: '四', unit: 'lessons' },
  { code: 'trainingTeacher', zh: '科任教师培训', en: 'Teacher training', measure: '四', unit: 'lessons' },
  { code: 'staffCare', zh: '教师心理关怀活动', en: 'Care for staff', measure: '四', unit: 'count' },
  { code: 'committeeTraining', zh: '心理委员指导培训', en: 'Committee training', measure: '五', unit: 'count' },
  { code: 'riskMeeting', zh: '风险研判会', en: 'Risk review meeting', measure: '五', unit: 'count' },
  { code: 'parentLecture', zh: '家长心理健康讲座', en: 'Lecture for parents', measure: '六', unit: 'count' },
  { code: 'familyActivity', zh: '家庭教育主题活动', en: 'Family-education activity', measure: '六', unit: 'count' },
  { code: 'familyLaw', zh: '家庭教育促进法普法', en: 'Family-education law publicity', measure: '六', unit: 'count' },
  { code: 'other', zh: '其他', en: 'Other', measure: '', unit: 'count' },
]);
export type ActivityKind = CodeOf<typeof activityKinds>;
