import { useId } from 'react';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../api-client/index.js';
import { isProblem } from '../../server/problem.js';
import { useWorkspaceId } from '../../shell/use-workspace.js';
import { linkStyle } from '../../ui/link-button.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Switch } from '../../ui/switch.js';
import { toast } from '../../ui/toast.js';
import { entryRules as s } from './strings.js';

const settingsQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspace', workspace, 'settings'],
    queryFn: ({ signal }) => api.workspaces.readSettings({ workspace, signal }),
  });

/** What the workspace asks of whoever enters it. */
export function EntryRules() {
  const workspace = useWorkspaceId();
  const text = useId();
  const { data } = useQuery(settingsQuery(workspace));
  const change = useChange(workspace);
  const isRequired = change.isPending ? change.variables : data?.two_factor_required;
  return (
    <div className="flex items-start justify-between gap-4 border-t border-line p-4">
      <div className="min-w-0">
        <p className="font-medium">{s.twoFactor}</p>
        <p id={text} className="text-sm text-muted text-pretty">
          {s.twoFactorText}
        </p>
        {isProblem(change.error, 'two_factor_required') && <OwnFirst workspaceId={workspace} />}
      </div>
      {isRequired === undefined ? (
        <Skeleton className="h-5 w-9 shrink-0" />
      ) : (
        <Switch
          label={s.twoFactor}
          describedBy={text}
          isSelected={isRequired}
          onChange={(on) => change.mutate(on)}
        />
      )}
    </div>
  );
}

const OwnFirst = ({ workspaceId }: { workspaceId: string }) => (
  <p role="alert" className="mt-2 text-sm text-danger">
    {s.ownFirst}{' '}
    <Link to="/w/$workspaceId/settings/profile" params={{ workspaceId }} className={linkStyle}>
      {s.ownFirstLink}
    </Link>
  </p>
);

function useChange(workspace: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (two_factor_required: boolean) =>
      api.workspaces.updateSettings({ workspace, body: { two_factor_required } }),
    onSuccess: (changed) => {
      queryClient.setQueryData(settingsQuery(workspace).queryKey, changed);
      toast.done(changed.two_factor_required ? s.twoFactorOn : s.twoFactorOff);
    },
    onError: (error) => isProblem(error, 'two_factor_required') || toast.failed(error),
  });
}
