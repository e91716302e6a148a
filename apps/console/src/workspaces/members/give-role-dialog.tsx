import { useState } from 'react';
import { type GrantsCreateBody, api } from '../../api-client/index.js';
import { nameOfRole, roleInSentence } from '../../words/roles.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { Select } from '../../ui/select.js';
import { toast } from '../../ui/toast.js';
import { GrantFields, givenBy } from './grant-fields.js';
import { type KnownRole, type Member } from './roles.js';
import { fullName } from '../../words/people.js';
import { grants as s } from './strings.js';
import { useDeed } from './use-members.js';

interface GiveRoleDialogProps {
  readonly member: Member;
  readonly choices: readonly KnownRole[];
  readonly onClose: () => void;
}

/** One more role, for good or until a day. */
export function GiveRoleDialog({ member, choices, onClose }: GiveRoleDialogProps) {
  const name = fullName(member);
  const [role_id, setRole] = useState(choices.at(-1)?.id ?? '');
  const give = useDeed({
    run: (workspace, body: GrantsCreateBody) => api.grants.create({ workspace, body }),
    onDone: ({ role }) => {
      onClose();
      toast.done(s.given(name, roleInSentence(role.name)));
    },
    became: ({ id: grant_id, role, expires_at }) => ({
      id: member.id,
      row: { roles: [...member.roles, { ...role, grant_id, expires_at }] },
    }),
    isForm: true,
  });
  return (
    <FormDialog
      title={s.giveTitle(name)}
      error={give.error}
      isPending={give.isPending}
      onSubmit={(values) => give.mutate({ member_id: member.id, role_id, ...givenBy(values) })}
      action={s.submit}
      onClose={onClose}
    >
      <Select
        name="role_id"
        label={s.role}
        value={role_id}
        onChange={setRole}
        options={choices.map(({ id, name: role, sentence }) => ({
          id,
          name: nameOfRole(role),
          description: sentence,
        }))}
      />
      <GrantFields />
    </FormDialog>
  );
}
