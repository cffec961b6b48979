import { Badge, Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../src-shared/contract/index.ts';
import { useRead } from '../../app/api.ts';
import { type Column, DataTable, EmptyState, ErrorNotice, formatDate, LevelBadge, Loading } from '../../components/index.ts';
import { ReviewDialog } from './review-dialog.tsx';

type Row = Output<'warnings.reviews'>[number];

/** The interview queue: immediate entries first, then by due day. It may hold hundreds. */
export function ReviewQueue() {
  const { t } = useTranslation('warnings');
  const [status, setStatus] = useState<'open' | 'decided'>('open');
  const [words, setWords] = useState('');
  const [opened, setOpened] = useState<string | null>(null);
  const reviews = useRead('warnings.reviews', { status }, { keepPrevious: true });
  if (reviews.isPending) return <Loading />;
  if (reviews.error) return <ErrorNotice error={reviews.error} onRetry={() => reviews.refetch()} />;
  const asked = words.trim();
  const rows = reviews.data.filter((row) => `${row.student.name} ${row.student.className ?? ''}`.includes(asked));
  const columns: Column<Row>[] = [
    { key: 'student', header: t('column.student'), cell: (row) => row.student.name, sortBy: (row) => row.student.name },
    {
      key: 'class',
      header: t('column.class'),
      cell: (row) => row.student.className ?? '—',
      sortBy: (row) => row.student.className,
    },
    { key: 'why', header: t('column.why'), width: 'minmax(180px, 2fr)', cell: (row) => <Why row={row} /> },
    {
      key: 'level',
      header: t('column.level'),
      width: '150px',
      cell: (row) => <LevelBadge level={row.level} />,
      sortBy: (row) => row.level,
    },
    status === 'open'
      ? { key: 'due', header: t('column.due'), width: '190px', cell: (row) => <Due row={row} />, sortBy: (row) => row.dueOn }
      : {
          key: 'outcome',
          header: t('column.outcome'),
          width: '190px',
          cell: (row) => (row.decision ? t(`outcome.${row.decision.outcome}`) : '—'),
          sortBy: (row) => row.decision?.decidedAt,
        },
  ];
  const immediate = reviews.data.filter((row) => row.immediate).length;
  return (
    <>
      <Group mb="sm" justify="space-between">
        <Group>
          <SegmentedControl
            value={status}
            onChange={(value) => setStatus(value === 'decided' ? 'decided' : 'open')}
            data={(['open', 'decided'] as const).map((value) => ({ value, label: t(`status.${value}`) }))}
          />
          <TextInput
            aria-label={t('filter')}
            placeholder={t('filter')}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        </Group>
        <Text size="sm" c="dimmed">
          {status === 'open'
            ? t('queueCounts', {
                count: reviews.data.length,
                immediate,
                overdue: reviews.data.filter((row) => row.overdue).length,
              })
            : t('decidedCount', { count: reviews.data.length })}
        </Text>
      </Group>
      <DataTable
        key={status}
        label={t('tab.queue')}
        rows={rows}
        columns={columns}
        rowKey={(row) => row.reviewId}
        onRow={(row) => setOpened(row.reviewId)}
        height="calc(100vh - 300px)"
        empty={<EmptyState title={t(`empty.${status}`)} text={t('empty.queueText')} />}
      />
      {opened !== null && <ReviewDialog key={opened} reviewId={opened} onClose={() => setOpened(null)} />}
    </>
  );
}

function Why(props: { readonly row: Row }) {
  const { t } = useTranslation('warnings');
  return (
    <Group gap={6} wrap="nowrap">
      {props.row.immediate && (
        <Badge color="red" variant="outline" size="sm">
          {t('immediate')}
        </Badge>
      )}
      <Text size="sm" truncate>
        {props.row.reasons.map((reason) => t(`reason.${reason}`)).join(t('comma'))}
      </Text>
    </Group>
  );
}

function Due(props: { readonly row: Row }) {
  const { t } = useTranslation('warnings');
  const { row } = props;
  return (
    <Text size="sm" fw={row.overdue ? 600 : undefined}>
      {formatDate(row.dueOn)}
      {row.overdue && ` · ${t('overdue')}`}
      {row.attempts > 0 && ` · ${t('attempts', { count: row.attempts })}`}
    </Text>
  );
}
