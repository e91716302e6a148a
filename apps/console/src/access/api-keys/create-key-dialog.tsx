import { useMemo, useState } from 'react';
import { type PermissionSet, permissionsOf } from '@bailiwick/rbac';
import { type ApiKeysCreateBody, api } from '../../api-client/index.js';
import { common } from '../../words/common.js';
import { roleText } from '../../words/roles.js';
import { useMyStanding } from '../../server/use-workspace.js';
import { Button } from '../../ui/button.js';
import { Dialog, DialogActions, DialogBody } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { Select } from '../../ui/select.js';
import { asPolicy } from '../roles/rights.js';
import { useAllRoles } from '../roles/use-roles.js';
import { type Expiry, ExpiryFields } from './expiry-fields.js';
import { KeyShown } from './key-shown.js';
import { type Service, endOf } from './keys.js';
import { ScopePicker } from './scope-picker.js';
import { lockOf } from './scopes.js';
import { create as s } from './strings.js';
import { useAllServices, useKeyDeed } from './use-api-keys.js';

const ME = 'me';

interface CreateKeyDialogProps {
  /** For whom it is at first. */
  readonly memberId: string | undefined;
  readonly onClose: () => void;
}

export default function CreateKeyDialog({ memberId, onClose }: CreateKeyDialogProps) {
  const { data: services = [] } = useAllServices();
  const mine = useMyStanding().permissions;
  const [name, setName] = useState('');
  const [chosenFor, setChosenFor] = useState(memberId ?? ME);
  const [scopes, setScopes] = useState<ReadonlySet<string>>(new Set());
  const [expiry, setExpiry] = useState<Expiry>({ term: '90', day: '' });
  const [isSent, setSent] = useState(false);
  const service = services.find(({ id }) => id === chosenFor);
  const owners = useOwnersPermissions(service);
  const create = useKeyDeed({
    run: (workspace, body: ApiKeysCreateBody) => api.apiKeys.create({ workspace, body }),
    isForm: true,
  });
  if (create.data) return <KeyShown made={create.data} onDone={onClose} />;
  const allowed = [...scopes].filter((scope) => !lockOf(scope, { mine, owners }));
  const submit = () => {
    setSent(true);
    if (allowed.length === 0) return;
    create.mutate({
      name,
      scopes: allowed as ApiKeysCreateBody['scopes'],
      expires_at: endOf(expiry.term, expiry.day),
      ...(service && { member_id: service.id }),
    });
  };
  return (
    <Dialog title={s.title} isOpen onClose={onClose}>
      <Form
        className="flex min-h-0 flex-col"
        error={create.error}
        isPending={create.isPending}
        onSubmit={submit}
      >
        <DialogBody>
          <Field
            name="name"
            label={s.name}
            description={s.nameHint}
            value={name}
            onChange={setName}
            maxLength={100}
            autoFocus
            isRequired
          />
          {services.length > 0 && (
            <Select
              label={s.owner}
              value={service ? service.id : ME}
              onChange={setChosenFor}
              options={[
                { id: ME, name: s.mine, description: s.mineHint },
                ...services.map((one) => ({
                  id: one.id,
                  name: one.name,
                  description: s.serviceHint(roleText(one.roles)),
                })),
              ]}
            />
          )}
          <ExpiryFields value={expiry} onChange={setExpiry} />
          <ScopePicker
            chosen={new Set(allowed)}
            limits={{ mine, owners }}
            isMissing={isSent && allowed.length === 0}
            onChange={setScopes}
          />
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{common.cancel}</Button>
          <Button type="submit" variant="primary" isPending={create.isPending}>
            {s.action}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

/** What a program may do; nothing is known of it where one may not see what is in its roles. */
function useOwnersPermissions(service: Service | undefined): PermissionSet | undefined {
  const { data: roles } = useAllRoles();
  return useMemo(() => {
    if (!service || !roles) return undefined;
    const ids = new Set(service.roles.map(({ id }) => id));
    return permissionsOf(roles.filter(({ id }) => ids.has(id)).map(asPolicy));
  }, [service, roles]);
}
