import { api } from '../../api-client/index.js';
import { Confirm } from '../../ui/confirm.js';
import { toast } from '../../ui/toast.js';
import { ImpactNote } from './impact-note.js';
import { removing as s } from './strings/subs.js';
import { useGroupDeed, useImpact } from './use-group.js';

interface RemoveDialogProps {
  readonly id: string;
  readonly name: string;
  readonly onDone?: () => void;
  readonly onClose: () => void;
}

/** Out of the group; the workspace itself stays. */
export default function RemoveDialog({ id, name, onDone, onClose }: RemoveDialogProps) {
  const impact = useImpact({ act: 'remove', workspace_group_member_id: id });
  const remove = useGroupDeed({
    run: (workspace, link: string) => api.links.end({ workspace, id: link }),
    onDone: () => {
      onClose();
      onDone?.();
      toast.done(s.removed(name));
    },
  });
  return (
    <Confirm
      title={s.title(name)}
      text={s.text}
      action={s.action}
      isPending={remove.isPending}
      onConfirm={() => remove.mutate(id)}
      onClose={onClose}
    >
      <ImpactNote impact={impact} />
    </Confirm>
  );
}
