import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../src-shared/contract/index.ts';
import { useRead } from '../../app/api.ts';
import { type Column, DataTable, EmptyState, ErrorNotice, formatDate, LevelBadge, Loading } from '../../components/index.ts';
import { LevelDialog } from './level-dialog.tsx';

type Row = Output<'warnings.levels'>[number];

/** Everyone at a level of 1 or more, gravest first. */
export function LevelList() {
  const { t } = useTranslation('warnings');
  const [opened, setOpened] = useState<Row | null>(null);
  const levels = useRead('warnings.levels', {});
  if (levels.isPending) return <Loading />;
  if (levels.error) return <ErrorNotice error={levels.error} onRetry={() => levels.refetch()} />;
  const columns: Column<Row>[] = [
    { key: 'student', header: t('column.student'), cell: (row) => row.student.name, sortBy: (row) => row.student.name },
    {
      key: 'class',
      header: t('column.class'),
      cell: (row) => row.student.className ?? '—',
      sortBy: (row) => row.student.className,
    },
    {
      key: 'level',
      header: t('column.level'),
      width: '160px',
      cell: (row) => <LevelBadge level={row.level} />,
      sortBy: (row) => row.level,
    },
    { key: 'since', header: t('column.since'), width: '150px', cell: (row) => formatDate(row.since), sortBy: (row) => row.since },
    {
      key: 'review',
      header: t('column.nextReview'),
      width: '200px',
      sortBy: (row) => row.nextReviewOn,
      cell: (row) => (
        <Text size="sm" fw={row.reviewOverdue ? 600 : undefined}>
          {formatDate(row.nextReviewOn)}
          {row.reviewOverdue && ` · ${t('overdue')}`}
        </Text>
      ),
    },
  ];
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        {[3, 2, 1].map((level) => levels.data.filter((row) => row.level === level).length).join(' / ')} · {t('levelCounts')}
      </Text>
      <DataTable
        label={t('tab.levels')}
        rows={levels.data}
        columns={columns}
        rowKey={(row) => row.student.id}
        onRow={setOpened}
        height="calc(100vh - 290px)"
        empty={<EmptyState title={t('empty.levels')} text={t('empty.levelsText')} />}
      />
      {opened && (
        <LevelDialog
          key={opened.student.id}
          studentId={opened.student.id}
          title={[opened.student.name, opened.student.className].filter(Boolean).join(' · ')}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}
