import { api } from '../../api-client/index.js';
import { common } from '../../words/common.js';
import { Button } from '../../ui/button.js';
import { Dialog, DialogActions, DialogBody } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { toast } from '../../ui/toast.js';
import { drawer as s } from './strings.js';
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
    <Dialog title={s.handOverTitle(link.sub_workspace_name ?? '')} isOpen onClose={onClose}>
      <Form
        className="flex min-h-0 flex-col"
        error={offer.error}
        isPending={offer.isPending}
        onSubmit={({ email = '' }) => offer.mutate(email.trim())}
      >
        <DialogBody>
          <p className="text-muted">{s.handOverText}</p>
          <Field name="email" type="email" label={s.email} autoComplete="off" autoFocus isRequired />
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{common.cancel}</Button>
          <Button type="submit" variant="primary" isPending={offer.isPending}>
            {s.handOverAction}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
