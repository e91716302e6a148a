import { type Detail, Failure } from '@bailiwick/tenancy';

/** Every code the API answers with: its status, and the sentence shown when nothing better is known. */
export const errors = {
  // 400
  invalid_body: [400, 'The request body is not valid.'],
  invalid_query: [400, 'The query is not valid.'],
  invalid_header: [400, 'A header is not valid.'],
  invalid_cursor: [400, 'This cursor does not belong to this list.'],
  malformed_request: [400, 'The request could not be read.'],
  two_credentials: [400, 'Send one credential, not two.'],
  workspace_required: [400, 'Name the workspace in the x-as-workspace header.'],
  password_too_short: [400, 'The password is too short.'],
  password_too_common: [400, 'This password is on the list of common passwords.'],
  code_required: [400, 'Enter a code of your authenticator app, or a recovery code.'],
  unknown_member: [400, 'There is no such member in this workspace.'],
  key_outlives_parent: [400, 'A key cannot outlive the key that made it.'],
  unknown_role: [400, 'There is no such role in this workspace.'],
  owner_not_adopted: [400, 'A key goes with whoever it belongs to. Keep them, too.'],
  unknown_sub: [400, 'There is no such workspace in the group.'],
  too_many_grants: [400, 'These are too many roles at once. Name fewer members or workspaces.'],
  as_of_future: [400, 'This moment has not come yet.'],
  // 401
  unauthenticated: [401, 'Sign in, or send a valid credential.'],
  wrong_credentials: [401, 'The e-mail address or the password is wrong.'],
  challenge_ended: [401, 'This sign-in is over. Begin again with your password.'],
  session_ended: [401, 'This workspace has signed its users out. Sign in again.'],
  // 403
  csrf: [403, 'Send the header x-requested-with: console.'],
  permission_required: [403, 'Your role does not allow this.'],
  session_required: [403, 'Only somebody signed in may do this, not an API key.'],
  guardrail: [403, 'A rule of this workspace does not let you in.'],
  member_suspended: [403, 'Your membership in this workspace is suspended.'],
  email_unverified: [403, 'Confirm your e-mail address first; a new link is on its way.'],
  sign_in_required: [403, 'This address has an account. Sign in to accept.'],
  wrong_account: [403, 'This invitation is for another address.'],
  reauth_required: [403, 'Prove that it is you: enter your password again.'],
  wrong_code: [403, 'This code is wrong, or was used before.'],
  wrong_sec: [403, 'This was used before, or is not of your last login. Prove again that it is you.'],
  wrong_password: [403, 'The password is wrong.'],
  two_factor_required: [403, 'This workspace asks for two-factor authentication. Set it up first.'],
  owner_role: [403, 'The owner is changed through change-owner only.'],
  owner_stays: [403, 'The owner cannot be suspended or removed.'],
  own_roles: [403, 'You cannot change your own roles.'],
  outranked: [403, 'You can only change people who may do less than you.'],
  owner_only: [403, 'What is reserved to the owner is in no other role.'],
  scope_beyond_own: [403, 'A key cannot do more than whoever makes it and whom it belongs to.'],
  foreign_key: [403, 'Make keys for yourself or for a service principal.'],
  acting_limited: [403, 'By way of the admin workspace this is out of reach here.'],
  role_beyond_own: [403, 'You cannot give a role that may do more than you.'],
  // 404
  not_found: [404, 'Not found.'],
  // 409
  invitation_exists: [409, 'This address is already invited or a member.'],
  invitation_expired: [409, 'This invitation has expired. Ask for a new one.'],
  invitation_revoked: [409, 'This invitation was withdrawn.'],
  invitation_declined: [409, 'This invitation was declined.'],
  invitation_used: [409, 'This invitation was already used.'],
  ownership_pending: [409, 'Another member has yet to confirm that they take the workspace over.'],
  ownership_not_pending: [409, 'No change of the owner waits for this.'],
  ownership_reversible: [
    409,
    'The workspace changed hands a short while ago, and that can still be reversed.',
  ],
  ownership_not_reversible: [409, 'There is no change of the owner that you could reverse.'],
  ownership_reversal_expired: [409, 'It can no longer be reversed.'],
  ownership_reversal_used: [409, 'This change was reversed already.'],
  removal_scheduled: [409, 'The workspace is about to be removed. Cancel that first.'],
  removal_not_scheduled: [409, 'No removal of the workspace is scheduled.'],
  stale: [409, 'It has changed since you read it. Read it again.'],
  idempotency_mismatch: [409, 'This Idempotency-Key was used for a different request.'],
  not_pending: [409, 'This member has already joined.'],
  not_joined: [409, 'This member has not joined yet.'],
  not_waiting: [409, 'This member does not wait for confirmation.'],
  already_member: [409, 'You are already a member of this workspace.'],
  email_verification_expired: [409, 'This link has expired. Sign up again.'],
  email_verification_used: [409, 'This link was already used.'],
  email_verification_revoked: [409, 'This address was confirmed another way.'],
  password_reset_expired: [409, 'This link has expired. Ask for a new one.'],
  password_reset_used: [409, 'This link was already used.'],
  password_reset_revoked: [409, 'This link is no longer good. Ask for a new one.'],
  system_role: [409, 'System roles cannot be changed.'],
  role_exists: [409, 'There is a role of this name already.'],
  grant_exists: [409, 'This member holds this role already.'],
  grant_endless: [409, 'This role was given without an end.'],
  extension_requested: [409, 'You asked for more time already, less than a day ago.'],
  too_many_keys: [409, 'There are too many API keys in this workspace. Revoke some first.'],
  published_role: [409, 'This role comes from the admin workspace and can be changed only there.'],
  role_not_publishable: [409, 'The role holds what no workspace lets its admin workspace do.'],
  role_not_published: [409, 'This role is not published.'],
  no_role_offer: [409, 'Nothing of this role waits to be accepted.'],
  role_in_use: [409, 'Somebody holds this role. Name the one that replaces it.'],
  group_invitation_expired: [409, 'This invitation has expired. Ask for a new one.'],
  group_invitation_withdrawn: [409, 'This invitation was withdrawn.'],
  group_invitation_rejected: [409, 'This invitation was turned down.'],
  group_invitation_used: [409, 'This invitation was already used.'],
  already_grouped: [409, 'The workspace has an admin workspace, or an open invitation of one.'],
  group_kind: [409, 'A workspace that is above others cannot be below one, nor the other way round.'],
  group_blocked: [409, 'The workspace takes no invitations from yours.'],
  group_link_ended: [409, 'The two workspaces are no longer linked.'],
  group_link_pending: [409, 'The workspace has not accepted yet.'],
  managed_workspace: [409, 'This workspace is managed by its admin workspace; only that can do this.'],
  hand_over_open: [
    409,
    'The workspace is offered to somebody who has seen what you may do there. Withdraw the offer first.',
  ],
  not_managed: [409, 'Only a workspace that yours manages can be handed over.'],
  ceiling_not_narrower: [409, 'Here the admin workspace can only be allowed less. More it has to ask for.'],
  ceiling_not_wider: [409, 'The workspace allows this already.'],
  no_ceiling_request: [409, 'No request for more authority waits.'],
  has_subs: [409, 'There are workspaces below this one. Remove them from the group first.'],
  two_factor_enabled: [409, 'Two-factor authentication is on already.'],
  two_factor_disabled: [409, 'Two-factor authentication is off.'],
  two_factor_not_started: [409, 'Begin by adding the account to your authenticator.'],
  // others
  body_too_large: [413, 'The request body is too large.'],
  unsupported_media_type: [415, 'Send application/json.'],
  rate_limited: [429, 'Too many requests. Try again later.'],
  internal: [500, 'Something went wrong on our side.'],
  unavailable: [503, 'A part of the service is away for a moment. Try again.'],
  overloaded: [503, 'Busy. Try again in a moment.'],
} as const satisfies Record<string, readonly [number, string]>;

export type ErrorCode = keyof typeof errors;

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errors, code);

/** Stops a deed with a code from the table. */
export function fail(code: ErrorCode, details?: readonly Detail[], more?: Record<string, unknown>): Failure {
  return new Failure(code, details, more);
}

/** Stops a deed because of one field of what was sent. */
export function failField(code: ErrorCode, path: string): Failure {
  return fail(code, [{ path, code, message: errors[code][1] }]);
}
