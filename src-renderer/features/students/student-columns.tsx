import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListSort, StudentRow } from '../../../src-shared/contract/students.ts';
import { careTags } from '../../../src-shared/domain/codes/care.ts';
import { enrolmentStatuses, sexes } from '../../../src-shared/domain/codes/person.ts';
import { type Column, formatDate, LevelBadge } from '../../components/index.ts';
import { useLanguage } from './use-language.ts';

type ListColumn = Column<StudentRow> & { readonly key: ListSort | 'careTags' | 'consent' };

/** Columns of the list; their keys are the orders that the vault knows. */
export function useStudentColumns(levelsShown: boolean, left: boolean): readonly ListColumn[] {
  const { t } = useTranslation('students');
  const language = useLanguage();
  return useMemo(() => {
    const state = (row: StudentRow): string => {
      if (row.status === 'enrolled' || row.status === '') return '';
      return ` · ${enrolmentStatuses.label(row.status, language)}`;
    };
    const columns: ListColumn[] = [
      {
        key: 'name',
        header: t('column.name'),
        width: 'minmax(120px, 1.2fr)',
        cell: (r) => `${r.name}${state(r)}`,
        sortBy: (r) => r.name,
      },
      {
        key: 'class',
        header: t('column.class'),
        width: '110px',
        cell: (r) => r.className || t('none'),
        sortBy: (r) => r.className,
      },
      { key: 'sex', header: t('column.sex'), width: '64px', cell: (r) => sexes.label(r.sex, language), sortBy: (r) => r.sex },
      {
        key: 'boarder',
        header: t('column.boarder'),
        width: '72px',
        cell: (r) => (r.boarder ? t('yes') : t('no')),
        sortBy: (r) => (r.boarder ? 1 : 0),
      },
      {
        key: 'level',
        header: t('column.level'),
        width: '132px',
        cell: (r) => <LevelBadge level={r.level} />,
        sortBy: (r) => r.level,
      },
      {
        key: 'consent',
        header: t('column.consent'),
        width: '104px',
        cell: (r) => (r.consent === null ? t('none') : t(`consents:status.${r.consent}`)),
      },
      { key: 'mentor', header: t('column.mentor'), width: '100px', cell: (r) => r.mentor ?? t('none'), sortBy: (r) => r.mentor },
      {
        key: 'lastOnsite',
        header: left ? t('column.left') : t('column.lastOnsite'),
        width: '132px',
        cell: (r) => formatDate(left ? r.leftOn : r.lastOnsiteOn),
        ...(!left && { sortBy: (r: StudentRow) => r.lastOnsiteOn }),
      },
      {
        key: 'fileOpened',
        header: t('column.fileOpened'),
        width: '132px',
        cell: (r) => formatDate(r.fileOpenedOn),
        sortBy: (r) => r.fileOpenedOn,
      },
      {
        key: 'careTags',
        header: t('column.careTags'),
        cell: (r) => (r.careTags.length === 0 ? t('none') : r.careTags.map((c) => careTags.label(c, language)).join('、')),
      },
    ];
    return levelsShown ? columns : columns.filter((c) => c.key !== 'level' && c.key !== 'consent');
  }, [t, levelsShown, language, left]);
}
