import { Link } from '@tanstack/react-router';
import { useMyStanding, useWorkspaceId } from '../../server/use-workspace.js';
import { linkStyle } from '../../ui/link-button.js';
import { PageLayout } from '../../shell/page-layout.js';
import { EntryRules } from './entry-rules.js';
import { IdentitySection } from './identity-section.js';
import { OwnershipSection } from './ownership-section.js';
import { RemovalSection } from './removal-section.js';
import { workspace as s } from './strings.js';

export function WorkspacePage() {
  const workspaceId = useWorkspaceId();
  const standing = useMyStanding();
  return (
    <PageLayout
      title={s.title}
      width="form"
      actions={
        standing.may('workspace_members:read') && (
          <Link to="/w/$workspaceId/settings/members" params={{ workspaceId }} className={linkStyle}>
            {s.members}
          </Link>
        )
      }
    >
      <IdentitySection key={`identity ${workspaceId}`} />
      {standing.may('workspaces:update') && <EntryRules key={`rules ${workspaceId}`} />}
      {standing.may('workspace_members:read') && <OwnershipSection key={`owner ${workspaceId}`} />}
      {standing.may('workspace_removals:create') && <RemovalSection key={`removal ${workspaceId}`} />}
    </PageLayout>
  );
}
