import { useEffect } from 'react';
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { api } from '../../api-client/index.js';
import { workspacesQuery } from '../../server/session.js';
import { useMyStanding, useWorkspaceId } from '../../server/use-workspace.js';
import type { AuditRecord } from '../sentences/sentence.js';
import { actedIn } from '../sentences/sentences.js';

/** A workspace of the group, by the name it has now. */
export interface KnownSub {
  readonly name: string;
  /** By way of the group, or as a member there. */
  readonly mayOpen: boolean;
}

/** Of ten thousand workspaces those where something happened lately come first; for a name one does not read them all. */
const MOST_PAGES = 10;
const FRESH_MS = 5 * 60_000;

/** The workspaces in which these records say that something was done, by their ids, as far as one may know them. */
export function useKnownSubs(records: readonly AuditRecord[]): ReadonlyMap<string, KnownSub> {
  const { data: mine } = useSuspenseQuery(workspacesQuery);
  const own = new Map(mine.map(({ id, name }) => [id, { name, mayOpen: true }]));
  const wanted = records.flatMap((record) => actedIn(record) ?? []).filter((id) => !own.has(id));
  return new Map([...useBelow(wanted), ...own]);
}

function useBelow(wanted: readonly string[]): ReadonlyMap<string, KnownSub> {
  const workspace = useWorkspaceId();
  const may = useMyStanding().may('workspace_group_members:read');
  const { data, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery({
    queryKey: ['workspace', workspace, 'group', 'subs', 'known'],
    queryFn: ({ pageParam: starting_after, signal }) =>
      api.groupOverview.subs({
        workspace,
        query: { sort: 'activity', direction: 'desc', limit: 100, starting_after },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page, pages) => (pages.length < MOST_PAGES ? page.next_starting_after : undefined),
    staleTime: FRESH_MS,
    enabled: may && wanted.length > 0,
  });
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const found = new Map(
    items.map(({ workspace_id: id, name, my_roles }) => [id, { name, mayOpen: my_roles.length > 0 }]),
  );
  const isShort = hasNextPage && !isFetching && wanted.some((id) => !found.has(id));
  useEffect(() => {
    if (isShort) void fetchNextPage();
  }, [isShort, fetchNextPage]);
  return found;
}
