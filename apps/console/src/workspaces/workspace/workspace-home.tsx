import { Suspense, lazy, useState } from 'react';
import { Navigate } from '@tanstack/react-router';
import { Inbox } from 'lucide-react';
import { Button } from '../../ui/button.js';
import { EmptyState } from '../../ui/states.js';
import { useTitle } from '../../ui/use-title.js';
import { pagesFor } from '../../shell/pages.js';
import { home as s } from './strings.js';
import { useActing, useMyStanding, useMyWorkspace, useWorkspaceId } from '../../server/use-workspace.js';

const LeaveDialog = lazy(() => import('../members/leave-dialog.js'));

/** The first page of the workspace that one may see; the name of the workspace and why not, when there is none. */
export function WorkspaceHome() {
  const workspaceId = useWorkspaceId();
  const name = useMyWorkspace().name;
  const first = pagesFor(useMyStanding()).find(({ group }) => group === 'workspace');
  const [leaves, setLeaves] = useState(false);
  const acting = useActing();
  useTitle(name);
  if (first) return <Navigate to={first.to} params={{ workspaceId }} replace />;
  return (
    <div className="grid min-h-[60dvh] place-items-center">
      <h1 className="sr-only">{name}</h1>
      {acting ? (
        <EmptyState icon={Inbox} title={s.actingTitle} text={s.actingText} />
      ) : (
        <EmptyState icon={Inbox} title={s.nothingTitle} text={s.nothingText}>
          <Button onPress={() => setLeaves(true)}>{s.leave}</Button>
        </EmptyState>
      )}
      <Suspense>{leaves && <LeaveDialog onClose={() => setLeaves(false)} />}</Suspense>
    </div>
  );
}
