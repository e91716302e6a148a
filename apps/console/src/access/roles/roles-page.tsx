import { useState } from 'react';
import { Link, useNavigate } from '@tanstack/react-router';
import { Copy, Ellipsis, Plus, Share2, ShieldCheck, Trash2 } from 'lucide-react';
import { common } from '../../words/common.js';
import { nameOfRole } from '../../words/roles.js';
import { useAbove, useMyStanding, useWorkspaceId } from '../../server/use-workspace.js';
import { Badge } from '../../ui/badge.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { IconButton } from '../../ui/icon-button.js';
import { LinkButton, linkStyle } from '../../ui/link-button.js';
import { Menu, MenuItem } from '../../ui/menu.js';
import { EmptyState } from '../../ui/states.js';
import { Card } from '../../ui/card.js';
import { PageLayout } from '../../shell/page-layout.js';
import { DeleteRoleDialog } from './delete-role-dialog.js';
import { PublicationDialog } from './publication-dialog.js';
import { type FullRole, isKept, isPublished } from './rights.js';
import { publication as p, roles as s } from './strings.js';
import { usePublication } from './use-publication.js';
import { useRoles } from './use-roles.js';

export function RolesPage() {
  const workspaceId = useWorkspaceId();
  const mayMake = useMyStanding().may('roles:create');
  return (
    <PageLayout
      title={s.title}
      text={s.text}
      actions={
        mayMake && (
          <LinkButton
            variant="primary"
            to="/w/$workspaceId/settings/roles/$roleId"
            params={{ workspaceId, roleId: 'new' }}
          >
            <Plus aria-hidden className="size-4" />
            {s.make}
          </LinkButton>
        )
      }
    >
      <Card>
        <DataTable
          label={s.list}
          pages={useRoles()}
          columns={columns}
          layout="grid-cols-[minmax(0,1fr)_2.5rem] md:grid-cols-[minmax(0,1fr)_5rem_7rem_7rem_2rem]"
          keyOf={({ id }) => id}
          empty={<EmptyState icon={ShieldCheck} {...s.none} />}
        />
      </Card>
    </PageLayout>
  );
}

const columns: readonly Column<FullRole>[] = [
  { name: s.columns.role, cell: (role) => <Name role={role} /> },
  { name: s.columns.kind, className: 'max-md:hidden', cell: (role) => <Kind role={role} /> },
  {
    name: s.columns.permissions,
    className: 'max-md:hidden text-muted tabular-nums',
    cell: ({ permissions }) => permissions.length.toLocaleString(),
  },
  {
    name: s.columns.holders,
    className: 'max-md:hidden text-muted tabular-nums',
    cell: ({ holders }) => s.heldBy(holders),
  },
  {
    name: common.actions,
    isNameHidden: true,
    className: 'max-md:col-start-2 max-md:row-start-1',
    cell: (role) => <Actions role={role} />,
  },
];

function Name({ role }: { role: FullRole }) {
  const { id, name, description, permissions, holders } = role;
  const workspaceId = useWorkspaceId();
  const above = useAbove();
  return (
    <div className="min-w-0">
      <p className="flex min-w-0 items-center gap-2">
        <Link
          to="/w/$workspaceId/settings/roles/$roleId"
          params={{ workspaceId, roleId: id }}
          className={`${linkStyle} truncate`}
        >
          {nameOfRole(name)}
        </Link>
        {kindOf(role) !== 'custom' && (
          <span className="md:hidden">
            <Kind role={role} />
          </span>
        )}
        {role.offered_permissions && <Badge tone="warning">{s.asksMore}</Badge>}
      </p>
      <p className="text-sm text-muted text-pretty md:truncate">{description || s.noDescription}</p>
      {above && isKept(role) && <p className="text-xs text-muted break-words">{s.keptBy(above.name)}</p>}
      <p className="text-xs text-muted md:hidden">{s.summary(permissions.length, holders)}</p>
    </div>
  );
}

function kindOf(role: FullRole): keyof typeof s.kinds {
  if (role.is_system) return 'system';
  if (isKept(role)) return 'kept';
  return isPublished(role) ? 'published' : 'custom';
}

function Kind({ role }: { role: FullRole }) {
  const kind = kindOf(role);
  return kind === 'custom' ? (
    <span className="text-sm">{s.kinds.custom}</span>
  ) : (
    <Badge>{s.kinds[kind]}</Badge>
  );
}

/** What may be done with a role without opening it; no menu where there is nothing. */
function Actions({ role }: { role: FullRole }) {
  const standing = useMyStanding();
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const [asks, setAsks] = useState<'removal' | 'publication'>();
  const publication = usePublication(role);
  const close = () => setAsks(undefined);
  const [mayCopy, mayDelete] = [
    standing.may('roles:create'),
    standing.may('roles:delete') && !role.is_system && !isKept(role),
  ];
  if (!mayCopy && !mayDelete && !publication) return null;
  const label = s.actionsFor(nameOfRole(role.name));
  const copy = () =>
    void navigate({
      to: '/w/$workspaceId/settings/roles/$roleId',
      params: { workspaceId, roleId: 'new' },
      search: { copy: role.id },
    });
  return (
    <>
      <Menu label={label} trigger={<IconButton icon={Ellipsis} label={label} />}>
        {mayCopy && (
          <MenuItem icon={Copy} onAction={copy}>
            {s.copy}
          </MenuItem>
        )}
        {publication && (
          <MenuItem icon={Share2} onAction={() => setAsks('publication')}>
            {p[publication]}
          </MenuItem>
        )}
        {mayDelete && (
          <MenuItem icon={Trash2} isDestructive onAction={() => setAsks('removal')}>
            {s.remove}
          </MenuItem>
        )}
      </Menu>
      {asks === 'removal' && <DeleteRoleDialog role={role} onDone={close} onClose={close} />}
      {publication && asks === 'publication' && (
        <PublicationDialog role={role} deed={publication} onClose={close} />
      )}
    </>
  );
}
