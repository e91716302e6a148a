import { Suspense, lazy, useState } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { ArrowDownWideNarrow, ArrowUpNarrowWide, Building2, Ellipsis } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { workspacesQuery } from '../../server/session.js';
import { useMyStanding, useWorkspaceId } from '../../server/use-workspace.js';
import { common } from '../../words/common.js';
import { Avatar } from '../../ui/avatar.js';
import { Badge } from '../../ui/badge.js';
import { CopyButton } from '../../ui/copy-button.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { IconButton } from '../../ui/icon-button.js';
import { LinkButton } from '../../ui/link-button.js';
import { Menu, MenuItem } from '../../ui/menu.js';
import { SearchBox } from '../../ui/search-box.js';
import { Select } from '../../ui/select.js';
import { EmptyState } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { Card } from '../../ui/card.js';
import { group as g } from './strings/group.js';
import { subsList as s } from './strings/subs.js';
import { type Sort, type SubFilter, useSubs } from './use-group.js';
import { useView } from './view.js';
import type { Sub } from './types.js';

const RemoveDialog = lazy(() => import('./remove-dialog.js'));

/** The workspaces below, as many as there are. */
export function SubList() {
  const filter = useFilter();
  const pages = useSubs(filter);
  return (
    <>
      <Filters filter={filter} />
      <Card>
        <DataTable
          label={s.list}
          pages={pages}
          columns={columns}
          layout="grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[minmax(0,1fr)_6rem_8.5rem] lg:grid-cols-[minmax(0,1fr)_5rem_5.5rem_4rem_6rem_6.5rem_7.5rem]"
          keyOf={(sub) => sub.workspace_group_member_id}
          empty={<EmptyState icon={Building2} {...(filter.search ? s.noneFound : s.none)} />}
        />
      </Card>
    </>
  );
}

const sorts = Object.keys(s.sorts) as readonly Sort[];
/** As one expects it: names from A, the rest from the newest. */
const usualOrder = (sort: Sort) => (sort === 'name' ? 'asc' : 'desc');

function useFilter(): SubFilter {
  const { view } = useView();
  const sort = sorts.find((one) => one === view.sort) ?? 'name';
  const direction = view.order === 'asc' || view.order === 'desc' ? view.order : usualOrder(sort);
  return { sort, direction, ...(view.search && { search: view.search }) };
}

function Filters({ filter: { sort, direction, search } }: { filter: SubFilter }) {
  const workspaceId = useWorkspaceId();
  const { show } = useView();
  const isUp = direction === 'asc';
  return (
    <search aria-label={s.list} className="flex flex-wrap items-end gap-2">
      <SearchBox
        key={workspaceId}
        label={s.search}
        value={search ?? ''}
        onSearch={(text) => show({ search: text })}
        className="w-full sm:w-72"
      />
      <div className="flex items-end gap-1 sm:ms-auto">
        <Select
          label={s.sort}
          isLabelHidden
          value={sort}
          options={sorts.map((id) => ({ id, name: s.sorts[id] }))}
          onChange={(by) => show({ sort: by === 'name' ? undefined : by, order: undefined })}
          className="w-40"
        />
        <IconButton
          icon={isUp ? ArrowUpNarrowWide : ArrowDownWideNarrow}
          label={`${s.order}: ${isUp ? s.ascending : s.descending}`}
          onPress={() => {
            const to = isUp ? 'desc' : 'asc';
            show({ order: to === usualOrder(sort) ? undefined : to });
          }}
        />
      </div>
    </search>
  );
}

const secondary = 'max-lg:hidden text-muted';

const columns: readonly Column<Sub>[] = [
  { name: s.columns.name, cell: (sub) => <Name sub={sub} /> },
  {
    name: s.columns.status,
    className: 'max-lg:hidden',
    cell: ({ scheduled_for_removal_at: at }) =>
      at ? <Badge tone="danger">{s.goes}</Badge> : <Badge tone="success">{g.statuses.accepted}</Badge>,
  },
  { name: s.columns.kind, className: 'max-md:hidden', cell: ({ kind }) => g.kinds[kind] },
  {
    name: s.columns.members,
    className: `${secondary} tabular-nums`,
    cell: ({ members }) => members.toLocaleString(),
  },
  {
    name: s.columns.activity,
    className: secondary,
    cell: ({ last_activity_at: at }) => <Time at={at} />,
  },
  {
    name: s.columns.date,
    className: secondary,
    cell: ({ timestamp_accepted: at }) => <Time at={at} as="day" />,
  },
  {
    name: common.actions,
    isNameHidden: true,
    className: 'flex items-center justify-end gap-1',
    cell: (sub) => <Actions sub={sub} />,
  },
];

function Name({ sub }: { sub: Sub }) {
  const { name, workspace_id: id, kind, members, last_activity_at: at, scheduled_for_removal_at: end } = sub;
  const { show } = useView();
  return (
    <div className="flex min-w-0 items-center gap-3">
      <Avatar name={name} shape="square" />
      <div className="min-w-0">
        <Button
          aria-label={s.details(name)}
          className="rounded-sm text-start font-medium break-words underline-offset-2 hovered:underline"
          onPress={() => show({ sub: sub.workspace_group_member_id })}
        >
          {name}
        </Button>
        <p className="-my-1.5 flex items-center text-muted max-lg:hidden">
          <code className="truncate font-mono text-xs">{id}</code>
          <CopyButton value={id} label={s.copy(name)} />
        </p>
        {end && (
          <p className="text-sm text-muted">
            {s.goes} <Time at={end} as="full" />
          </p>
        )}
        <p className="text-sm text-muted lg:hidden">
          <span className="md:hidden">{g.kinds[kind]} · </span>
          {s.members(members)} · {s.active} <Time at={at} />
        </p>
      </div>
    </div>
  );
}

/** Whoever holds a role there, by way of the group or as a member. */
function useMayOpen({ my_roles, workspace_id }: Sub): boolean {
  const { data } = useSuspenseQuery(workspacesQuery);
  return my_roles.length > 0 || data.some(({ id }) => id === workspace_id);
}

function Actions({ sub }: { sub: Sub }) {
  const { name, workspace_id: workspaceId, workspace_group_member_id: id } = sub;
  const mayRemove = useMyStanding().may('workspace_group_members:delete');
  const { show } = useView();
  const mayOpen = useMayOpen(sub);
  const [removes, setRemoves] = useState(false);
  return (
    <>
      {mayOpen ? (
        <LinkButton size="sm" to="/w/$workspaceId" params={{ workspaceId }} aria-label={s.openOne(name)}>
          {common.open}
        </LinkButton>
      ) : (
        <span className="text-sm text-muted max-md:sr-only">{s.noRole}</span>
      )}
      <Menu label={s.actionsFor(name)} trigger={<IconButton icon={Ellipsis} label={s.actionsFor(name)} />}>
        <MenuItem onAction={() => show({ sub: id })}>{common.details}</MenuItem>
        {mayRemove && (
          <MenuItem isDestructive onAction={() => setRemoves(true)}>
            {s.remove}
          </MenuItem>
        )}
      </Menu>
      <Suspense>{removes && <RemoveDialog id={id} name={name} onClose={() => setRemoves(false)} />}</Suspense>
    </>
  );
}
