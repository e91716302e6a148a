import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { WorkspacesRead } from '../../api-client/index.js';
import { workspacesQuery } from '../../server/session.js';
import { useWorkspaceId } from '../../server/use-workspace.js';
import { workspaceQuery } from './itself.js';

/** Everything a change of the owner changes is read again: one's own powers, too. */
export function useOwnershipDeed<Input>(
  run: (workspace: string, input: Input) => Promise<WorkspacesRead>,
  onDone: (changed: WorkspacesRead) => void,
  onError?: (error: Error) => void,
) {
  const workspace = useWorkspaceId();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => run(workspace, input),
    onSuccess: (changed) => {
      queryClient.setQueryData(workspaceQuery(workspace).queryKey, changed);
      void queryClient.invalidateQueries({ queryKey: ['workspace', workspace] });
      void queryClient.invalidateQueries(workspacesQuery);
      onDone(changed);
    },
    ...(onError && { onError }),
  });
}

export function useRemovalDeed(
  run: (workspace: string) => Promise<WorkspacesRead>,
  onDone: () => void,
  onError?: (error: Error) => void,
) {
  const workspace = useWorkspaceId();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => run(workspace),
    onSuccess: (changed) => {
      queryClient.setQueryData(workspaceQuery(workspace).queryKey, changed);
      onDone();
    },
    ...(onError && { onError }),
  });
}
