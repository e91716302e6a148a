import { useState } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../../api-client/index.js';
import { fields } from '../../identity/entry/strings.js';
import { AnyCode } from '../../identity/security/any-code.js';
import { renew } from '../../server/fresh-login.js';
import { isProblem } from '../../server/problem.js';
import { twoFactorQuery } from '../../server/second-factor.js';
import { useMyStanding, useWorkspaceId } from '../../server/use-workspace.js';
import { ComboBox } from '../../ui/combo-box.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { PasswordField } from '../../ui/field.js';
import { toast } from '../../ui/toast.js';
import { type Member } from '../members/roles.js';
import { fullName } from '../../words/people.js';
import { useOwnershipDeed } from './deeds.js';
import { ownership as s } from './strings.js';

interface Handover {
  readonly email: string;
  readonly password: string;
  readonly code?: string | undefined;
}

/** Chooses the next owner. The password is asked for here: the login gives a value that is good for this once. */
export default function ChangeOwnerDialog({ onClose }: { onClose: () => void }) {
  const [heir, setHeir] = useState<Member>();
  const [isMissing, setMissing] = useState(false);
  const { data: factor } = useQuery(twoFactorQuery);
  const start = useOwnershipDeed(handOver, () => {
    onClose();
    if (heir) toast.done(s.started(fullName(heir)));
  });
  const asksCode = factor?.enabled === true || isProblem(start.error, 'code_required');
  return (
    <FormDialog
      title={s.changeTitle}
      error={start.error}
      fieldOf={{ wrong_password: 'password', wrong_code: 'code' }}
      isPending={start.isPending}
      onSubmit={({ password = '', code }) => {
        setMissing(!heir);
        if (heir) start.mutate({ email: emailOf(heir), password, code });
      }}
      action={s.submit}
      onClose={onClose}
    >
      <ol className="flex list-decimal flex-col gap-1 ps-5 text-muted">
        {s.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <HeirPicker
        value={heir?.id ?? null}
        onChoose={(chosen) => {
          setHeir(chosen);
          setMissing(false);
        }}
      />
      {isMissing && (
        <p role="alert" className="-mt-3 text-xs text-danger">
          {s.choose}
        </p>
      )}
      <PasswordField name="password" label={fields.password} autoComplete="current-password" isRequired />
      {asksCode && <AnyCode />}
    </FormDialog>
  );
}

async function handOver(workspace: string, { email, password, code }: Handover) {
  const body = { password, ...(code !== undefined && { code }) };
  const { sec } = await renew(api.reauthentication.reauthenticate({ body }));
  return api.ownership.start({ workspace, body: { email, sec } });
}

const emailOf = ({ user_email, email }: Member): string => user_email ?? email;
const MOST_OFFERED = 20;

interface HeirPickerProps {
  readonly value: string | null;
  readonly onChoose: (member: Member | undefined) => void;
}

function HeirPicker({ value, onChoose }: HeirPickerProps) {
  const workspace = useWorkspaceId();
  const { memberId } = useMyStanding();
  const [text, setText] = useState('');
  const [search, setSearch] = useState('');
  const query = {
    accepted: 'true',
    status: 'active',
    limit: MOST_OFFERED,
    ...(search && { search }),
  } as const;
  const { data } = useQuery({
    queryKey: ['workspace', workspace, 'members', 'heirs', query],
    queryFn: ({ signal }) => api.members.list({ workspace, query, signal }),
    placeholderData: keepPreviousData,
  });
  const found = (data?.items ?? []).filter(({ id }) => id !== memberId);
  return (
    <ComboBox
      name="email"
      label={s.whom}
      description={s.whomHint}
      placeholder={s.typeName}
      none={s.nobody}
      options={found.map((one) => ({ id: one.id, name: fullName(one), description: emailOf(one) }))}
      value={value}
      text={text}
      onText={(typed) => {
        setText(typed);
        setSearch(typed.trim());
        // The name of whoever was just chosen comes as if it was typed.
        if (!found.some((one) => one.id === value && fullName(one) === typed)) onChoose(undefined);
      }}
      onChoose={(id) => {
        const chosen = found.find((one) => one.id === id);
        setText(chosen ? fullName(chosen) : '');
        onChoose(chosen);
      }}
    />
  );
}
