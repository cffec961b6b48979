import { Badge, Button, Group } from '@mantine/core';
import { IconPrinter, IconTableExport } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { AuditRow } from '../../../src-shared/contract/audit.ts';
import type { Output } from '../../../src-shared/contract/index.ts';
import { type ApiError, call, useWrite } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { type Column, DataTable, EmptyState, ErrorNotice, formatInstant, Loading, Page } from '../../components/index.ts';
import { AuditFilters, type Chosen, filterOf, NOTHING_CHOSEN } from './audit-filters.tsx';
import { RowDrawer } from './row-drawer.tsx';
import { useAuditWords } from './use-audit-words.ts';
import { Verify } from './verify.tsx';

type Answer = Output<'audit.list'>;
const PAGE = 100;

/** Who looked at or did what, newest first: to filter, to check, to print and to hand over. */
export function AuditPage() {
  const { t } = useTranslation('audit');
  const { role } = useSession();
  if (role === 'clerk') return <EmptyState title={t('title')} text={t('notHere')} />;
  return <Record />;
}

function Record() {
  const { t } = useTranslation('audit');
  const navigate = useNavigate();
  const words = useAuditWords();
  const [chosen, setChosen] = useState<Chosen>(NOTHING_CHOSEN);
  const [open, setOpen] = useState<number | null>(null);
  const filter = filterOf(chosen, words.channelsWith);
  const pages = useInfiniteQuery<Answer, ApiError, readonly AuditRow[], readonly unknown[], number | undefined>({
    queryKey: ['audit.list', filter],
    initialPageParam: undefined,
    queryFn: ({ pageParam }) =>
      call('audit.list', { ...filter, limit: PAGE, ...(pageParam !== undefined && { before: pageParam }) }),
    getNextPageParam: (last) => (last.more ? last.rows.at(-1)?.seq : undefined),
    select: (data) => data.pages.flatMap((page) => page.rows),
    placeholderData: (before) => before,
  });
  const columns: Column<AuditRow>[] = [
    { key: 'seq', header: t('book.seq'), width: '80px', align: 'right', cell: (row) => row.seq },
    { key: 'at', header: t('book.at'), width: '180px', cell: (row) => formatInstant(row.at) },
    { key: 'who', header: t('book.who'), width: '120px', cell: (row) => row.userName },
    { key: 'action', header: t('book.action'), width: '110px', cell: (row) => <Action row={row} /> },
    { key: 'channel', header: t('book.channel'), width: 'minmax(160px, 1.2fr)', cell: (row) => words.channel(row.channel) },
    { key: 'about', header: t('book.about'), width: '130px', cell: (row) => row.subjectName ?? '—' },
    {
      key: 'changed',
      header: t('book.changed'),
      width: 'minmax(140px, 1.4fr)',
      cell: (row) => row.changed.map(words.field).join('、') || '—',
    },
  ];
  const rows = pages.data ?? [];
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      actions={
        <>
          <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => navigate('/audit/print')}>
            {t('print.open')}
          </Button>
          <Export filter={filter} words={words.forBook} />
        </>
      }
    >
      <Verify />
      <AuditFilters chosen={chosen} onChange={setChosen} />
      <ErrorNotice error={pages.error} onRetry={() => void pages.refetch()} />
      {pages.isPending ? (
        <Loading />
      ) : (
        <DataTable
          label={t('title')}
          rows={rows}
          columns={columns}
          rowKey={(row) => String(row.seq)}
          onRow={(row) => setOpen(row.seq)}
          rowHeight={36}
          height="calc(100vh - 350px)"
          empty={<EmptyState title={t('none')} text={t('noneText')} />}
        />
      )}
      {pages.hasNextPage && (
        <Group justify="center" mt="sm">
          <Button variant="default" size="xs" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t('more')}
          </Button>
        </Group>
      )}
      {open !== null && <RowDrawer seq={open} onClose={() => setOpen(null)} />}
    </Page>
  );
}

function Action({ row }: { readonly row: AuditRow }) {
  const { t } = useTranslation('audit');
  const loud = row.action === 'seal' || row.action === 'unlock_failed' || row.seal !== null;
  return (
    <Badge
      variant={loud ? 'light' : 'default'}
      color={loud ? 'orange' : 'gray'}
      // Orange on its own light ground is too faint to read.
      style={{ color: 'light-dark(var(--mantine-color-black), var(--mantine-color-white))' }}
      radius="sm"
      size="sm"
    >
      {row.seal === null ? t(`action.${row.action}`) : t('underSeal', { action: t(`action.${row.action}`) })}
    </Badge>
  );
}

function Export(props: { readonly filter: ReturnType<typeof filterOf>; readonly words: () => Record<string, string> }) {
  const { t } = useTranslation('audit');
  const write = useWrite('audit.export', { invalidates: ['audit.list'] });
  const go = async () => {
    const file = await call('files.chooseSave', {
      suggestedName: `${t('book.sheet')}.xlsx`,
      filters: [{ name: 'Excel', extensions: ['xlsx'] }],
    });
    if (file) write.mutate({ ...props.filter, token: file.token, words: props.words() });
  };
  return (
    <div>
      <Button
        variant="default"
        loading={write.isPending}
        leftSection={<IconTableExport size={16} aria-hidden />}
        onClick={() => void go()}
      >
        {t('export')}
      </Button>
      <ErrorNotice error={write.error} />
      <span role="status">{write.data && t('exported', { ...write.data })}</span>
    </div>
  );
}
