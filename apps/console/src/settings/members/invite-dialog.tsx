import { useState } from 'react';
import { systemRoles } from '@bailiwick/rbac';
import { type InvitationsInviteMany, type InvitationsInviteManyBody, api } from '../../api-client/index.js';
import { nameOfRole } from '../../roles.js';
import { useMyStanding } from '../../shell/use-workspace.js';
import { Button } from '../../ui/button.js';
import { Dialog, DialogActions, DialogBody } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { Select } from '../../ui/select.js';
import { toast } from '../../ui/toast.js';
import { type Member, rolesToGive } from './roles.js';
import { invitations as s } from './strings.js';
import { useDeed } from './use-members.js';

type Results = InvitationsInviteMany['items'];
type Refused = Results[number] & { readonly result: keyof typeof s.results };

const addressesIn = (text: string): string[] => [...new Set(text.split(/[\s,;]+/).filter(Boolean))];
const isRefused = (one: Results[number]): one is Refused => one.result !== 'invited';

export default function InviteDialog({ onClose }: { onClose: () => void }) {
  const choices = rolesToGive(useMyStanding());
  const [text, setText] = useState('');
  const [role, setRole] = useState<string>(choices.includes('editor') ? 'editor' : (choices[0] ?? ''));
  const [hours, setHours] = useState('168');
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const emails = addressesIn(text);
  const invite = useDeed({
    run: (workspace, body: InvitationsInviteManyBody) => api.invitations.inviteMany({ workspace, body }),
    onDone: ({ items }) => {
      const left = items.filter(isRefused);
      if (left.length < items.length) toast.done(s.sent(items.length - left.length));
      if (left.length === 0) onClose();
      // What could not be sent stays, to be put right.
      setRefused(left);
      setText(left.map(({ email }) => email).join('\n'));
    },
  });
  return (
    <Dialog title={s.invite} isOpen onClose={onClose}>
      <Form
        className="flex min-h-0 flex-col"
        error={invite.error}
        isPending={invite.isPending}
        onSubmit={() =>
          invite.mutate({ emails, role: role as Member['role'], expires_in_hours: Number(hours) })
        }
      >
        <DialogBody>
          <Field
            name="emails"
            label={s.emails}
            description={s.emailsHint}
            rows={3}
            value={text}
            onChange={setText}
            inputMode="email"
            autoFocus
            isRequired
            validate={(typed) => (addressesIn(typed).length > 500 ? s.tooMany : null)}
          />
          {refused.length > 0 && <NotSent refused={refused} />}
          <div className="grid gap-4 sm:grid-cols-[1fr_9rem]">
            <Select
              label={s.role}
              value={role}
              onChange={setRole}
              options={choices.map((name) => ({
                id: name,
                name: nameOfRole(name),
                description: systemRoles[name].sentence,
              }))}
            />
            <Select
              label={s.expires}
              value={hours}
              onChange={setHours}
              options={Object.entries(s.terms).map(([id, name]) => ({ id, name }))}
            />
          </div>
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isPending={invite.isPending}>
            {s.send(emails.length)}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

const NotSent = ({ refused }: { refused: readonly Refused[] }) => (
  <div role="alert" className="rounded-md bg-warning-quiet px-3 py-2 text-sm text-warning">
    <p className="font-medium">{s.notSent}</p>
    <ul>
      {refused.map(({ email, result }) => (
        <li key={email} className="break-words">
          <strong className="font-medium">{email}</strong> {s.results[result]}
        </li>
      ))}
    </ul>
  </div>
);
