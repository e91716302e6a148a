import { useState } from 'react';
import { type ApiKeysUpdateBody, api } from '../../api-client/index.js';
import { common } from '../../words/common.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { Field } from '../../ui/field.js';
import { dayOf } from '../../ui/day.js';
import { toast } from '../../ui/toast.js';
import { type Expiry, ExpiryFields } from './expiry-fields.js';
import { type ApiKey, dayField, endOf } from './keys.js';
import { edit as s, expiry as e } from './strings.js';
import { useKeyDeed } from './use-api-keys.js';

export default function EditKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { id, name: before, expires_at: at } = apiKey;
  const [name, setName] = useState(before);
  const [expiry, setExpiry] = useState<Expiry>({ term: 'keep', day: at ? dayField(at) : '' });
  const save = useKeyDeed({
    run: (workspace, body: ApiKeysUpdateBody) => api.apiKeys.update({ workspace, id, body }),
    onDone: (saved) => {
      onClose();
      toast.done(s.done(saved.name));
    },
    isForm: true,
  });
  const submit = () =>
    save.mutate({
      name,
      ...(expiry.term !== 'keep' && { expires_at: endOf(expiry.term, expiry.day) }),
    });
  return (
    <FormDialog
      title={s.title(before)}
      error={save.error}
      isPending={save.isPending}
      onSubmit={submit}
      action={common.save}
      onClose={onClose}
    >
      <Field
        name="name"
        label={s.name}
        value={name}
        onChange={setName}
        maxLength={100}
        autoFocus
        isRequired
      />
      <ExpiryFields value={expiry} onChange={setExpiry} kept={at ? dayOf(at) : e.terms.never} />
      <p className="text-xs text-muted">{s.children}</p>
    </FormDialog>
  );
}
