import { api } from '../../api-client/index.js';
import { common } from '../../words/common.js';
import { Button } from '../../ui/button.js';
import { Dialog, DialogActions, DialogBody } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { toast } from '../../ui/toast.js';
import { making as s } from './strings.js';
import { useGroupDeed } from './use-group.js';

/** A workspace of the group's own. */
export default function MakeDialog({ onClose }: { onClose: () => void }) {
  const make = useGroupDeed({
    run: (workspace, name: string) => api.managedSubs.create({ workspace, body: { name } }),
    onDone: (_, name) => {
      onClose();
      toast.done(s.done(name));
    },
    isForm: true,
  });
  return (
    <Dialog title={s.title} isOpen onClose={onClose}>
      <Form
        className="flex min-h-0 flex-col"
        error={make.error}
        isPending={make.isPending}
        onSubmit={({ name = '' }) => make.mutate(name.trim())}
      >
        <DialogBody>
          <p className="text-muted">{s.text}</p>
          <Field
            name="name"
            label={s.name}
            placeholder={s.placeholder}
            maxLength={100}
            autoComplete="off"
            autoFocus
            isRequired
          />
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{common.cancel}</Button>
          <Button type="submit" variant="primary" isPending={make.isPending}>
            {s.action}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
