import { type activityKinds, careTags, networkLevels } from '../../src-shared/domain/codes.ts';
import { INDICATORS, type Indicator } from '../../src-shared/domain/indicators.ts';

/** Lines that stand below one of the duties and tell what it is made of. */
function part(of: string, id: string, ofStudents: boolean, zh: [string, string], en: [string, string]): [string, Indicator] {
  const parent = INDICATORS.find((indicator) => indicator.id === of);
  const { measure, period } = parent ?? { measure: 0, period: 'now' as const };
  const words = { name: { zh: zh[0], en: en[0] }, formula: { zh: zh[1], en: en[1] } };
  return [of, { id, measure, period, unit: 'count', duty: null, ofStudents, ...words }];
}

const parts: readonly [string, Indicator][] = [
  part(
    'enrolled',
    'suspended',
    true,
    ['不在校（休学、借读外校）', '在籍而不在校'],
    ['Not at school', 'On the roll, not present'],
  ),
  part('enrolled', 'classes', false, ['班级', '有在读学生的班级'], ['Classes', 'Classes with enrolled students']),
  part('assessmentCoverage', 'assessListed', true, ['测评应测', '列入本学年测评的学生'], ['Listed for assessment', 'In a round']),
  part('assessmentCoverage', 'assessLeave', true, ['测评请假', '请假且未测'], ['On leave', 'On leave and not assessed']),
  part('assessmentCoverage', 'assessExempt', true, ['测评免测', '免测且未测'], ['Exempt', 'Exempt and not assessed']),
  part(
    'assessmentCoverage',
    'assessed',
    true,
    ['测评实测', '有未作废结果的学生'],
    ['Assessed', 'With a result that is not void'],
  ),
  part('assessmentValid', 'assessDoubtful', true, ['测评存疑', '最近一次结果效度存疑'], ['Doubtful', 'Latest result doubtful']),
  ...networkLevels.entries.map((level) =>
    part(
      'reports',
      `reports.${level.code}`,
      false,
      [`情况报告 · ${level.zh}`, `来自${level.zh}一级`],
      [`Reports · ${level.en}`, `From the level ${level.en}`],
    ),
  ),
  ...careTags.entries
    .filter((tag) => tag.partyPairing)
    .map((tag) =>
      part(
        'partyPairs',
        `partyPairs.${tag.code}`,
        true,
        [`党员结对 · ${tag.zh}`, `按${tag.zh}结对的学生`],
        [`Party pairs · ${tag.en}`, `Paired for ${tag.en}`],
      ),
    ),
];

/** All lines of the summary in their order: each duty, and what it is made of below it. */
export const LINES: readonly Indicator[] = INDICATORS.flatMap((indicator) => [
  indicator,
  ...parts.filter(([of]) => of === indicator.id).map(([, line]) => line),
]);

/** Lines that are counted from the work record, with the kind of work. */
export const ACTIVITY_OF: Readonly<Record<string, (typeof activityKinds.codes)[number]>> = {
  themeActivities: 'theme',
  trainingSubject: 'trainingSubject',
  trainingHomeroom: 'trainingHomeroom',
  trainingCounselor: 'trainingCounselor',
  staffCare: 'staffCare',
  committeeTraining: 'trainingCommittee',
  riskMeetings: 'riskMeeting',
  parentLectures: 'parentLecture',
  familyThemes: 'familyTheme',
  familyLaw: 'familyLaw',
};
