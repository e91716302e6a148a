import type { Permission } from '@bailiwick/rbac';
import {
  Building2,
  KeyRound,
  type LucideIcon,
  Network,
  ScrollText,
  ShieldCheck,
  UserRound,
  UsersRound,
} from 'lucide-react';
import type { Standing } from '../server/session.js';

export interface Page {
  readonly to:
    | '/w/$workspaceId/settings/profile'
    | '/w/$workspaceId/settings/members'
    | '/w/$workspaceId/settings/workspace'
    | '/w/$workspaceId/settings/roles'
    | '/w/$workspaceId/settings/api-keys'
    | '/w/$workspaceId/settings/workspace-group'
    | '/w/$workspaceId/settings/audit-logs';
  readonly group: 'account' | 'workspace';
  readonly name: string;
  readonly icon: LucideIcon;
  /** What reading the page asks of one; nothing, when it is one's own. */
  readonly needs?: Permission;
}

/** Every page there is, in the order of the navigation, by its name. A later page is a line here and a route. */
export const pages: readonly Page[] = [
  { to: '/w/$workspaceId/settings/profile', group: 'account', name: 'Profile', icon: UserRound },
  {
    to: '/w/$workspaceId/settings/members',
    group: 'workspace',
    name: 'Members',
    icon: UsersRound,
    needs: 'workspace_members:read',
  },
  {
    to: '/w/$workspaceId/settings/workspace',
    group: 'workspace',
    name: 'Workspace',
    icon: Building2,
    needs: 'workspaces:read',
  },
  {
    to: '/w/$workspaceId/settings/roles',
    group: 'workspace',
    name: 'Roles',
    icon: ShieldCheck,
    needs: 'roles:read',
  },
  {
    to: '/w/$workspaceId/settings/api-keys',
    group: 'workspace',
    name: 'API Keys',
    icon: KeyRound,
    needs: 'api_keys:read',
  },
  {
    to: '/w/$workspaceId/settings/workspace-group',
    group: 'workspace',
    name: 'Workspace Group',
    icon: Network,
    needs: 'workspace_group_members:read',
  },
  {
    to: '/w/$workspaceId/settings/audit-logs',
    group: 'workspace',
    name: 'Audit Logs',
    icon: ScrollText,
    needs: 'audit_logs:read',
  },
];

export const pagesFor = (standing: Standing): readonly Page[] =>
  pages.filter(({ needs }) => !needs || standing.may(needs));
