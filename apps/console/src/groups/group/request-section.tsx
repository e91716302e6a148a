import { HandHelping } from 'lucide-react';
import { api } from '../../api-client/index.js';
import { Button } from '../../ui/button.js';
import { toast } from '../../ui/toast.js';
import { Section, SectionFooter } from '../../ui/section.js';
import { CeilingList, permissionsBeyond } from '../../access/roles/ceiling-list.js';
import { ImpactNote } from './impact-note.js';
import { sub as s } from './strings/above.js';
import { joinPermissions, useGroupDeed, useImpact } from './use-group.js';
import { useMayConsent } from '../../server/group.js';
import type { CeilingRequest, Link } from './types.js';

/** They ask for more than they were allowed. */
export function RequestSection({ link, request }: { link: Link; request: CeilingRequest }) {
  const decides = useMayConsent();
  const more = permissionsBeyond(request.permissions, link.ceiling);
  const impact = useImpact(
    {
      act: 'ceiling',
      workspace_group_member_id: link.id,
      permissions: joinPermissions(new Set([...link.ceiling, ...request.permissions])),
    },
    decides,
  );
  const allow = useGroupDeed({
    // What is seen here is what is allowed, though more be asked for by now.
    run: (workspace, id: string) =>
      api.consents.consent({ workspace, id, body: { permissions: request.permissions } }),
    onDone: () => toast.done(s.allowed),
  });
  const refuse = useGroupDeed({
    run: (workspace, id: string) => api.consents.refuseRequest({ workspace, id }),
    onDone: () => toast.done(s.refused),
  });
  return (
    <Section
      title={s.request(request.by, link.admin_workspace_name ?? '')}
      text={s.requestText}
      status={<HandHelping aria-hidden className="size-4 text-warning" />}
    >
      <div className="flex flex-col gap-3 px-5 pb-5">
        <h3 className="font-medium">{s.requestList}</h3>
        <CeilingList label={s.requestList} ceiling={more} />
        {decides && <ImpactNote impact={impact} />}
      </div>
      {decides && (
        <SectionFooter>
          <Button isPending={refuse.isPending} onPress={() => refuse.mutate(link.id)}>
            {s.refuse}
          </Button>
          <Button variant="primary" isPending={allow.isPending} onPress={() => allow.mutate(link.id)}>
            {s.allow}
          </Button>
        </SectionFooter>
      )}
    </Section>
  );
}
