import { Badge, Button, Popover, SegmentedControl, Stack } from '@mantine/core';
import { IconPencilPlus, IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { CaseRow } from '../../../src-shared/contract/cases.ts';
import { useRead } from '../../app/api.ts';
import { type Column, DataTable, EmptyState, ErrorNotice, formatDate, Loading, Page } from '../../components/index.ts';
import { StudentPicker } from '../../components/student-picker.tsx';

type Status = 'open' | 'closed' | 'all';
const STATUSES: readonly Status[] = ['open', 'closed', 'all'];

export function CaseListPage() {
  const { t } = useTranslation('cases');
  const navigate = useNavigate();
  const [status, setStatus] = useState<Status>('open');
  const read = useRead('cases.list', { status }, { keepPrevious: true });
  const columns = useMemo<Column<CaseRow>[]>(
    () => [
      { key: 'no', header: t('list.no'), width: '110px', cell: (row) => row.caseNo, sortBy: (row) => row.caseNo },
      { key: 'student', header: t('list.student'), cell: (row) => row.student.name, sortBy: (row) => row.student.name },
      {
        key: 'class',
        header: t('list.class'),
        cell: (row) => row.student.className ?? '—',
        sortBy: (row) => row.student.className,
      },
      {
        key: 'opened',
        header: t('list.openedOn'),
        width: '130px',
        cell: (row) => formatDate(row.openedOn),
        sortBy: (row) => row.openedOn,
      },
      {
        key: 'sessions',
        header: t('list.sessions'),
        width: '80px',
        align: 'right',
        cell: (row) => row.sessions,
        sortBy: (row) => row.sessions,
      },
      {
        key: 'last',
        header: t('list.last'),
        width: '130px',
        cell: (row) => formatDate(row.lastSessionOn),
        sortBy: (row) => row.lastSessionOn,
      },
      {
        key: 'unsigned',
        header: t('list.unsigned'),
        width: '90px',
        align: 'right',
        cell: (row) => (row.unsigned > 0 ? row.unsigned : ''),
        sortBy: (row) => row.unsigned,
      },
      {
        key: 'status',
        header: t('list.status'),
        width: '110px',
        cell: (row) => (
          <Badge variant={row.status === 'open' ? 'light' : 'default'} radius="sm">
            {t(`list.${row.status}`)}
          </Badge>
        ),
        sortBy: (row) => row.status,
      },
    ],
    [t],
  );
  const newCase = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} variant="default" onClick={() => navigate('/cases/new')}>
      {t('list.newCase')}
    </Button>
  );
  return (
    <Page
      title={t('list.title')}
      subtitle={read.data ? t('list.subtitle', { count: read.data.length }) : undefined}
      actions={
        <>
          {newCase}
          <Popover position="bottom-end" trapFocus>
            <Popover.Target>
              <Button leftSection={<IconPencilPlus size={16} aria-hidden />}>{t('list.newSession')}</Button>
            </Popover.Target>
            <Popover.Dropdown w={320}>
              <StudentPicker label={t('list.pick')} onPick={(studentId) => navigate(`/cases/session/new?student=${studentId}`)} />
            </Popover.Dropdown>
          </Popover>
        </>
      }
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
            rowKey={(row) => row.caseId}
            onRow={(row) => navigate(`/cases/${row.caseId}`)}
            empty={<EmptyState title={t('list.empty')} text={t('list.emptyText')} action={newCase} />}
          />
        )}
      </Stack>
    </Page>
  );
}
