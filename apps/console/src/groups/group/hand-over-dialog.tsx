import { api } from '../../api-client/index.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { Field } from '../../ui/field.js';
import { toast } from '../../ui/toast.js';
import { drawer as s } from './strings/subs.js';
import { useGroupDeed } from './use-group.js';
import type { Link } from './types.js';

/** A workspace of the group's own becomes that of a client. */
export default function HandOverDialog({ link, onClose }: { link: Link; onClose: () => void }) {
  const offer = useGroupDeed({
    run: (workspace, email: string) => api.managedSubs.offer({ workspace, id: link.id, body: { email } }),
    onDone: (_, email) => {
      onClose();
      toast.done(s.offeredDone(email));
    },
    isForm: true,
  });
  return (
    <FormDialog
      title={s.handOverTitle(link.sub_workspace_name ?? '')}
      error={offer.error}
      isPending={offer.isPending}
      onSubmit={({ email = '' }) => offer.mutate(email.trim())}
      action={s.handOverAction}
      onClose={onClose}
    >
      <p className="text-muted">{s.handOverText}</p>
      <Field name="email" type="email" label={s.email} autoComplete="off" autoFocus isRequired />
    </FormDialog>
  );
}
