import { Button, Group, Select, Text, TextInput } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { IconFileImport, IconPlus, IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { StudentRow } from '../../../src-shared/contract/students.ts';
import { careTags } from '../../../src-shared/domain/codes/care.ts';
import { sexes } from '../../../src-shared/domain/codes/person.ts';
import type { Language } from '../../../src-shared/domain/words.ts';
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
import { NewStudent } from './new-student.tsx';
import { useLanguage } from './use-language.ts';
import { useLevelName } from './use-levels.ts';

interface Filter {
  readonly text: string;
  readonly classId: string | null;
  readonly level: string | null;
}
const NO_FILTER: Filter = { text: '', classId: null, level: null };

function matches(row: StudentRow, filter: Filter): boolean {
  if (filter.classId !== null && row.classId !== filter.classId) return false;
  if (filter.level !== null && (row.level ?? 0) !== Number(filter.level)) return false;
  const text = filter.text.trim().toLowerCase().replaceAll(' ', '');
  if (text === '') return true;
  return (
    row.name.toLowerCase().includes(text) ||
    row.pinyin.includes(text) ||
    row.initials.startsWith(text) ||
    (row.studentNo?.toLowerCase().startsWith(text) ?? false) ||
    row.className.replace(/[()]/gu, '').includes(text.replace(/[()]/gu, ''))
  );
}

function useColumns(levelsShown: boolean, language: Language): readonly Column<StudentRow>[] {
  const { t } = useTranslation('students');
  return useMemo(() => {
    const columns: Column<StudentRow>[] = [
      { key: 'name', header: t('column.name'), width: 'minmax(120px, 1.2fr)', cell: (r) => r.name, sortBy: (r) => r.name },
      { key: 'class', header: t('column.class'), width: '110px', cell: (r) => r.className, sortBy: (r) => r.className },
      { key: 'sex', header: t('column.sex'), width: '64px', cell: (r) => sexes.label(r.sex, language), sortBy: (r) => r.sex },
      {
        key: 'boarder',
        header: t('column.boarder'),
        width: '72px',
        cell: (r) => (r.boarder ? t('yes') : t('no')),
        sortBy: (r) => (r.boarder ? 1 : 0),
      },
      {
        key: 'level',
        header: t('column.level'),
        width: '132px',
        cell: (r) => <LevelBadge level={r.level} />,
        sortBy: (r) => r.level,
      },
      { key: 'mentor', header: t('column.mentor'), width: '100px', cell: (r) => r.mentor ?? t('none'), sortBy: (r) => r.mentor },
      {
        key: 'lastOnsite',
        header: t('column.lastOnsite'),
        width: '132px',
        cell: (r) => formatDate(r.lastOnsiteOn),
        sortBy: (r) => r.lastOnsiteOn,
      },
      {
        key: 'fileOpened',
        header: t('column.fileOpened'),
        width: '132px',
        cell: (r) => formatDate(r.fileOpenedOn),
        sortBy: (r) => r.fileOpenedOn,
      },
      {
        key: 'careTags',
        header: t('column.careTags'),
        cell: (r) => (r.careTags.length === 0 ? t('none') : r.careTags.map((c) => careTags.label(c, language)).join('、')),
      },
    ];
    return levelsShown ? columns : columns.filter((c) => c.key !== 'level');
  }, [t, levelsShown, language]);
}

/** Everyone of the school year; filters work on the rows in memory, so they answer while typing. */
export function StudentList() {
  const { t } = useTranslation('students');
  const language = useLanguage();
  const levelName = useLevelName();
  const navigate = useNavigate();
  const list = useRead('students.list', {});
  const classes = useRead('students.classes', {});
  const [filter, setFilter] = useState(NO_FILTER);
  const [settled] = useDebouncedValue(filter, 80);
  const [adding, { open, close }] = useDisclosure(false);
  const levelsShown = list.data?.levelsShown ?? false;
  const columns = useColumns(levelsShown, language);
  const rows = useMemo(() => (list.data?.rows ?? []).filter((row) => matches(row, settled)), [list.data, settled]);
  const all = list.data?.rows.length ?? 0;
  const year = list.data?.schoolYear;
  const importButton = (variant: 'filled' | 'default') => (
    <Button variant={variant} leftSection={<IconFileImport size={16} aria-hidden />} onClick={() => navigate('/students/import')}>
      {t('list.import')}
    </Button>
  );
  return (
    <Page
      title={t('list.title')}
      subtitle={year === undefined ? undefined : t('list.subtitle', { year, next: year + 1, count: all })}
      actions={
        <>
          {importButton('default')}
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
            {t('list.add')}
          </Button>
        </>
      }
    >
      <NewStudent opened={adding} onClose={close} />
      <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
      {list.isPending && <Loading />}
      {list.data && all === 0 && (
        <EmptyState title={t('list.emptyTitle')} text={t('list.emptyText')} action={importButton('filled')} />
      )}
      {all > 0 && (
        <>
          <Group mb="sm" gap="sm">
            <TextInput
              w={260}
              leftSection={<IconSearch size={16} aria-hidden />}
              aria-label={t('list.findLabel')}
              placeholder={t('list.find')}
              value={filter.text}
              onChange={(event) => setFilter({ ...filter, text: event.currentTarget.value })}
            />
            <Select
              w={150}
              clearable
              searchable
              aria-label={t('list.classLabel')}
              placeholder={t('list.allClasses')}
              data={(classes.data ?? []).map((c) => ({ value: c.id, label: c.name }))}
              value={filter.classId}
              onChange={(classId) => setFilter({ ...filter, classId })}
            />
            {levelsShown && (
              <Select
                w={170}
                clearable
                aria-label={t('list.levelLabel')}
                placeholder={t('list.allLevels')}
                data={[3, 2, 1, 0].map((s) => ({ value: String(s), label: levelName(s) }))}
                value={filter.level}
                onChange={(level) => setFilter({ ...filter, level })}
              />
            )}
            {rows.length !== all && (
              <Text size="sm" c="dimmed" role="status">
                {t('list.shown', { count: rows.length })}
              </Text>
            )}
          </Group>
          <DataTable
            label={t('list.title')}
            rows={rows}
            columns={columns}
            rowKey={(row) => row.id}
            onRow={(row) => navigate(`/students/${row.id}`)}
            empty={
              <EmptyState
                title={t('list.noMatchTitle')}
                text={t('list.noMatchText')}
                action={
                  <Button variant="default" onClick={() => setFilter(NO_FILTER)}>
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
