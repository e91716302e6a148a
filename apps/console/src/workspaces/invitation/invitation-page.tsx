import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ProfileRead, api } from '../../api-client/index.js';
import { isProblem } from '../../server/problem.js';
import { meQuery } from '../../server/session.js';
import { common } from '../../words/common.js';
import { EntryLayout } from '../../ui/entry-layout.js';
import { LinkButton } from '../../ui/link-button.js';
import { Skeleton } from '../../ui/skeleton.js';
import { ErrorState } from '../../ui/states.js';
import {
  JoinAsMe,
  JoinBySigningIn,
  type JoinProps,
  JoinWithNewAccount,
  WrongAccount,
} from './ways-to-join.js';
import { invitation as s } from './strings.js';

export function InvitationPage() {
  const { token } = useParams({ from: '/invitations/$token' });
  const shown = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => api.acceptances.show({ token, signal }),
  });
  const me = useQuery({ ...meQuery, retry: false });
  if (isProblem(shown.error, 'not_found')) return <Dead reason={s.unknown} />;
  if (shown.error) return <Failed error={shown.error} onRetry={() => void shown.refetch()} />;
  if (!shown.data || me.isPending) return <Loading />;
  const { state } = shown.data;
  if (state !== 'pending') return <Dead reason={s.dead[state]} />;
  return <Pending token={token} invitation={shown.data} me={me.data} />;
}

/** Whoever holds the link may be signed in as the right person, as another one, or not at all. */
function Pending({ me, ...props }: JoinProps & { me: ProfileRead | undefined }) {
  const { invitation } = props;
  if (me && me.email !== invitation.email) return <WrongAccount me={me.email} {...props} />;
  if (me) return <JoinAsMe {...props} />;
  return invitation.has_account ? <JoinBySigningIn {...props} /> : <JoinWithNewAccount {...props} />;
}

const Dead = ({ reason: [title, text] }: { reason: readonly [title: string, text: string] }) => (
  <EntryLayout title={title} text={text}>
    <LinkButton to="/" size="large">
      {common.home}
    </LinkButton>
  </EntryLayout>
);

const Failed = ({ error, onRetry }: { error: Error; onRetry: () => void }) => (
  <EntryLayout title={s.loading}>
    <ErrorState error={error} onRetry={onRetry} />
  </EntryLayout>
);

const Loading = () => (
  <EntryLayout title={s.loading}>
    <div role="status" aria-label="Loading" className="flex flex-col gap-3">
      <Skeleton className="w-48" />
      <Skeleton className="h-9" />
    </div>
  </EntryLayout>
);
