import { useState } from 'react';
import { MailPlus, MailX } from 'lucide-react';
import { api } from '../../api-client/index.js';
import { common } from '../../words/common.js';
import { roleText } from '../../words/roles.js';
import { Avatar } from '../../ui/avatar.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { IconButton } from '../../ui/icon-button.js';
import { EmptyState } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { toast } from '../../ui/toast.js';
import { ClearFilters, isNarrowed } from './filters.js';
import { MemberLink } from './member-link.js';
import { type Member, mayRemove, mayVouch } from './roles.js';
import { invitations as s, members } from './strings.js';
import { type Filter, useDeed, useGiver, useMembers } from './use-members.js';

interface InvitationListProps {
  readonly search: string;
  readonly filter: Filter;
  readonly isBeside: boolean;
}

export function InvitationList({ search, filter, isBeside }: InvitationListProps) {
  const none = search ? members.noInvitationFound : members.noInvitations;
  return (
    <DataTable
      key={String(isBeside)}
      label={members.tabs.invitations}
      pages={useMembers(filter)}
      columns={isBeside ? few : columns}
      layout={
        isBeside ? 'grid-cols-[minmax(0,1fr)_7rem]' : 'md:grid-cols-[minmax(0,1fr)_7rem_8rem_9rem_9rem]'
      }
      keyOf={({ id }) => id}
      empty={
        isNarrowed(filter) ? (
          <EmptyState icon={MailPlus} {...members.noneFiltered}>
            <ClearFilters />
          </EmptyState>
        ) : (
          <EmptyState icon={MailPlus} {...none} />
        )
      }
    />
  );
}

const who: Column<Member> = { name: members.columns.member, cell: (member) => <Invited member={member} /> };
const expires: Column<Member> = {
  name: members.columns.expires,
  className: 'max-md:hidden text-muted',
  cell: (member) => <Term member={member} />,
};
const few = [who, expires];
const columns: readonly Column<Member>[] = [
  who,
  { name: members.columns.role, className: 'max-md:hidden', cell: ({ roles }) => roleText(roles) },
  {
    name: members.columns.invited,
    className: 'max-md:hidden text-muted',
    cell: ({ timestamp_created }) => <Time at={timestamp_created} />,
  },
  expires,
  {
    name: common.actions,
    isNameHidden: true,
    className: 'max-md:ps-10 max-md:pb-1',
    cell: (member) => <Actions member={member} />,
  },
];

function Invited({ member }: { member: Member }) {
  return (
    <div className="flex min-w-0 items-center gap-3">
      <Avatar name={member.email} />
      <div className="min-w-0">
        <p className="flex min-w-0">
          <MemberLink member={member} />
        </p>
        <p className="flex items-center gap-1 text-sm text-muted md:hidden">
          {roleText(member.roles)} · {isOpen(member) && s.expiresIn} <Term member={member} />
        </p>
      </div>
    </div>
  );
}

const isOpen = ({ status, invitation_expires_at: at }: Member) =>
  status === 'pending' && at !== null && Date.parse(at) >= Date.now();

function Term({ member }: { member: Member }) {
  const { status, invitation_expires_at: at } = member;
  if (status === 'needs_confirmation') return <Badge tone="warning">{s.waits}</Badge>;
  if (!at) return null;
  return isOpen(member) ? <Time at={at} /> : <Badge tone="danger">{s.expired}</Badge>;
}

/** Of those who wait the list above asks. */
function Actions({ member }: { member: Member }) {
  if (member.status === 'needs_confirmation') return null;
  return (
    <div className="flex items-center gap-1 md:justify-end">
      <InvitationActions member={member} />
    </div>
  );
}

interface InvitationActionsProps {
  readonly member: Member;
  /** There is no such invitation any more. */
  readonly onGone?: () => void;
}

/** Another link, or none. */
export function InvitationActions({ member, onGone }: InvitationActionsProps) {
  const giver = useGiver();
  return (
    <>
      {mayVouch(giver, member) && <Resend member={member} />}
      {mayRemove(giver, member) && <Withdraw member={member} {...(onGone && { onGone })} />}
    </>
  );
}

function Resend({ member: { id, email } }: { member: Member }) {
  const resend = useDeed({
    run: (workspace, invitation: string) => api.invitations.resend({ workspace, id: invitation }),
    onDone: () => toast.done(s.resent(email)),
    became: ({ invitation_expires_at }) => ({ id, row: { invitation_expires_at } }),
  });
  return (
    <Button
      size="sm"
      aria-label={`${s.resend}: ${email}`}
      isPending={resend.isPending}
      onPress={() => resend.mutate(id)}
    >
      {s.resend}
    </Button>
  );
}

function Withdraw({ member: { id, email }, onGone }: InvitationActionsProps) {
  const [asks, setAsks] = useState(false);
  const withdraw = useDeed({
    run: (workspace, invitation: string) => api.invitations.withdraw({ workspace, id: invitation }),
    onDone: () => {
      setAsks(false);
      toast.done(s.withdrawn(email));
      onGone?.();
    },
    became: () => ({ id, row: 'gone' }),
  });
  return (
    <>
      <IconButton icon={MailX} label={`${s.withdraw}: ${email}`} onPress={() => setAsks(true)} />
      {asks && (
        <Confirm
          title={s.withdrawTitle(email)}
          text={s.withdrawText}
          action={s.withdraw}
          isPending={withdraw.isPending}
          onConfirm={() => withdraw.mutate(id)}
          onClose={() => setAsks(false)}
        />
      )}
    </>
  );
}
