import { systemRoles } from '@bailiwick/rbac';
import { Refused } from '@bailiwick/tenancy';
import type { HttpRequest } from './request.js';

/** Always, or by what is asked. */
type When = true | ((body: Readonly<Record<string, unknown>>) => boolean);

const givesAdmin: When = ({ role, role_ids }) =>
  role === 'admin' || (Array.isArray(role_ids) && role_ids.includes(systemRoles.admin.id));

/**
 * THE LIST of acts that need a login of the last ten minutes (ASVS 7.5.1, 7.5.3): whoever finds a browser open shall not
 * be able to take the account or the workspace with it.
 */
export const freshActs: Readonly<Record<string, When>> = {
  'POST /api/v2/me/password': true,
  'POST /api/v2/me/two-factor': true,
  'PATCH /api/v2/me/two-factor': true,
  'DELETE /api/v2/me/two-factor': true,
  'POST /api/v2/me/two-factor/replacement': true,
  'PATCH /api/v2/me/two-factor/replacement': true,
  'POST /api/v2/me/two-factor/recovery-codes': true,
  'DELETE /api/v2/me/sessions': true,
  'DELETE /api/v2/me/sessions/:id': true,
  'DELETE /api/v2/workspaces/current/sessions': true,
  'PATCH /api/v2/workspaces/current/settings': ({ two_factor_required }) => two_factor_required === false,
  'POST /api/v2/workspace-members': givesAdmin,
  'PATCH /api/v2/workspace-members/:id': givesAdmin,
  'POST /api/v2/invitations': givesAdmin,
  // Whom it lets in, and as what, stands in the row: it may be an admin.
  'POST /api/v2/invitations/:id/confirmation': true,
};

/** @throws Refused, which the console answers with one dialog, and then repeats the act */
export function refuseWithoutFreshLogin({ facts, authority, input }: HttpRequest): void {
  const when = freshActs[facts.route];
  if (!when || authority?.fresh) return;
  if (when === true || when((input?.body ?? {}) as Record<string, unknown>))
    throw new Refused('reauth_required');
}
