import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { type WorkspacesEndSessionsQuery, api } from '../../api-client/index.js';
import { useMyWorkspace, useWorkspaceId } from '../../server/use-workspace.js';
import { Button } from '../../ui/button.js';
import { Checkbox } from '../../ui/checkbox.js';
import { Confirm } from '../../ui/confirm.js';
import { toast } from '../../ui/toast.js';
import { useGroupBelow } from '../../server/group.js';
import { Section } from '../../ui/section.js';
import { everybody as s } from './strings.js';

/** For the day on which something went wrong. */
export function EverybodySection() {
  const [asks, setAsks] = useState(false);
  const [alsoKeys, setAlsoKeys] = useState(false);
  const [alsoSubs, setAlsoSubs] = useState(false);
  const subs = useGroupBelow()?.subs ?? 0;
  const name = useMyWorkspace().name;
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
          text={s.confirmText(alsoSubs)}
          action={s.action}
          isPending={end.isPending}
          onConfirm={() =>
            end.mutate({ ...(alsoKeys && { api_keys: 'true' }), ...(alsoSubs && { subs: 'true' }) })
          }
          onClose={() => setAsks(false)}
        >
          <Checkbox isSelected={alsoKeys} onChange={setAlsoKeys}>
            {s.alsoKeys}
          </Checkbox>
          {alsoKeys && <p className="text-sm text-danger">{s.keysText}</p>}
          {subs > 0 && (
            <Checkbox isSelected={alsoSubs} onChange={setAlsoSubs}>
              {s.alsoSubs}
            </Checkbox>
          )}
          {alsoSubs && <p className="text-sm text-danger">{s.subsText(subs)}</p>}
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
    mutationFn: (query: WorkspacesEndSessionsQuery) => api.workspaces.endSessions({ workspace, query }),
    onSuccess: async () => {
      await navigate({ to: '/sign-in', search: { next, reason: 'ended' } });
      queryClient.clear();
    },
    onError: toast.failed,
  });
}
