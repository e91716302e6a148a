import { UserX } from 'lucide-react';
import { useMyStanding } from '../../shell/use-workspace.js';
import { Avatar } from '../../ui/avatar.js';
import { Badge } from '../../ui/badge.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { EmptyState } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { MemberActions } from './member-actions.js';
import { RoleCell } from './role-cell.js';
import { type Member, fullName } from './roles.js';
import { members as s } from './strings.js';
import { useMembers } from './use-members.js';

export function MemberList({ search }: { search: string }) {
  return (
    <DataTable
      label={s.tabs.members}
      pages={useMembers('true', search)}
      columns={columns}
      layout="grid-cols-[minmax(0,1fr)_2.5rem] md:grid-cols-[minmax(0,1fr)_8rem_8rem_2rem]"
      keyOf={({ id }) => id}
      empty={<EmptyState icon={UserX} {...s.empty} />}
    />
  );
}

const columns: readonly Column<Member>[] = [
  { name: s.columns.member, cell: (member) => <Who member={member} /> },
  {
    name: s.columns.role,
    className: 'max-md:col-start-1 max-md:row-start-2 max-md:ps-10',
    cell: (member) => <RoleCell member={member} />,
  },
  {
    name: s.columns.joined,
    className: 'max-md:hidden text-muted',
    cell: ({ timestamp_created }) => <Time at={timestamp_created} as="day" />,
  },
  {
    name: s.columns.actions,
    isNameHidden: true,
    className: 'max-md:col-start-2 max-md:row-start-1',
    cell: (member) => <MemberActions member={member} />,
  },
];

function Who({ member }: { member: Member }) {
  const name = fullName(member);
  const { memberId } = useMyStanding();
  return (
    <div className="flex min-w-0 items-center gap-3">
      <Avatar name={name} />
      <div className="min-w-0">
        <p className="flex min-w-0 items-center gap-2">
          <span className="truncate font-medium">{name}</span>
          {member.id === memberId && <Badge>{s.you}</Badge>}
          {member.status === 'suspended' && <Badge tone="warning">{s.suspended}</Badge>}
        </p>
        <p className="truncate text-sm text-muted">{member.user_email ?? member.email}</p>
      </div>
    </div>
  );
}
