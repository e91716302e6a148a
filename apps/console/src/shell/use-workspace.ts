import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import {
  type MyWorkspace,
  type Standing,
  permissionsQuery,
  useStanding,
  workspacesQuery,
} from '../server/session.js';
import { workspaceQuery } from '../settings/workspace/itself.js';

/** The workspace the address names: two tabs may be in two of them. */
export function useWorkspaceId(): string {
  return useParams({ from: '/w/$workspaceId' }).workspaceId;
}

export function useMyStanding(): Standing {
  return useStanding(useWorkspaceId());
}

/** As one's own list has it; where one acts by way of a group it is in none, and tells its name itself. */
export function useMyWorkspace(): Pick<MyWorkspace, 'id' | 'name'> | undefined {
  const id = useWorkspaceId();
  const mine = useSuspenseQuery(workspacesQuery).data.find((workspace) => workspace.id === id);
  const mayRead = useMyStanding().may('workspaces:read');
  const { data: theirs } = useQuery({ ...workspaceQuery(id), enabled: !mine && mayRead });
  return mine ?? theirs;
}

/** Who one acts for. */
export interface Acting {
  readonly adminName: string;
  /** Where one came from; one is a member there. */
  readonly adminId: string | undefined;
}

/** By way of a group, and not as a member; nothing, where one is here in one's own right. */
export function useActing(): Acting | undefined {
  const { data } = useSuspenseQuery(permissionsQuery(useWorkspaceId()));
  const { data: mine } = useSuspenseQuery(workspacesQuery);
  if (!data.access_via.startsWith('group:') || !data.link) return undefined;
  const { admin_workspace_name: adminName } = data.link;
  return { adminName, adminId: mine.find(({ name }) => name === adminName)?.id };
}
