import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Crown, TriangleAlert } from 'lucide-react';
import { api } from '../../api-client/index.js';
import { meQuery } from '../../server/session.js';
import { useMyStanding, useWorkspaceId } from '../../server/use-workspace.js';
import { Banner } from '../../ui/banner.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { Time } from '../../ui/time.js';
import { toast } from '../../ui/toast.js';
import { useOwnershipDeed, useRemovalDeed } from './deeds.js';
import { workspaceQuery } from './itself.js';
import { offer, removal } from './strings.js';

/** Above every page: that the workspace goes, and that it is to be one's own. */
export default function WorkspaceNotices() {
  const mayRead = useMyStanding().may('workspaces:read');
  const { data: workspace } = useQuery({ ...workspaceQuery(useWorkspaceId()), enabled: mayRead });
  const { data: me } = useQuery(meQuery);
  if (!workspace) return null;
  const { name, scheduled_for_removal_at: when, pending_owner } = workspace;
  return (
    <>
      {when && <Removal name={name} when={when} />}
      {pending_owner !== null && pending_owner === me?.id && <Offer name={name} />}
    </>
  );
}

function Removal({ name, when }: { name: string; when: string }) {
  const mayCancel = useMyStanding().may('workspace_removals:delete');
  const cancel = useRemovalDeed(
    (workspace) => api.removals.cancel({ workspace }),
    () => toast.done(removal.cancelled(name)),
    toast.failed,
  );
  return (
    <Banner
      icon={TriangleAlert}
      tone="danger"
      label={removal.banner(name)}
      action={
        mayCancel && (
          <Button size="sm" isPending={cancel.isPending} onPress={() => cancel.mutate()}>
            {removal.cancel}
          </Button>
        )
      }
    >
      <strong className="font-medium">{removal.banner(name)}</strong> <Time at={when} />,{' '}
      <Time at={when} as="moment" />.
    </Banner>
  );
}

function Offer({ name }: { name: string }) {
  const [asks, setAsks] = useState(false);
  const confirm = useOwnershipDeed(
    (workspace) => api.ownership.confirm({ workspace }),
    () => {
      setAsks(false);
      toast.done(offer.done(name));
    },
    toast.failed,
  );
  return (
    <Banner
      icon={Crown}
      tone="accent"
      label={offer.text(name)}
      action={
        <>
          <Button size="sm" onPress={() => setAsks(true)}>
            {offer.confirm}
          </Button>
          {asks && (
            <Confirm
              title={offer.confirmTitle(name)}
              text={offer.confirmText}
              action={offer.confirm}
              isPending={confirm.isPending}
              onConfirm={() => confirm.mutate(undefined)}
              onClose={() => setAsks(false)}
            />
          )}
        </>
      }
    >
      <strong className="font-medium">{offer.text(name)}</strong> {offer.more}
    </Banner>
  );
}
