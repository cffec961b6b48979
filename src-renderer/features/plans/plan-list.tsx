import { Button, Group, Popover, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { PlanRow } from '../../../src-shared/contract/plans.ts';
import { useRead } from '../../app/api.ts';
import {
  type Column,
  DataTable,
  EmptyState,
  ErrorNotice,
  formatDate,
  LevelBadge,
  Loading,
  Page,
} from '../../components/index.ts';
import { StudentPicker } from '../../components/student-picker.tsx';

type Status = 'open' | 'ended' | 'all';
const STATUSES: readonly Status[] = ['open', 'ended', 'all'];

export function PlanListPage() {
  const { t } = useTranslation('plans');
  const navigate = useNavigate();
  const [status, setStatus] = useState<Status>('open');
  const read = useRead('plans.list', { status }, { keepPrevious: true });
  const columns = useMemo<Column<PlanRow>[]>(
    () => [
      { key: 'student', header: t('list.student'), cell: (row) => row.student.name, sortBy: (row) => row.student.name },
      {
        key: 'class',
        header: t('list.class'),
        cell: (row) => row.student.className ?? '—',
        sortBy: (row) => row.student.className,
      },
      {
        key: 'level',
        header: t('list.level'),
        width: '120px',
        cell: (row) => <LevelBadge level={row.level} />,
        sortBy: (row) => row.level,
      },
      {
        key: 'version',
        header: t('list.version'),
        width: '80px',
        cell: (row) => t('list.versionNo', { version: row.version }),
        sortBy: (row) => row.version,
      },
      { key: 'lead', header: t('list.lead'), cell: (row) => row.lead?.name ?? '—', sortBy: (row) => row.lead?.name },
      { key: 'helpers', header: t('list.helpers'), cell: (row) => row.helpers.map((helper) => helper.name).join('、') || '—' },
      {
        key: 'goals',
        header: t('list.goals'),
        width: '64px',
        align: 'right',
        cell: (row) => row.goals,
        sortBy: (row) => row.goals,
      },
      {
        key: 'review',
        header: t('list.reviewOn'),
        width: '180px',
        cell: (row) => (
          <Group gap={4} wrap="nowrap">
            {formatDate(row.reviewOn)}
            {row.overdue && (
              <Text span size="xs" c="red" fw={600}>
                {t('list.overdue')}
              </Text>
            )}
          </Group>
        ),
        sortBy: (row) => row.reviewOn,
      },
    ],
    [t],
  );
  const create = (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Button leftSection={<IconPlus size={16} aria-hidden />}>{t('list.new')}</Button>
      </Popover.Target>
      <Popover.Dropdown w={320}>
        <StudentPicker label={t('list.pick')} onPick={(studentId) => navigate(`/plans/new?student=${studentId}`)} />
      </Popover.Dropdown>
    </Popover>
  );
  return (
    <Page
      title={t('list.title')}
      subtitle={
        read.data && t('list.subtitle', { count: read.data.length, overdue: read.data.filter((row) => row.overdue).length })
      }
      actions={create}
    >
      <Stack gap="sm">
        <SegmentedControl
          w="fit-content"
          size="xs"
          value={status}
          onChange={(value) => setStatus(STATUSES.find((known) => known === value) ?? 'open')}
          data={STATUSES.map((value) => ({ value, label: t(`list.${value}`) }))}
        />
        <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />
        {read.isPending && <Loading />}
        {read.data && (
          <DataTable
            label={t('list.label')}
            rows={read.data}
            columns={columns}
            rowKey={(row) => row.planId}
            onRow={(row) => navigate(`/plans/${row.planId}`)}
            empty={<EmptyState title={t('list.empty')} text={t('list.emptyText')} />}
          />
        )}
      </Stack>
    </Page>
  );
}
