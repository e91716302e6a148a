import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type OwnershipReverseByTokenBody, type OwnershipShow, api } from '../../api-client/index.js';
import { common } from '../../words/common.js';
import { EntryLayout } from '../../ui/entry-layout.js';
import { fields } from '../../identity/entry/strings.js';
import { AnyCode } from '../../identity/security/any-code.js';
import { isProblem } from '../../server/problem.js';
import { Button } from '../../ui/button.js';
import { PasswordField } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { LinkButton } from '../../ui/link-button.js';
import { Skeleton } from '../../ui/skeleton.js';
import { ErrorState } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { reversal as s } from './strings.js';

/** The mailed way back, for an owner who handed a workspace over: by their password, whoever is signed in here. */
export function ReversalPage() {
  const { token } = useParams({ from: '/ownership-reversals/$token' });
  const { data, error, refetch } = useQuery({
    queryKey: ['ownership-reversal', token],
    queryFn: ({ signal }) => api.ownership.show({ token, signal }),
  });
  if (isProblem(error, 'not_found')) return <Over words={s.unknown} />;
  if (error)
    return (
      <EntryLayout title={s.loading}>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </EntryLayout>
    );
  if (!data)
    return (
      <EntryLayout title={s.loading}>
        <Skeleton className="h-9" />
      </EntryLayout>
    );
  return <Known token={token} shown={data} onDead={() => void refetch()} />;
}

interface KnownProps {
  readonly token: string;
  readonly shown: OwnershipShow;
  /** Meanwhile it was used elsewhere, or its time ran out. */
  readonly onDead: () => void;
}

function Known({ token, shown, onDead }: KnownProps) {
  const { workspace_name, new_owner_name, reversible_until, state } = shown;
  const reverse = useMutation({
    mutationFn: (body: OwnershipReverseByTokenBody) => api.ownership.reverseByToken({ token, body }),
    onError: (error) => isProblem(error) && error.status === 409 && onDead(),
  });
  if (reverse.isSuccess) return <Over words={[s.doneTitle(workspace_name), s.doneText]} />;
  if (state !== 'open') return <Over words={s.dead[state]} />;
  return (
    <EntryLayout title={s.title(workspace_name)} text={s.text(new_owner_name)}>
      <Form
        error={reverse.error}
        fieldOf={{ wrong_password: 'password', wrong_code: 'code' }}
        isPending={reverse.isPending}
        onSubmit={({ password = '', code }) =>
          reverse.mutate({ password, ...(code !== undefined && { code }) })
        }
      >
        <PasswordField
          name="password"
          label={fields.password}
          autoComplete="current-password"
          autoFocus
          isRequired
        />
        {(isProblem(reverse.error, 'code_required', 'wrong_code') ||
          reverse.variables?.code !== undefined) && <AnyCode />}
        <Button type="submit" variant="primary" size="large" isPending={reverse.isPending}>
          {s.submit}
        </Button>
        <p className="text-center text-sm text-muted">
          {s.until} <Time at={reversible_until} as="moment" />.
        </p>
      </Form>
    </EntryLayout>
  );
}

const Over = ({ words: [title, text] }: { words: readonly [title: string, text: string] }) => (
  <EntryLayout title={title} text={text}>
    <LinkButton to="/" size="large">
      {common.home}
    </LinkButton>
  </EntryLayout>
);
