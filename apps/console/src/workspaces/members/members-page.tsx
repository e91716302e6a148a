import { Suspense, lazy, useState } from 'react';
import { Link, Outlet, useParams } from '@tanstack/react-router';
import { UserPlus } from 'lucide-react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { useWorkspaceId } from '../../server/use-workspace.js';
import { Button } from '../../ui/button.js';
import { linkStyle } from '../../ui/link-button.js';
import { Card } from '../../ui/card.js';
import { PageLayout } from '../../shell/page-layout.js';
import { ExportButton } from './export-button.js';
import { Filters, type Tab as TabName, useFilter, useFiltering } from './filters.js';
import { InvitationList } from './invitation-list.js';
import { MemberList } from './member-list.js';
import { rolesToGive } from './roles.js';
import { invitations, members as s } from './strings.js';
import { useCount, useGiver } from './use-members.js';
import { useIsBeside } from './use-is-beside.js';
import { WaitingList } from './waiting-list.js';

const InviteDialog = lazy(() => import('./invite-dialog.js'));

/** The list, and beside it, or on a smaller screen instead of it, the person the address names. */
export function MembersPage() {
  const { memberId } = useParams({ strict: false });
  const hasRoom = useIsBeside();
  if (memberId === undefined) return <List />;
  if (!hasRoom) return <Outlet />;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_27rem]">
      <List isBeside />
      <Outlet />
    </div>
  );
}

function List({ isBeside = false }: { isBeside?: boolean }) {
  const [invites, setInvites] = useState(false);
  const workspaceId = useWorkspaceId();
  const mayInvite = rolesToGive(useGiver()).length > 0;
  const { filter } = useFilter();
  return (
    <PageLayout
      title={s.title}
      actions={
        <div className="flex flex-wrap items-center gap-2">
          <Link
            to="/w/$workspaceId/settings/workspace"
            params={{ workspaceId }}
            className={`${linkStyle} me-2`}
          >
            {s.workspace}
          </Link>
          <ExportButton filter={filter} />
          {mayInvite && (
            <Button variant="primary" onPress={() => setInvites(true)}>
              <UserPlus aria-hidden className="size-4" />
              {invitations.invite}
            </Button>
          )}
        </div>
      }
    >
      {mayInvite && <WaitingList />}
      <People isBeside={isBeside} />
      <Suspense>{invites && <InviteDialog onClose={() => setInvites(false)} />}</Suspense>
    </PageLayout>
  );
}

function People({ isBeside }: { isBeside: boolean }) {
  const { tab, search, filter } = useFilter();
  const change = useFiltering();
  return (
    <section aria-label={s.people}>
      <Tabs
        selectedKey={tab}
        onSelectionChange={(key) => change({ tab: String(key), search: undefined, status: undefined })}
        className="flex flex-col gap-3 outline-none"
      >
        <div className="flex flex-wrap items-end justify-between gap-3">
          <TabList aria-label={s.people} className="flex gap-4">
            <CountedTab id="members" accepted="true" />
            <CountedTab id="invitations" accepted="false" />
          </TabList>
          <Filters />
        </div>
        <TabPanel id="members" className="outline-none">
          <Card>
            <MemberList filter={filter} isBeside={isBeside} />
          </Card>
        </TabPanel>
        <TabPanel id="invitations" className="outline-none">
          <Card>
            <InvitationList search={search} filter={filter} isBeside={isBeside} />
          </Card>
        </TabPanel>
      </Tabs>
    </section>
  );
}

function CountedTab({ id, accepted }: { id: TabName; accepted: 'true' | 'false' }) {
  const count = useCount(accepted);
  return (
    <Tab
      id={id}
      className="-mb-px flex cursor-default items-center gap-1.5 rounded-sm border-b-2 border-transparent py-1.5 font-medium text-muted hovered:text-text selected:border-accent selected:text-text"
    >
      {s.tabs[id]}
      <span className="text-xs font-normal text-muted tabular-nums">{count}</span>
    </Tab>
  );
}
