import { UserX } from 'lucide-react';
import { useMyStanding } from '../../server/use-workspace.js';
import { common } from '../../words/common.js';
import { Avatar } from '../../ui/avatar.js';
import { Badge } from '../../ui/badge.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { EmptyState } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { ClearFilters, isNarrowed } from './filters.js';
import { MemberActions } from './member-actions.js';
import { MemberLink } from './member-link.js';
import { RoleCell } from './role-cell.js';
import { type Member } from './roles.js';
import { fullName } from '../../words/people.js';
import { members as s } from './strings.js';
import { type Filter, useMembers } from './use-members.js';

interface MemberListProps {
  readonly filter: Filter;
  /** Somebody is shown beside it: then there is room for little. */
  readonly isBeside: boolean;
}

export function MemberList({ filter, isBeside }: MemberListProps) {
  return (
    <DataTable
      key={String(isBeside)}
      label={s.tabs.members}
      pages={useMembers(filter)}
      columns={isBeside ? few : columns}
      layout={isBeside ? 'grid-cols-[minmax(0,1fr)_10rem]' : wide}
      keyOf={({ id }) => id}
      empty={
        isNarrowed(filter) ? (
          <EmptyState icon={UserX} {...s.noneFiltered}>
            <ClearFilters />
          </EmptyState>
        ) : (
          <EmptyState icon={UserX} {...s.empty} />
        )
      }
    />
  );
}

const wide =
  'grid-cols-[minmax(0,1fr)_2.5rem] md:grid-cols-[minmax(0,1fr)_10rem_2rem] lg:grid-cols-[minmax(0,1fr)_12rem_3rem_8rem_4rem_2rem]';

const who: Column<Member> = { name: s.columns.member, cell: (member) => <Who member={member} /> };
const roles: Column<Member> = {
  name: s.columns.role,
  className: 'max-md:col-start-1 max-md:row-start-2 max-md:ps-10',
  cell: (member) => <RoleCell member={member} />,
};
const secondary = 'max-lg:hidden text-muted';
const few = [who, roles];
const columns: readonly Column<Member>[] = [
  who,
  roles,
  { name: s.columns.twoFactor, className: secondary, cell: ({ two_factor }) => twoFactorText(two_factor) },
  {
    name: s.columns.lastActive,
    className: secondary,
    cell: ({ last_active_at }) => (last_active_at ? <Time at={last_active_at} /> : s.never),
  },
  { name: s.columns.source, className: secondary, cell: ({ source }) => s.sources[source] },
  {
    name: common.actions,
    isNameHidden: true,
    className: 'max-md:col-start-2 max-md:row-start-1',
    cell: (member) => <MemberActions member={member} />,
  },
];

export const twoFactorText = (is: boolean | null): string =>
  s.twoFactor[is === null ? 'unknown' : is ? 'on' : 'off'];

function Who({ member }: { member: Member }) {
  const { memberId } = useMyStanding();
  return (
    <div className="flex min-w-0 items-center gap-3">
      <Avatar name={fullName(member)} />
      <div className="min-w-0">
        <p className="flex min-w-0 items-center gap-2">
          <MemberLink member={member} />
          {member.id === memberId && <Badge>{s.you}</Badge>}
          {member.status === 'suspended' && <Badge tone="warning">{s.suspended}</Badge>}
        </p>
        <p className="truncate text-sm text-muted">{member.user_email ?? member.email}</p>
      </div>
    </div>
  );
}
