import { Suspense, lazy, useState } from 'react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { optionalText } from '../../ui/search-params.js';
import { useMyStanding } from '../../server/use-workspace.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { PageLayout } from '../../shell/page-layout.js';
import { KeyList } from './key-list.js';
import { ServiceList } from './service-list.js';
import { apiKeys as s, services } from './strings.js';

const CreateKeyDialog = lazy(() => import('./create-key-dialog.js'));
const ServiceDialog = lazy(() => import('./service-dialog.js'));

const HERE = '/w/$workspaceId/settings/api-keys';
type Part = keyof typeof s.tabs;

export function ApiKeysPage() {
  const { tab, member } = useSearch({ from: HERE });
  const navigate = useNavigate({ from: HERE });
  const mayServices = useMyStanding().may('service_principals:read');
  const shown: Part = tab === 'services' && mayServices ? 'services' : 'keys';
  const show = (part: string) =>
    void navigate({ search: optionalText({ tab: part === 'keys' ? undefined : part }), replace: true });
  return (
    <PageLayout title={s.title} text={s.text} actions={<Make part={shown} />}>
      <section aria-label={s.parts}>
        <Tabs
          selectedKey={shown}
          onSelectionChange={(key) => show(String(key))}
          className="flex flex-col gap-3 outline-none"
        >
          <TabList aria-label={s.parts} className="flex gap-4">
            <Part id="keys" />
            {mayServices && <Part id="services" />}
          </TabList>
          <TabPanel id="keys" className="flex flex-col gap-3 outline-none">
            <KeyList member={member} onShowAll={() => show('keys')} />
          </TabPanel>
          {mayServices && (
            <TabPanel id="services" className="outline-none">
              <Card>
                <ServiceList />
              </Card>
            </TabPanel>
          )}
        </Tabs>
      </section>
    </PageLayout>
  );
}

const Part = ({ id }: { id: Part }) => (
  <Tab
    id={id}
    className="-mb-px cursor-default rounded-sm border-b-2 border-transparent py-1.5 font-medium text-muted hovered:text-text selected:border-accent selected:text-text"
  >
    {s.tabs[id]}
  </Tab>
);

/** What the part shown is a list of, one more of it. */
function Make({ part }: { part: Part }) {
  const standing = useMyStanding();
  const { member } = useSearch({ from: HERE });
  const [makes, setMakes] = useState(false);
  const close = () => setMakes(false);
  if (!standing.may(part === 'keys' ? 'api_keys:create' : 'service_principals:create')) return null;
  return (
    <>
      <Button variant="primary" onPress={() => setMakes(true)}>
        <Plus aria-hidden className="size-4" />
        {part === 'keys' ? s.make : services.make}
      </Button>
      <Suspense>
        {makes && part === 'keys' && <CreateKeyDialog memberId={member} onClose={close} />}
        {makes && part === 'services' && <ServiceDialog onClose={close} />}
      </Suspense>
    </>
  );
}
