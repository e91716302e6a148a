import { delegable } from '@bailiwick/rbac';
import { api } from '../../api-client/index.js';
import { common } from '../../words/common.js';
import { sentenceOf } from '../../words/resources.js';
import { Button } from '../../ui/button.js';
import { Dialog, DialogActions, DialogBody } from '../../ui/dialog.js';
import { Form } from '../../ui/form.js';
import { toast } from '../../ui/toast.js';
import { useGroupBelow } from '../../server/group.js';
import type { FullRole } from './rights.js';
import { publication as s } from './strings.js';
import { useRoleDeed } from './use-roles.js';

interface PublicationDialogProps {
  readonly role: FullRole;
  readonly deed: 'publish' | 'stop';
  readonly onClose: () => void;
}

/** It reaches into workspaces that one does not see from here: so what happens there is said first. */
export function PublicationDialog({ role, deed, onClose }: PublicationDialogProps) {
  const subs = useGroupBelow()?.subs ?? 0;
  const isNew = deed === 'publish';
  const stuck = isNew ? role.permissions.filter((one) => !delegable.includes(one)) : [];
  const change = useRoleDeed({
    run: (workspace, id: string) => api.roles[isNew ? 'publish' : 'withdraw']({ workspace, id }),
    onDone: ({ name }) => {
      onClose();
      toast.done((isNew ? s.published : s.stopped)(name));
    },
  });
  return (
    <Dialog
      title={(isNew ? s.publishTitle : s.stopTitle)(role.name)}
      isOpen
      role="alertdialog"
      onClose={onClose}
    >
      <Form
        className="flex min-h-0 flex-col"
        error={change.error}
        isPending={change.isPending}
        onSubmit={() => stuck.length > 0 || change.mutate(role.id)}
      >
        <DialogBody>
          {stuck.length > 0 ? (
            <>
              <p>{s.stuck}</p>
              <Facts facts={stuck.map(sentenceOf)} />
            </>
          ) : (
            <Facts facts={isNew ? s.publishFacts(subs) : s.stopFacts} />
          )}
        </DialogBody>
        <DialogActions>
          <Button autoFocus onPress={onClose}>
            {common.cancel}
          </Button>
          {stuck.length === 0 && (
            <Button type="submit" variant={isNew ? 'primary' : 'danger'} isPending={change.isPending}>
              {isNew ? s.publishAction : s.stopAction}
            </Button>
          )}
        </DialogActions>
      </Form>
    </Dialog>
  );
}

const Facts = ({ facts }: { facts: readonly string[] }) => (
  <ul className="flex list-disc flex-col gap-1 ps-5 text-muted">
    {facts.map((fact) => (
      <li key={fact}>{fact}</li>
    ))}
  </ul>
);
