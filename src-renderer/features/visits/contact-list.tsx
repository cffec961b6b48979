import { Button, Group, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../src-shared/contract/index.ts';
import { contactMatters, contactModes, contactOutcomes } from '../../../src-shared/domain/codes.ts';
import { schoolYearOf } from '../../../src-shared/domain/school-calendar.ts';
import { useRead } from '../../app/api.ts';
import { useQuickForms } from '../../app/quick-forms.ts';
import { codeOptions, codeWord } from '../../components/code-options.ts';
import {
  type Column,
  DataTable,
  DateField,
  EmptyState,
  ErrorNotice,
  formatInstant,
  Loading,
  Page,
  todayLocal,
} from '../../components/index.ts';
import { ContactDialog, OutcomeBadge } from './contact-dialog.tsx';
import { VisitTabs } from './visit-tabs.tsx';

type Row = Output<'visits.contactList'>[number];

/** All contacts with guardians of a period, and those that wait for somebody to be reached. */
export function ContactListPage() {
  const { t, i18n } = useTranslation('visits');
  const quick = useQuickForms();
  const [from, setFrom] = useState<string | null>(`${schoolYearOf(todayLocal())}-09-01`);
  const [to, setTo] = useState<string | null>(null);
  const [matter, setMatter] = useState<string | null>(null);
  const [unreached, setUnreached] = useState(false);
  const [opened, setOpened] = useState<Row | null>(null);
  const list = useRead(
    'visits.contactList',
    {
      ...(from !== null && { from }),
      ...(to !== null && { to }),
      ...(matter !== null && contactMatters.has(matter) && { matter }),
      unreached,
    },
    { keepPrevious: true },
  );
  const columns: Column<Row>[] = [
    {
      key: 'at',
      header: t('contacts.at'),
      width: '180px',
      cell: (row) => formatInstant(row.contactedAt),
      sortBy: (row) => row.contactedAt,
    },
    { key: 'student', header: t('list.student'), cell: (row) => row.student.name, sortBy: (row) => row.student.name },
    {
      key: 'class',
      header: t('list.class'),
      cell: (row) => row.student.className ?? '—',
      sortBy: (row) => row.student.className,
    },
    {
      key: 'matter',
      header: t('contact.matter'),
      cell: (row) => codeWord(contactMatters, row.matter, i18n.language),
      sortBy: (row) => row.matter,
    },
    {
      key: 'mode',
      header: t('contact.mode'),
      width: '110px',
      cell: (row) => codeWord(contactModes, row.mode, i18n.language),
      sortBy: (row) => row.mode,
    },
    { key: 'whom', header: t('contact.toWhom'), cell: (row) => row.withWhom ?? row.toWhom ?? '—' },
    {
      key: 'outcome',
      header: t('contact.outcome'),
      width: 'minmax(190px, 1fr)',
      cell: (row) => (
        <Group gap={6} wrap="nowrap">
          <OutcomeBadge outcome={row.outcome} />
          {row.unreached && contactOutcomes.find(row.outcome).failed && (
            <Text size="xs" c="dimmed">
              {t('contacts.inRow', { count: row.failed })}
            </Text>
          )}
        </Group>
      ),
      sortBy: (row) => row.outcome,
    },
    { key: 'next', header: t('list.next'), cell: (row) => row.nextStep ?? '' },
  ];
  return (
    <Page
      title={t('contacts.title')}
      subtitle={t('contacts.subtitle')}
      actions={
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => quick({ form: 'contact' })}>
          {t('contacts.new')}
        </Button>
      }
    >
      <Stack gap="sm">
        <VisitTabs at="contacts" />
        <Group gap="sm" align="flex-end">
          <SegmentedControl
            size="xs"
            aria-label={t('contacts.which')}
            value={unreached ? 'unreached' : 'all'}
            onChange={(value) => setUnreached(value === 'unreached')}
            data={[
              { value: 'all', label: t('contacts.everything') },
              { value: 'unreached', label: t('contacts.unreached') },
            ]}
          />
          <DateField size="xs" label={t('contacts.from')} value={from} onChange={setFrom} />
          <DateField size="xs" label={t('contacts.to')} value={to} onChange={setTo} />
          <Select
            size="xs"
            label={t('contact.matter')}
            clearable
            clearButtonProps={{ 'aria-label': t('contacts.anyMatter') }}
            placeholder={t('contacts.anyMatter')}
            data={codeOptions(contactMatters, i18n.language)}
            value={matter}
            onChange={setMatter}
          />
        </Group>
        <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
        {list.isPending && <Loading />}
        {list.data && (
          <DataTable
            label={t('contacts.title')}
            rows={list.data}
            columns={columns}
            rowKey={(row) => row.contactId}
            onRow={setOpened}
            empty={
              <EmptyState
                title={t(unreached ? 'contacts.emptyUnreached' : 'contacts.empty')}
                text={t(unreached ? 'contacts.emptyUnreachedText' : 'contacts.emptyText')}
              />
            }
          />
        )}
      </Stack>
      {opened && <ContactDialog row={opened} onClose={() => setOpened(null)} />}
    </Page>
  );
}
