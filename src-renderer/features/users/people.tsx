import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../src-shared/contract/index.ts';
import { useSession } from '../../app/session.ts';
import { type Column, DataTable, formatDate, SectionCard } from '../../components/index.ts';
import { AddPerson } from './add-person.tsx';
import { PersonDialog } from './person-dialog.tsx';

export type User = Output<'users.list'>['users'][number];

/** Everybody who can open the vault, or once could; a row opens what can be done about that person. */
export function People(props: { readonly users: readonly User[] }) {
  const { t } = useTranslation('users');
  const { userId } = useSession();
  const [open, setOpen] = useState<string | 'new' | null>(null);
  const user = props.users.find(({ id }) => id === open);
  const columns: Column<User>[] = [
    {
      key: 'name',
      header: t('people.name'),
      cell: (row) => (row.id === userId ? t('people.self', { name: row.name }) : row.name),
      sortBy: (row) => row.name,
    },
    { key: 'role', header: t('people.role'), cell: (row) => t(`settings:role.${row.role}`), sortBy: (row) => row.role },
    { key: 'key', header: t('people.key'), cell: (row) => (row.closedAt === null ? t(`people.keys.${row.key}`) : '—') },
    { key: 'since', header: t('people.since'), cell: (row) => formatDate(row.createdAt), sortBy: (row) => row.createdAt },
    { key: 'closed', header: t('people.closed'), cell: (row) => formatDate(row.closedAt), sortBy: (row) => row.closedAt },
  ];
  return (
    <SectionCard
      title={t('people.title')}
      actions={
        <Button size="xs" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('new')}>
          {t('people.add')}
        </Button>
      }
    >
      <DataTable
        label={t('people.title')}
        rows={props.users}
        columns={columns}
        rowKey={(row) => row.id}
        onRow={(row) => setOpen(row.id)}
        height={`${Math.min(props.users.length, 8) * 40 + 44}px`}
      />
      {open === 'new' && <AddPerson onDone={() => setOpen(null)} />}
      {user && <PersonDialog user={user} users={props.users} onDone={() => setOpen(null)} />}
    </SectionCard>
  );
}
