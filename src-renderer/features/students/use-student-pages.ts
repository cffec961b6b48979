import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { Input, Output } from '../../../src-shared/contract/index.ts';
import { type ApiError, call } from '../../app/api.ts';

type Asked = Omit<Input<'students.list'>, 'cursor' | 'limit'>;
type PageOf = Output<'students.list'>;

const PAGE = 200;

/** The list page by page, each going on where the one before ended; kept under `students.list`, so that a write reads it anew. */
export function useStudentPages(asked: Asked) {
  const query = useInfiniteQuery<PageOf, ApiError, { pages: PageOf[] }, readonly unknown[], string | undefined>({
    queryKey: ['students.list', 'pages', asked],
    queryFn: ({ pageParam }) =>
      call('students.list', { ...asked, limit: PAGE, ...(pageParam !== undefined && { cursor: pageParam }) }),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages ?? [];
  return {
    rows: pages.flatMap((page) => page.rows),
    first: pages[0],
    error: query.error,
    isPending: query.isPending,
    refetch: query.refetch,
    readOn: (): void => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
    },
  };
}
