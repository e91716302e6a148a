import { useMyStanding } from '../../server/use-workspace.js';
import { useGroupBelow } from '../../server/group.js';
import { type FullRole, isPublished, whyReadOnly } from './rights.js';

/** What one may do about the role in the workspaces below. Whoever stops it need not hold what is in it. */
export function usePublication(role: FullRole | undefined): 'publish' | 'stop' | undefined {
  const standing = useMyStanding();
  const isAbove = useGroupBelow() !== undefined;
  if (!role) return undefined;
  if (isPublished(role)) return standing.may('roles:update') ? 'stop' : undefined;
  return isAbove && !whyReadOnly(standing, role) ? 'publish' : undefined;
}
