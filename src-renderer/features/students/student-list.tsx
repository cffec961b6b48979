import { Alert, Button, Group, Menu, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconChevronDown, IconFileImport, IconPlus } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { type ListSort, listSorts } from '../../../src-shared/contract/students.ts';
import { useRead } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { DataTable, EmptyState, ErrorNotice, Loading, Page } from '../../components/index.ts';
import { BulkBar } from './bulk-bar.tsx';
import { NewStudent } from './new-student.tsx';
import { useStudentColumns } from './student-columns.tsx';
import { askedFor, type Filter, NO_FILTER, StudentFilters } from './student-filters.tsx';
import { useStudentPages } from './use-student-pages.ts';

interface Order {
  readonly key: string;
  readonly down: boolean;
}
const NOBODY: ReadonlySet<string> = new Set();
const toSort = (key: string | undefined): ListSort => listSorts.find((sort) => sort === key) ?? 'class';

/** Everyone of the school year. Filter, order and pages are the vault's; the page holds what has been scrolled to. */
export function StudentList() {
  const { t } = useTranslation('students');
  const navigate = useNavigate();
  const { role } = useSession();
  const [filter, setFilter] = useState<Filter>(NO_FILTER);
  const [order, setOrder] = useState<Order | null>(null);
  const [selected, setSelected] = useState(NOBODY);
  const [search, setSearch] = useSearchParams();
  const adding = search.get('new') !== null;
  const open = (): void => setSearch({ new: '' }, { replace: true });
  const close = (): void => setSearch({}, { replace: true });
  const [settled] = useDebouncedValue(filter, 80);
  const asked = useMemo(() => askedFor(settled), [settled]);
  const list = useStudentPages({ ...asked, sort: toSort(order?.key), down: order?.down ?? false });
  const counts = useRead('students.listCounts', { consentKind: settled.consentKind }, { keepPrevious: true });
  const levelsShown = list.first?.levelsShown ?? false;
  const columns = useStudentColumns(levelsShown, settled.standing === 'left');
  const total = list.first?.total ?? 0;
  const { readOn } = list;
  const onEnd = useCallback(() => readOn(), [readOn]);
  const change = (next: Filter): void => {
    setFilter(next);
    setSelected(NOBODY);
  };
  const waiting = counts.data?.notRolledOver ?? 0;
  const filtered = JSON.stringify(settled) !== JSON.stringify(NO_FILTER);
  const nobody = list.first !== undefined && total === 0 && !filtered;
  const year = list.first?.schoolYear;
  return (
    <Page
      title={t('list.title')}
      subtitle={
        year === undefined ? undefined : t('list.subtitle', { year, next: year + 1, count: counts.data?.enrolled ?? total })
      }
      actions={
        <>
          <MoreMenu />
          <ImportButton variant="default" />
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
            {t('list.add')}
          </Button>
        </>
      }
    >
      <NewStudent opened={adding} onClose={close} />
      <RolloverDue waiting={waiting} year={year ?? 0} />
      <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
      {list.isPending && <Loading />}
      {nobody && (
        <EmptyState title={t('list.emptyTitle')} text={t('list.emptyText')} action={<ImportButton variant="filled" />} />
      )}
      {list.first && !nobody && (
        <>
          <StudentFilters filter={filter} onChange={change} levelsShown={levelsShown} counts={counts.data} />
          <Group h={36} gap="sm" mb={4}>
            {selected.size > 0 ? (
              <BulkBar selected={selected} onSelect={setSelected} asked={asked} total={total} />
            ) : (
              <Text size="sm" c="dimmed" role="status">
                {t('list.shown', { count: total })}
              </Text>
            )}
          </Group>
          <DataTable
            label={t('list.title')}
            rows={list.rows}
            columns={columns}
            rowKey={(row) => row.id}
            onRow={(row) => navigate(`/students/${row.id}`)}
            order={{ sort: order, onSort: setOrder, key: JSON.stringify([asked, order]) }}
            selection={{ selected, onChange: setSelected }}
            onEnd={onEnd}
            total={total}
            height={`calc(100vh - ${waiting > 0 && role !== 'lead' ? 376 : 300}px)`}
            empty={
              <EmptyState
                title={t('list.noMatchTitle')}
                text={t('list.noMatchText')}
                action={
                  <Button variant="default" onClick={() => change(NO_FILTER)}>
                    {t('list.clear')}
                  </Button>
                }
              />
            }
          />
        </>
      )}
    </Page>
  );
}

function ImportButton(props: { readonly variant: 'filled' | 'default' }) {
  const { t } = useTranslation('students');
  const navigate = useNavigate();
  return (
    <Button
      variant={props.variant}
      leftSection={<IconFileImport size={16} aria-hidden />}
      onClick={() => navigate('/students/import')}
    >
      {t('list.import')}
    </Button>
  );
}

function MoreMenu() {
  const { t } = useTranslation('students');
  const navigate = useNavigate();
  const { role } = useSession();
  if (role === 'lead') return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
          {t('filter.more')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => navigate('/students/rollover')}>{t('filter.rollover')}</Menu.Item>
        <Menu.Item onClick={() => navigate('/students/duplicates')}>{t('filter.duplicates')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** On the first days of a school year: who has not come up yet. */
function RolloverDue(props: { readonly waiting: number; readonly year: number }) {
  const { t } = useTranslation('students');
  const navigate = useNavigate();
  const { role } = useSession();
  if (props.waiting === 0 || role === 'lead') return null;
  return (
    <Alert mb="sm" variant="light" color="yellow">
      <Group justify="space-between">
        <Text size="sm">{t('filter.rolloverDue', { year: props.year, next: props.year + 1, count: props.waiting })}</Text>
        <Button size="xs" variant="default" onClick={() => navigate('/students/rollover')}>
          {t('filter.rolloverOpen')}
        </Button>
      </Group>
    </Alert>
  );
}
