import { useState } from 'react';
import { ArrowLeft, Copy, Trash2 } from 'lucide-react';
import { useMyStanding, useWorkspaceId } from '../../shell/use-workspace.js';
import { Button } from '../../ui/button.js';
import { LinkButton } from '../../ui/link-button.js';
import { DeleteRoleDialog } from './delete-role-dialog.js';
import type { FullRole } from './rights.js';
import { roles as s } from './strings.js';

/** What may be done with the role as a whole. */
export function RoleActions({ role, onGone }: { role: FullRole | undefined; onGone: () => void }) {
  const standing = useMyStanding();
  const workspaceId = useWorkspaceId();
  const [asks, setAsks] = useState(false);
  return (
    <div className="flex flex-wrap gap-2">
      <LinkButton variant="quiet" to="/w/$workspaceId/settings/roles" params={{ workspaceId }}>
        <ArrowLeft aria-hidden className="size-4" />
        {s.all}
      </LinkButton>
      {role && standing.may('roles:create') && (
        <LinkButton
          to="/w/$workspaceId/settings/roles/$roleId"
          params={{ workspaceId, roleId: 'new' }}
          search={{ copy: role.id }}
        >
          <Copy aria-hidden className="size-4" />
          {s.copy}
        </LinkButton>
      )}
      {role && !role.is_system && standing.may('roles:delete') && (
        <Button onPress={() => setAsks(true)}>
          <Trash2 aria-hidden className="size-4" />
          {s.remove}
        </Button>
      )}
      {role && asks && <DeleteRoleDialog role={role} onDone={onGone} onClose={() => setAsks(false)} />}
    </div>
  );
}
