import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../src-shared/contract/index.ts';
import { staffKinds } from '../../../src-shared/domain/codes/network.ts';
import { useRead } from '../../app/api.ts';
import { type Column, DataTable, EmptyState, ErrorNotice, formatDate, Loading, SectionCard } from '../../components/index.ts';
import { StaffForm } from './staff-form.tsx';

type Member = Output<'settings.staff'>[number];

/** The school's staff: mentors, counselors, heads of class. A person who left stays, so that old records keep their name. */
export function Staff() {
  const { t, i18n } = useTranslation('settings');
  const staff = useRead('settings.staff', {});
  const [editing, setEditing] = useState<Member | 'new' | null>(null);
  const language = i18n.language === 'en' ? 'en' : 'zh';
  if (staff.isError) return <ErrorNotice error={staff.error} onRetry={() => void staff.refetch()} />;
  if (!staff.data) return <Loading />;
  const columns: Column<Member>[] = [
    { key: 'name', header: t('staff.name'), cell: (row) => row.name, sortBy: (row) => row.name },
    {
      key: 'kind',
      header: t('staff.kind'),
      cell: (row) => staffKinds.label(row.kind, language),
      sortBy: (row) => staffKinds.order(row.kind),
    },
    {
      key: 'party',
      header: t('staff.party'),
      cell: (row) => (row.partyMember ? t('yes') : '—'),
      sortBy: (row) => (row.partyMember ? 0 : 1),
    },
    { key: 'phone', header: t('staff.phone'), cell: (row) => row.phone ?? '—' },
    { key: 'left', header: t('staff.leftOn'), cell: (row) => formatDate(row.leftOn), sortBy: (row) => row.leftOn },
  ];
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing('new')}>
      {t('staff.add')}
    </Button>
  );
  return (
    <SectionCard title={t('staff.title')} actions={staff.data.length > 0 && add}>
      <DataTable
        label={t('staff.title')}
        rows={staff.data}
        columns={columns}
        rowKey={(row) => row.id}
        onRow={setEditing}
        initialSort={{ key: 'kind', down: false }}
        height="calc(100vh - 280px)"
        empty={<EmptyState title={t('staff.empty')} text={t('staff.emptyHint')} action={add} />}
      />
      {editing !== null && <StaffForm member={editing === 'new' ? null : editing} onDone={() => setEditing(null)} />}
    </SectionCard>
  );
}
