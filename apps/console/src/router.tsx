import type { QueryClient } from '@tanstack/react-query';
import {
  Outlet,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { isProblem } from './server/problem.js';
import { meQuery, permissionsQuery, workspacesQuery } from './server/session.js';
import { NotFoundPage, RouteError } from './identity/entry/strays.js';
import { lastVisited } from './shell/recents.js';
import { optionalText } from './ui/search-params.js';

interface Context {
  readonly queryClient: QueryClient;
}

const root = createRootRouteWithContext<Context>()({ component: Outlet, notFoundComponent: NotFoundPage });

/** What was read before is good enough to show a page by; the page then looks whether it is still so. */
const known = <O extends object>(options: O) => ({ ...options, staleTime: 'static' as const });

/** For people who are signed in; others sign in first and come back. */
async function signedIn({ context, location }: { context: Context; location: { href: string } }) {
  try {
    await context.queryClient.query(known(meQuery));
  } catch (error) {
    if (!isProblem(error, 'unauthenticated')) throw error;
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router is told where to go by a throw
    throw redirect({ to: '/sign-in', search: { next: location.href } });
  }
}

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async (args) => {
    await signedIn(args);
    const workspaces = await args.context.queryClient.query(workspacesQuery);
    const workspaceId = lastVisited(workspaces.map(({ id }) => id));
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router is told where to go by a throw
    throw workspaceId
      ? redirect({ to: '/w/$workspaceId', params: { workspaceId } })
      : redirect({ to: '/new-workspace' });
  },
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: ({ next, email, reason }: Record<string, unknown>) => ({
    ...optionalText({ next, email, reason }),
  }),
  component: lazyRouteComponent(() => import('./identity/entry/sign-in.js'), 'SignInPage'),
});

const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  validateSearch: ({ email }: Record<string, unknown>) => ({ ...optionalText({ email }) }),
  component: lazyRouteComponent(() => import('./identity/entry/sign-up.js'), 'SignUpPage'),
});

const verifyEmail = createRoute({
  getParentRoute: () => root,
  path: '/verify-email/$token',
  component: lazyRouteComponent(() => import('./identity/entry/verify-email.js'), 'VerifyEmailPage'),
});

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  validateSearch: ({ email }: Record<string, unknown>) => ({ ...optionalText({ email }) }),
  component: lazyRouteComponent(() => import('./identity/entry/forgot-password.js'), 'ForgotPasswordPage'),
});

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password/$token',
  component: lazyRouteComponent(() => import('./identity/entry/reset-password.js'), 'ResetPasswordPage'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitations/$token',
  component: lazyRouteComponent(() => import('./workspaces/invitation/invitation-page.js'), 'InvitationPage'),
});

const groupInvitation = createRoute({
  getParentRoute: () => root,
  path: '/group-invitations/$token',
  component: lazyRouteComponent(
    () => import('./groups/invitation/group-invitation-page.js'),
    'GroupInvitationPage',
  ),
});

const ownershipReversal = createRoute({
  getParentRoute: () => root,
  path: '/ownership-reversals/$token',
  component: lazyRouteComponent(() => import('./workspaces/ownership/reversal-page.js'), 'ReversalPage'),
});

const newWorkspace = createRoute({
  getParentRoute: () => root,
  path: '/new-workspace',
  beforeLoad: signedIn,
  loader: ({ context }) => context.queryClient.query(known(workspacesQuery)),
  component: lazyRouteComponent(() => import('./workspaces/start/new-workspace.js'), 'NewWorkspacePage'),
});

const workspace = createRoute({
  getParentRoute: () => root,
  path: '/w/$workspaceId',
  beforeLoad: signedIn,
  loader: ({ context: { queryClient }, params: { workspaceId } }) =>
    Promise.all([
      queryClient.query(known(workspacesQuery)),
      queryClient.query(known(permissionsQuery(workspaceId))),
    ]),
  component: lazyRouteComponent(() => import('./workspace-frame.js'), 'WorkspaceFrame'),
});

const workspaceHome = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  component: lazyRouteComponent(() => import('./workspaces/workspace/workspace-home.js'), 'WorkspaceHome'),
});

const profile = createRoute({
  getParentRoute: () => workspace,
  path: '/settings/profile',
  component: lazyRouteComponent(() => import('./identity/profile/profile-page.js'), 'ProfilePage'),
});

const members = createRoute({
  getParentRoute: () => workspace,
  path: '/settings/members',
  validateSearch: ({ tab, search, status, role }: Record<string, unknown>) => ({
    ...optionalText({ tab, search, status, role }),
  }),
  component: lazyRouteComponent(() => import('./workspaces/members/members-page.js'), 'MembersPage'),
});

const member = createRoute({
  getParentRoute: () => members,
  path: '/$memberId',
  validateSearch: ({ why, day }: Record<string, unknown>) => ({ ...optionalText({ why, day }) }),
  component: lazyRouteComponent(() => import('./workspaces/members/member-drawer.js'), 'MemberDrawer'),
});

const workspaceSettings = createRoute({
  getParentRoute: () => workspace,
  path: '/settings/workspace',
  component: lazyRouteComponent(() => import('./workspaces/workspace/workspace-page.js'), 'WorkspacePage'),
});

const extension = createRoute({
  getParentRoute: () => workspace,
  path: '/extension/$grantId',
  component: lazyRouteComponent(() => import('./access/extension/extension-page.js'), 'ExtensionPage'),
});

const roles = createRoute({
  getParentRoute: () => workspace,
  path: '/settings/roles',
  component: lazyRouteComponent(() => import('./access/roles/roles-page.js'), 'RolesPage'),
});

const role = createRoute({
  getParentRoute: () => workspace,
  path: '/settings/roles/$roleId',
  validateSearch: ({ search, compare, differs, copy }: Record<string, unknown>) => ({
    ...optionalText({ search, compare, differs, copy }),
  }),
  component: lazyRouteComponent(() => import('./access/roles/role-page.js'), 'RolePage'),
});

const apiKeys = createRoute({
  getParentRoute: () => workspace,
  path: '/settings/api-keys',
  validateSearch: ({ tab, member }: Record<string, unknown>) => ({ ...optionalText({ tab, member }) }),
  component: lazyRouteComponent(() => import('./access/api-keys/api-keys-page.js'), 'ApiKeysPage'),
});

const workspaceGroup = createRoute({
  getParentRoute: () => workspace,
  path: '/settings/workspace-group',
  validateSearch: ({ tab, search, sort, order, sub, role, member, only }: Record<string, unknown>) => ({
    ...optionalText({ tab, search, sort, order, sub, role, member, only }),
  }),
  component: lazyRouteComponent(() => import('./groups/group/group-page.js'), 'GroupPage'),
});

const auditLog = createRoute({
  getParentRoute: () => workspace,
  path: '/settings/audit-logs',
  validateSearch: ({ search, activity, from, to, user }: Record<string, unknown>) => ({
    ...optionalText({ search, activity, from, to, user }),
  }),
  component: lazyRouteComponent(() => import('./audit/audit-log/audit-log-page.js'), 'AuditLogPage'),
});

const routeTree = root.addChildren([
  home,
  signIn,
  signUp,
  verifyEmail,
  forgotPassword,
  resetPassword,
  invitation,
  groupInvitation,
  ownershipReversal,
  newWorkspace,
  workspace.addChildren([
    workspaceHome,
    profile,
    members.addChildren([member]),
    workspaceSettings,
    extension,
    roles,
    role,
    apiKeys,
    workspaceGroup,
    auditLog,
  ]),
]);

export const createConsoleRouter = (queryClient: QueryClient) =>
  createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    // The query cache decides what is fresh.
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: RouteError,
    defaultPendingMs: 300,
    scrollRestoration: true,
  });
