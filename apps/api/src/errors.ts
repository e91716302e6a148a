import { type Detail, Failure } from '@bailiwick/tenancy';

/** Every code of the API: its status, and the sentence that clients show without a better one. */
export const errors = {
  // 400
  invalid_body: [400, 'The request body is not valid.'],
  invalid_query: [400, 'The query is not valid.'],
  invalid_header: [400, 'A header is not valid.'],
  invalid_cursor: [400, 'This cursor does not belong to this list.'],
  malformed_request: [400, 'The server could not read the request.'],
  two_credentials: [400, 'Send one credential, not two.'],
  workspace_required: [400, 'Name the workspace in the x-as-workspace header.'],
  password_too_short: [400, 'The password is too short.'],
  password_too_common: [400, 'This password is on the list of common passwords.'],
  code_required: [400, 'Enter a code from your authenticator app, or a recovery code.'],
  unknown_member: [400, 'This workspace has no such member.'],
  key_outlives_parent: [400, 'A key cannot expire later than the key that made it.'],
  unknown_role: [400, 'This workspace has no such role.'],
  owner_not_adopted: [400, 'To keep a key, also keep the member it belongs to.'],
  unknown_sub: [400, 'The group has no such workspace.'],
  too_many_grants: [400, 'This is too many roles at once. Name fewer members or workspaces.'],
  as_of_future: [400, 'This time is in the future.'],
  // 401
  unauthenticated: [401, 'Sign in, or send a valid credential.'],
  wrong_credentials: [401, 'The e-mail address or the password is wrong.'],
  challenge_ended: [401, 'This sign-in has ended. Start again with your password.'],
  session_ended: [401, 'This workspace has logged all users out. Sign in again.'],
  // 403
  csrf: [403, 'Send the header x-requested-with: console.'],
  permission_required: [403, 'Your role does not allow this.'],
  session_required: [403, 'Sign in to do this. An API key cannot do it.'],
  guardrail: [403, 'A rule of this workspace does not let you in.'],
  member_suspended: [403, 'Your membership in this workspace is suspended.'],
  email_unverified: [403, 'Confirm your e-mail address first. A new link is on its way.'],
  sign_in_required: [403, 'This address has an account. Sign in to accept.'],
  wrong_account: [403, 'This invitation is for another address.'],
  reauth_required: [403, 'Confirm that it is you: enter your password again.'],
  wrong_code: [403, 'This code is wrong or was used before.'],
  wrong_sec: [403, 'This confirmation was already used or has expired. Enter your password again.'],
  wrong_password: [403, 'The password is wrong.'],
  two_factor_required: [403, 'This workspace requires two-factor authentication. Set it up first.'],
  owner_role: [403, 'Use change-owner to change the owner.'],
  owner_stays: [403, 'The owner cannot be suspended or removed.'],
  own_roles: [403, 'You cannot change your own roles.'],
  outranked: [403, 'You can only change people who can do less than you.'],
  owner_only: [403, 'Only the owner has this permission. No other role can have it.'],
  scope_beyond_own: [403, 'A key cannot do more than its maker and its owner can.'],
  foreign_key: [403, 'You can make keys for yourself or for a service principal.'],
  acting_limited: [403, 'You act here through the admin workspace. That does not include this.'],
  role_beyond_own: [403, 'You cannot give a role that can do more than you.'],
  // 404
  not_found: [404, 'Not found.'],
  // 409
  invitation_exists: [409, 'This address is already invited or a member.'],
  invitation_expired: [409, 'This invitation has expired. Ask for a new one.'],
  invitation_revoked: [409, 'This invitation was withdrawn.'],
  invitation_declined: [409, 'This invitation was declined.'],
  invitation_used: [409, 'This invitation was already used.'],
  ownership_pending: [409, 'Another member has not yet confirmed that they take over the workspace.'],
  ownership_not_pending: [409, 'No change of the owner is waiting.'],
  ownership_reversible: [
    409,
    'The owner changed a short while ago, and the previous owner can still reverse it.',
  ],
  ownership_not_reversible: [409, 'You cannot reverse any change of the owner here.'],
  ownership_reversal_expired: [409, 'It is too late to reverse this change.'],
  ownership_reversal_used: [409, 'This change was already reversed.'],
  removal_scheduled: [409, 'The workspace is scheduled for removal. Cancel the removal first.'],
  removal_not_scheduled: [409, 'The workspace is not scheduled for removal.'],
  stale: [409, 'This has changed since you read it. Read it again.'],
  idempotency_mismatch: [409, 'This Idempotency-Key was used for a different request.'],
  not_pending: [409, 'This member has already joined.'],
  not_joined: [409, 'This member has not joined yet.'],
  not_waiting: [409, 'This member is not waiting for confirmation.'],
  already_member: [409, 'You are already a member of this workspace.'],
  email_verification_expired: [409, 'This link has expired. Sign up again.'],
  email_verification_used: [409, 'This link was already used.'],
  email_verification_revoked: [409, 'This address was already confirmed in another way.'],
  password_reset_expired: [409, 'This link has expired. Ask for a new one.'],
  password_reset_used: [409, 'This link was already used.'],
  password_reset_revoked: [409, 'This link is no longer valid. Ask for a new one.'],
  system_role: [409, 'System roles cannot be changed.'],
  role_exists: [409, 'A role with this name already exists.'],
  grant_exists: [409, 'This member already has this role.'],
  grant_endless: [409, 'This role has no end date.'],
  extension_requested: [409, 'You asked for more time less than a day ago.'],
  too_many_keys: [409, 'This workspace has too many API keys. Revoke some first.'],
  published_role: [409, 'This role comes from the admin workspace. You can change it only there.'],
  role_not_publishable: [409, 'This role has permissions that no admin workspace can have in its subs.'],
  role_not_published: [409, 'This role is not published.'],
  no_role_offer: [409, 'This role has no pending change.'],
  role_in_use: [409, 'Members still have this role. Name the role that replaces it.'],
  group_invitation_expired: [409, 'This invitation has expired. Ask for a new one.'],
  group_invitation_withdrawn: [409, 'This invitation was withdrawn.'],
  group_invitation_rejected: [409, 'This invitation was declined.'],
  group_invitation_used: [409, 'This invitation was already used.'],
  already_grouped: [409, 'The workspace already has an admin workspace, or an open invitation from one.'],
  group_kind: [409, 'An admin workspace cannot join another group, and a sub workspace cannot have subs.'],
  group_blocked: [409, 'The workspace accepts no invitations from yours.'],
  group_link_ended: [409, 'The two workspaces are no longer linked.'],
  group_link_pending: [409, 'The workspace has not accepted yet.'],
  managed_workspace: [
    409,
    'This workspace is managed by its admin workspace. Only the admin workspace can do this.',
  ],
  hand_over_open: [
    409,
    'A person has an offer to take over the workspace, and saw what you can do there. Withdraw the offer first.',
  ],
  not_managed: [409, 'You can only hand over a workspace that yours manages.'],
  ceiling_not_narrower: [409, 'You can only remove permissions here. The admin workspace must request more.'],
  ceiling_not_wider: [409, 'The workspace already allows this.'],
  no_ceiling_request: [409, 'No request for more permissions is waiting.'],
  has_subs: [409, 'This workspace still has subs. Remove them from the group first.'],
  two_factor_enabled: [409, 'Two-factor authentication is already on.'],
  two_factor_disabled: [409, 'Two-factor authentication is off.'],
  two_factor_not_started: [409, 'First add the account to your authenticator app.'],
  // others
  body_too_large: [413, 'The request body is too large.'],
  unsupported_media_type: [415, 'Send application/json.'],
  rate_limited: [429, 'Too many requests. Try again later.'],
  internal: [500, 'Something went wrong on our side.'],
  unavailable: [503, 'A part of the service is not available at the moment. Try again.'],
  overloaded: [503, 'The service is busy. Try again in a moment.'],
} as const satisfies Record<string, readonly [number, string]>;

export type ErrorCode = keyof typeof errors;

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errors, code);

/** Stops an act with a code from the table. */
export function fail(code: ErrorCode, details?: readonly Detail[], more?: Record<string, unknown>): Failure {
  return new Failure(code, details, more);
}

/** Stops an act because of one field of the request. */
export function failField(code: ErrorCode, path: string): Failure {
  return fail(code, [{ path, code, message: errors[code][1] }]);
}
