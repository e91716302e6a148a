import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type MyWorkspace, type Standing, permissionsQuery, useStanding } from './session.js';

/** The workspace the address names: two tabs may be in two of them. */
export function useWorkspaceId(): string {
  return useParams({ from: '/w/$workspaceId' }).workspaceId;
}

export function useMyStanding(): Standing {
  return useStanding(useWorkspaceId());
}

/** Whoever is in it knows its name, also by way of a group that allows no more than that. */
export function useMyWorkspace(): Pick<MyWorkspace, 'id' | 'name'> {
  const { data } = useSuspenseQuery(permissionsQuery(useWorkspaceId()));
  return { id: data.workspace_id, name: data.workspace_name };
}

/** A workspace above this one. */
export interface Above {
  readonly id: string;
  readonly name: string;
}

/** The one above, if any, whoever asks. */
export function useAbove(): Above | undefined {
  const { link } = useSuspenseQuery(permissionsQuery(useWorkspaceId())).data;
  return link ? { id: link.admin_workspace_id, name: link.admin_workspace_name } : undefined;
}

/** For whom one acts: by way of a group, and not as a member. Nothing, where one is here in one's own right. */
export function useActing(): Above | undefined {
  const { data } = useSuspenseQuery(permissionsQuery(useWorkspaceId()));
  const above = useAbove();
  return data.access_via.startsWith('group:') ? above : undefined;
}
