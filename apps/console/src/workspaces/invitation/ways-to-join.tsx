import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type AcceptancesAcceptBody, type AcceptancesShow, api } from '../../api-client/index.js';
import { CodeStep } from '../../identity/entry/code-step.js';
import { common } from '../../words/common.js';
import { EntryLayout } from '../../ui/entry-layout.js';
import { fields } from '../../identity/entry/strings.js';
import { useSignIn } from '../../identity/entry/use-sign-in.js';
import { roleInSentence } from '../../words/roles.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { Field, PasswordField } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { LinkButton } from '../../ui/link-button.js';
import { toast } from '../../ui/toast.js';
import { invitation as s } from './strings.js';

export interface JoinProps {
  readonly token: string;
  readonly invitation: AcceptancesShow;
}

export function JoinAsMe(props: JoinProps) {
  const { accept, waits } = useAcceptance(props);
  if (waits) return <Waits {...props} />;
  return (
    <JoinLayout {...props}>
      <Form error={accept.error} isPending={accept.isPending} onSubmit={() => accept.mutate({})}>
        <Button type="submit" variant="primary" size="large" autoFocus isPending={accept.isPending}>
          {s.join}
        </Button>
      </Form>
    </JoinLayout>
  );
}

export function JoinWithNewAccount(props: JoinProps) {
  const { accept, waits } = useAcceptance(props);
  if (waits) return <Waits {...props} />;
  return (
    <JoinLayout {...props}>
      <Form error={accept.error} isPending={accept.isPending} onSubmit={(values) => accept.mutate(values)}>
        <Address {...props} />
        <div className="grid gap-4 sm:grid-cols-2 sm:gap-3">
          <Field name="first_name" label={fields.firstName} autoComplete="given-name" autoFocus isRequired />
          <Field name="last_name" label={fields.lastName} autoComplete="family-name" isRequired />
        </div>
        <PasswordField
          name="password"
          label={fields.password}
          description={fields.passwordHint}
          autoComplete="new-password"
          isRequired
        />
        <Button type="submit" variant="primary" size="large" isPending={accept.isPending}>
          {s.createAndJoin}
        </Button>
      </Form>
    </JoinLayout>
  );
}

export function JoinBySigningIn(props: JoinProps) {
  const { email } = props.invitation;
  const { accept, waits } = useAcceptance(props);
  const signIn = useSignIn(() => accept.mutateAsync({}));
  const isPending = signIn.password.isPending || accept.isPending;
  if (waits) return <Waits {...props} />;
  if (signIn.asksCode) return <CodeStep signIn={signIn} />;
  return (
    <JoinLayout {...props}>
      <Form
        error={signIn.password.error ?? signIn.code.error}
        isPending={isPending}
        onSubmit={({ password = '' }) => signIn.password.mutate({ email, password })}
      >
        <Address {...props} />
        <PasswordField
          name="password"
          label={fields.password}
          autoComplete="current-password"
          autoFocus
          isRequired
        />
        <Button type="submit" variant="primary" size="large" isPending={isPending}>
          {s.signInAndJoin}
        </Button>
      </Form>
    </JoinLayout>
  );
}

export function WrongAccount({ me, invitation }: JoinProps & { me: string }) {
  const queryClient = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => api.auth.signOut(),
    onSuccess: () => queryClient.resetQueries({ queryKey: ['me'] }),
    onError: toast.failed,
  });
  return (
    <EntryLayout title={s.wrongTitle} text={s.wrongText(me, invitation.email)}>
      <div className="flex flex-col gap-2">
        <Button variant="primary" size="large" isPending={signOut.isPending} onPress={() => signOut.mutate()}>
          <span className="min-w-0 break-words">{s.signOut(invitation.email)}</span>
        </Button>
        <LinkButton to="/" variant="quiet" size="large">
          {s.stay}
        </LinkButton>
      </div>
    </EntryLayout>
  );
}

/** Accepts, and goes to the workspace. */
function useAcceptance({ token, invitation }: JoinProps) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [waits, setWaits] = useState(false);
  const accept = useMutation({
    mutationFn: (body: AcceptancesAcceptBody) => api.acceptances.accept({ token, body }),
    onSuccess: async ({ workspace_id: workspaceId, status }) => {
      queryClient.removeQueries({ queryKey: ['me'] });
      if (status === 'needs_confirmation') {
        setWaits(true);
        return;
      }
      await navigate({ to: '/w/$workspaceId', params: { workspaceId }, replace: true });
      queryClient.removeQueries({ queryKey: ['invitation', token] });
      toast.done(s.joined(invitation.workspace_name));
    },
  });
  return { accept, waits };
}

function JoinLayout({ token, invitation, children }: JoinProps & { children: React.ReactNode }) {
  const { workspace_name, inviter_name, roles } = invitation;
  return (
    <EntryLayout
      title={s.title(workspace_name)}
      text={s.text(inviter_name, roles.map(({ name }) => roleInSentence(name)).join(', '))}
      footer={<Decline token={token} workspace={workspace_name} />}
    >
      {children}
    </EntryLayout>
  );
}

/** Shown, so that password managers keep the right one, and not to be changed. */
const Address = ({ invitation }: JoinProps) => (
  <Field label={s.forAddress} value={invitation.email} autoComplete="username" isReadOnly />
);

function Decline({ token, workspace }: { token: string; workspace: string }) {
  const queryClient = useQueryClient();
  const [asks, setAsks] = useState(false);
  const decline = useMutation({
    mutationFn: () => api.acceptances.decline({ token }),
    onSuccess: (answer) => queryClient.setQueryData(['invitation', token], answer),
    onError: toast.failed,
  });
  return (
    <>
      <Button variant="quiet" size="sm" onPress={() => setAsks(true)}>
        {s.decline}
      </Button>
      {asks && (
        <Confirm
          title={s.declineTitle(workspace)}
          text={s.declineText}
          action={s.decline}
          isPending={decline.isPending}
          onConfirm={() => decline.mutate()}
          onClose={() => setAsks(false)}
        />
      )}
    </>
  );
}

const Waits = ({ invitation }: JoinProps) => (
  <EntryLayout title={s.waitsTitle} text={s.waitsText(invitation.workspace_name)}>
    <LinkButton to="/" size="large">
      {common.home}
    </LinkButton>
  </EntryLayout>
);
