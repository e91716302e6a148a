import { useParams, useSearch } from '@tanstack/react-router';
import { ShieldQuestion } from 'lucide-react';
import { useMyStanding, useWorkspaceId } from '../../server/use-workspace.js';
import { LinkButton } from '../../ui/link-button.js';
import { SkeletonRows } from '../../ui/skeleton.js';
import { EmptyState, ErrorState } from '../../ui/states.js';
import { Card } from '../../ui/card.js';
import { PageLayout } from '../../shell/page-layout.js';
import { copyOf, draftOf, emptyDraft } from './draft.js';
import type { FullRole } from './rights.js';
import { RoleEditor } from './role-editor.js';
import { role as r, roles as s } from './strings.js';
import { useAllRoles } from './use-roles.js';

/** One role, or one that is yet to be made. */
export function RolePage() {
  const { roleId } = useParams({ from: '/w/$workspaceId/settings/roles/$roleId' });
  const { data, error, refetch } = useAllRoles();
  if (data) return roleId === 'new' ? <NewRole roles={data} /> : <OneRole id={roleId} roles={data} />;
  return (
    <PageLayout title={roleId === 'new' ? r.newTitle : s.title}>
      <Card>{error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SkeletonRows />}</Card>
    </PageLayout>
  );
}

function OneRole({ id, roles }: { id: string; roles: readonly FullRole[] }) {
  const role = roles.find((one) => one.id === id);
  if (!role) return <Unknown />;
  return <RoleEditor key={id} role={role} roles={roles} from={draftOf(role)} />;
}

function NewRole({ roles }: { roles: readonly FullRole[] }) {
  const { copy } = useSearch({ from: '/w/$workspaceId/settings/roles/$roleId' });
  const standing = useMyStanding();
  const origin = roles.find(({ id }) => id === copy);
  const from = origin ? copyOf(origin, standing, roles) : emptyDraft;
  return <RoleEditor key={`new ${copy ?? ''}`} origin={origin} roles={roles} from={from} />;
}

function Unknown() {
  const workspaceId = useWorkspaceId();
  return (
    <PageLayout title={s.title}>
      <Card>
        <EmptyState icon={ShieldQuestion} {...s.unknown}>
          <LinkButton to="/w/$workspaceId/settings/roles" params={{ workspaceId }}>
            {s.all}
          </LinkButton>
        </EmptyState>
      </Card>
    </PageLayout>
  );
}
