import { Suspense, lazy, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api-client/index.js';
import { meQuery } from '../../server/session.js';
import { useMyStanding, useMyWorkspace, useWorkspaceId } from '../../server/use-workspace.js';
import { Avatar } from '../../ui/avatar.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Time } from '../../ui/time.js';
import { toast } from '../../ui/toast.js';
import { fullName } from '../../words/people.js';
import { Section } from '../../ui/section.js';
import { useOwnershipDeed } from './deeds.js';
import { workspaceQuery } from './itself.js';
import { ownership as s } from './strings.js';
import { useHeirName, useOwner, useReversibleUntil } from './use-ownership.js';

const ChangeOwnerDialog = lazy(() => import('./change-owner-dialog.js'));

export function OwnershipSection() {
  const { data: workspace } = useQuery(workspaceQuery(useWorkspaceId()));
  const mayHandOver = useMyStanding().may('workspace_ownership:update');
  const until = useReversibleUntil();
  const [changes, setChanges] = useState(false);
  const pending = workspace?.pending_owner ?? null;
  return (
    <Section
      title={s.title}
      text={s.text}
      actions={mayHandOver && !pending && <Button onPress={() => setChanges(true)}>{s.change}</Button>}
    >
      <ul aria-label={s.title} className="border-t border-line">
        <Owner />
        {pending && <Heir pending={pending} mayWithdraw={mayHandOver} />}
      </ul>
      {until && <Reversal until={until} />}
      <Suspense>{changes && <ChangeOwnerDialog onClose={() => setChanges(false)} />}</Suspense>
    </Section>
  );
}

const row = 'flex min-h-14 flex-wrap items-center gap-3 border-b border-line px-5 py-2 last:border-0';

function Owner() {
  const { data: owner } = useOwner();
  const { memberId } = useMyStanding();
  return (
    <li className={row}>
      {owner ? (
        <>
          <Avatar name={fullName(owner)} />
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-medium break-words">{fullName(owner)}</span>
              <Badge>{s.owner}</Badge>
              {owner.id === memberId && <Badge>{s.isMe}</Badge>}
            </p>
            <p className="text-sm break-words text-muted">{owner.user_email ?? owner.email}</p>
          </div>
        </>
      ) : (
        <Skeleton className="w-48" />
      )}
    </li>
  );
}

function Heir({ pending, mayWithdraw }: { pending: string; mayWithdraw: boolean }) {
  const { data: me } = useQuery(meQuery);
  const found = useHeirName();
  const name = pending === me?.id ? s.isMe : (found ?? s.somebody);
  const withdraw = useOwnershipDeed(
    (workspace) => api.ownership.withdraw({ workspace }),
    () => toast.done(s.withdrawn),
    toast.failed,
  );
  return (
    <li className={row}>
      <Avatar name={name} />
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{name}</p>
        <p className="text-sm text-muted">
          {s.pending}: {s.pendingNote}
        </p>
      </div>
      {mayWithdraw && (
        <Button size="sm" isPending={withdraw.isPending} onPress={() => withdraw.mutate(undefined)}>
          {s.withdraw}
        </Button>
      )}
    </li>
  );
}

/** To whoever handed it over, as long as they can take it back. */
function Reversal({ until }: { until: string }) {
  const [asks, setAsks] = useState(false);
  const name = useMyWorkspace().name;
  const reverse = useOwnershipDeed(
    (workspace) => api.ownership.reverse({ workspace }),
    () => {
      setAsks(false);
      toast.done(s.reversed(name));
    },
    toast.failed,
  );
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-b-lg border-t border-line bg-warning-quiet px-5 py-3">
      <p className="min-w-0 flex-1 basis-64 text-warning">
        {s.reversible} <Time at={until} as="moment" />.
      </p>
      <Button onPress={() => setAsks(true)}>{s.reverse}</Button>
      {asks && (
        <Confirm
          title={s.reverseTitle(name)}
          text={s.reverseText}
          action={s.reverse}
          isPending={reverse.isPending}
          onConfirm={() => reverse.mutate(undefined)}
          onClose={() => setAsks(false)}
        />
      )}
    </div>
  );
}
