import { Button, Group, Select } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auditActions } from '../../../src-shared/contract/audit.ts';
import type { Output } from '../../../src-shared/contract/index.ts';
import { type ApiError, call } from '../../app/api.ts';
import { type Column, DataTable, ErrorNotice, formatInstant, SectionCard } from '../../components/index.ts';

type Answer = Output<'audit.list'>;
type Row = Answer['rows'][number];
type Action = (typeof auditActions)[number];
const PAGE = 100;

/** Who did what when, newest first. */
export function AuditList() {
  const { t } = useTranslation('settings');
  const [action, setAction] = useState<Action | null>(null);
  const pages = useInfiniteQuery<Answer, ApiError, readonly Row[], readonly unknown[], number | undefined>({
    queryKey: ['audit.list', action],
    initialPageParam: undefined,
    queryFn: ({ pageParam }) =>
      call('audit.list', { limit: PAGE, ...(action && { action }), ...(pageParam !== undefined && { before: pageParam }) }),
    getNextPageParam: (last) => (last.more ? last.rows.at(-1)?.seq : undefined),
    select: (data) => data.pages.flatMap((page) => page.rows),
  });
  const columns: Column<Row>[] = [
    { key: 'seq', header: t('audit.seq'), width: '80px', align: 'right', cell: (row) => row.seq },
    { key: 'at', header: t('audit.at'), width: '190px', cell: (row) => formatInstant(row.at) },
    { key: 'who', header: t('audit.who'), cell: (row) => row.userName },
    { key: 'action', header: t('audit.action'), cell: (row) => t(`audit.actions.${row.action}`) },
    { key: 'about', header: t('audit.about'), cell: (row) => row.subjectName ?? '—' },
    { key: 'channel', header: t('audit.channel'), cell: (row) => row.channel },
  ];
  return (
    <SectionCard
      title={t('audit.title')}
      actions={
        <Select
          aria-label={t('audit.filter')}
          placeholder={t('audit.all')}
          clearable
          clearButtonProps={{ 'aria-label': t('audit.all') }}
          size="xs"
          value={action}
          data={auditActions.map((value) => ({ value, label: t(`audit.actions.${value}`) }))}
          onChange={(value) => setAction(auditActions.find((one) => one === value) ?? null)}
        />
      }
    >
      <ErrorNotice error={pages.error} />
      <DataTable
        label={t('audit.title')}
        rows={pages.data ?? []}
        columns={columns}
        rowKey={(row) => String(row.seq)}
        height="380px"
        rowHeight={34}
      />
      {pages.hasNextPage && (
        <Group justify="center" mt="sm">
          <Button variant="default" size="xs" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t('audit.more')}
          </Button>
        </Group>
      )}
    </SectionCard>
  );
}
