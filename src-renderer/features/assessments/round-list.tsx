import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Output } from '../../../src-shared/contract/index.ts';
import { useRead } from '../../app/api.ts';
import { type Column, DataTable, EmptyState, ErrorNotice, formatDate, Loading, Page } from '../../components/index.ts';
import { NewRound } from './new-round.tsx';
import { percent, useAssessmentWords } from './words.ts';

type Row = Output<'assessments.rounds'>[number];

export function RoundList() {
  const { t } = useTranslation('assessments');
  const navigate = useNavigate();
  const { scaleName, gradeWord } = useAssessmentWords();
  const [creating, setCreating] = useState(false);
  const rounds = useRead('assessments.rounds', {});
  const columns: Column<Row>[] = [
    {
      key: 'title',
      header: t('column.title'),
      width: 'minmax(160px, 2fr)',
      cell: (row) => row.title,
      sortBy: (row) => row.title,
    },
    { key: 'scale', header: t('column.scale'), width: 'minmax(140px, 1.5fr)', cell: (row) => scaleName(row.scaleId) },
    { key: 'grades', header: t('column.grades'), cell: (row) => row.grades.map(gradeWord).join(t('comma')) },
    {
      key: 'opened',
      header: t('column.openedOn'),
      width: '140px',
      cell: (row) => formatDate(row.openedOn),
      sortBy: (row) => row.openedOn,
    },
    {
      key: 'coverage',
      header: t('column.coverage'),
      width: '170px',
      align: 'right',
      cell: (row) => `${percent(row.counts.coverage)} (${row.counts.tested}/${row.counts.denominator})`,
      sortBy: (row) => row.counts.coverage,
    },
  ];
  const create = <Button onClick={() => setCreating(true)}>{t('newRound.open')}</Button>;
  return (
    <Page title={t('title')} subtitle={t('subtitle')} actions={create}>
      {rounds.isPending && <Loading />}
      <ErrorNotice error={rounds.error} onRetry={() => rounds.refetch()} />
      {rounds.data && (
        <DataTable
          label={t('title')}
          rows={rounds.data}
          columns={columns}
          rowKey={(row) => row.roundId}
          onRow={(row) => navigate(`/assessments/${row.roundId}`)}
          empty={<EmptyState title={t('empty.rounds')} text={t('empty.roundsText')} action={create} />}
        />
      )}
      {creating && <NewRound onClose={() => setCreating(false)} onMade={(roundId) => navigate(`/assessments/${roundId}`)} />}
    </Page>
  );
}
