import { useState } from 'react';
import { ArrowLeft, Copy, Share2, Trash2 } from 'lucide-react';
import { useMyStanding, useWorkspaceId } from '../../server/use-workspace.js';
import { Button } from '../../ui/button.js';
import { LinkButton } from '../../ui/link-button.js';
import { DeleteRoleDialog } from './delete-role-dialog.js';
import { PublicationDialog } from './publication-dialog.js';
import { type FullRole, isKept } from './rights.js';
import { publication as p, roles as s } from './strings.js';
import { usePublication } from './use-publication.js';

/** What may be done with the role as a whole. */
export function RoleActions({ role, onGone }: { role: FullRole | undefined; onGone: () => void }) {
  const standing = useMyStanding();
  const workspaceId = useWorkspaceId();
  const [asks, setAsks] = useState<'removal' | 'publication'>();
  const publication = usePublication(role);
  const close = () => setAsks(undefined);
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
      {publication && (
        <Button onPress={() => setAsks('publication')}>
          <Share2 aria-hidden className="size-4" />
          {p[publication]}
        </Button>
      )}
      {role && !role.is_system && !isKept(role) && standing.may('roles:delete') && (
        <Button onPress={() => setAsks('removal')}>
          <Trash2 aria-hidden className="size-4" />
          {s.remove}
        </Button>
      )}
      {role && asks === 'removal' && <DeleteRoleDialog role={role} onDone={onGone} onClose={close} />}
      {role && publication && asks === 'publication' && (
        <PublicationDialog role={role} deed={publication} onClose={close} />
      )}
    </div>
  );
}
