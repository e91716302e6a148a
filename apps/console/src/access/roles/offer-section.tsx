import { HandHelping } from 'lucide-react';
import { api } from '../../api-client/index.js';
import { useAbove } from '../../server/use-workspace.js';
import { Button } from '../../ui/button.js';
import { toast } from '../../ui/toast.js';
import { CeilingList, permissionsBeyond } from './ceiling-list.js';
import { useMayConsent } from '../../server/group.js';
import { Section, SectionFooter } from '../../ui/section.js';
import { AffectedPeople } from './affected-people.js';
import type { FullRole } from './rights.js';
import { publication as s } from './strings.js';
import { useRoleDeed, useSimulation } from './use-roles.js';

interface OfferSectionProps {
  readonly role: FullRole;
  readonly offered: NonNullable<FullRole['offered_permissions']>;
}

/** The role was widened above; here that waits for whoever owns the workspace. */
export function OfferSection({ role, offered }: OfferSectionProps) {
  const decides = useMayConsent();
  const admin = useAbove()?.name ?? '';
  const simulation = useSimulation(decides ? { role: { id: role.id, permissions: offered } } : undefined);
  const accept = useRoleDeed({
    run: (workspace, id: string) => api.roles.accept({ workspace, id, body: { permissions: offered } }),
    onDone: ({ name }) => toast.done(s.accepted(name)),
  });
  return (
    <Section
      title={s.offer(admin)}
      text={s.offerText}
      status={<HandHelping aria-hidden className="size-4 text-warning" />}
    >
      <div className="flex flex-col gap-3 px-5 pb-5">
        <h3 className="font-medium">{s.offerList}</h3>
        <CeilingList label={s.offerList} ceiling={permissionsBeyond(offered, role.permissions)} />
        {decides && <AffectedPeople simulation={unrefused(simulation)} />}
      </div>
      {decides && (
        <SectionFooter>
          <Button
            variant="primary"
            isPending={accept.isPending}
            onPress={() => accept.mutate(role.id, { onError: toast.failed })}
          >
            {s.accept}
          </Button>
        </SectionFooter>
      )}
    </Section>
  );
}

/** As a change made here it is refused; it is made above, and here only let in. */
const unrefused = (simulation: ReturnType<typeof useSimulation>): ReturnType<typeof useSimulation> =>
  simulation.data ? { ...simulation, data: { ...simulation.data, refusal: null } } : simulation;
