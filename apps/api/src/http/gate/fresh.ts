import { type Ctx, Refused } from '@bailiwick/tenancy';
import type { HttpRequest } from './request.js';

/** Always, or when the body asks for certain things. */
type When = true | ((body: Readonly<Record<string, unknown>>) => boolean);

/**
 * THE LIST of acts that need a login of the last ten minutes (ASVS 7.5.1, 7.5.3): a stranger who finds an open browser
 * must not be able to take the account or the workspace with it. Giving a role that administers is the other such act.
 * Only the row of the role tells which roles do, see `refuseGiving`.
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
  'PATCH /api/v2/workspaces/current/settings': ({ two_factor_required, email_domains }) =>
    two_factor_required === false || email_domains !== undefined,
  'POST /api/v2/workspaces/current/change-owner': true,
  'POST /api/v2/workspaces/current/change-owner/confirmation': true,
  'POST /api/v2/workspaces/current/change-owner/reversal': true,
  'POST /api/v2/workspaces/current/schedule-for-removal': true,
  'POST /api/v2/workspace-group-members/:id/acceptance': true,
  'POST /api/v2/workspace-group-members/:id/ceiling-requests/acceptance': true,
  'POST /api/v2/workspace-group-members/:id/hand-over': true,
  'POST /api/v2/workspace-group-members/:id/adoptions': true,
  'POST /api/v2/group-invitations/by-token/:token/acceptance': true,
  'POST /api/v2/workspace-group/grants': ({ subs }) => subs === 'all',
  'POST /api/v2/workspace-group/leavers': true,
  'POST /api/v2/roles/:id/publication/acceptance': true,
  'POST /api/v2/api-keys': true,
  'POST /api/v2/api-keys/:id/rotation': true,
};

/** An API key can make keys below itself. Every other act that needs a fresh login needs a person who can log in. */
const keysMay: ReadonlySet<string> = new Set(['POST /api/v2/api-keys']);

/** @throws Refused: the console answers it with one dialog, and then repeats the act */
export function refuseWithoutFreshLogin({ facts, authority, input }: HttpRequest): void {
  const when = freshActs[facts.route];
  if (!when || authority?.fresh) return;
  if (when !== true && !when((input?.body ?? {}) as Record<string, unknown>)) return;
  if (!authority?.person.principal.key) throw new Refused('reauth_required');
  if (!keysMay.has(facts.route)) throw new Refused('session_required');
}

/** For acts of which only the row tells that they need one. A key cannot log in; its maker had a fresh login. */
export function refuseUnlessFresh({ fresh, principal }: Ctx): void {
  if (!fresh && !principal.key) throw new Refused('reauth_required');
}

/** The same, for what only a person at the keyboard must say: no key can say it for its owner. */
export function refuseUnlessFreshlySignedIn({ fresh, principal }: Ctx): void {
  if (!fresh) throw new Refused(principal.key ? 'session_required' : 'reauth_required');
}
