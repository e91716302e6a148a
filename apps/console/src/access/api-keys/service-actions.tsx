import { Suspense, lazy, useState } from 'react';
import { type Role, isPermission, permissionsOf, refuseRoleChange } from '@bailiwick/rbac';
import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { api } from '../../api-client/index.js';
import { useMyStanding } from '../../server/use-workspace.js';
import { Confirm } from '../../ui/confirm.js';
import { IconButton } from '../../ui/icon-button.js';
import { Menu, MenuItem } from '../../ui/menu.js';
import { toast } from '../../ui/toast.js';
import { asPolicy } from '../roles/rights.js';
import { useActor, useAllRoles } from '../roles/use-roles.js';
import type { Service } from './keys.js';
import { services as s } from './strings.js';
import { useKeyDeed } from './use-api-keys.js';

const ServiceDialog = lazy(() => import('./service-dialog.js'));

/** What may be done with a program; no menu where there is nothing. */
export function ServiceActions({ service }: { service: Service }) {
  const standing = useMyStanding();
  const isBelow = useIsBelow(service);
  const [act, setAct] = useState<'edit' | 'remove'>();
  const close = () => setAct(undefined);
  const [edits, removes] = [
    standing.may('service_principals:update'),
    standing.may('service_principals:delete'),
  ];
  if (!isBelow || (!edits && !removes)) return null;
  const label = s.actionsFor(service.name);
  return (
    <>
      <Menu label={label} trigger={<IconButton icon={Ellipsis} label={label} />}>
        {edits && (
          <MenuItem icon={Pencil} onAction={() => setAct('edit')}>
            {s.edit}
          </MenuItem>
        )}
        {removes && (
          <MenuItem icon={Trash2} isDestructive onAction={() => setAct('remove')}>
            {s.remove}
          </MenuItem>
        )}
      </Menu>
      <Suspense>{act === 'edit' && <ServiceDialog service={service} onClose={close} />}</Suspense>
      {act === 'remove' && <RemoveDialog service={service} onClose={close} />}
    </>
  );
}

/** As with people: one changes those who may do less. What one may not look into, the server decides. */
function useIsBelow({ roles }: Service): boolean {
  const { data } = useAllRoles();
  const actor = useActor();
  if (!data) return true;
  const held: Role[] = data.filter(({ id }) => roles.some((one) => one.id === id)).map(asPolicy);
  const permissions = new Set([...permissionsOf(held)].filter(isPermission));
  return !refuseRoleChange({ actor, target: { isActor: false, permissions }, give: [] });
}

function RemoveDialog({
  service: { id, name, api_keys },
  onClose,
}: {
  service: Service;
  onClose: () => void;
}) {
  const remove = useKeyDeed({
    run: (workspace, service: string) => api.servicePrincipals.remove({ workspace, id: service }),
    onDone: () => {
      onClose();
      toast.done(s.removed(name));
    },
  });
  return (
    <Confirm
      title={s.removeTitle(name)}
      text={s.removeText(api_keys)}
      action={s.remove}
      isPending={remove.isPending}
      onConfirm={() => remove.mutate(id)}
      onClose={onClose}
    />
  );
}
