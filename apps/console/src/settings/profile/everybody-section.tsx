import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { api } from '../../api-client/index.js';
import { useMyWorkspace, useWorkspaceId } from '../../shell/use-workspace.js';
import { Button } from '../../ui/button.js';
import { Checkbox } from '../../ui/checkbox.js';
import { Confirm } from '../../ui/confirm.js';
import { toast } from '../../ui/toast.js';
import { Section } from './section.js';
import { everybody as s } from './strings.js';

/** For the day on which something went wrong. */
export function EverybodySection() {
  const [asks, setAsks] = useState(false);
  const [alsoKeys, setAlsoKeys] = useState(false);
  const name = useMyWorkspace()?.name ?? '';
  const end = useEndSessions();
  return (
    <Section
      title={s.title}
      text={s.text(name)}
      actions={<Button onPress={() => setAsks(true)}>{s.action}</Button>}
    >
      {asks && (
        <Confirm
          title={s.confirmTitle(name)}
          text={s.confirmText}
          action={s.action}
          isPending={end.isPending}
          onConfirm={() => end.mutate(alsoKeys)}
          onClose={() => setAsks(false)}
        >
          <Checkbox isSelected={alsoKeys} onChange={setAlsoKeys}>
            {s.alsoKeys}
          </Checkbox>
          {alsoKeys && <p className="text-sm text-danger">{s.keysText}</p>}
        </Confirm>
      )}
    </Section>
  );
}

/** Whoever does it is out as well, and signs in again to come back here. */
function useEndSessions() {
  const workspace = useWorkspaceId();
  const { href: next } = useLocation();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (alsoKeys: boolean) =>
      api.workspaces.endSessions({ workspace, ...(alsoKeys && { query: { api_keys: 'true' } }) }),
    onSuccess: async () => {
      await navigate({ to: '/sign-in', search: { next, reason: 'ended' } });
      queryClient.clear();
    },
    onError: toast.failed,
  });
}
