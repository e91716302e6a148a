import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type AuthShowVerification, api } from '../../api-client/index.js';
import { isProblem } from '../../server/problem.js';
import { common } from '../../words/common.js';
import { Button } from '../../ui/button.js';
import { Form } from '../../ui/form.js';
import { LinkButton } from '../../ui/link-button.js';
import { Skeleton } from '../../ui/skeleton.js';
import { ErrorState } from '../../ui/states.js';
import { EntryLayout } from '../../ui/entry-layout.js';
import { verifyEmail as s } from './strings.js';

export function VerifyEmailPage() {
  const { token } = useParams({ from: '/verify-email/$token' });
  const { data, error, refetch } = useQuery({
    queryKey: ['email-verification', token],
    queryFn: ({ signal }) => api.auth.showVerification({ token, signal }),
  });
  if (isProblem(error, 'not_found')) return <Dead reason={s.unknown} isAccount={false} />;
  if (error)
    return (
      <EntryLayout title={s.title}>{<ErrorState error={error} onRetry={() => void refetch()} />}</EntryLayout>
    );
  if (!data) return <EntryLayout title={s.title}>{<Skeleton className="h-9" />}</EntryLayout>;
  return data.state === 'open' ? (
    <Open token={token} email={data.email} />
  ) : (
    <Dead reason={s.states[data.state]} isAccount={data.state !== 'expired'} email={data.email} />
  );
}

/** A click confirms, not the visit: programs that look into mails visit too. */
function Open({ token, email }: { token: string } & Pick<AuthShowVerification, 'email'>) {
  const navigate = useNavigate();
  const confirm = useMutation({
    mutationFn: () => api.auth.confirm({ token }),
    onSuccess: () => navigate({ to: '/sign-in', search: { email, reason: 'confirmed' } }),
  });
  return (
    <EntryLayout title={s.title} text={s.text(email)}>
      <Form error={confirm.error} isPending={confirm.isPending} onSubmit={() => confirm.mutate()}>
        <Button type="submit" variant="primary" size="large" autoFocus isPending={confirm.isPending}>
          {s.submit}
        </Button>
      </Form>
    </EntryLayout>
  );
}

interface DeadProps {
  readonly reason: readonly [title: string, text: string];
  readonly isAccount: boolean;
  readonly email?: string;
}

function Dead({ reason: [title, text], isAccount, email }: DeadProps) {
  return (
    <EntryLayout title={title} text={text}>
      <LinkButton
        to={isAccount ? '/sign-in' : '/sign-up'}
        search={email ? { email } : {}}
        variant="primary"
        size="large"
      >
        {isAccount ? common.signIn : s.signUp}
      </LinkButton>
    </EntryLayout>
  );
}
