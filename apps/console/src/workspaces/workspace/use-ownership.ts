import { systemRoles } from '@bailiwick/rbac';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../api-client/index.js';
import { meQuery } from '../../server/session.js';
import { useWorkspaceId } from '../../server/use-workspace.js';

export function useOwner() {
  const workspace = useWorkspaceId();
  const query = { role_id: systemRoles.owner.id, limit: 1 };
  return useQuery({
    queryKey: ['workspace', workspace, 'members', 'owner'],
    queryFn: async ({ signal }) => (await api.members.list({ workspace, query, signal })).items[0] ?? null,
  });
}

const ownershipQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspace', workspace, 'ownership'],
    queryFn: ({ signal }) => api.ownership.read({ workspace, signal }),
  });

/** Whom the owner chose, by name where one may know it. */
export function useHeirName(): string | undefined {
  const { data } = useQuery(ownershipQuery(useWorkspaceId()));
  return data?.pending_owner?.name ?? undefined;
}

/** Until when I can take back the workspace that I handed over. */
export function useReversibleUntil(): string | undefined {
  const { data: me } = useQuery(meQuery);
  const { data } = useQuery(ownershipQuery(useWorkspaceId()));
  return data?.reversible_until && data.reversible_by?.user_id === me?.id ? data.reversible_until : undefined;
}
