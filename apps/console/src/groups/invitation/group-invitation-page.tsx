import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { api } from '../../api-client/index.js';
import { common } from '../../words/common.js';
import { EntryLayout } from '../../ui/entry-layout.js';
import { isProblem } from '../../server/problem.js';
import { meQuery } from '../../server/session.js';
import { CeilingList, ceilingInShort } from '../../access/roles/ceiling-list.js';
import { RuleLines, linesOf } from '../group/rule-lines.js';
import type { GroupInvitation } from '../group/types.js';
import { Button } from '../../ui/button.js';
import { LinkButton } from '../../ui/link-button.js';
import { Skeleton } from '../../ui/skeleton.js';
import { ErrorState } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { toast } from '../../ui/toast.js';
import { Answers } from './answers.js';
import { groupInvitation as s } from './strings.js';

/** Where the mail leads that asks for a workspace, or offers one: what it would mean, before anybody signs in. */
export function GroupInvitationPage() {
  const { token } = useParams({ from: '/group-invitations/$token' });
  const shown = useQuery({
    queryKey: ['group-invitation', token],
    queryFn: ({ signal }) => api.groupInvitations.show({ token, signal }),
  });
  const me = useQuery({ ...meQuery, retry: false });
  if (isProblem(shown.error, 'not_found')) return <Dead reason={s.unknown} />;
  if (shown.error)
    return (
      <EntryLayout title={s.loading}>
        <ErrorState error={shown.error} onRetry={() => void shown.refetch()} />
      </EntryLayout>
    );
  if (!shown.data || me.isPending) return <Loading />;
  const { state } = shown.data;
  if (state !== 'pending') return <Dead reason={s.dead[state]} />;
  return <Pending token={token} invitation={shown.data} mine={me.data?.email} />;
}

interface PendingProps {
  readonly token: string;
  readonly invitation: GroupInvitation;
  /** The address of whoever is signed in. */
  readonly mine: string | undefined;
}

function Pending({ token, invitation, mine }: PendingProps) {
  const [isWrong, setWrong] = useState(false);
  const { purpose, sub_workspace_name: sub } = invitation;
  if (isWrong && mine !== undefined)
    return (
      <EntryLayout title={s.wrongTitle} text={s.wrongText[purpose](mine, sub)}>
        <OtherAccount token={token} onSignedOut={() => setWrong(false)} />
      </EntryLayout>
    );
  return (
    <Told invitation={invitation}>
      {mine === undefined ? (
        <SignIn token={token} invitation={invitation} />
      ) : (
        <Answers token={token} invitation={invitation} onWrong={() => setWrong(true)} />
      )}
    </Told>
  );
}

/** Who asks, for what, and what would follow. */
function Told({ invitation, children }: { invitation: GroupInvitation; children: React.ReactNode }) {
  const { purpose, sub_workspace_name: sub, admin_workspace_name: admin, inviter_name, ceiling } = invitation;
  const { ceiling_label, guardrails, expires_at } = invitation;
  const isJoin = purpose === 'join';
  const rules = guardrails ?? {};
  return (
    <EntryLayout
      width="wide"
      title={isJoin ? s.join(admin, sub) : s.handOver(sub)}
      text={isJoin ? s.joinText(inviter_name, admin, sub) : s.handOverText(inviter_name, admin)}
    >
      <ul className="flex list-disc flex-col gap-1 ps-5 text-muted">
        {s.facts[purpose].map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      <section aria-label={s.may} className="flex flex-col gap-2">
        <div>
          <h2 className="font-semibold">{s.may}</h2>
          <p className="text-sm text-muted">{ceilingInShort(ceiling, ceiling_label)}</p>
        </div>
        <CeilingList label={s.may} ceiling={ceiling} />
      </section>
      {linesOf(rules).length > 0 && (
        <section aria-label={s.rules} className="flex flex-col gap-2">
          <h2 className="font-semibold">{s.rules}</h2>
          <RuleLines label={s.rules} rules={rules} />
        </section>
      )}
      {expires_at && (
        <p className="text-sm text-muted">
          {s.until} <Time at={expires_at} as="moment" />.
        </p>
      )}
      {children}
    </EntryLayout>
  );
}

function SignIn({ token, invitation: { purpose, sub_workspace_name: sub } }: Omit<PendingProps, 'mine'>) {
  return (
    <div className="flex flex-col gap-2">
      <p>{s.signInText[purpose](sub)}</p>
      <LinkButton
        to="/sign-in"
        search={{ next: `/group-invitations/${token}` }}
        variant="primary"
        size="large"
      >
        {s.signIn}
      </LinkButton>
    </div>
  );
}

function OtherAccount({ token, onSignedOut }: { token: string; onSignedOut: () => void }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const signOut = useMutation({
    mutationFn: () => api.auth.signOut(),
    onSuccess: async () => {
      await navigate({ to: '/sign-in', search: { next: `/group-invitations/${token}` } });
      queryClient.clear();
      onSignedOut();
    },
    onError: toast.failed,
  });
  return (
    <div className="flex flex-col gap-2">
      <Button variant="primary" size="large" isPending={signOut.isPending} onPress={() => signOut.mutate()}>
        {s.otherAccount}
      </Button>
      <LinkButton to="/" variant="quiet" size="large">
        {common.home}
      </LinkButton>
    </div>
  );
}

const Dead = ({ reason: [title, text] }: { reason: readonly [title: string, text: string] }) => (
  <EntryLayout title={title} text={text}>
    <LinkButton to="/" size="large">
      {common.home}
    </LinkButton>
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
