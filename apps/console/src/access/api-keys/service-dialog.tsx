import { useState } from 'react';
import { mayGive, systemRoles } from '@bailiwick/rbac';
import { type ServicePrincipalsCreateBody, api } from '../../api-client/index.js';
import { common } from '../../words/common.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { Field } from '../../ui/field.js';
import { SkeletonRows } from '../../ui/skeleton.js';
import { toast } from '../../ui/toast.js';
import { asPolicy } from '../roles/rights.js';
import { RoleChoices } from '../roles/role-choices.js';
import { useActor, useAllRoles } from '../roles/use-roles.js';
import type { Service } from './keys.js';
import { services as s } from './strings.js';
import { useKeyDeed } from './use-api-keys.js';

type Body = Required<Pick<ServicePrincipalsCreateBody, 'name' | 'role_ids'>>;

/** A new program, or another name and other roles for one there is. */
export default function ServiceDialog({ service, onClose }: { service?: Service; onClose: () => void }) {
  const [name, setName] = useState(service?.name ?? '');
  const [roles, setRoles] = useState<ReadonlySet<string>>(new Set(service?.roles.map(({ id }) => id)));
  const [isSent, setSent] = useState(false);
  const save = useKeyDeed({
    run: (workspace, body: Body) =>
      service
        ? api.servicePrincipals.update({ workspace, id: service.id, body: changesIn(body, service) })
        : api.servicePrincipals.create({ workspace, body }),
    onDone: (saved) => {
      onClose();
      toast.done((service ? s.saved : s.created)(saved.name));
    },
    isForm: true,
  });
  const submit = () => {
    setSent(true);
    if (roles.size > 0) save.mutate({ name, role_ids: [...roles] });
  };
  return (
    <FormDialog
      title={service ? s.editTitle(service.name) : s.createTitle}
      error={save.error}
      isPending={save.isPending}
      onSubmit={submit}
      action={service ? common.save : s.create}
      onClose={onClose}
    >
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
      <Roles chosen={roles} isMissing={isSent && roles.size === 0} onChange={setRoles} />
    </FormDialog>
  );
}

/** Roles that stay are not given anew: giving them may need more than renaming does. */
function changesIn(body: Body, { roles }: Service): Partial<Body> {
  const isSame = body.role_ids.length === roles.length && roles.every(({ id }) => body.role_ids.includes(id));
  return isSame ? { name: body.name } : body;
}

interface RolesProps {
  readonly chosen: ReadonlySet<string>;
  readonly isMissing: boolean;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

function Roles({ chosen, isMissing, onChange }: RolesProps) {
  const { data } = useAllRoles();
  const actor = useActor();
  return (
    <section aria-label={s.roles}>
      <p className="text-sm font-medium">{s.roles}</p>
      <p className="text-xs text-muted">{s.rolesHint}</p>
      {isMissing && (
        <p role="alert" className="text-xs text-danger">
          {s.rolesNeeded}
        </p>
      )}
      {data ? (
        <RoleChoices
          label={s.roles}
          roles={data.filter(({ id }) => id !== systemRoles.owner.id)}
          chosen={chosen}
          lockOf={(role) => (mayGive(actor, asPolicy(role)) ? undefined : s.locked)}
          onChange={onChange}
        />
      ) : (
        <SkeletonRows count={3} />
      )}
    </section>
  );
}
