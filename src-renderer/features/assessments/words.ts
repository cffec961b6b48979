import { useTranslation } from 'react-i18next';
import type { Output } from '../../../src-shared/contract/index.ts';
import { gradeName } from '../../../src-shared/domain/class-name.ts';
import { useRead } from '../../app/api.ts';

type Grade = Output<'assessments.rounds'>[number]['grades'][number];

/** Words of scales and grades in the language on screen. */
export function useAssessmentWords() {
  const { i18n } = useTranslation();
  const scales = useRead('assessments.scales', {});
  const language: 'zh' | 'en' = i18n.language === 'en' ? 'en' : 'zh';
  return {
    language,
    scales: scales.data ?? [],
    scaleName: (id: string) => scales.data?.find((scale) => scale.id === id)?.name[language] ?? id,
    gradeWord: (grade: Grade) => gradeName(grade.stage, grade.grade, language),
  };
}

/** Coverage as a percentage with one decimal; `—` when nobody is due. */
export const percent = (ratio: number | null): string => (ratio === null ? '—' : `${(ratio * 100).toFixed(1)}%`);
