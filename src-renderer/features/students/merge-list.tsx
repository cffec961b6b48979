import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Output } from '../../../src-shared/contract/index.ts';
import { useRead, useWrite } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { type Column, DataTable, EmptyState, ErrorNotice, formatDate, Loading, Page } from '../../components/index.ts';

type Pair = Output<'students.duplicates'>['pairs'][number];
type Person = Pair['a'];

const told = (person: Person): string =>
  [person.name, person.className, person.birthDate === null ? null : formatDate(person.birthDate), person.studentNo]
    .filter((part) => part !== null)
    .join(' · ');

/** Pairs of files that may be of one person, likeliest first. */
export function MergeList() {
  const { t } = useTranslation('students');
  const navigate = useNavigate();
  const { role } = useSession();
  const list = useRead('students.duplicates', {});
  const apart = useWrite('students.notDuplicate', { invalidates: ['students.duplicates'] });
  const columns: Column<Pair>[] = [
    { key: 'a', header: t('merge.kept'), cell: (r) => told(r.a), sortBy: (r) => r.a.name },
    { key: 'b', header: t('merge.gone'), cell: (r) => told(r.b), sortBy: (r) => r.b.name },
    {
      key: 'why',
      header: t('merge.field'),
      cell: (r) => r.reasons.map((reason) => t(`merge.why.${reason}`)).join('、'),
      sortBy: (r) => r.score,
    },
    {
      key: 'do',
      header: t('merge.choose'),
      width: '230px',
      cell: (r) => (
        <Group gap="xs" wrap="nowrap">
          {role === 'counselor' && (
            <Button
              size="compact-sm"
              aria-label={t('merge.compareLabel', { a: r.a.name, b: r.b.name })}
              onClick={() => navigate(`/students/merge?kept=${r.a.id}&gone=${r.b.id}`)}
            >
              {t('merge.compare')}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('merge.apartLabel', { a: r.a.name, b: r.b.name })}
            onClick={() => apart.mutate({ studentA: r.a.id, studentB: r.b.id })}
          >
            {t('merge.apart')}
          </Button>
        </Group>
      ),
    },
  ];
  return (
    <Page
      title={t('merge.title')}
      subtitle={list.data ? `${t('merge.subtitle')} · ${t('merge.found', { count: list.data.total })}` : t('merge.subtitle')}
      actions={
        <Button variant="default" onClick={() => navigate('/students')}>
          {t('rollover.back')}
        </Button>
      }
    >
      {list.isPending && <Loading />}
      <ErrorNotice error={list.error ?? apart.error} onRetry={() => void list.refetch()} />
      {list.data && (
        <DataTable
          label={t('merge.title')}
          rows={list.data.pairs}
          columns={columns}
          rowKey={(r) => `${r.a.id}${r.b.id}`}
          empty={<EmptyState title={t('merge.none')} text={t('merge.noneText')} />}
        />
      )}
      {list.data && list.data.total > list.data.pairs.length && (
        <Text size="sm" c="dimmed">
          {t('merge.found', { count: list.data.total })}
        </Text>
      )}
    </Page>
  );
}
