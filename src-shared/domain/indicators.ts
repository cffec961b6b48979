import type { Words } from './words.ts';

export type IndicatorUnit = 'count' | 'ratio' | 'hoursPerWeek' | 'lessons';
export type IndicatorPeriod = 'now' | 'period' | 'schoolYear';

/** One duty of 昭政办发〔2024〕27号 as a number that the county summary carries. */
export interface Indicator {
  readonly id: string;
  readonly name: Words;
  readonly formula: Words;
  /** Measure 一…八 as 1…8. */
  readonly measure: number;
  readonly unit: IndicatorUnit;
  readonly period: IndicatorPeriod;
  /** Least value that meets the duty, in the indicator's unit (ratios 0–1); null where the text sets none. */
  readonly duty: number | null;
  /** Whether the list behind it is of students (and so must not be small when published). */
  readonly ofStudents: boolean;
}

function indicator(
  id: string,
  measure: number,
  unit: IndicatorUnit,
  period: IndicatorPeriod,
  ofStudents: boolean,
  duty: number | null,
  zh: [string, string],
  en: [string, string],
): Indicator {
  return { id, measure, unit, period, ofStudents, duty, name: { zh: zh[0], en: en[0] }, formula: { zh: zh[1], en: en[1] } };
}

export const INDICATORS: readonly Indicator[] = [
  indicator(
    'enrolled',
    5,
    'count',
    'now',
    true,
    null,
    ['在读学生', '期末在读'],
    ['Enrolled students', 'Enrolled at the end of the period'],
  ),
  indicator('boarders', 5, 'count', 'now', true, null, ['住校生', '期末在读且住校'], ['Boarders', 'Enrolled and boarding']),
  indicator(
    'mentored',
    1,
    'ratio',
    'now',
    true,
    1,
    ['有导师的学生', '有导师 ÷ 在读'],
    ['Students with a mentor', 'With a mentor ÷ enrolled'],
  ),
  indicator(
    'lessons',
    2,
    'ratio',
    'period',
    false,
    1,
    ['心理健康课', '开过课的两周 ÷ 应开的两周，每年级每 2 周 ≥ 1 课时'],
    ['Lessons', 'Fortnights with a lesson ÷ due, per grade'],
  ),
  indicator(
    'themeActivities',
    2,
    'count',
    'period',
    false,
    1,
    ['主题活动', '本期次数，每学期 ≥ 1'],
    ['Theme activities', 'Count in the period'],
  ),
  indicator('counselors', 3, 'count', 'now', false, 1, ['专兼职心理教师', '在职人数'], ['Counselors', 'In post']),
  indicator(
    'counselingHours',
    3,
    'hoursPerWeek',
    'period',
    false,
    8,
    ['周均辅导小时', '（辅导 + 值班分钟）÷ 60 ÷ 周数，≥ 8'],
    ['Counselling hours a week', '(Session + duty minutes) ÷ 60 ÷ weeks'],
  ),
  indicator(
    'trainingSubject',
    4,
    'lessons',
    'schoolYear',
    false,
    8,
    ['科任教师培训', '本学年课时，≥ 8'],
    ['Training of subject teachers', 'Lessons this school year'],
  ),
  indicator(
    'trainingHomeroom',
    4,
    'lessons',
    'schoolYear',
    false,
    16,
    ['班主任培训', '本学年课时，≥ 16'],
    ['Training of homeroom teachers', 'Lessons this school year'],
  ),
  indicator(
    'trainingCounselor',
    4,
    'lessons',
    'schoolYear',
    false,
    20,
    ['心理教师培训', '本学年学时，≥ 20'],
    ['Training of counselors', 'Hours this school year'],
  ),
  indicator(
    'staffCare',
    4,
    'count',
    'schoolYear',
    false,
    1,
    ['教师关怀活动', '本学年次数，≥ 1'],
    ['Care for teachers', 'Count this school year'],
  ),
  indicator(
    'assessmentCoverage',
    5,
    'ratio',
    'schoolYear',
    true,
    1,
    ['测评覆盖率', '实测 ÷（应测 − 请假 − 免测）'],
    ['Assessment coverage', 'Assessed ÷ (due − leave − exempt)'],
  ),
  indicator(
    'assessmentValid',
    5,
    'ratio',
    'schoolYear',
    true,
    null,
    ['有效测评', '有效 ÷ 实测'],
    ['Valid results', 'Valid ÷ assessed'],
  ),
  indicator(
    'reviewsDone',
    5,
    'ratio',
    'period',
    true,
    1,
    ['待访谈已完成', '已有决定 ÷ 本期待访谈'],
    ['Interviews done', 'Decided ÷ opened in the period'],
  ),
  indicator('filesOpened', 5, 'ratio', 'now', true, 1, ['一生一档', '已建档 ÷ 在读'], ['Files opened', 'Files ÷ enrolled']),
  indicator(
    'focusStudents',
    5,
    'count',
    'now',
    true,
    null,
    ['重点关注学生', '等级 ≥ 2（预警、危机）'],
    ['Focus students', 'Level ≥ 2'],
  ),
  indicator(
    'paired',
    5,
    'ratio',
    'now',
    true,
    1,
    ['一对一结对率', '有结对帮扶教师 ÷ 重点关注'],
    ['Paired one to one', 'Paired ÷ focus students'],
  ),
  indicator(
    'plansOnTime',
    5,
    'ratio',
    'now',
    true,
    1,
    ['帮扶方案按期评估', '未逾期 ÷ 进行中方案'],
    ['Plans reviewed on time', 'Not overdue ÷ open plans'],
  ),
  indicator(
    'reports',
    5,
    'count',
    'period',
    false,
    null,
    ['情况报告', '四级网络本期报告数'],
    ['Concern reports', 'Reports of the four levels in the period'],
  ),
  indicator(
    'committee',
    5,
    'ratio',
    'now',
    false,
    1,
    ['心理委员配齐班级', '男女各 1 名的班级 ÷ 班级'],
    ['Classes with a committee', 'Classes with both ÷ classes'],
  ),
  indicator(
    'committeeTraining',
    5,
    'count',
    'period',
    false,
    2,
    ['心理委员培训', '本学期次数，≥ 2'],
    ['Committee trainings', 'Count in the term'],
  ),
  indicator(
    'riskMeetings',
    5,
    'count',
    'period',
    false,
    null,
    ['风险研判会', '本期次数，每月 1 次'],
    ['Risk review meetings', 'Count in the period'],
  ),
  indicator(
    'parentLectures',
    6,
    'count',
    'period',
    false,
    1,
    ['家长讲座', '本学期次数，≥ 1'],
    ['Lectures for parents', 'Count in the term'],
  ),
  indicator(
    'familyThemes',
    6,
    'count',
    'period',
    false,
    2,
    ['家庭教育主题活动', '本学期次数，≥ 2'],
    ['Family education activities', 'Count in the term'],
  ),
  indicator(
    'familyLaw',
    6,
    'count',
    'schoolYear',
    false,
    1,
    ['家庭教育普法', '本学年次数，≥ 1'],
    ['Law outreach', 'Count this school year'],
  ),
  indicator(
    'homeVisits',
    7,
    'ratio',
    'schoolYear',
    true,
    1,
    ['实地家访率', '本学年实地家访过 ÷ 在读；电话、视频不计'],
    ['On-site home visits', 'Visited on site this school year ÷ enrolled'],
  ),
  indicator(
    'partyPairs',
    7,
    'count',
    'now',
    true,
    null,
    ['党员结对学生', '六类关爱学生中已结对（去重）'],
    ['Paired with Party members', 'Distinct students of the six categories'],
  ),
];

/** 0–1, or null when there is nothing to divide by: unknown is not zero. */
export function ratio(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : numerator / denominator;
}

/** `met`, `short`, or null where no duty or no value stands. */
export function meetsDuty(indicatorOf: Pick<Indicator, 'duty'>, value: number | null): 'met' | 'short' | null {
  if (indicatorOf.duty === null || value === null) return null;
  return value >= indicatorOf.duty ? 'met' : 'short';
}
