import { Link } from '@tanstack/react-router';
import { Bot } from 'lucide-react';
import { common } from '../../words/common.js';
import { roleText } from '../../words/roles.js';
import { useWorkspaceId } from '../../server/use-workspace.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { linkStyle } from '../../ui/link-button.js';
import { EmptyState } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import type { Service } from './keys.js';
import { ServiceActions } from './service-actions.js';
import { services as s } from './strings.js';
import { useServices } from './use-api-keys.js';

export const ServiceList = () => (
  <DataTable
    label={s.list}
    pages={useServices()}
    columns={columns}
    layout="grid-cols-[minmax(0,1fr)_2.5rem] lg:grid-cols-[minmax(0,1fr)_14rem_7rem_8rem_2rem]"
    keyOf={({ id }) => id}
    empty={<EmptyState icon={Bot} {...s.none} />}
  />
);

const columns: readonly Column<Service>[] = [
  { name: s.columns.name, cell: (service) => <Name service={service} /> },
  {
    name: s.columns.roles,
    className: 'max-lg:hidden truncate',
    cell: ({ roles }) => roleText(roles),
  },
  {
    name: s.columns.keys,
    className: 'max-lg:hidden',
    cell: (service) => <Keys service={service} />,
  },
  {
    name: s.columns.active,
    className: 'max-lg:hidden text-muted',
    cell: ({ last_active_at: at }) => (at ? <Time at={at} /> : s.never),
  },
  {
    name: common.actions,
    isNameHidden: true,
    cell: (service) => <ServiceActions service={service} />,
  },
];

const Name = ({ service }: { service: Service }) => (
  <div className="flex min-w-0 items-center gap-3">
    <Bot aria-hidden className="size-5 shrink-0 text-muted" strokeWidth={1.5} />
    <div className="min-w-0">
      <p className="truncate font-medium">{service.name}</p>
      <div className="text-sm text-muted lg:hidden">
        <p>{roleText(service.roles)}</p>
        <p>
          <Keys service={service} /> ·{' '}
          {service.last_active_at ? (
            <>
              {s.active} <Time at={service.last_active_at} />
            </>
          ) : (
            s.neverActive
          )}
        </p>
      </div>
    </div>
  </div>
);

/** The way to its keys. */
function Keys({ service: { id, name, api_keys: count } }: { service: Service }) {
  const workspaceId = useWorkspaceId();
  return (
    <Link
      to="/w/$workspaceId/settings/api-keys"
      params={{ workspaceId }}
      search={{ member: id }}
      aria-label={s.keysOf(name, count)}
      className={linkStyle}
    >
      {s.keys(count)}
    </Link>
  );
}
