import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type GrantsRequestExtension, api } from '../../api-client/index.js';
import { nameOfRole } from '../../words/roles.js';
import { isProblem } from '../../server/problem.js';
import { memberQuery } from '../../server/member.js';
import { PageLayout } from '../../shell/page-layout.js';
import { Section } from '../../ui/section.js';
import { useMyStanding, useMyWorkspace, useWorkspaceId } from '../../server/use-workspace.js';
import { Button } from '../../ui/button.js';
import { Field } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { LinkButton } from '../../ui/link-button.js';
import { Skeleton } from '../../ui/skeleton.js';
import { ErrorState } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { type GrantState, grantStateOf } from './grant-state.js';
import { extension as s } from './strings.js';

/** Where the mail leads that says a role is about to end: one button, for whoever holds it. */
export function ExtensionPage() {
  const name = useMyWorkspace().name;
  return (
    <PageLayout title={s.title} text={s.text(name)} width="form">
      <Role />
    </PageLayout>
  );
}

function Role() {
  const workspace = useWorkspaceId();
  const { grantId } = useParams({ from: '/w/$workspaceId/extension/$grantId' });
  const standing = useMyStanding();
  const { memberId } = standing;
  const maySee = standing.may('workspace_members:read');
  const me = useQuery({
    ...memberQuery(workspace, memberId),
    enabled: maySee,
  });
  if (me.error) return <ErrorState error={me.error} onRetry={() => void me.refetch()} />;
  if (maySee && !me.data)
    return <Section title={s.loading}>{<Skeleton className="mx-5 mb-5 w-48" />}</Section>;
  return <Asking grantId={grantId} state={grantStateOf(grantId, me.data?.roles)} />;
}

/** What the server says against it ends the matter: it was asked for already, has no end, or is over. */
const against = {
  extension_requested: s.askedAlready,
  grant_endless: s.endless,
  not_found: s.over,
} as const;

function Asking({ grantId, state }: { grantId: string; state: GrantState }) {
  const workspace = useWorkspaceId();
  const ask = useMutation({
    mutationFn: (reason: string): Promise<GrantsRequestExtension> =>
      api.grants.requestExtension({ workspace, id: grantId, body: { ...(reason && { reason }) } }),
  });
  if (ask.isSuccess) return <Said words={s.asked} />;
  for (const [code, words] of Object.entries(against))
    if (isProblem(ask.error, code)) return <Said words={words} />;
  if (state.is !== 'ending') return <Said words={s[state.is]} />;
  return (
    <Section title={state.role ? s.role(nameOfRole(state.role)) : s.someRole}>
      <Form
        className="flex flex-col gap-4 px-5 pb-5"
        error={ask.error}
        isPending={ask.isPending}
        onSubmit={({ reason = '' }) => ask.mutate(reason.trim())}
      >
        {state.until && (
          <p>
            {s.ends} <Time at={state.until} />, <Time at={state.until} as="moment" />.
          </p>
        )}
        <Field name="reason" label={s.reason} description={s.reasonHint} maxLength={500} />
        <Button type="submit" variant="primary" className="self-start" isPending={ask.isPending}>
          {s.submit}
        </Button>
      </Form>
    </Section>
  );
}

function Said({ words: [title, text] }: { words: readonly [title: string, text: string] }) {
  const workspaceId = useWorkspaceId();
  return (
    <div role="status">
      <Section title={title} text={text}>
        <div className="px-5 pb-5">
          <LinkButton to="/w/$workspaceId" params={{ workspaceId }}>
            {s.home}
          </LinkButton>
        </div>
      </Section>
    </div>
  );
}
