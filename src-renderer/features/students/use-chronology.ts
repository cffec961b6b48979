import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { Output } from '../../../src-shared/contract/index.ts';
import { type ApiError, call } from '../../app/api.ts';
import { askedFor, type Filter } from './chronology-filter.ts';

const PAGE = 60;
type PageOf = Output<'students.chronology'>;

/** A filtered chronology page by page; `visit` names this stay in the file. Kept under `students.chronology`, so that a write reads it anew. */
export function useChronology(studentId: string, filter: Filter, visit: string) {
  const asked = askedFor(studentId, filter);
  const query = useInfiniteQuery<PageOf, ApiError, { pages: PageOf[] }, readonly unknown[], string | undefined>({
    queryKey: ['students.chronology', 'pages', asked, visit],
    queryFn: ({ pageParam }) =>
      call('students.chronology', { ...asked, visit, limit: PAGE, ...(pageParam !== undefined && { cursor: pageParam }) }),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  return {
    entries: query.data?.pages.flatMap((page) => page.entries) ?? [],
    error: query.error,
    isPending: query.isPending,
    refetch: query.refetch,
    hasMore: query.hasNextPage,
    readOn: (): void => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
    },
  };
}
