import { Suspense, lazy } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { useMyStanding } from '../../server/use-workspace.js';
import { SkeletonRows } from '../../ui/skeleton.js';
import { Card } from '../../ui/card.js';
import { InvitedList } from './invited-list.js';
import { group as s } from './strings/group.js';
import { SubList } from './sub-list.js';
import { useView } from './view.js';
import type { Summary } from './types.js';

const SubDrawer = lazy(() => import('./sub-drawer.js'));
const PeopleTab = lazy(() => import('./people-tab.js'));
const GrantsTab = lazy(() => import('./grants-tab.js'));
const GuardrailsTab = lazy(() => import('./guardrails-tab.js'));
const ActivityTab = lazy(() => import('./activity-tab.js'));

type TabName = keyof typeof s.tabs;

/** Everything about the workspaces below. */
export function AdminSide({ summary: { subs, pending, members } }: { summary: Summary }) {
  const { view, show } = useView();
  const tabs = useTabs();
  const tab = tabs.find((one) => one === view.tab) ?? 'subs';
  return (
    <>
      <p className="-mt-3 text-muted tabular-nums">{s.counts(subs, pending, members)}</p>
      <section aria-label={s.parts} className="min-w-0">
        <Tabs
          selectedKey={tab}
          onSelectionChange={(key) => show({ ...nothing, tab: key === 'subs' ? undefined : String(key) })}
          className="flex flex-col gap-4 outline-none"
        >
          <TabList aria-label={s.parts} className="flex flex-wrap gap-x-4 px-0.5">
            {tabs.map((id) => (
              <Tab
                key={id}
                id={id}
                className="cursor-default rounded-sm border-b-2 border-transparent py-1.5 font-medium text-muted hovered:text-text selected:border-accent selected:text-text"
              >
                {s.tabs[id]}
              </Tab>
            ))}
          </TabList>
          <TabPanel id={tab} className="flex flex-col gap-4 outline-none">
            <Suspense fallback={<Loading />}>
              <Shown tab={tab} />
            </Suspense>
          </TabPanel>
        </Tabs>
      </section>
      <Suspense>
        {view.sub && <SubDrawer key={view.sub} id={view.sub} onClose={() => show({ sub: undefined })} />}
      </Suspense>
    </>
  );
}

const nothing = {
  search: undefined,
  sort: undefined,
  order: undefined,
  role: undefined,
  member: undefined,
  only: undefined,
  sub: undefined,
};

const Loading = () => (
  <Card>
    <SkeletonRows />
  </Card>
);

/** Those whose contents one may see. */
function useTabs(): readonly TabName[] {
  const standing = useMyStanding();
  return [
    'subs',
    'people',
    ...(standing.may('group_grants:read') ? (['grants'] as const) : []),
    ...(standing.may('guardrails:read') ? (['guardrails'] as const) : []),
    ...(standing.may('audit_logs:read') ? (['activity'] as const) : []),
  ];
}

function Shown({ tab }: { tab: TabName }) {
  if (tab === 'people') return <PeopleTab />;
  if (tab === 'grants') return <GrantsTab />;
  if (tab === 'guardrails') return <GuardrailsTab />;
  if (tab === 'activity') return <ActivityTab />;
  return (
    <>
      <InvitedList />
      <SubList />
    </>
  );
}
