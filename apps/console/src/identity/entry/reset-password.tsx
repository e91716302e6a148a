import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { api } from '../../api-client/index.js';
import { isProblem } from '../../server/problem.js';
import { common } from '../../words/common.js';
import { Button } from '../../ui/button.js';
import { Field, PasswordField } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { LinkButton } from '../../ui/link-button.js';
import { Skeleton } from '../../ui/skeleton.js';
import { ErrorState } from '../../ui/states.js';
import { EntryLayout } from '../../ui/entry-layout.js';
import { fields, resetPassword as s } from './strings.js';

export function ResetPasswordPage() {
  const { token } = useParams({ from: '/reset-password/$token' });
  const { data, error, refetch } = useQuery({
    queryKey: ['password-reset', token],
    queryFn: ({ signal }) => api.passwords.show({ token, signal }),
  });
  if (isProblem(error, 'not_found')) return <Dead reason={s.unknown} />;
  if (error)
    return (
      <EntryLayout title={s.title}>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </EntryLayout>
    );
  if (!data) return <EntryLayout title={s.title}>{<Skeleton className="h-9" />}</EntryLayout>;
  if (data.state !== 'open') return <Dead reason={s.states[data.state]} email={data.email} />;
  return <Open token={token} email={data.email} onDead={() => void refetch()} />;
}

interface OpenProps {
  readonly token: string;
  readonly email: string;
  /** Meanwhile it was used elsewhere, or its time ran out. */
  readonly onDead: () => void;
}

function Open({ token, email, onDead }: OpenProps) {
  const navigate = useNavigate();
  const reset = useMutation({
    mutationFn: (password: string) => api.passwords.reset({ token, body: { password } }),
    onSuccess: () => navigate({ to: '/sign-in', search: { email, reason: 'reset' }, replace: true }),
    onError: (error) => isProblem(error) && error.status === 409 && onDead(),
  });
  return (
    <EntryLayout title={s.title} text={s.text}>
      <Form
        error={reset.error}
        isPending={reset.isPending}
        onSubmit={({ password = '' }) => reset.mutate(password)}
      >
        {/* Shown, so that password managers keep the right one, and not to be changed. */}
        <Field label={fields.email} value={email} autoComplete="username" isReadOnly />
        <PasswordField
          name="password"
          label={s.newPassword}
          description={fields.passwordHint}
          autoComplete="new-password"
          autoFocus
          isRequired
        />
        <Button type="submit" variant="primary" size="large" isPending={reset.isPending}>
          {s.submit}
        </Button>
      </Form>
    </EntryLayout>
  );
}

interface DeadProps {
  readonly reason: readonly [title: string, text: string];
  readonly email?: string;
}

const Dead = ({ reason: [title, text], email }: DeadProps) => (
  <EntryLayout title={title} text={text}>
    <div className="flex flex-col gap-2">
      <LinkButton to="/forgot-password" search={email ? { email } : {}} variant="primary" size="large">
        {s.again}
      </LinkButton>
      <LinkButton to="/sign-in" search={email ? { email } : {}} variant="quiet" size="large">
        {common.signIn}
      </LinkButton>
    </div>
  </EntryLayout>
);
