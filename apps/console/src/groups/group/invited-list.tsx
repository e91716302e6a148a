import { useState } from 'react';
import { MailQuestion } from 'lucide-react';
import { api } from '../../api-client/index.js';
import { useMyStanding } from '../../server/use-workspace.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { CopyButton } from '../../ui/copy-button.js';
import { Time } from '../../ui/time.js';
import { toast } from '../../ui/toast.js';
import { List } from '../../ui/list.js';
import { Section } from '../../ui/section.js';
import { ceilingInShort } from '../../access/roles/ceiling-list.js';
import { group as g } from './strings/group.js';
import { invited as s, subsList } from './strings/subs.js';
import { useGroupDeed, useInvited } from './use-group.js';
import { type Link, permissionsIn } from './types.js';

/** Those who were asked and have not agreed. No list where there is none. */
export function InvitedList() {
  const [pending, rejected] = [useInvited('pending'), useInvited('rejected')];
  const rows = [...pending.rows, ...rejected.rows];
  if (rows.length === 0) return null;
  return (
    <Section
      title={s.title}
      text={s.text}
      status={<MailQuestion aria-hidden className="size-4 text-muted" />}
    >
      <List
        label={s.list}
        pages={{
          ...pending,
          rows,
          hasMore: pending.hasMore || rejected.hasMore,
          loadMore: () => (pending.hasMore ? pending : rejected).loadMore(),
        }}
        keyOf={({ id }) => id}
      >
        {(link) => <Invited link={link} />}
      </List>
    </Section>
  );
}

const statusOf = ({ status, expired }: Link) => (expired ? 'expired' : status);
/** What it is called is told once it has agreed. */
const nameOf = ({ sub_workspace_name: name, sub_workspace_id: id }: Link) => name ?? id;

function Invited({ link }: { link: Link }) {
  const { sub_workspace_id: id, ceiling, ceiling_label, timestamp_created, expires_at, expired } = link;
  const status = statusOf(link);
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-x-2">
          {link.sub_workspace_name && (
            <span className="font-medium break-words">{link.sub_workspace_name}</span>
          )}
          <span className="inline-flex min-w-0 items-center">
            <code className="truncate font-mono text-sm">{id}</code>
            <CopyButton value={id} label={subsList.copy(nameOf(link))} />
          </span>
          <Badge tone={status === 'pending' ? 'warning' : 'danger'}>{g.statuses[status]}</Badge>
        </p>
        <p className="text-sm text-muted">
          {ceilingInShort(ceiling, ceiling_label)} · {s.invited} <Time at={timestamp_created} />
          {status === 'pending' && expires_at && (
            <>
              , {s.expires} <Time at={expires_at} />
            </>
          )}
        </p>
      </div>
      <div className="flex gap-2">
        {(expired || link.status === 'rejected') && <Again link={link} />}
        <Withdraw link={link} />
      </div>
    </div>
  );
}

function Again({ link }: { link: Link }) {
  const standing = useMyStanding();
  const again = useGroupDeed({
    run: (workspace, { sub_workspace_id, ceiling, ceiling_label }: Link) => {
      const authority = ceiling_label === 'admin' ? {} : { permissions: permissionsIn(ceiling) };
      return api.links.invite({ workspace, body: { sub_workspace_id, ...authority } });
    },
    onDone: () => toast.done(s.sent),
  });
  if (!standing.may('workspace_group_members:create')) return null;
  return (
    <Button
      size="sm"
      aria-label={s.againOf(nameOf(link))}
      isPending={again.isPending}
      onPress={() => again.mutate(link)}
    >
      {s.again}
    </Button>
  );
}

function Withdraw({ link }: { link: Link }) {
  const may = useMyStanding().may('workspace_group_members:delete');
  const [asks, setAsks] = useState(false);
  const isOpen = statusOf(link) === 'pending';
  const withdraw = useGroupDeed({
    run: (workspace, id: string) => api.links.end({ workspace, id }),
    onDone: () => {
      setAsks(false);
      toast.done(isOpen ? s.withdrawn : s.forgotten);
    },
  });
  if (!may) return null;
  return (
    <>
      <Button
        size="sm"
        variant="quiet"
        aria-label={(isOpen ? s.withdrawOf : s.forgetOf)(nameOf(link))}
        isPending={!asks && withdraw.isPending}
        onPress={() => (isOpen ? setAsks(true) : withdraw.mutate(link.id))}
      >
        {isOpen ? s.withdraw : s.forget}
      </Button>
      {asks && (
        <Confirm
          title={s.withdrawTitle}
          text={s.withdrawText}
          action={s.withdraw}
          isPending={withdraw.isPending}
          onConfirm={() => withdraw.mutate(link.id)}
          onClose={() => setAsks(false)}
        />
      )}
    </>
  );
}
