import { Button, Group, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { EmptyState, ErrorNotice, Loading } from '../../components/index.ts';
import { type Filter, isFiltered, NO_FILTER, toSearch } from './chronology-filter.ts';
import { ChronologyFilters } from './chronology-filters.tsx';
import { ChronologyList } from './chronology-list.tsx';
import { useChronology } from './use-chronology.ts';

/** Everything about one student, newest first, as far as the role may read it. */
export function Chronology({ studentId }: { readonly studentId: string }) {
  const { t } = useTranslation('students');
  const navigate = useNavigate();
  const [filter, setFilter] = useState<Filter>(NO_FILTER);
  // One stay in the file has one name: what is new stays marked until it is left.
  const [visit] = useState(() => crypto.randomUUID());
  const [asked] = useDebouncedValue(filter, 150);
  const read = useChronology(studentId, asked, visit);
  const filtered = isFiltered(filter);
  const fresh = read.entries.filter((entry) => entry.fresh).length;
  const out = filtered ? `?${toSearch(filter).toString()}` : '';
  return (
    <section aria-label={t('chronology.label')}>
      <ChronologyFilters filter={filter} onChange={setFilter} />
      <Group justify="space-between" mb="xs" mih={26}>
        <Text size="xs" c="dimmed" role="status">
          {fresh > 0 ? t('chronology.freshCount', { count: fresh }) : ''}
        </Text>
        {read.entries.length > 0 && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPrinter size={14} aria-hidden />}
            onClick={() => navigate(`/students/${studentId}/chronology${out}`)}
          >
            {t('chronology.take')}
          </Button>
        )}
      </Group>
      <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />
      {read.isPending && <Loading />}
      {!read.isPending && !read.error && read.entries.length === 0 && (
        <EmptyState
          title={filtered ? t('chronology.noMatch') : t('chronology.empty')}
          text={filtered ? t('chronology.noMatchText') : t('chronology.emptyText')}
          action={
            filtered ? (
              <Button variant="default" size="xs" onClick={() => setFilter(NO_FILTER)}>
                {t('chronology.clear')}
              </Button>
            ) : undefined
          }
        />
      )}
      <ChronologyList studentId={studentId} entries={read.entries} hasMore={read.hasMore} readOn={read.readOn} />
    </section>
  );
}
