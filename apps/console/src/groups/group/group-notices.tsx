import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { HandHelping, Network } from 'lucide-react';
import { useWorkspaceId } from '../../server/use-workspace.js';
import { Banner } from '../../ui/banner.js';
import { LinkButton } from '../../ui/link-button.js';
import { invitation as s } from './strings/above.js';
import { aboveQuery } from './use-group.js';
import { useMayConsent } from '../../server/group.js';

/** To the owner, above every page but the one that says it itself: somebody waits for an answer. */
export default function GroupNotices() {
  const decides = useMayConsent();
  const { pathname } = useLocation();
  const { data: link } = useQuery({ ...aboveQuery(useWorkspaceId()), enabled: decides });
  if (!decides || !link || pathname.endsWith('/settings/workspace-group')) return null;
  const admin = link.admin_workspace_name ?? '';
  if (link.status === 'pending')
    return (
      <Banner icon={Network} tone="accent" label={s.short(admin)} action={<Look />}>
        <strong className="font-medium">{s.short(admin)}</strong> {s.facts[0]}
      </Banner>
    );
  if (!link.ceiling_request) return null;
  return (
    <Banner icon={HandHelping} tone="accent" label={s.requestBanner(admin)} action={<Look />}>
      <strong className="font-medium">{s.requestBanner(admin)}</strong>
    </Banner>
  );
}

function Look() {
  const workspaceId = useWorkspaceId();
  return (
    <LinkButton to="/w/$workspaceId/settings/workspace-group" params={{ workspaceId }} size="sm">
      {s.look}
    </LinkButton>
  );
}
