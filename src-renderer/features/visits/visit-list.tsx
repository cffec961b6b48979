import { Badge, Button, Popover, SegmentedControl, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Output } from '../../../src-shared/contract/index.ts';
import type { VisitRow } from '../../../src-shared/contract/visits.ts';
import { visitModes } from '../../../src-shared/domain/codes.ts';
import { schoolYearName, schoolYearOf } from '../../../src-shared/domain/school-calendar.ts';
import { useRead } from '../../app/api.ts';
import { codeWord } from '../../components/code-options.ts';
import {
  type Column,
  DataTable,
  EmptyState,
  ErrorNotice,
  formatDate,
  Loading,
  Page,
  todayLocal,
} from '../../components/index.ts';
import { StudentPicker } from '../../components/student-picker.tsx';
import { VisitTabs } from './visit-tabs.tsx';

type Unvisited = Output<'visits.unvisited'>['students'][number];

export function VisitListPage() {
  const { t, i18n } = useTranslation('visits');
  const navigate = useNavigate();
  const [shown, setShown] = useState('done');
  const schoolYear = schoolYearOf(todayLocal());
  const list = useRead('visits.list', { from: `${schoolYear}-09-01`, to: `${schoolYear + 1}-08-31` });
  const unvisited = useRead('visits.unvisited', { schoolYear });
  const done: Column<VisitRow>[] = [
    {
      key: 'date',
      header: t('list.date'),
      width: '130px',
      cell: (row) => formatDate(row.visitedOn),
      sortBy: (row) => row.visitedOn,
    },
    { key: 'student', header: t('list.student'), cell: (row) => row.student.name, sortBy: (row) => row.student.name },
    {
      key: 'class',
      header: t('list.class'),
      cell: (row) => row.student.className ?? '—',
      sortBy: (row) => row.student.className,
    },
    {
      key: 'mode',
      header: t('list.mode'),
      width: '90px',
      cell: (row) => codeWord(visitModes, row.mode, i18n.language),
      sortBy: (row) => row.mode,
    },
    {
      key: 'counts',
      header: t('list.counts'),
      width: '100px',
      cell: (row) => (
        <Badge variant={row.counts ? 'light' : 'outline'} radius="sm" size="sm">
          {t(row.counts ? 'list.yes' : 'list.no')}
        </Badge>
      ),
      sortBy: (row) => (row.counts ? 0 : 1),
    },
    { key: 'visitors', header: t('list.visitors'), cell: (row) => row.visitors.join('、') },
    { key: 'next', header: t('list.next'), cell: (row) => row.nextStep ?? '' },
  ];
  const todo: Column<Unvisited>[] = [
    { key: 'student', header: t('list.student'), cell: (row) => row.student.name, sortBy: (row) => row.student.name },
    {
      key: 'class',
      header: t('list.class'),
      cell: (row) => row.student.className ?? '—',
      sortBy: (row) => row.student.className,
    },
    {
      key: 'last',
      header: t('list.lastOnsite'),
      cell: (row) => (row.lastOnsiteOn ? formatDate(row.lastOnsiteOn) : t('list.never')),
      sortBy: (row) => row.lastOnsiteOn,
    },
  ];
  return (
    <Page
      title={t('list.title')}
      subtitle={
        unvisited.data &&
        t('list.subtitle', {
          year: schoolYearName(schoolYear, i18n.language === 'en' ? 'en' : 'zh'),
          enrolled: unvisited.data.enrolled,
          visited: unvisited.data.visited,
          left: unvisited.data.students.length,
        })
      }
      actions={
        <Popover position="bottom-end" trapFocus>
          <Popover.Target>
            <Button leftSection={<IconPlus size={16} aria-hidden />}>{t('list.new')}</Button>
          </Popover.Target>
          <Popover.Dropdown w={320}>
            <StudentPicker label={t('list.pick')} onPick={(studentId) => navigate(`/visits/new?student=${studentId}`)} />
          </Popover.Dropdown>
        </Popover>
      }
    >
      <Stack gap="sm">
        <VisitTabs at="visits" />
        <SegmentedControl
          w="fit-content"
          size="xs"
          value={shown}
          onChange={setShown}
          data={[
            { value: 'done', label: t('list.done') },
            { value: 'todo', label: t('list.todo') },
          ]}
        />
        <ErrorNotice error={list.error ?? unvisited.error} />
        {(list.isPending || unvisited.isPending) && <Loading />}
        {shown === 'done' && list.data && (
          <DataTable
            label={t('list.label')}
            rows={list.data}
            columns={done}
            rowKey={(row) => row.visitId}
            onRow={(row) => navigate(`/visits/${row.visitId}`)}
            empty={<EmptyState title={t('list.empty')} text={t('list.emptyText')} />}
          />
        )}
        {shown === 'todo' && unvisited.data && (
          <DataTable
            label={t('list.todo')}
            rows={unvisited.data.students}
            columns={todo}
            rowKey={(row) => row.student.id}
            onRow={(row) => navigate(`/visits/new?student=${row.student.id}`)}
            empty={<EmptyState title={t(unvisited.data.enrolled === 0 ? 'list.noRoll' : 'list.allDone')} />}
          />
        )}
      </Stack>
    </Page>
  );
}
