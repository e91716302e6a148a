import { type GrantsUpdateBody, api } from '../../api-client/index.js';
import { common } from '../../words/common.js';
import { nameOfRole } from '../../words/roles.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { toast } from '../../ui/toast.js';
import { GrantFields, givenBy } from './grant-fields.js';
import type { Grant } from './grants.js';
import { dayFor } from './moments.js';
import { type Member } from './roles.js';
import { fullName } from '../../words/people.js';
import { grants as s } from './strings.js';
import { useDeed } from './use-members.js';

interface ChangeGrantDialogProps {
  readonly member: Member;
  readonly grant: Grant;
  readonly onClose: () => void;
}

/** Longer, shorter, or why. */
export function ChangeGrantDialog({ member, grant, onClose }: ChangeGrantDialogProps) {
  const [name, role] = [fullName(member), nameOfRole(grant.role.name)];
  const change = useDeed({
    run: (workspace, body: GrantsUpdateBody) => api.grants.update({ workspace, id: grant.id, body }),
    onDone: () => {
      onClose();
      toast.done(s.changed(role, name));
    },
    became: ({ expires_at }) => ({
      id: member.id,
      row: {
        roles: member.roles.map((held) => (held.grant_id === grant.id ? { ...held, expires_at } : held)),
      },
    }),
    isForm: true,
  });
  /** A day that was not touched leaves the hour of its end as it is. */
  const untouched = (day: string | undefined) =>
    grant.expires_at !== null && day === dayFor(grant.expires_at);
  return (
    <FormDialog
      title={s.changeTitle(role, name)}
      error={change.error}
      isPending={change.isPending}
      onSubmit={(values) => {
        const { expires_at, reason } = givenBy(values);
        change.mutate({ reason, ...(!untouched(values['expires_at']) && { expires_at }) });
      }}
      action={common.save}
      onClose={onClose}
    >
      <GrantFields expires_at={grant.expires_at} reason={grant.reason} />
    </FormDialog>
  );
}
