import { Button, Drawer, Group, Select, SimpleGrid, Stack } from '@mantine/core';
import { IconClock, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ActivityRow } from '../../../src-shared/contract/activities.ts';
import { type ActivityKind, activityKinds } from '../../../src-shared/domain/codes.ts';
import { startOfWeek } from '../../../src-shared/domain/dates.ts';
import { schoolYearName, schoolYearOf } from '../../../src-shared/domain/school-calendar.ts';
import { useRead } from '../../app/api.ts';
import { codeOptions, codeWord } from '../../components/code-options.ts';
import {
  type Column,
  DataTable,
  EmptyState,
  ErrorNotice,
  formatDate,
  Loading,
  Page,
  Stat,
  todayLocal,
} from '../../components/index.ts';
import { ActivityForm } from './activity-form.tsx';

type Editing = { readonly row: ActivityRow } | { readonly kind: ActivityKind };

export function WorkPage() {
  const { t, i18n } = useTranslation('activities');
  const today = todayLocal();
  const thisYear = schoolYearOf(today);
  const [year, setYear] = useState(thisYear);
  const [kind, setKind] = useState<ActivityKind | null>(null);
  const [editing, setEditing] = useState<Editing | null>(null);
  const read = useRead('activities.list', { from: `${year}-09-01`, to: `${year + 1}-08-31` }, { keepPrevious: true });
  const rows = read.data ?? [];
  const yearName = (value: number) => schoolYearName(value, i18n.language === 'en' ? 'en' : 'zh');
  const monday = startOfWeek(today);
  const dutyMinutes = rows
    .filter((row) => row.kind === 'duty' && row.heldOn >= monday && row.heldOn <= today)
    .reduce((sum, row) => sum + row.minutes, 0);
  const lessons = rows.filter((row) => row.kind === 'lesson').reduce((sum, row) => sum + row.lessons, 0);
  const columns: Column<ActivityRow>[] = [
    { key: 'date', header: t('date'), width: '130px', cell: (row) => formatDate(row.heldOn), sortBy: (row) => row.heldOn },
    {
      key: 'kind',
      header: t('kind'),
      width: '160px',
      cell: (row) => codeWord(activityKinds, row.kind, i18n.language),
      sortBy: (row) => activityKinds.order(row.kind),
    },
    { key: 'title', header: t('name'), width: 'minmax(160px, 2fr)', cell: (row) => row.title, sortBy: (row) => row.title },
    { key: 'audience', header: t('audience'), cell: (row) => row.audience ?? '' },
    {
      key: 'lessons',
      header: t('lessons'),
      width: '70px',
      align: 'right',
      cell: (row) => row.lessons || '',
      sortBy: (row) => row.lessons,
    },
    {
      key: 'minutes',
      header: t('minutes'),
      width: '70px',
      align: 'right',
      cell: (row) => row.minutes || '',
      sortBy: (row) => row.minutes,
    },
    {
      key: 'people',
      header: t('people'),
      width: '70px',
      align: 'right',
      cell: (row) => row.people ?? '',
      sortBy: (row) => row.people,
    },
    {
      key: 'measure',
      header: t('measure'),
      width: '150px',
      cell: (row) => t(`m${activityKinds.has(row.kind) ? activityKinds.find(row.kind).measure : 0}`),
    },
  ];
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle', { year: yearName(year), count: rows.length })}
      actions={
        <>
          <Button component={Link} to="/visits" variant="default">
            {t('visits')}
          </Button>
          <Button
            leftSection={<IconClock size={16} aria-hidden />}
            variant="default"
            onClick={() => setEditing({ kind: 'duty' })}
          >
            {t('duty')}
          </Button>
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing({ kind: 'lesson' })}>
            {t('new')}
          </Button>
        </>
      }
    >
      <Stack gap="sm">
        <SimpleGrid cols={3}>
          <Stat label={t('dutyWeek')} value={t('dutyHours', { hours: Math.round(dutyMinutes / 6) / 10 })} hint={t('dutyHint')} />
          <Stat label={t('lessonsYear')} value={t('lessonsCount', { lessons })} />
          <Stat
            label={t('eventsYear')}
            value={t('eventsCount', { count: rows.filter((row) => row.kind !== 'duty' && row.kind !== 'lesson').length })}
          />
        </SimpleGrid>
        <Group>
          <Select
            size="xs"
            aria-label={t('year')}
            allowDeselect={false}
            data={[thisYear, thisYear - 1, thisYear - 2].map((value) => ({ value: String(value), label: yearName(value) }))}
            value={String(year)}
            onChange={(value) => setYear(Number(value))}
          />
          <Select
            size="xs"
            aria-label={t('kind')}
            placeholder={t('all')}
            clearable
            data={codeOptions(activityKinds, i18n.language)}
            value={kind}
            onChange={setKind}
          />
        </Group>
        <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />
        {read.isPending && <Loading />}
        {read.data && (
          <DataTable
            label={t('label')}
            rows={kind === null ? rows : rows.filter((row) => row.kind === kind)}
            columns={columns}
            rowKey={(row) => row.activityId}
            onRow={(row) => setEditing({ row })}
            height="calc(100vh - 320px)"
            empty={<EmptyState title={t('empty')} text={t('emptyText')} />}
          />
        )}
      </Stack>
      <Drawer opened={editing !== null} onClose={() => setEditing(null)} position="right" title={t('new')}>
        {editing && (
          <ActivityForm {...('row' in editing ? { row: editing.row } : { kind: editing.kind })} onDone={() => setEditing(null)} />
        )}
      </Drawer>
    </Page>
  );
}
