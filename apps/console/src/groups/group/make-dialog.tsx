import { api } from '../../api-client/index.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { Field } from '../../ui/field.js';
import { toast } from '../../ui/toast.js';
import { making as s } from './strings/subs.js';
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
    <FormDialog
      title={s.title}
      error={make.error}
      isPending={make.isPending}
      onSubmit={({ name = '' }) => make.mutate(name.trim())}
      action={s.action}
      onClose={onClose}
    >
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
    </FormDialog>
  );
}
