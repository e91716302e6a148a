import { Suspense, lazy, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Building2 } from 'lucide-react';
import { delegable } from '@bailiwick/rbac';
import { api } from '../../api-client/index.js';
import { nameOfRole } from '../../words/roles.js';
import { isProblem } from '../../server/problem.js';
import { useMyStanding, useWorkspaceId } from '../../server/use-workspace.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { CopyButton } from '../../ui/copy-button.js';
import { Drawer } from '../../ui/drawer.js';
import { SkeletonRows } from '../../ui/skeleton.js';
import { EmptyState, ErrorState } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { toast } from '../../ui/toast.js';
import { List } from '../../ui/list.js';
import { Part } from '../../ui/part.js';
import { CeilingList, permissionsBeyond, ceilingInShort } from '../../access/roles/ceiling-list.js';
import { drawer as s, subsList } from './strings/subs.js';
import { group as g } from './strings/group.js';
import { grants } from './strings/grants.js';
import { linkQuery, useGroupDeed, useGroupGrants } from './use-group.js';
import type { GroupGrant, Link as GroupLink } from './types.js';

const AskDialog = lazy(() => import('./ask-dialog.js'));
const HandOverDialog = lazy(() => import('./hand-over-dialog.js'));
const GiveDialog = lazy(() => import('./give-dialog.js'));

interface SubDrawerProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** All there is to one workspace below: what is allowed there, who does it, whose it is. */
export default function SubDrawer({ id, onClose }: SubDrawerProps) {
  const { data: link, error, refetch } = useQuery(linkQuery(useWorkspaceId(), id));
  const name = link?.sub_workspace_name ?? g.title;
  return (
    <Drawer title={name} onClose={onClose} about={link && <About link={link} />}>
      {error && !link ? (
        isProblem(error, 'not_found') ? (
          <EmptyState icon={Building2} {...s.unknown} />
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )
      ) : link ? (
        <Sections link={link} />
      ) : (
        <SkeletonRows count={4} />
      )}
    </Drawer>
  );
}

function About({ link }: { link: GroupLink }) {
  const { sub_workspace_id: id, kind, timestamp_accepted: at } = link;
  return (
    <>
      <p className="flex min-w-0 items-center text-sm text-muted">
        <code className="truncate font-mono text-xs">{id}</code>
        <CopyButton value={id} label={subsList.copy(link.sub_workspace_name ?? id)} />
      </p>
      <p className="flex flex-wrap items-center gap-1.5 text-sm text-muted">
        <Badge>{g.kinds[kind]}</Badge>
        {at && (
          <span>
            {subsList.added} <Time at={at} as="day" />
          </span>
        )}
      </p>
    </>
  );
}

function Sections({ link }: { link: GroupLink }) {
  const standing = useMyStanding();
  return (
    <>
      <p className="px-5 pb-4 text-sm text-muted">{g.kindTexts[link.kind]}</p>
      {standing.may('group_grants:read') && <People link={link} />}
      {link.kind === 'managed' && standing.may('workspace_group_members:update') && <HandOver link={link} />}
      <Ceiling link={link} />
    </>
  );
}

function Ceiling({ link }: { link: GroupLink }) {
  const mayAsk = useMyStanding().may('workspace_group_members:update');
  const [asks, setAsks] = useState(false);
  const isAll = link.ceiling.length >= delegable.length;
  return (
    <Part
      title={s.ceiling}
      text={`${ceilingInShort(link.ceiling, link.ceiling_label)}. ${s.ceilingTexts[link.kind]}`}
      actions={
        mayAsk &&
        !isAll &&
        !link.ceiling_request && (
          <Button size="sm" onPress={() => setAsks(true)}>
            {s.more}
          </Button>
        )
      }
    >
      {link.ceiling_request && <Request link={link} />}
      <CeilingList label={s.ceiling} ceiling={link.ceiling} />
      <Suspense>{asks && <AskDialog link={link} onClose={() => setAsks(false)} />}</Suspense>
    </Part>
  );
}

/** What was asked for and is not decided. */
function Request({ link: { id, ceiling, ceiling_request: request } }: { link: GroupLink }) {
  const mayAsk = useMyStanding().may('workspace_group_members:update');
  const withdraw = useGroupDeed({
    run: (workspace, link: string) => api.consents.withdrawRequest({ workspace, id: link }),
    onDone: () => toast.done(s.requestWithdrawn),
  });
  if (!request) return null;
  return (
    <div className="flex flex-col gap-2 rounded-md bg-warning-quiet p-3">
      <p className="text-warning">
        {s.waiting(request.by)} · <Time at={request.requested_at} />
      </p>
      <CeilingList label={s.waitingList} ceiling={permissionsBeyond(request.permissions, ceiling)} />
      {mayAsk && (
        <Button
          size="sm"
          className="self-start"
          isPending={withdraw.isPending}
          onPress={() => withdraw.mutate(id)}
        >
          {s.withdrawRequest}
        </Button>
      )}
    </div>
  );
}

function People({ link: { id } }: { link: GroupLink }) {
  const there = useGroupGrants({ link_id: id });
  const mayGive = useMyStanding().may('group_grants:create');
  const [gives, setGives] = useState(false);
  const isEmpty = !there.isLoading && !there.error && !there.hasMore && there.rows.length === 0;
  return (
    <Part
      title={s.people}
      text={s.peopleText}
      actions={
        mayGive && (
          <Button size="sm" onPress={() => setGives(true)}>
            {s.give}
          </Button>
        )
      }
    >
      {isEmpty ? (
        <p className="text-muted">{s.nobody}</p>
      ) : (
        <div className="-mx-5">
          <List label={s.people} pages={there} keyOf={(grant) => grant.id}>
            {(grant) => <Holder grant={grant} />}
          </List>
        </div>
      )}
      <Suspense>{gives && <GiveDialog links={[id]} onClose={() => setGives(false)} />}</Suspense>
    </Part>
  );
}

const Holder = ({ grant: { member, holders_of, role, sub, expires_at } }: { grant: GroupGrant }) => (
  <p className="min-w-0 flex-1 break-words">
    <span className="font-medium">{member?.name ?? grants.holders[holders_of?.name ?? '']}</span>
    <span className="block text-sm text-muted">
      {nameOfRole(role.name)}, {sub ? s.onlyThere : s.everywhere}
      {expires_at && (
        <>
          , {s.until} <Time at={expires_at} as="day" />
        </>
      )}
    </span>
  </p>
);

function HandOver({ link }: { link: GroupLink }) {
  const isOwner = useMyStanding().may('workspace_ownership:update');
  const [asks, setAsks] = useState(false);
  const { id, hand_over: offer } = link;
  const keep = useGroupDeed({
    run: (workspace, of: string) => api.managedSubs.keep({ workspace, id: of }),
    onDone: () => toast.done(s.tookBack),
  });
  // It is the owner's to give away; an offer can be withdrawn by whoever looks after the group.
  if (!isOwner && !offer) return null;
  return (
    <Part
      title={s.handOver}
      text={s.handOverText}
      actions={
        !offer && (
          <Button size="sm" onPress={() => setAsks(true)}>
            {s.handOver}
          </Button>
        )
      }
    >
      {offer && (
        <div className="flex flex-wrap items-center justify-between gap-2 rounded-md bg-sunken p-3">
          <p className="min-w-0 break-words">
            {s.offered(offer.email)}, {s.until} <Time at={offer.expires_at} as="moment" />
          </p>
          <Button size="sm" isPending={keep.isPending} onPress={() => keep.mutate(id)}>
            {s.takeBack}
          </Button>
        </div>
      )}
      <Suspense>{asks && <HandOverDialog link={link} onClose={() => setAsks(false)} />}</Suspense>
    </Part>
  );
}
