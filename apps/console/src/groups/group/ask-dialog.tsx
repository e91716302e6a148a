import { useState } from 'react';
import type { PermissionSet } from '@bailiwick/rbac';
import { api } from '../../api-client/index.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { toast } from '../../ui/toast.js';
import { PermissionChoice } from './permission-choice.js';
import { drawer as s } from './strings/subs.js';
import { useGroupDeed } from './use-group.js';
import { type Link, permissionsIn } from './types.js';

/** More than is allowed; its owner decides, and what is allowed stays meanwhile. */
export default function AskDialog({ link, onClose }: { link: Link; onClose: () => void }) {
  const held: PermissionSet = new Set(permissionsIn(link.ceiling));
  const [chosen, setChosen] = useState(held);
  const [isTried, setTried] = useState(false);
  const isMore = chosen.size > held.size;
  const ask = useGroupDeed({
    run: (workspace, id: string) => api.consents.ask({ workspace, id, body: { permissions: [...chosen] } }),
    onDone: () => {
      onClose();
      toast.done(s.asked);
    },
    isForm: true,
  });
  return (
    <FormDialog
      title={s.moreTitle(link.sub_workspace_name ?? '')}
      error={ask.error}
      isPending={ask.isPending}
      onSubmit={() => {
        setTried(true);
        if (isMore) ask.mutate(link.id);
      }}
      action={s.moreAction}
      onClose={onClose}
    >
      <p className="text-muted">{s.moreText}</p>
      {isTried && !isMore && (
        <p role="alert" className="text-sm text-danger">
          {s.moreNone}
        </p>
      )}
      <PermissionChoice chosen={chosen} kept={held} onChange={setChosen} />
    </FormDialog>
  );
}
