import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../../api-client/index.js';
import { isProblem } from '../../server/problem.js';
import type { GroupInvitation, Link } from '../group/types.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { toast } from '../../ui/toast.js';
import { groupInvitation as s } from './strings.js';

interface AnswersProps {
  readonly token: string;
  readonly invitation: GroupInvitation;
  /** It was for somebody else. */
  readonly onWrong: () => void;
}

type No = 'reject' | 'block';

/** Yes, no, or never again. */
export function Answers({ token, invitation, onWrong }: AnswersProps) {
  const { purpose, admin_workspace_name: admin } = invitation;
  const [asks, setAsks] = useState<No>();
  const accept = useAcceptance({ token, invitation, onWrong });
  const queryClient = useQueryClient();
  const refuse = useMutation({
    mutationFn: (answer: No) => api.groupInvitations[answer]({ token }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['group-invitation', token] }),
    onError: (error) => (isProblem(error, 'wrong_account') ? onWrong() : toast.failed(error)),
    onSettled: () => setAsks(undefined),
  });
  return (
    <div className="flex flex-col gap-2">
      <Button variant="primary" size="large" isPending={accept.isPending} onPress={() => accept.mutate()}>
        {s.accept[purpose]}
      </Button>
      <div className="flex flex-wrap justify-center gap-2">
        <Button variant="quiet" onPress={() => setAsks('reject')}>
          {s.reject}
        </Button>
        {purpose === 'join' && (
          <Button variant="quiet" onPress={() => setAsks('block')}>
            {s.block}
          </Button>
        )}
      </div>
      {asks && (
        <Confirm
          title={asks === 'block' ? s.blockTitle(admin) : s.rejectTitle(admin)}
          text={asks === 'block' ? s.blockText : s.rejectText[purpose]}
          action={asks === 'block' ? s.block : s.reject}
          isPending={refuse.isPending}
          onConfirm={() => refuse.mutate(asks)}
          onClose={() => setAsks(undefined)}
        />
      )}
    </div>
  );
}

/** Accepts, and shows what was agreed to. */
function useAcceptance({ token, invitation, onWrong }: AnswersProps) {
  const { purpose, admin_workspace_name: admin, sub_workspace_name: sub } = invitation;
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => api.groupInvitations.accept({ token }),
    onSuccess: async ({ sub_workspace_id: workspaceId }: Link) => {
      queryClient.removeQueries({ queryKey: ['me', 'workspaces'] });
      queryClient.removeQueries({ queryKey: ['workspace', workspaceId] });
      await navigate({
        to: '/w/$workspaceId/settings/workspace-group',
        params: { workspaceId },
        replace: true,
      });
      queryClient.removeQueries({ queryKey: ['group-invitation', token] });
      toast.done(s.accepted[purpose](admin, sub));
    },
    onError: (error) => {
      if (isProblem(error, 'wrong_account')) onWrong();
      else {
        toast.failed(error);
        // Withdrawn meanwhile, or decided elsewhere.
        void queryClient.invalidateQueries({ queryKey: ['group-invitation', token] });
      }
    },
  });
}
