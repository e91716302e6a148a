import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../../api-client/index.js';
import { workspacesQuery } from '../../server/session.js';
import { useMyStanding, useMyWorkspace, useWorkspaceId } from '../../server/use-workspace.js';
import { Confirm } from '../../ui/confirm.js';
import { toast } from '../../ui/toast.js';
import { members as s } from './strings.js';

export default function LeaveDialog({ onClose }: { onClose: () => void }) {
  const workspace = useWorkspaceId();
  const name = useMyWorkspace().name;
  const { memberId } = useMyStanding();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const leave = useMutation({
    mutationFn: () => api.members.remove({ workspace, id: memberId }),
    onSuccess: async () => {
      queryClient.removeQueries(workspacesQuery);
      await navigate({ to: '/' });
      toast.done(s.left(name));
    },
    onError: toast.failed,
  });
  return (
    <Confirm
      title={s.leaveTitle(name)}
      text={s.leaveText}
      action={s.leaveAction}
      isPending={leave.isPending}
      onConfirm={() => leave.mutate()}
      onClose={onClose}
    />
  );
}
