// Types alone: the catalogue with its sentences is for the pages that show them.
import type { Permission, PermissionSet } from '@bailiwick/rbac';
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { api, type ProfileWorkspaces } from '../api-client/index.js';
import { everyPage } from './every-page.js';

/** A workspace I am a member of. */
export type MyWorkspace = ProfileWorkspaces['items'][number];

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api.profile.read({ signal }),
  staleTime: 60_000,
});

/** All of them: the switcher searches them as one types. */
export const workspacesQuery = queryOptions({
  queryKey: ['me', 'workspaces'],
  queryFn: ({ signal }) => everyPage((query) => api.profile.workspaces({ query, signal })),
  staleTime: 60_000,
});

export const permissionsQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspace', workspace, 'permissions'],
    queryFn: ({ signal }) => api.profile.permissions({ workspace, signal }),
    staleTime: 30_000,
  });

/** Who I am in a workspace, and what I may do there: the same sets the server decides by. */
export interface Standing {
  readonly memberId: string;
  readonly permissions: PermissionSet;
  may(permission: Permission): boolean;
}

export function useStanding(workspace: string): Standing {
  const { data } = useSuspenseQuery(permissionsQuery(workspace));
  const permissions = new Set<Permission>(data.permissions);
  return { memberId: data.member_id, permissions, may: (permission) => permissions.has(permission) };
}
