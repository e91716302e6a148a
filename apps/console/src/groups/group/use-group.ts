import { useState } from 'react';
import { useQuery, useMutation, useQueryClient, queryOptions } from '@tanstack/react-query';
import { api } from '../../api-client/index.js';
import { groupKey } from '../../server/group.js';
import { useWorkspaceId } from '../../server/use-workspace.js';
import { workspacesQuery } from '../../server/session.js';
import { toast } from '../../ui/toast.js';
import { usePages } from '../../ui/use-pages.js';

export const linkQuery = (workspace: string, id: string) =>
  queryOptions({
    queryKey: [...groupKey(workspace), 'link', id],
    queryFn: ({ signal }) => api.links.read({ workspace, id, signal }),
  });

const LOOK_EVERY_MS = 60_000;

/** The admin workspace above this one, or the one that asks to be. Looked at now and then, since others decide on it. */
export const aboveQuery = (workspace: string) =>
  queryOptions({
    queryKey: [...groupKey(workspace), 'above'],
    queryFn: async ({ signal }) => {
      const { items } = await api.links.list({ workspace, query: { side: 'sub', limit: 100 }, signal });
      const stands = items.filter(({ expired }) => !expired);
      return stands.find(({ status }) => status === 'accepted') ?? stands[0] ?? null;
    },
    refetchInterval: LOOK_EVERY_MS,
  });

export type Sort = 'name' | 'activity' | 'date';

export interface SubFilter {
  readonly sort: Sort;
  readonly direction: 'asc' | 'desc';
  readonly search?: string;
}

export function useSubs(filter: SubFilter, limit = 100) {
  const workspace = useWorkspaceId();
  return usePages([...groupKey(workspace), 'subs', filter, limit], ({ starting_after, signal }) =>
    api.groupOverview.subs({ workspace, query: { ...filter, limit, starting_after }, signal }),
  );
}

/** Those who were asked and have not agreed: yet, in time, or at all. */
export function useInvited(status: 'pending' | 'rejected') {
  const workspace = useWorkspaceId();
  return usePages([...groupKey(workspace), 'invited', status], ({ starting_after, signal }) =>
    api.links.list({ workspace, query: { status, limit: 20, starting_after }, signal }),
  );
}

interface GrantFilter {
  readonly member_id?: string;
  readonly link_id?: string;
  readonly role_id?: string;
}

export function useGroupGrants(filter: GrantFilter = {}) {
  const workspace = useWorkspaceId();
  return usePages([...groupKey(workspace), 'grants', filter], ({ starting_after, signal }) =>
    api.groupGrants.list({ workspace, query: { ...filter, limit: 100, starting_after }, signal }),
  );
}

/** How many there are of these, without reading them. */
export const grantCountQuery = (workspace: string, filter: GrantFilter) =>
  queryOptions({
    queryKey: [...groupKey(workspace), 'grants', 'count', filter],
    queryFn: ({ signal }) =>
      api.groupGrants.list({ workspace, query: { ...filter, limit: 1, count: 'true' }, signal }),
    staleTime: 0,
  });

/** People over all workspaces below, and of how many of these one does not see the people. */
export function usePeople(search: string | undefined) {
  const workspace = useWorkspaceId();
  const [hidden, setHidden] = useState(0);
  const pages = usePages(
    [...groupKey(workspace), 'people', search ?? ''],
    async ({ starting_after, signal }) => {
      const query = { limit: 100, starting_after, ...(search && { search }) };
      const page = await api.groupOverview.members({ workspace, query, signal });
      if (!starting_after) setHidden(page.hidden_subs);
      return page;
    },
  );
  return { ...pages, hidden };
}

/** What happened in them, and how many do not let it be read. */
export function useRecords(sub: string | undefined, search: string | undefined) {
  const workspace = useWorkspaceId();
  const [hidden, setHidden] = useState(0);
  const pages = usePages(
    [...groupKey(workspace), 'records', sub ?? '', search ?? ''],
    async ({ starting_after, signal }) => {
      const query = { sub, search, limit: 50, starting_after };
      const page = await api.groupOverview.auditLogs({ workspace, query, signal });
      if (!starting_after) setHidden(page.hidden_subs);
      return page;
    },
  );
  return { ...pages, hidden };
}

/** Those who are in this workspace by way of the link above it: each of them may at least see it. */
export function useThrough(link: string) {
  const workspace = useWorkspaceId();
  return usePages([...groupKey(workspace), 'through', link], ({ starting_after, signal }) => {
    const query = { permission: 'workspaces:read', through: 'group', limit: 100, starting_after } as const;
    return api.access.list({ workspace, query, signal });
  });
}

export const guardrailsQuery = (workspace: string) =>
  queryOptions({
    queryKey: [...groupKey(workspace), 'guardrails'],
    queryFn: ({ signal }) => api.guardrails.read({ workspace, signal }),
  });

export const bindingQuery = (workspace: string) =>
  queryOptions({
    queryKey: [...groupKey(workspace), 'binding'],
    queryFn: ({ signal }) => api.guardrailsAbove.read({ workspace, signal }),
  });

export const adoptionsQuery = (workspace: string, id: string) =>
  queryOptions({
    queryKey: [...groupKey(workspace), 'adoptions', id],
    queryFn: ({ signal }) => api.adoptions.list({ workspace, id, signal }),
    staleTime: 0,
  });

/** As a list in an address; an empty one is to be told from none. */
export const joinPermissions = (permissions: Iterable<string>): string => [...permissions].join(',') || ',';

/** What would follow from an act; asked anew each time, since it is of this moment. */
export function useImpact(query: Parameters<typeof api.groupOverview.impact>[0]['query'], isAsked = true) {
  const workspace = useWorkspaceId();
  return useQuery({
    queryKey: [...groupKey(workspace), 'impact', query],
    queryFn: ({ signal }) => api.groupOverview.impact({ workspace, ...(query && { query }), signal }),
    staleTime: 0,
    enabled: isAsked,
  });
}

interface Deed<Input, Output> {
  readonly run: (workspace: string, input: Input) => Promise<Output>;
  readonly onDone?: (output: Output, input: Input) => void;
  /** What went wrong is said by the form it was sent from. */
  readonly isForm?: boolean;
}

/** A deed on the group: everything that tells of it is read again, and so are the workspaces one may open. */
export function useGroupDeed<Input, Output>({ run, onDone, isForm = false }: Deed<Input, Output>) {
  const workspace = useWorkspaceId();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => run(workspace, input),
    onSuccess: (output, input) => {
      onDone?.(output, input);
      void queryClient.invalidateQueries(workspacesQuery);
    },
    // Also what was refused may have been done in part, or was refused because something had changed.
    onSettled: () => queryClient.invalidateQueries({ queryKey: groupKey(workspace) }),
    ...(!isForm && { onError: toast.failed }),
  });
}
