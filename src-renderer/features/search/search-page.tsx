import { Alert, Button, Chip, Group, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Output } from '../../../src-shared/contract/index.ts';
import { type NoteKind, noteKinds } from '../../../src-shared/contract/search.ts';
import { type ApiError, call, useWrite } from '../../app/api.ts';
import { useSession } from '../../app/session.ts';
import { DateField, EmptyState, ErrorNotice, Page } from '../../components/index.ts';
import { NoteHits } from './note-hits.tsx';

interface Asked {
  readonly query: string;
  readonly kinds: readonly NoteKind[];
  readonly from: string | null;
  readonly to: string | null;
}
/** Hits that fill the screen. */
const FIRST_HITS = 10;
type PageOf = Output<'search.notes'>;

/** An answer to an earlier keystroke never replaces a later one: each question has its own place in the cache. */
function useNotes({ query, kinds, from, to }: Asked) {
  const asked = { query, ...(kinds.length > 0 && { kinds: [...kinds] }), ...(from && { from }), ...(to && { to }) };
  return useInfiniteQuery<PageOf, ApiError, { pages: PageOf[] }, readonly unknown[], number | undefined>({
    queryKey: ['search.notes', asked],
    queryFn: ({ pageParam }) => call('search.notes', { ...asked, ...(pageParam !== undefined && { cursor: pageParam }) }),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
    placeholderData: keepPreviousData,
    enabled: query !== '',
  });
}

/** Words in all notes that the role may read, newest first, with the place in each. */
export function SearchPage() {
  const { t } = useTranslation('search');
  const { role } = useSession();
  const [params] = useSearchParams();
  const given = params.get('q') ?? '';
  const [asked, setAsked] = useState<Asked>({ query: given, kinds: [], from: null, to: null });
  // Asked again from Ctrl+K while this page is open.
  useEffect(() => setAsked((before) => ({ ...before, query: given })), [given]);
  const [settled] = useDebouncedValue(asked, 120);
  const query = settled.query.trim();
  const notes = useNotes({ ...settled, query });
  const hits = query === '' ? [] : (notes.data?.pages.flatMap((page) => page.hits) ?? []);
  // A call looks only so far; where little was found it goes on, until a page is there or the next keystroke asks something else.
  const { hasNextPage, isFetching, isError, fetchNextPage } = notes;
  useEffect(() => {
    if (query !== '' && hits.length < FIRST_HITS && hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [query, hits.length, hasNextPage, isFetching, isError, fetchNextPage]);
  const change = (part: Partial<Asked>): void => setAsked({ ...asked, ...part });
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      <TextInput
        autoFocus
        maw={520}
        size="md"
        maxLength={60}
        aria-label={t('find')}
        description={t('hint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        placeholder={t('find')}
        leftSection={<IconSearch size={18} aria-hidden />}
        value={asked.query}
        onChange={(event) => change({ query: event.currentTarget.value })}
      />
      <Group justify="space-between" align="flex-end" my="sm">
        <Group gap={6} role="group" aria-label={t('kindLabel')}>
          <Chip size="xs" radius="sm" checked={asked.kinds.length === 0} onChange={() => change({ kinds: [] })}>
            {t('all')}
          </Chip>
          <Chip.Group
            multiple
            value={[...asked.kinds]}
            onChange={(chosen) => change({ kinds: noteKinds.filter((kind) => chosen.includes(kind)) })}
          >
            {noteKinds.map((kind) => (
              <Chip key={kind} value={kind} size="xs" radius="sm">
                {t(`kind.${kind}`)}
              </Chip>
            ))}
          </Chip.Group>
        </Group>
        <Group gap="xs">
          <DateField size="xs" w={150} label={t('from')} value={asked.from} onChange={(from) => change({ from })} />
          <DateField size="xs" w={150} label={t('to')} value={asked.to} onChange={(to) => change({ to })} />
        </Group>
      </Group>
      {role !== 'counselor' && (
        <Text size="xs" c="dimmed" mb="xs">
          {t('limited')}
        </Text>
      )}
      <ErrorNotice error={notes.error} onRetry={() => void notes.refetch()} />
      {query === '' && <EmptyState title={t('start')} text={t('startText')} />}
      {query !== '' && notes.isSuccess && hits.length === 0 && !notes.hasNextPage && <Nothing />}
      <NoteHits hits={hits} label={t('resultsLabel')} />
      {query !== '' && notes.hasNextPage && (
        <Button variant="default" mt="sm" loading={notes.isFetchingNextPage} onClick={() => void notes.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Page>
  );
}

function Nothing() {
  const { t } = useTranslation('search');
  const { role } = useSession();
  const rebuild = useWrite('search.rebuild', { invalidates: ['search.notes'] });
  return (
    <>
      <EmptyState title={t('none')} text={t('noneText')} />
      {role === 'counselor' && (
        <Group justify="center" gap="xs">
          <Text size="xs" c="dimmed">
            {t('rebuildHint')}
          </Text>
          <Button size="compact-xs" variant="default" loading={rebuild.isPending} onClick={() => rebuild.mutate({})}>
            {t('rebuild')}
          </Button>
        </Group>
      )}
      <ErrorNotice error={rebuild.error} />
      {rebuild.data && (
        <Alert color="pine" mt="sm">
          {t('rebuilt', { count: rebuild.data.notes })}
        </Alert>
      )}
    </>
  );
}
