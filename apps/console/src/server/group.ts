import { queryOptions, useQuery } from '@tanstack/react-query';
import { type GroupOverviewSummary, api } from '../api-client/index.js';
import { useMyStanding, useWorkspaceId } from './use-workspace.js';

/** What is known of the group begins with this, so that a change of it can have all of it read again. */
export const groupKey = (workspace: string) => ['workspace', workspace, 'group'] as const;

export const summaryQuery = (workspace: string) =>
  queryOptions({
    queryKey: [...groupKey(workspace), 'summary'],
    queryFn: ({ signal }) => api.groupOverview.summary({ workspace, signal }),
  });

/** The workspaces below, where this one is above others and one may see so. */
export function useGroupBelow(): GroupOverviewSummary | undefined {
  const may = useMyStanding().may('workspace_group_members:read');
  const { data } = useQuery({ ...summaryQuery(useWorkspaceId()), enabled: may });
  return data?.kind === 'admin' ? data : undefined;
}

/** Whether the workspace decides itself whom it lets in from above. */
export const useMayConsent = (): boolean => useMyStanding().may('group_consents:update');
