import { useEffect } from 'react';
import {
  type InfiniteData,
  type QueryKey,
  hashKey,
  keepPreviousData,
  useInfiniteQuery,
  useQueryClient,
} from '@tanstack/react-query';

interface ListPage<Row> {
  readonly items: Row[];
  readonly next_starting_after?: string;
}

type FetchPage<Row> = (page: {
  starting_after: string | undefined;
  signal: AbortSignal;
}) => Promise<ListPage<Row>>;

export interface Pages<Row> {
  readonly rows: readonly Row[];
  readonly error: Error | null;
  readonly isLoading: boolean;
  /** Rows of the filter before, while those of this one are on their way. */
  readonly isStale: boolean;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

/** Reading hundreds of pages again because a window was looked at helps nobody. */
const FEW_PAGES = 3;

/** A list of the API, page after page by its cursor. */
export function usePages<Row>(queryKey: QueryKey, fetchPage: FetchPage<Row>): Pages<Row> {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => fetchPage({ starting_after: pageParam, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_starting_after,
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchOnWindowFocus: ({ state }) => (state.data?.pages.length ?? 0) <= FEW_PAGES,
  });
  useForgetting(queryKey);
  return {
    rows: query.data?.pages.flatMap(({ items }) => items) ?? [],
    error: query.data ? null : query.error,
    isLoading: query.isPending,
    isStale: query.isPlaceholderData,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}

/** Whoever comes back sees the first page at once and has only that read again. */
function useForgetting(queryKey: QueryKey): void {
  const queryClient = useQueryClient();
  const list = hashKey(queryKey);
  useEffect(
    () => () =>
      void queryClient.setQueriesData<InfiniteData<unknown>>(
        { predicate: ({ queryHash }) => queryHash === list },
        (lists) => lists && { pages: lists.pages.slice(0, 1), pageParams: lists.pageParams.slice(0, 1) },
      ),
    [queryClient, list],
  );
}
