import { useQuery } from '@tanstack/react-query';
import { useMyStanding, useWorkspaceId } from '../../server/use-workspace.js';
import { Badge } from '../../ui/badge.js';
import { CopyButton } from '../../ui/copy-button.js';
import { Time } from '../../ui/time.js';
import { Section } from '../../ui/section.js';
import { AdoptionsSection } from './adoptions-section.js';
import { BindingSection } from './binding-section.js';
import { CeilingSection } from './ceiling-section.js';
import { InvitationSection } from './invitation-section.js';
import { LeaveSection } from './leave-section.js';
import { RequestSection } from './request-section.js';
import { group as g } from './strings/group.js';
import { sub as s } from './strings/above.js';
import { ThroughSection } from './through-section.js';
import { aboveQuery } from './use-group.js';
import { useMayConsent } from '../../server/group.js';
import type { Link } from './types.js';

/** Who runs this workspace with its owner, what they may do here, and the way out. */
export function SubSide() {
  const { data: link } = useQuery(aboveQuery(useWorkspaceId()));
  if (!link) return null;
  return link.status === 'pending' ? <InvitationSection link={link} /> : <Accepted link={link} />;
}

function Accepted({ link }: { link: Link }) {
  const standing = useMyStanding();
  const decides = useMayConsent();
  return (
    <>
      <Admin link={link} />
      {link.ceiling_request && <RequestSection link={link} request={link.ceiling_request} />}
      {standing.may('workspace_members:read') && <ThroughSection link={link} />}
      <CeilingSection link={link} />
      {standing.may('workspaces:read') && <BindingSection />}
      {decides && <AdoptionsSection link={link} />}
      {decides && <LeaveSection link={link} />}
    </>
  );
}

function Admin({ link }: { link: Link }) {
  const { admin_workspace_name: name, admin_workspace_id: id, kind, timestamp_accepted: at } = link;
  const decides = useMayConsent();
  return (
    <Section title={s.admin} text={s.kindTexts[kind]} status={<Badge>{g.kinds[kind]}</Badge>}>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line px-5 py-4">
        <div className="min-w-0">
          <p className="text-lg font-semibold break-words">{name}</p>
          {at && (
            <p className="text-sm text-muted">
              {s.since} <Time at={at} as="day" />
            </p>
          )}
        </div>
        <div className="flex min-w-0 items-center gap-1 max-sm:w-full">
          <div className="min-w-0">
            <p className="text-xs text-muted">{s.id}</p>
            <p className="truncate font-mono text-sm">{id}</p>
          </div>
          <CopyButton value={id} label={s.copyId} />
        </div>
      </div>
      {!decides && <p className="border-t border-line px-5 py-3 text-sm text-muted">{s.onlyOwner}</p>}
    </Section>
  );
}
