import { useState } from 'react';
import type { Permission } from '@bailiwick/rbac';
import { api } from '../../api-client/index.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { toast } from '../../ui/toast.js';
import { ImpactNote } from './impact-note.js';
import { PermissionChoice } from './permission-choice.js';
import { sub as s } from './strings/above.js';
import { joinPermissions, useGroupDeed, useImpact } from './use-group.js';
import { type Link, permissionsIn } from './types.js';

/** Less than was agreed to, from this moment on. Only what is allowed now can be unticked. */
export default function NarrowDialog({ link, onClose }: { link: Link; onClose: () => void }) {
  const offered: ReadonlySet<Permission> = new Set(permissionsIn(link.ceiling));
  const [chosen, setChosen] = useState(offered);
  const less = offered.size - chosen.size;
  const impact = useImpact(
    { act: 'ceiling', workspace_group_member_id: link.id, permissions: joinPermissions(chosen) },
    less > 0,
  );
  const narrow = useGroupDeed({
    run: (workspace, permissions: Permission[]) =>
      api.consents.narrow({ workspace, id: link.id, body: { permissions } }),
    onDone: () => {
      onClose();
      toast.done(s.narrowed);
    },
    isForm: true,
  });
  return (
    <FormDialog
      title={s.narrowTitle}
      error={narrow.error}
      isPending={narrow.isPending}
      onSubmit={() => less > 0 && narrow.mutate([...chosen])}
      action={s.save}
      isDisabled={less === 0}
      note={
        <p role="status" className="me-auto self-center text-sm max-sm:w-full text-muted">
          {chosen.size === 0 ? s.narrowNone : s.narrowLess(less)}
        </p>
      }
      onClose={onClose}
    >
      <p className="text-muted">{s.narrowText}</p>
      {less > 0 && <ImpactNote impact={impact} />}
      <PermissionChoice offered={offered} chosen={chosen} onChange={setChosen} />
    </FormDialog>
  );
}
