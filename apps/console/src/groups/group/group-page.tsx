import { Suspense, lazy, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useMyStanding, useWorkspaceId } from '../../server/use-workspace.js';
import { Button } from '../../ui/button.js';
import { SkeletonRows } from '../../ui/skeleton.js';
import { ErrorState } from '../../ui/states.js';
import { Card } from '../../ui/card.js';
import { PageLayout } from '../../shell/page-layout.js';
import { Section } from '../../ui/section.js';
import { AdminSide } from './admin-side.js';
import { BlocksSection } from './blocks-section.js';
import { InvitedList } from './invited-list.js';
import { SubSide } from './sub-side.js';
import { group as s } from './strings/group.js';
import { aboveQuery } from './use-group.js';
import { summaryQuery } from '../../server/group.js';
import type { Summary } from './types.js';

const AddDialog = lazy(() => import('./add-dialog.js'));
const MakeDialog = lazy(() => import('./make-dialog.js'));

/** One page for a workspace that stands alone, for one above others, and for one below another. */
export function GroupPage() {
  const workspaceId = useWorkspaceId();
  const summary = useQuery(summaryQuery(workspaceId));
  const above = useQuery(aboveQuery(workspaceId));
  const error = summary.error ?? above.error;
  if (error && !(summary.data && above.data !== undefined))
    return (
      <PageLayout title={s.title}>
        <Card>
          <ErrorState error={error} onRetry={() => void Promise.all([summary.refetch(), above.refetch()])} />
        </Card>
      </PageLayout>
    );
  if (!summary.data || above.data === undefined)
    return (
      <PageLayout title={s.title}>
        <Card>
          <SkeletonRows count={4} />
        </Card>
      </PageLayout>
    );
  if (above.data) return <Below />;
  return <Above key={workspaceId} summary={summary.data} />;
}

function Below() {
  const mayRead = useMyStanding().may('group_consents:read');
  return (
    <PageLayout title={s.title} text={s.texts.sub} width="form">
      <SubSide />
      {mayRead && <BlocksSection />}
    </PageLayout>
  );
}

function Above({ summary }: { summary: Summary }) {
  const isAdmin = summary.kind === 'admin' || summary.subs + summary.pending > 0;
  return (
    <PageLayout
      title={s.title}
      text={isAdmin ? s.texts.admin : s.texts.standalone}
      width={isAdmin ? 'list' : 'form'}
      actions={isAdmin && <Begin />}
    >
      {isAdmin ? <AdminSide summary={summary} /> : <Alone />}
    </PageLayout>
  );
}

/** Whoever was asked and said no, or let the time run out, is still to be seen: the mail about it leads here. */
function Alone() {
  const mayRead = useMyStanding().may('group_consents:read');
  return (
    <>
      <AloneSection />
      <InvitedList />
      {mayRead && <BlocksSection />}
    </>
  );
}

function AloneSection() {
  const may = useMyStanding().may('workspace_group_members:create');
  return (
    <Section title={s.standalone.title}>
      <div className="flex flex-col gap-4 px-5 pb-5">
        <ul className="flex list-disc flex-col gap-2 ps-5 text-muted">
          {s.standalone.facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
        {may ? <Begin /> : <p>{s.standalone.mayNot}</p>}
      </div>
    </Section>
  );
}

/** One more workspace: somebody else's, or a new one. */
function Begin() {
  const may = useMyStanding().may('workspace_group_members:create');
  const [opened, open] = useState<'add' | 'make'>();
  const close = () => open(undefined);
  if (!may) return null;
  return (
    <div className="flex flex-wrap gap-2">
      <Button onPress={() => open('make')}>{s.make}</Button>
      <Button variant="primary" onPress={() => open('add')}>
        {s.add}
      </Button>
      <Suspense>
        {opened === 'add' && <AddDialog onClose={close} />}
        {opened === 'make' && <MakeDialog onClose={close} />}
      </Suspense>
    </div>
  );
}
