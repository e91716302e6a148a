import { roleText } from '../../words/roles.js';
import { Field } from '../../ui/field.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { Select } from '../../ui/select.js';
import { ExpiryFields } from './expiry-fields.js';
import { KeyShown } from './key-shown.js';
import type { Service } from './keys.js';
import { ScopePicker } from './scope-picker.js';
import { create as s } from './strings.js';
import { useAllServices } from './use-api-keys.js';
import { ME, useCreateKey } from './use-create-key.js';

interface CreateKeyDialogProps {
  /** For whom it is at first. */
  readonly memberId: string | undefined;
  readonly onClose: () => void;
}

export default function CreateKeyDialog({ memberId, onClose }: CreateKeyDialogProps) {
  const state = useCreateKey(memberId);
  const { create } = state;
  if (create.data) return <KeyShown made={create.data} onDone={onClose} />;
  return (
    <FormDialog
      title={s.title}
      error={create.error}
      isPending={create.isPending}
      onSubmit={state.submit}
      action={s.action}
      onClose={onClose}
    >
      <Field
        name="name"
        label={s.name}
        description={s.nameHint}
        value={state.name}
        onChange={state.setName}
        maxLength={100}
        autoFocus
        isRequired
      />
      <OwnerChoice service={state.service} onChoose={state.chooseOwner} />
      <ExpiryFields value={state.expiry} onChange={state.setExpiry} />
      <ScopePicker
        chosen={new Set(state.allowed)}
        limits={state.limits}
        isMissing={state.isMissing}
        onChange={state.setScopes}
      />
    </FormDialog>
  );
}

interface OwnerChoiceProps {
  /** The program it is for; nothing, when it is one's own. */
  readonly service: Service | undefined;
  readonly onChoose: (id: string) => void;
}

/** Asked only where there is somebody else than oneself. */
function OwnerChoice({ service, onChoose }: OwnerChoiceProps) {
  const { data: services = [] } = useAllServices();
  if (services.length === 0) return null;
  return (
    <Select
      label={s.owner}
      value={service ? service.id : ME}
      onChange={onChoose}
      options={[
        { id: ME, name: s.mine, description: s.mineHint },
        ...services.map(({ id, name, roles }) => ({
          id,
          name,
          description: s.serviceHint(roleText(roles)),
        })),
      ]}
    />
  );
}
