import { Suspense, lazy, useState } from 'react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { UserPlus } from 'lucide-react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { optionalText } from '../../search.js';
import { useMyStanding, useWorkspaceId } from '../../shell/use-workspace.js';
import { Button } from '../../ui/button.js';
import { SearchBox } from '../../ui/search-box.js';
import { Card, PageLayout } from '../page-layout.js';
import { InvitationList } from './invitation-list.js';
import { MemberList } from './member-list.js';
import { rolesToGive } from './roles.js';
import { invitations, members as s } from './strings.js';
import { useCount } from './use-members.js';
import { WorkspaceCard } from './workspace-card.js';

const InviteDialog = lazy(() => import('./invite-dialog.js'));

export function MembersPage() {
  const [invites, setInvites] = useState(false);
  const mayInvite = rolesToGive(useMyStanding()).length > 0;
  return (
    <PageLayout
      title={s.title}
      actions={
        mayInvite && (
          <Button variant="primary" onPress={() => setInvites(true)}>
            <UserPlus aria-hidden className="size-4" />
            {invitations.invite}
          </Button>
        )
      }
    >
      <WorkspaceCard />
      <People />
      <Suspense>{invites && <InviteDialog onClose={() => setInvites(false)} />}</Suspense>
    </PageLayout>
  );
}

function People() {
  const workspaceId = useWorkspaceId();
  const { tab = 'members', search = '' } = useSearch({ from: '/w/$workspaceId/settings/members' });
  const navigate = useNavigate({ from: '/w/$workspaceId/settings/members' });
  const shown = tab === 'invitations' ? 'invitations' : 'members';
  return (
    <section aria-label={s.people}>
      <Tabs
        selectedKey={shown}
        onSelectionChange={(key) =>
          void navigate({ search: optionalText({ tab: tabInAddress(String(key)) }), replace: true })
        }
        className="flex flex-col gap-3"
      >
        <div className="flex flex-wrap items-end justify-between gap-3">
          <TabList aria-label={s.people} className="flex gap-4">
            <CountedTab id="members" accepted="true" />
            <CountedTab id="invitations" accepted="false" />
          </TabList>
          <SearchBox
            key={`${workspaceId} ${shown}`}
            label={s.search[shown]}
            value={search}
            onSearch={(text) =>
              void navigate({
                search: optionalText({ tab: tabInAddress(shown), search: text }),
                replace: true,
              })
            }
            className="w-full sm:w-64"
          />
        </div>
        <TabPanel id="members" className="outline-none">
          <Card>
            <MemberList search={search} />
          </Card>
        </TabPanel>
        <TabPanel id="invitations" className="outline-none">
          <Card>
            <InvitationList search={search} />
          </Card>
        </TabPanel>
      </Tabs>
    </section>
  );
}

/** The first tab is what one gets without asking. */
const tabInAddress = (tab: string) => (tab === 'members' ? undefined : tab);

function CountedTab({ id, accepted }: { id: keyof typeof s.tabs; accepted: 'true' | 'false' }) {
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
