import { useState } from 'react';
import { api } from '../../api-client/index.js';
import { nameOfRole } from '../../words/roles.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { Select } from '../../ui/select.js';
import { toast } from '../../ui/toast.js';
import { AffectedPeople } from './affected-people.js';
import { type FullRole, givableRoles, isPublished } from './rights.js';
import { deletion as s } from './strings.js';
import { useActor, useAllRoles, useRoleDeed, useSimulation } from './use-roles.js';

interface DeleteRoleDialogProps {
  readonly role: FullRole;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Whoever holds it gets another in its place, and one sees first what that means to them. */
export function DeleteRoleDialog({ role, onDone, onClose }: DeleteRoleDialogProps) {
  const [instead, setInstead] = useState<string>();
  const isUsed = role.holders > 0;
  const deletion = { role_id: role.id, ...(instead && { replacement_role_id: instead }) };
  const simulation = useSimulation(isUsed && instead ? { role_deletion: deletion } : undefined);
  const remove = useRoleDeed({
    run: (workspace, replacement_role_id: string | undefined) =>
      api.roles.remove({ workspace, id: role.id, query: { replacement_role_id } }),
    onDone: () => {
      onDone();
      toast.done(s.done(role.name));
    },
  });
  const isRefused = Boolean(instead && simulation.data?.refusal);
  return (
    <FormDialog
      title={s.title(role.name)}
      error={remove.error}
      isPending={remove.isPending}
      onSubmit={() => (isUsed && !instead) || isRefused || remove.mutate(instead)}
      action={s.action}
      variant="danger"
      isDisabled={(isUsed && !instead) || isRefused}
      isCancelFocused={!isUsed}
      onClose={onClose}
    >
      <p className="text-muted">{isUsed ? s.used(role.holders) : s.unused}</p>
      {isPublished(role) && <p className="text-muted">{s.published}</p>}
      {isUsed && <Replacement role={role} value={instead} onChange={setInstead} />}
      {isUsed && instead && <AffectedPeople simulation={simulation} />}
    </FormDialog>
  );
}

interface ReplacementProps {
  readonly role: FullRole;
  readonly value: string | undefined;
  readonly onChange: (id: string) => void;
}

function Replacement({ role, value, onChange }: ReplacementProps) {
  const { data = [] } = useAllRoles();
  const choices = givableRoles(useActor(), data).filter(({ id }) => id !== role.id);
  return (
    <Select
      label={s.replacement}
      value={value ?? ''}
      placeholder={s.choose}
      onChange={onChange}
      options={choices.map(({ id, name, description }) => ({
        id,
        name: nameOfRole(name),
        ...(description && { description }),
      }))}
    />
  );
}
