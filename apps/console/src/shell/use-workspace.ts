import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type MyWorkspace, type Standing, useStanding, workspacesQuery } from '../server/session.js';

/** The workspace the address names: two tabs may be in two of them. */
export function useWorkspaceId(): string {
  return useParams({ from: '/w/$workspaceId' }).workspaceId;
}

export function useMyStanding(): Standing {
  return useStanding(useWorkspaceId());
}

export function useMyWorkspace(): MyWorkspace | undefined {
  const id = useWorkspaceId();
  return useSuspenseQuery(workspacesQuery).data.find((workspace) => workspace.id === id);
}
