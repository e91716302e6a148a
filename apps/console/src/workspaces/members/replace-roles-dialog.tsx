import { useState } from 'react';
import { api } from '../../api-client/index.js';
import { common } from '../../words/common.js';
import { nameOfRole } from '../../words/roles.js';
import { Checkbox } from '../../ui/checkbox.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { toast } from '../../ui/toast.js';
import { type Member, rolesToGive } from './roles.js';
import { fullName } from '../../words/people.js';
import { grants as s } from './strings.js';
import { useDeed, useGiver } from './use-members.js';

/** All of them at once: what is ticked, and nothing else. */
export function ReplaceRolesDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const choices = rolesToGive(useGiver(), member);
  const name = fullName(member);
  const [ticked, setTicked] = useState<readonly string[]>(
    choices.map(({ id }) => id).filter((id) => member.roles.some((held) => held.id === id)),
  );
  const tick = (id: string, is: boolean) =>
    setTicked(is ? [...ticked, id] : ticked.filter((one) => one !== id));
  const replace = useDeed({
    run: (workspace, role_ids: string[]) =>
      api.members.update({ workspace, id: member.id, body: { role_ids } }),
    onDone: () => {
      onClose();
      toast.done(s.replaced(name));
    },
    became: (row) => ({ id: member.id, row }),
    isForm: true,
  });
  return (
    <FormDialog
      title={s.replaceTitle(name)}
      error={replace.error}
      isPending={replace.isPending}
      onSubmit={() => ticked.length > 0 && replace.mutate([...ticked])}
      action={common.save}
      onClose={onClose}
    >
      <p className="text-muted">{s.replaceText}</p>
      <ul className="flex flex-col gap-2">
        {choices.map(({ id, name: role, sentence }) => (
          <li key={id}>
            <Checkbox isSelected={ticked.includes(id)} onChange={(is) => tick(id, is)}>
              <span className="font-medium">{nameOfRole(role)}</span>
            </Checkbox>
            {sentence && <p className="ps-6 text-xs text-muted">{sentence}</p>}
          </li>
        ))}
      </ul>
      {ticked.length === 0 && (
        <p role="status" className="text-sm text-warning">
          {s.noneChosen}
        </p>
      )}
    </FormDialog>
  );
}
