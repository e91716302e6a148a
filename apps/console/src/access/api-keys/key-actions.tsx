import { Suspense, lazy, useState } from 'react';
import { Ellipsis, Pencil, RefreshCw, Trash2 } from 'lucide-react';
import { api } from '../../api-client/index.js';
import { useMyStanding } from '../../server/use-workspace.js';
import { Confirm } from '../../ui/confirm.js';
import { IconButton } from '../../ui/icon-button.js';
import { Menu, MenuItem } from '../../ui/menu.js';
import { toast } from '../../ui/toast.js';
import { type ApiKey, idsBelow, mayRotate } from './keys.js';
import { apiKeys as s, revoke as r } from './strings.js';
import { useAllKeys, useKeyDeed, useOwner } from './use-api-keys.js';

const EditKeyDialog = lazy(() => import('./edit-key-dialog.js'));
const RotateDialog = lazy(() => import('./rotate-dialog.js'));

type Act = 'edit' | 'rotate' | 'revoke';

/** What may be done with a key; no menu where there is nothing. */
export function KeyActions({ apiKey }: { apiKey: ApiKey }) {
  const standing = useMyStanding();
  const { isService } = useOwner(apiKey.member_id);
  const [act, setAct] = useState<Act>();
  const close = () => setAct(undefined);
  const [edits, rotates, revokes] = [
    standing.may('api_keys:update'),
    mayRotate(apiKey, { standing, isService }),
    standing.may('api_keys:delete'),
  ];
  if (!edits && !rotates && !revokes) return null;
  const label = s.actionsFor(apiKey.name);
  return (
    <>
      <Menu label={label} trigger={<IconButton icon={Ellipsis} label={label} />}>
        {edits && (
          <MenuItem icon={Pencil} onAction={() => setAct('edit')}>
            {s.edit}
          </MenuItem>
        )}
        {rotates && (
          <MenuItem icon={RefreshCw} onAction={() => setAct('rotate')}>
            {s.rotate}
          </MenuItem>
        )}
        {revokes && (
          <MenuItem icon={Trash2} isDestructive onAction={() => setAct('revoke')}>
            {s.revoke}
          </MenuItem>
        )}
      </Menu>
      <Suspense>
        {act === 'edit' && <EditKeyDialog apiKey={apiKey} onClose={close} />}
        {act === 'rotate' && <RotateDialog apiKey={apiKey} onClose={close} />}
      </Suspense>
      {act === 'revoke' && <RevokeDialog apiKey={apiKey} onClose={close} />}
    </>
  );
}

/** Says how many die with it, before one presses. */
function RevokeDialog({ apiKey: { id, name }, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const all = useAllKeys();
  const children = idsBelow(all.data ?? [], id).length;
  const revoke = useKeyDeed({
    run: (workspace, key: string) => api.apiKeys.revoke({ workspace, id: key }),
    onDone: () => {
      onClose();
      toast.done(r.done(name));
    },
  });
  return (
    <Confirm
      title={r.title(name)}
      text={children > 0 ? `${r.text} ${r.below(children)}` : r.text}
      action={r.action}
      isPending={revoke.isPending || all.isPending}
      onConfirm={() => revoke.mutate(id)}
      onClose={onClose}
    />
  );
}
