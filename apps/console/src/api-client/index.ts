// Written by apps/console/tools/client.mjs from docs/openapi.json; not to be edited.
import { call } from '../server/call.js';
/** Ends the request when it is no longer wanted. */
interface Cancellable {
  signal?: AbortSignal | undefined;
}
export type Permission =
  | 'workspaces:read'
  | 'workspaces:update'
  | 'workspace_members:create'
  | 'workspace_members:read'
  | 'workspace_members:update'
  | 'workspace_members:delete'
  | 'member_nicknames:read'
  | 'member_nicknames:update'
  | 'member_sessions:delete'
  | 'roles:create'
  | 'roles:read'
  | 'roles:update'
  | 'roles:delete'
  | 'grants:create'
  | 'grants:read'
  | 'grants:update'
  | 'grants:delete'
  | 'api_keys:create'
  | 'api_keys:read'
  | 'api_keys:update'
  | 'api_keys:delete'
  | 'service_principals:create'
  | 'service_principals:read'
  | 'service_principals:update'
  | 'service_principals:delete'
  | 'audit_logs:read'
  | 'audit_log_exports:create'
  | 'audit_log_exports:read'
  | 'audit_streams:create'
  | 'audit_streams:read'
  | 'audit_streams:update'
  | 'audit_streams:delete'
  | 'audit_retention:read'
  | 'audit_retention:update'
  | 'webhooks:create'
  | 'webhooks:read'
  | 'webhooks:update'
  | 'webhooks:delete'
  | 'background_jobs:read'
  | 'workspace_billing:read'
  | 'workspace_exports:create'
  | 'workspace_exports:read'
  | 'workspace_group_members:create'
  | 'workspace_group_members:read'
  | 'workspace_group_members:update'
  | 'workspace_group_members:delete'
  | 'group_grants:create'
  | 'group_grants:read'
  | 'group_grants:delete'
  | 'guardrails:read'
  | 'guardrails:update'
  | 'brand:read'
  | 'brand:update'
  | 'brand_domains:create'
  | 'brand_domains:read'
  | 'brand_domains:delete'
  | 'accounts:create'
  | 'accounts:read'
  | 'accounts:update'
  | 'accounts:delete'
  | 'campaigns:create'
  | 'campaigns:read'
  | 'campaigns:update'
  | 'campaigns:delete'
  | 'lead_lists:create'
  | 'lead_lists:read'
  | 'lead_lists:update'
  | 'lead_lists:delete'
  | 'leads:create'
  | 'leads:read'
  | 'leads:update'
  | 'leads:delete'
  | 'lead_exports:create'
  | 'lead_exports:read'
  | 'lead_labels:create'
  | 'lead_labels:read'
  | 'lead_labels:update'
  | 'lead_labels:delete'
  | 'custom_tags:create'
  | 'custom_tags:read'
  | 'custom_tags:update'
  | 'custom_tags:delete'
  | 'custom_tag_mappings:read'
  | 'clients:create'
  | 'clients:read'
  | 'clients:update'
  | 'clients:delete'
  | 'client_shares:create'
  | 'client_shares:read'
  | 'client_shares:delete'
  | 'visitor_sites:create'
  | 'visitor_sites:read'
  | 'visitor_sites:update'
  | 'visitor_sites:delete'
  | 'visitors:read'
  | 'visitors:delete'
  | 'visitor_resolutions:create'
  | 'visitor_resolutions:read'
  | 'visitor_credits:read'
  | 'visitor_credits:update'
  | 'workspace_ownership:update'
  | 'workspace_removals:create'
  | 'workspace_removals:delete'
  | 'group_consents:create'
  | 'group_consents:read'
  | 'group_consents:update'
  | 'group_consents:delete';
export type GrantablePermission =
  | 'workspaces:read'
  | 'workspaces:update'
  | 'workspace_members:create'
  | 'workspace_members:read'
  | 'workspace_members:update'
  | 'workspace_members:delete'
  | 'member_sessions:delete'
  | 'roles:create'
  | 'roles:read'
  | 'roles:update'
  | 'roles:delete'
  | 'grants:create'
  | 'grants:read'
  | 'grants:update'
  | 'grants:delete'
  | 'api_keys:create'
  | 'api_keys:read'
  | 'api_keys:update'
  | 'api_keys:delete'
  | 'service_principals:create'
  | 'service_principals:read'
  | 'service_principals:update'
  | 'service_principals:delete'
  | 'audit_logs:read'
  | 'audit_log_exports:create'
  | 'audit_log_exports:read'
  | 'audit_streams:create'
  | 'audit_streams:read'
  | 'audit_streams:update'
  | 'audit_streams:delete'
  | 'audit_retention:read'
  | 'audit_retention:update'
  | 'webhooks:create'
  | 'webhooks:read'
  | 'webhooks:update'
  | 'webhooks:delete'
  | 'background_jobs:read'
  | 'workspace_billing:read'
  | 'workspace_exports:create'
  | 'workspace_exports:read'
  | 'workspace_group_members:create'
  | 'workspace_group_members:read'
  | 'workspace_group_members:update'
  | 'workspace_group_members:delete'
  | 'group_grants:create'
  | 'group_grants:read'
  | 'group_grants:delete'
  | 'guardrails:read'
  | 'guardrails:update'
  | 'brand:read'
  | 'brand:update'
  | 'brand_domains:create'
  | 'brand_domains:read'
  | 'brand_domains:delete'
  | 'accounts:create'
  | 'accounts:read'
  | 'accounts:update'
  | 'accounts:delete'
  | 'campaigns:create'
  | 'campaigns:read'
  | 'campaigns:update'
  | 'campaigns:delete'
  | 'lead_lists:create'
  | 'lead_lists:read'
  | 'lead_lists:update'
  | 'lead_lists:delete'
  | 'leads:create'
  | 'leads:read'
  | 'leads:update'
  | 'leads:delete'
  | 'lead_exports:create'
  | 'lead_exports:read'
  | 'lead_labels:create'
  | 'lead_labels:read'
  | 'lead_labels:update'
  | 'lead_labels:delete'
  | 'custom_tags:create'
  | 'custom_tags:read'
  | 'custom_tags:update'
  | 'custom_tags:delete'
  | 'custom_tag_mappings:read'
  | 'clients:create'
  | 'clients:read'
  | 'clients:update'
  | 'clients:delete'
  | 'client_shares:create'
  | 'client_shares:read'
  | 'client_shares:delete'
  | 'visitor_sites:create'
  | 'visitor_sites:read'
  | 'visitor_sites:update'
  | 'visitor_sites:delete'
  | 'visitors:read'
  | 'visitors:delete'
  | 'visitor_resolutions:create'
  | 'visitor_resolutions:read'
  | 'visitor_credits:read'
  | 'visitor_credits:update'
  | 'workspace_removals:delete';
export type Scope =
  | 'workspaces:read'
  | 'workspaces:update'
  | 'workspace_members:create'
  | 'workspace_members:read'
  | 'workspace_members:update'
  | 'workspace_members:delete'
  | 'member_sessions:delete'
  | 'roles:create'
  | 'roles:read'
  | 'roles:update'
  | 'roles:delete'
  | 'grants:create'
  | 'grants:read'
  | 'grants:update'
  | 'grants:delete'
  | 'api_keys:create'
  | 'api_keys:read'
  | 'api_keys:update'
  | 'api_keys:delete'
  | 'service_principals:create'
  | 'service_principals:read'
  | 'service_principals:update'
  | 'service_principals:delete'
  | 'audit_logs:read'
  | 'audit_log_exports:create'
  | 'audit_log_exports:read'
  | 'audit_streams:create'
  | 'audit_streams:read'
  | 'audit_streams:update'
  | 'audit_streams:delete'
  | 'audit_retention:read'
  | 'audit_retention:update'
  | 'webhooks:create'
  | 'webhooks:read'
  | 'webhooks:update'
  | 'webhooks:delete'
  | 'background_jobs:read'
  | 'workspace_billing:read'
  | 'workspace_exports:create'
  | 'workspace_exports:read'
  | 'workspace_group_members:create'
  | 'workspace_group_members:read'
  | 'workspace_group_members:update'
  | 'workspace_group_members:delete'
  | 'group_grants:create'
  | 'group_grants:read'
  | 'group_grants:delete'
  | 'guardrails:read'
  | 'guardrails:update'
  | 'brand:read'
  | 'brand:update'
  | 'brand_domains:create'
  | 'brand_domains:read'
  | 'brand_domains:delete'
  | 'accounts:create'
  | 'accounts:read'
  | 'accounts:update'
  | 'accounts:delete'
  | 'campaigns:create'
  | 'campaigns:read'
  | 'campaigns:update'
  | 'campaigns:delete'
  | 'lead_lists:create'
  | 'lead_lists:read'
  | 'lead_lists:update'
  | 'lead_lists:delete'
  | 'leads:create'
  | 'leads:read'
  | 'leads:update'
  | 'leads:delete'
  | 'lead_exports:create'
  | 'lead_exports:read'
  | 'lead_labels:create'
  | 'lead_labels:read'
  | 'lead_labels:update'
  | 'lead_labels:delete'
  | 'custom_tags:create'
  | 'custom_tags:read'
  | 'custom_tags:update'
  | 'custom_tags:delete'
  | 'custom_tag_mappings:read'
  | 'clients:create'
  | 'clients:read'
  | 'clients:update'
  | 'clients:delete'
  | 'client_shares:create'
  | 'client_shares:read'
  | 'client_shares:delete'
  | 'visitor_sites:create'
  | 'visitor_sites:read'
  | 'visitor_sites:update'
  | 'visitor_sites:delete'
  | 'visitors:read'
  | 'visitors:delete'
  | 'visitor_resolutions:create'
  | 'visitor_resolutions:read'
  | 'visitor_credits:read'
  | 'visitor_credits:update'
  | 'workspace_removals:delete'
  | 'workspaces:all'
  | 'workspace_members:all'
  | 'member_sessions:all'
  | 'roles:all'
  | 'grants:all'
  | 'api_keys:all'
  | 'service_principals:all'
  | 'audit_logs:all'
  | 'audit_log_exports:all'
  | 'audit_streams:all'
  | 'audit_retention:all'
  | 'webhooks:all'
  | 'background_jobs:all'
  | 'workspace_billing:all'
  | 'workspace_exports:all'
  | 'workspace_group_members:all'
  | 'group_grants:all'
  | 'guardrails:all'
  | 'brand:all'
  | 'brand_domains:all'
  | 'accounts:all'
  | 'campaigns:all'
  | 'lead_lists:all'
  | 'leads:all'
  | 'lead_exports:all'
  | 'lead_labels:all'
  | 'custom_tags:all'
  | 'custom_tag_mappings:all'
  | 'clients:all'
  | 'client_shares:all'
  | 'visitor_sites:all'
  | 'visitors:all'
  | 'visitor_resolutions:all'
  | 'visitor_credits:all'
  | 'workspace_removals:all'
  | 'all:create'
  | 'all:read'
  | 'all:update'
  | 'all:delete'
  | 'all:all';
export type Json = unknown;
/** Every activity of the audit log, and the number it is filtered by. */
export const activities = {
  'user.signed_in': 1,
  'two_factor.enrolment_started': 22,
  'two_factor.enabled': 23,
  'two_factor.replacement_started': 24,
  'two_factor.replaced': 25,
  'two_factor.disabled': 26,
  'two_factor.recovery_codes_generated': 27,
  'two_factor.recovery_code_used': 28,
  'two_factor.challenge_failed': 29,
  'two_factor.challenge_ended': 30,
  'two_factor.signed_in': 31,
  'api_key.created': 37,
  'api_key.revoked': 38,
  'workspace.created': 1001,
  'workspace.updated': 1002,
  'workspace.sessions_ended': 1003,
  'workspace.settings_updated': 1004,
  'member.invited': 1010,
  'member.updated': 1011,
  'member.removed': 1012,
  'member.left': 1013,
  'member.suspended': 1014,
  'member.reinstated': 1015,
  'member.exported': 1016,
  'invitation.resent': 1020,
  'invitation.revoked': 1021,
  'invitation.declined': 1022,
  'invitation.accepted': 1023,
  'invitation.waits_for_confirmation': 1024,
  'invitation.confirmed': 1025,
  'role.created': 1030,
  'role.updated': 1031,
  'role.deleted': 1032,
  'workspace.owner_change_started': 1040,
  'workspace.owner_change_withdrawn': 1041,
  'workspace.owner_changed': 1042,
  'workspace.owner_change_reversed': 1043,
  'workspace.removal_scheduled': 1050,
  'workspace.removal_cancelled': 1051,
  'workspace.restored': 1052,
  'api_key.updated': 1060,
  'api_key.rotated': 1061,
  'api_key.ended': 1062,
  'service_principal.created': 1070,
  'service_principal.updated': 1071,
  'service_principal.removed': 1072,
  'grant.created': 1080,
  'grant.updated': 1081,
  'grant.revoked': 1082,
  'grant.ended': 1083,
  'grant.extension_requested': 1084,
  'group.invited': 1088,
  'group.invitation_withdrawn': 1089,
  'group.joined': 1090,
  'group.rejected': 1091,
  'group.left': 1092,
  'group.removed': 1093,
  'group.ceiling_changed': 1094,
  'group.ceiling_requested': 1095,
  'group.ceiling_request_ended': 1096,
  'group.adopted': 1097,
  'group.sub_created': 1098,
  'access.refused': 1099,
  'group_grant.created': 1100,
  'group_grant.revoked': 1101,
  'group_grant.ended': 1102,
  'group.person_removed': 1103,
  'guardrails.updated': 1130,
  'role.published': 1131,
  'role.unpublished': 1132,
  'role.publication_changed': 1133,
  'role.publication_accepted': 1134,
  'group.hand_over_offered': 1150,
  'group.hand_over_withdrawn': 1151,
  'group.handed_over': 1152,
  'group.unblocked': 1153,
  'account.created': 1201,
  'account.updated': 1202,
  'account.signed_in': 1203,
  'account.sign_in_failed': 1204,
  'account.signed_out': 1205,
  'account.password_changed': 1206,
  'account.password_reset_requested': 1207,
  'account.password_reset': 1208,
  'account.session_ended': 1209,
  'account.sessions_ended': 1210,
  'account.reauthenticated': 1211,
} as const;
export type ActivityName = keyof typeof activities;
export type AccessCheck = { items: { permission: Permission; member_id: string; allowed: boolean }[] };
export type AccessCheckBody = { checks: { permission: Permission; member_id?: string }[] };
export type AccessExplain = {
  permission: Permission;
  member_id: string;
  allowed: boolean;
  suspended: boolean;
  reasons: {
    role: { id: string; name: string };
    through: 'direct' | 'group';
    grant: { id: string; expires_at: string | null; granted_by: string | null; reason: string | null };
    obstacles: ('mask' | 'ceiling' | 'scopes' | 'expired' | 'suspended' | 'not_joined')[];
  }[];
  would_give: { id: string; name: string }[];
  could_grant?: { member_id: string; name: string }[];
};
export type AccessExplainBody = { permission: Permission; member_id?: string; as_of?: string };
export type AccessList = {
  items: {
    member_id: string;
    user_id: string;
    kind: 'person' | 'service';
    name: string | null;
    email: string | null;
    source: 'direct' | 'group';
    through: { role: { id: string; name: string }; expires_at: string | null; via: string }[];
  }[];
  next_starting_after?: string;
  total?: number;
  total_is_exact?: boolean;
};
export type AccessListQuery = {
  limit?: number | undefined;
  starting_after?: string | undefined;
  permission?: Permission | undefined;
  as_of?: string | undefined;
  through?: 'direct' | 'group' | undefined;
};
export type AccessSimulate = {
  affected: { member_id: string; name: string; gains: Permission[]; loses: Permission[] }[];
  affected_count: number;
  is_complete: boolean;
  refusal: string | null;
};
export type AccessSimulateBody = {
  role?: { id: string; permissions: GrantablePermission[] };
  grant?: { member_id: string; role_id: string };
  revocation?: { grant_id: string };
  removal?: { member_id: string };
  role_deletion?: { role_id: string; replacement_role_id?: string };
};
export type ApiKeysRotate = {
  id: string;
  name: string;
  scopes: string[];
  key: string;
  organization_id: string;
  member_id: string;
  parent_id: string | null;
  created_by: string;
  expires_at: string | null;
  last_used_at: string | null;
  via_link_id: string | null;
  previous_valid_until: string | null;
  timestamp_created: string;
  timestamp_updated: string;
};
export type ApiKeysRotateBody = { overlap_hours?: number };
export type ApiKeysRevoke = ApiKeysRotate;
export type ApiKeysRead = ApiKeysRotate;
export type ApiKeysUpdate = ApiKeysRotate;
export type ApiKeysUpdateBody = { name?: string; expires_at?: string | null };
export type ApiKeysList = {
  items: {
    id: string;
    name: string;
    scopes: string[];
    key: string;
    organization_id: string;
    member_id: string;
    parent_id: string | null;
    created_by: string;
    expires_at: string | null;
    last_used_at: string | null;
    via_link_id: string | null;
    previous_valid_until: string | null;
    timestamp_created: string;
    timestamp_updated: string;
  }[];
  next_starting_after?: string;
  total?: number;
  total_is_exact?: boolean;
};
export type ApiKeysListQuery = {
  limit?: number | undefined;
  starting_after?: string | undefined;
  count?: 'true' | 'false' | undefined;
  member_id?: string | undefined;
};
export type ApiKeysCreate = ApiKeysRotate;
export type ApiKeysCreateBody = {
  name: string;
  scopes: Scope[];
  expires_at?: string | null;
  member_id?: string;
};
export type AuditLogList = {
  items: {
    id: string;
    timestamp: string;
    organization_id: string;
    activity_type: number;
    ip_address: string;
    user_agent: string | null;
    user_id: string | null;
    user_name: string | null;
    from_api: boolean;
    api_key_id: string | null;
    affected_count: number | null;
    audit_metadata: Record<string, Json>;
    activity: string;
    outcome: 'done' | 'refused' | 'failed';
    sequence: number;
    sealed_at: string;
    actor_type: 'user' | 'service_principal' | 'system';
    user_email: string | null;
    target: { type: string; id: string | null; name: string | null };
    changes: Record<string, { before: Json; after: Json }>;
    act_id: string;
    request_id: string;
    erased: boolean;
  }[];
  next_starting_after?: string;
  total?: number;
  total_is_exact?: boolean;
};
export type AuditLogListQuery = {
  limit?: number | undefined;
  starting_after?: string | undefined;
  count?: 'true' | 'false' | undefined;
  activity_type?: number | undefined;
  search?: string | undefined;
  start_date?: string | undefined;
  end_date?: string | undefined;
  user_id?: string | undefined;
};
export type AuthShowVerification = { email: string; state: 'open' | 'expired' | 'used' | 'revoked' };
export type AuthConfirm = { email: string };
export type AuthSendAgain = AuthConfirm;
export type AuthSendAgainBody = AuthConfirm;
export type PasswordsShow = AuthShowVerification;
export type PasswordsReset = AuthConfirm;
export type PasswordsResetBody = { password: string };
export type PasswordsAsk = AuthConfirm;
export type PasswordsAskBody = AuthConfirm;
export type ReauthenticationReauthenticate = { sec: string; timestamp_expires: string };
export type ReauthenticationReauthenticateBody = { password: string; code?: string };
export type AuthSignIn =
  { id: string; timestamp_expires: string } | { next: 'two_factor'; challenge: string };
export type AuthSignInBody = { email: string; password: string };
export type AuthSignOut = { id: string };
export type AuthSignUp = AuthConfirm;
export type AuthSignUpBody = { email: string; password: string; first_name: string; last_name: string };
export type AuthSecondStep = { id: string; timestamp_expires: string };
export type AuthSecondStepBody = { challenge: string; code: string };
export type GrantsRequestExtension = {
  id: string;
  member_id: string;
  role: { id: string; name: string };
  granted_by: string | null;
  granted_by_name: string | null;
  reason: string | null;
  expires_at: string | null;
  via_link_id: string | null;
  extension_requested_at: string | null;
  timestamp_created: string;
  timestamp_updated: string;
};
export type GrantsRequestExtensionBody = { reason?: string };
export type GrantsRemove = GrantsRequestExtension;
export type GrantsRead = GrantsRequestExtension;
export type GrantsUpdate = GrantsRequestExtension;
export type GrantsUpdateBody = { expires_at?: string | null; reason?: string | null };
export type GrantsList = {
  items: {
    id: string;
    member_id: string;
    role: { id: string; name: string };
    granted_by: string | null;
    granted_by_name: string | null;
    reason: string | null;
    expires_at: string | null;
    via_link_id: string | null;
    extension_requested_at: string | null;
    timestamp_created: string;
    timestamp_updated: string;
  }[];
  next_starting_after?: string;
  total?: number;
  total_is_exact?: boolean;
};
export type GrantsListQuery = {
  limit?: number | undefined;
  starting_after?: string | undefined;
  count?: 'true' | 'false' | undefined;
  member_id?: string | undefined;
  role_id?: string | undefined;
};
export type GrantsCreate = GrantsRequestExtension;
export type GrantsCreateBody = {
  member_id: string;
  role_id: string;
  expires_at?: string | null;
  reason?: string | null;
};
export type GroupInvitationsAccept = {
  id: string;
  admin_workspace_id: string;
  sub_workspace_id: string;
  status: 'pending' | 'accepted' | 'rejected';
  timestamp_created: string;
  timestamp_updated: string;
  sub_workspace_name: string | null;
  admin_workspace_name: string | null;
  kind: 'consented' | 'managed';
  ceiling: Permission[];
  ceiling_label: string | null;
  expired: boolean;
  expires_at: string | null;
  ceiling_request: {
    permissions: Permission[];
    label: string | null;
    by: string;
    requested_at: string;
  } | null;
  hand_over: { email: string; expires_at: string } | null;
  timestamp_accepted: string | null;
};
export type GroupInvitationsBlock = GroupInvitationsAccept;
export type GroupInvitationsReject = GroupInvitationsAccept;
export type GroupInvitationsShow = {
  purpose: 'join' | 'hand_over';
  workspace_group_member_id: string;
  sub_workspace_id: string;
  sub_workspace_name: string;
  admin_workspace_name: string;
  inviter_name: string | null;
  ceiling: Permission[];
  ceiling_label: string | null;
  guardrails: Record<string, Json> | null;
  state: 'pending' | 'accepted' | 'rejected' | 'withdrawn' | 'expired';
  expires_at: string | null;
};
export type AcceptancesConfirm = {
  id: string;
  email: string;
  user_email: string | null;
  nickname: string | null;
  name: { first: string; last: string };
  role: 'owner' | 'admin' | 'editor' | 'view' | 'client';
  roles: { id: string; name: string; grant_id: string; expires_at: string | null }[];
  permissions:
    | (
        | 'dashboard.view'
        | 'campaigns.view'
        | 'campaigns.create'
        | 'campaigns.edit'
        | 'campaigns.delete'
        | 'organization.manage'
        | 'organization.integrations'
        | 'organization.billing'
        | 'organization.users.manage'
        | 'leadFinder.view'
        | 'customLeadLabels.create'
        | 'customLeadLabels.edit'
        | 'customLeadLabels.delete'
        | 'unibox.all'
        | 'analytics.view'
        | 'websiteChat.view'
        | 'websiteChat.manage'
        | 'agency.manage'
        | 'accounts.view'
        | 'accounts.manage'
        | 'leadManagement.view'
        | 'leads.move'
        | 'crm.view'
        | 'websiteVisitors.view'
        | 'blocklist.manage'
        | 'preferences.manage'
        | 'inboxPlacement.view'
        | 'aiAgents.manage'
        | 'workspaceGroupMembers.invite'
        | 'workspaceGroupMembers.remove'
        | 'workspaceGroupMembers.leave'
      )[]
    | null;
  accepted: boolean;
  status: 'pending' | 'needs_confirmation' | 'active' | 'suspended';
  issuer_id: string | null;
  user_id: string;
  workspace_id: string;
  invitation_expires_at: string | null;
  source: 'direct' | 'group';
  via_link_id: string | null;
  two_factor: boolean | null;
  last_active_at: string | null;
  timestamp_created: string;
  timestamp_updated: string;
};
export type InvitationsResend = {
  id: string;
  email: string;
  roles: { id: string; name: string }[];
  status: 'pending' | 'needs_confirmation';
  expired: boolean;
  issuer_id: string | null;
  timestamp_created: string;
  timestamp_updated: string;
  invitation_expires_at: string;
};
export type InvitationsWithdraw = InvitationsResend;
export type AcceptancesAccept = AcceptancesConfirm;
export type AcceptancesAcceptBody = { password?: string; first_name?: string; last_name?: string } | null;
export type AcceptancesDecline = {
  email: string;
  workspace_name: string;
  inviter_name: string | null;
  roles: { id: string; name: string }[];
  state: 'pending' | 'expired' | 'revoked' | 'declined' | 'used';
  has_account: boolean;
  invitation_expires_at: string;
};
export type AcceptancesShow = AcceptancesDecline;
export type InvitationsList = {
  items: {
    id: string;
    email: string;
    roles: { id: string; name: string }[];
    status: 'pending' | 'needs_confirmation';
    expired: boolean;
    issuer_id: string | null;
    timestamp_created: string;
    timestamp_updated: string;
    invitation_expires_at: string;
  }[];
  next_starting_after?: string;
  total?: number;
  total_is_exact?: boolean;
};
export type InvitationsListQuery = {
  limit?: number | undefined;
  starting_after?: string | undefined;
  count?: 'true' | 'false' | undefined;
};
export type InvitationsInviteMany = {
  items: {
    email: string;
    id: string | null;
    result: 'invited' | 'exists' | 'invalid_email' | 'unknown_role' | 'refused';
    code?: string;
  }[];
};
export type InvitationsInviteManyBody = {
  emails?: string[];
  rows?: { email: string; role?: 'owner' | 'admin' | 'editor' | 'view' | 'client'; role_ids?: string[] }[];
  role?: 'owner' | 'admin' | 'editor' | 'view' | 'client';
  role_ids?: string[];
  expires_in_hours?: number;
};
export type ProfileActivity = {
  items: {
    id: string;
    timestamp: string;
    activity_type: number;
    activity: string;
    outcome: 'done' | 'refused' | 'failed';
    ip_address: string;
    user_agent: string | null;
    changes: Record<string, { before: unknown; after: unknown }>;
  }[];
  next_starting_after?: string;
  total?: number;
  total_is_exact?: boolean;
};
export type ProfileActivityQuery = InvitationsListQuery;
export type PasswordsChange = { sessions_ended: number };
export type PasswordsChangeBody = { current_password: string; password: string };
export type ProfilePermissions = {
  workspace_id: string;
  workspace_name: string;
  member_id: string;
  roles: { id: string; name: string }[];
  permissions: Permission[];
  access_via: string;
  link: { id: string; admin_workspace_id: string; admin_workspace_name: string; is_managed: boolean } | null;
};
export type SessionsEndOne = {
  id: string;
  ip_address: string;
  user_agent: string | null;
  is_current: boolean;
  timestamp_authenticated: string;
  timestamp_last_seen: string;
  timestamp_expires: string;
};
export type SessionsEndAll = { count: number };
export type SessionsList = {
  items: {
    id: string;
    ip_address: string;
    user_agent: string | null;
    is_current: boolean;
    timestamp_authenticated: string;
    timestamp_last_seen: string;
    timestamp_expires: string;
  }[];
  next_starting_after?: string;
  total?: number;
  total_is_exact?: boolean;
};
export type SessionsListQuery = InvitationsListQuery;
export type TwoFactorRenewCodes = { recovery_codes: string[] };
export type TwoFactorReplace = { enabled: true };
export type TwoFactorReplaceBody = { code: string };
export type TwoFactorStartReplacement = { secret: string; otpauth_url: string; qr_svg: string };
export type TwoFactorDisable = { enabled: false };
export type TwoFactorRead = {
  enabled: boolean;
  started: boolean;
  timestamp_enabled: string | null;
  recovery_codes_left: number;
};
export type TwoFactorEnable = TwoFactorRenewCodes;
export type TwoFactorEnableBody = TwoFactorReplaceBody;
export type TwoFactorStart = TwoFactorStartReplacement;
export type ProfileWorkspaces = {
  items: {
    id: string;
    name: string;
    org_logo_url: string | null;
    member_id: string;
    status: 'active' | 'suspended';
    roles: { id: string; name: string }[];
  }[];
  next_starting_after?: string;
  total?: number;
  total_is_exact?: boolean;
};
export type ProfileWorkspacesQuery = InvitationsListQuery;
export type ProfileRead = {
  id: string;
  email: string;
  first_name: string;
  last_name: string;
  timestamp_created: string;
  timestamp_updated: string;
};
export type ProfileUpdate = ProfileRead;
export type ProfileUpdateBody = { first_name?: string; last_name?: string };
export type OwnershipShow = {
  workspace_name: string;
  new_owner_name: string;
  state: 'open' | 'expired' | 'used';
  reversible_until: string;
};
export type OwnershipReverseByToken = OwnershipShow;
export type OwnershipReverseByTokenBody = ReauthenticationReauthenticateBody;
export type RolesAccept = {
  id: string;
  name: string;
  description: string;
  is_system: boolean;
  permissions: Permission[];
  assignable_role_ids: string[];
  holders: number;
  publication_version: number | null;
  published_version: number | null;
  offered_permissions: GrantablePermission[] | null;
  timestamp_created: string | null;
  timestamp_updated: string | null;
};
export type RolesAcceptBody = { permissions: GrantablePermission[] };
export type RolesWithdraw = RolesAccept;
export type RolesPublish = RolesAccept;
export type RolesRemove = RolesAccept;
export type RolesRemoveQuery = { replacement_role_id?: string | undefined };
export type RolesRead = RolesAccept;
export type RolesUpdate = RolesAccept;
export type RolesUpdateBody = {
  name?: string;
  description?: string;
  permissions?: GrantablePermission[];
  assignable_role_ids?: string[];
};
export type RolesList = {
  items: {
    id: string;
    name: string;
    description: string;
    is_system: boolean;
    permissions: Permission[];
    assignable_role_ids: string[];
    holders: number;
    publication_version: number | null;
    published_version: number | null;
    offered_permissions: GrantablePermission[] | null;
    timestamp_created: string | null;
    timestamp_updated: string | null;
  }[];
  next_starting_after?: string;
  total?: number;
  total_is_exact?: boolean;
};
export type RolesListQuery = InvitationsListQuery;
export type RolesCreate = RolesAccept;
export type RolesCreateBody = {
  name: string;
  description?: string;
  permissions: GrantablePermission[];
  assignable_role_ids?: string[];
};
export type ServicePrincipalsRemove = {
  id: string;
  name: string;
  roles: { id: string; name: string }[];
  api_keys: number;
  last_active_at: string | null;
  created_by: string | null;
  timestamp_created: string;
  timestamp_updated: string;
};
export type ServicePrincipalsRead = ServicePrincipalsRemove;
export type ServicePrincipalsUpdate = ServicePrincipalsRemove;
export type ServicePrincipalsUpdateBody = {
  name?: string;
  role?: 'owner' | 'admin' | 'editor' | 'view' | 'client';
  role_ids?: string[];
};
export type ServicePrincipalsList = {
  items: {
    id: string;
    name: string;
    roles: { id: string; name: string }[];
    api_keys: number;
    last_active_at: string | null;
    created_by: string | null;
    timestamp_created: string;
    timestamp_updated: string;
  }[];
  next_starting_after?: string;
  total?: number;
  total_is_exact?: boolean;
};
export type ServicePrincipalsListQuery = InvitationsListQuery;
export type ServicePrincipalsCreate = ServicePrincipalsRemove;
export type ServicePrincipalsCreateBody = {
  name: string;
  role?: 'owner' | 'admin' | 'editor' | 'view' | 'client';
  role_ids?: string[];
};
export type ConsentsAccept = GroupInvitationsAccept;
export type AdoptionsList = {
  members: { items: { id: string; name: string; email: string; status: string }[]; is_complete: boolean };
  grants: {
    items: { id: string; member_id: string; member_name: string; role: { id: string; name: string } }[];
    is_complete: boolean;
  };
  api_keys: { items: { id: string; name: string; member_id: string }[]; is_complete: boolean };
  roles: { items: { id: string; name: string }[]; is_complete: boolean };
};
export type AdoptionsAdopt = AdoptionsList;
export type AdoptionsAdoptBody = { members?: string[]; grants?: string[]; api_keys?: string[] };
export type ConsentsBlock = GroupInvitationsAccept;
export type ConsentsConsent = GroupInvitationsAccept;
export type ConsentsConsentBody = { permissions: Permission[] };
export type ConsentsRefuseRequest = GroupInvitationsAccept;
export type ConsentsWithdrawRequest = GroupInvitationsAccept;
export type ConsentsAsk = GroupInvitationsAccept;
export type ConsentsAskBody = { role_id?: string; permissions?: Permission[] };
export type ConsentsNarrow = GroupInvitationsAccept;
export type ConsentsNarrowBody = ConsentsConsentBody;
export type ManagedSubsKeep = GroupInvitationsAccept;
export type ManagedSubsOffer = GroupInvitationsAccept;
export type ManagedSubsOfferBody = AuthConfirm;
export type ConsentsReject = GroupInvitationsAccept;
export type LinksEnd = GroupInvitationsAccept;
export type LinksEndQuery = {
  adopt_members?: string | undefined;
  adopt_grants?: string | undefined;
  adopt_api_keys?: string | undefined;
};
export type LinksRead = GroupInvitationsAccept;
export type LinksAdmin = {
  has_admin_workspace: boolean;
  workspace_name: string;
  workspace_group_member_id?: string;
};
export type LinksList = {
  items: {
    id: string;
    admin_workspace_id: string;
    sub_workspace_id: string;
    status: 'pending' | 'accepted' | 'rejected';
    timestamp_created: string;
    timestamp_updated: string;
    sub_workspace_name: string | null;
    admin_workspace_name: string | null;
    kind: 'consented' | 'managed';
    ceiling: Permission[];
    ceiling_label: string | null;
    expired: boolean;
    expires_at: string | null;
    ceiling_request: {
      permissions: Permission[];
      label: string | null;
      by: string;
      requested_at: string;
    } | null;
    hand_over: { email: string; expires_at: string } | null;
    timestamp_accepted: string | null;
  }[];
  next_starting_after?: string;
  total?: number;
  total_is_exact?: boolean;
};
export type LinksListQuery = {
  limit?: number | undefined;
  starting_after?: string | undefined;
  count?: 'true' | 'false' | undefined;
  side?: 'admin' | 'sub' | undefined;
  status?: 'pending' | 'accepted' | 'rejected' | undefined;
};
export type LinksInvite = GroupInvitationsAccept;
export type LinksInviteBody = { sub_workspace_id: string; role_id?: string; permissions?: Permission[] };
export type GroupOverviewAuditLogs = {
  items: {
    id: string;
    timestamp: string;
    organization_id: string;
    activity_type: number;
    ip_address: string;
    user_agent: string | null;
    user_id: string | null;
    user_name: string | null;
    from_api: boolean;
    api_key_id: string | null;
    affected_count: number | null;
    audit_metadata: Record<string, Json>;
    activity: string;
    outcome: 'done' | 'refused' | 'failed';
    sequence: number;
    sealed_at: string;
    actor_type: 'user' | 'service_principal' | 'system';
    user_email: string | null;
    target: { type: string; id: string | null; name: string | null };
    changes: Record<string, { before: Json; after: Json }>;
    act_id: string;
    request_id: string;
    erased: boolean;
    workspace_name: string;
  }[];
  next_starting_after?: string;
  total?: number;
  total_is_exact?: boolean;
  hidden_subs: number;
};
export type GroupOverviewAuditLogsQuery = {
  limit?: number | undefined;
  starting_after?: string | undefined;
  activity_type?: number | undefined;
  search?: string | undefined;
  start_date?: string | undefined;
  end_date?: string | undefined;
  user_id?: string | undefined;
  sub?: string | undefined;
};
export type BlocksLift = {
  admin_workspace_id: string;
  admin_workspace_name: string;
  timestamp_created: string;
};
export type BlocksList = {
  items: { admin_workspace_id: string; admin_workspace_name: string; timestamp_created: string }[];
  next_starting_after?: string;
  total?: number;
  total_is_exact?: boolean;
};
export type BlocksListQuery = InvitationsListQuery;
export type GroupGrantsRemove = {
  id: string;
  member: { id: string; name: string; email: string } | null;
  holders_of: { id: string; name: string } | null;
  role: { id: string; name: string };
  sub: { workspace_group_member_id: string; workspace_id: string; name: string } | null;
  expires_at: string | null;
  reason: string | null;
  granted_by: string | null;
  granted_by_name: string | null;
  timestamp_created: string;
};
export type GroupGrantsTake = {
  items: {
    id: string;
    member: { id: string; name: string; email: string } | null;
    holders_of: { id: string; name: string } | null;
    role: { id: string; name: string };
    sub: { workspace_group_member_id: string; workspace_id: string; name: string } | null;
    expires_at: string | null;
    reason: string | null;
    granted_by: string | null;
    granted_by_name: string | null;
    timestamp_created: string;
  }[];
  deleted: number;
};
export type GroupGrantsTakeBody = {
  ids?: string[];
  member_id?: string;
  role_id?: string;
  subs?: 'all' | string[];
};
export type GroupGrantsList = {
  items: {
    id: string;
    member: { id: string; name: string; email: string } | null;
    holders_of: { id: string; name: string } | null;
    role: { id: string; name: string };
    sub: { workspace_group_member_id: string; workspace_id: string; name: string } | null;
    expires_at: string | null;
    reason: string | null;
    granted_by: string | null;
    granted_by_name: string | null;
    timestamp_created: string;
  }[];
  next_starting_after?: string;
  total?: number;
  total_is_exact?: boolean;
};
export type GroupGrantsListQuery = {
  limit?: number | undefined;
  starting_after?: string | undefined;
  count?: 'true' | 'false' | undefined;
  member_id?: string | undefined;
  link_id?: string | undefined;
  role_id?: string | undefined;
};
export type GroupGrantsGive = {
  items: {
    id: string;
    member: { id: string; name: string; email: string } | null;
    holders_of: { id: string; name: string } | null;
    role: { id: string; name: string };
    sub: { workspace_group_member_id: string; workspace_id: string; name: string } | null;
    expires_at: string | null;
    reason: string | null;
    granted_by: string | null;
    granted_by_name: string | null;
    timestamp_created: string;
  }[];
  created: number;
  existing: number;
};
export type GroupGrantsGiveBody = {
  role_id: string;
  expires_at?: string | null;
  reason?: string | null;
  member_ids?: string[];
  holders_of?: 'owner' | 'admin';
  subs: 'all' | string[];
};
export type GuardrailsRead = {
  two_factor_required: boolean;
  email_domains: string[];
  session_hours: number | null;
  invitation_hours: number | null;
  keys_allowed: boolean;
  announced: {
    two_factor_required: boolean;
    email_domains: string[];
    session_hours: number | null;
    invitation_hours: number | null;
    keys_allowed: boolean;
    from: string;
  }[];
  timestamp_updated: string | null;
};
export type GuardrailsUpdate = GuardrailsRead;
export type GuardrailsUpdateBody = {
  two_factor_required?: boolean;
  email_domains?: string[];
  session_hours?: number | null;
  invitation_hours?: number | null;
  keys_allowed?: boolean;
};
export type GroupOverviewImpact = {
  people: {
    gain: number;
    lose: number;
    items: { name: string; gains: Permission[]; loses: Permission[] }[];
    is_complete: boolean;
  };
  dies: { members: number; grants: number; api_keys: number };
  guardrails: Record<string, Json> | null;
};
export type GroupOverviewImpactQuery = {
  act?: 'join' | 'leave' | 'ceiling' | 'hand_over' | 'remove' | undefined;
  workspace_group_member_id?: string | undefined;
  permissions?: string | undefined;
};
export type LeaversCsv = string;
export type LeaversRead = {
  id: string;
  person: { user_id: string; name: string; email: string };
  at: string;
  removed_by: string;
  taken: {
    workspace_id: string;
    name: string;
    member: 'removed' | 'uninvited' | 'stays' | 'acted';
    grants: number;
    api_keys: number;
    group_grants: number;
    invitations: number;
    service_keys: number;
  }[];
  kept: { workspace_id: string; name: string; reason: string }[];
  hidden_subs: number;
};
export type LeaversRemove = LeaversRead;
export type LeaversRemoveBody = {
  user_id?: string;
  email?: string;
  remove_from_admin?: boolean;
  keep?: ('invitations' | 'service_keys')[];
};
export type GroupOverviewMembers = {
  items: {
    user_id: string;
    name: string;
    email: string;
    subs: {
      workspace_id: string;
      name: string;
      through: 'direct' | 'group';
      roles: { id: string; name: string }[];
      status: 'active' | 'suspended';
    }[];
    subs_total: number;
  }[];
  next_starting_after?: string;
  total?: number;
  total_is_exact?: boolean;
  hidden_subs: number;
};
export type GroupOverviewMembersQuery = {
  limit?: number | undefined;
  starting_after?: string | undefined;
  search?: string | undefined;
};
export type GroupOverviewSubs = {
  items: {
    workspace_group_member_id: string;
    workspace_id: string;
    name: string;
    kind: 'consented' | 'managed';
    members: number;
    last_activity_at: string;
    timestamp_accepted: string;
    ceiling_label: string | null;
    scheduled_for_removal_at: string | null;
    my_roles: string[];
  }[];
  next_starting_after?: string;
  total?: number;
  total_is_exact?: boolean;
};
export type GroupOverviewSubsQuery = {
  limit?: number | undefined;
  starting_after?: string | undefined;
  count?: 'true' | 'false' | undefined;
  sort?: 'name' | 'activity' | 'date' | undefined;
  direction?: 'asc' | 'desc' | undefined;
  search?: string | undefined;
  status?: 'accepted' | undefined;
};
export type ManagedSubsCreate = GroupInvitationsAccept;
export type ManagedSubsCreateBody = { name: string };
export type GroupOverviewSummary = {
  kind: 'standalone' | 'admin' | 'sub';
  subs: number;
  pending: number;
  members: number;
  admin_workspace: {
    workspace_group_member_id: string;
    workspace_id: string;
    name: string;
    is_managed: boolean;
  } | null;
};
export type MemberExportsCreate = LeaversCsv;
export type MemberExportsCreateQuery = {
  accepted?: 'true' | 'false' | undefined;
  search?: string | undefined;
  status?: 'pending' | 'needs_confirmation' | 'active' | 'suspended' | undefined;
  role_id?: string | undefined;
};
export type MembersLegacy = {
  invitations: { items: { id: string; email: string }[]; is_complete: boolean };
  grants: {
    items: { id: string; member_id: string; member_name: string; role: { id: string; name: string } }[];
    is_complete: boolean;
  };
  api_keys: { items: { id: string; name: string; of_service: boolean }[]; is_complete: boolean };
};
export type MembersReinstate = AcceptancesConfirm;
export type MembersSuspend = AcceptancesConfirm;
export type MembersRemove = AcceptancesConfirm;
export type MembersRemoveQuery = { keep?: string | undefined; revoke?: string | undefined };
export type MembersRead = AcceptancesConfirm;
export type MembersUpdate = AcceptancesConfirm;
export type MembersUpdateBody = {
  role?: 'owner' | 'admin' | 'editor' | 'view' | 'client';
  role_ids?: string[];
  nickname?: string | null;
};
export type MembersList = {
  items: {
    id: string;
    email: string;
    user_email: string | null;
    nickname: string | null;
    name: { first: string; last: string };
    role: 'owner' | 'admin' | 'editor' | 'view' | 'client';
    roles: { id: string; name: string; grant_id: string; expires_at: string | null }[];
    permissions:
      | (
          | 'dashboard.view'
          | 'campaigns.view'
          | 'campaigns.create'
          | 'campaigns.edit'
          | 'campaigns.delete'
          | 'organization.manage'
          | 'organization.integrations'
          | 'organization.billing'
          | 'organization.users.manage'
          | 'leadFinder.view'
          | 'customLeadLabels.create'
          | 'customLeadLabels.edit'
          | 'customLeadLabels.delete'
          | 'unibox.all'
          | 'analytics.view'
          | 'websiteChat.view'
          | 'websiteChat.manage'
          | 'agency.manage'
          | 'accounts.view'
          | 'accounts.manage'
          | 'leadManagement.view'
          | 'leads.move'
          | 'crm.view'
          | 'websiteVisitors.view'
          | 'blocklist.manage'
          | 'preferences.manage'
          | 'inboxPlacement.view'
          | 'aiAgents.manage'
          | 'workspaceGroupMembers.invite'
          | 'workspaceGroupMembers.remove'
          | 'workspaceGroupMembers.leave'
        )[]
      | null;
    accepted: boolean;
    status: 'pending' | 'needs_confirmation' | 'active' | 'suspended';
    issuer_id: string | null;
    user_id: string;
    workspace_id: string;
    invitation_expires_at: string | null;
    source: 'direct' | 'group';
    via_link_id: string | null;
    two_factor: boolean | null;
    last_active_at: string | null;
    timestamp_created: string;
    timestamp_updated: string;
  }[];
  next_starting_after?: string;
  total?: number;
  total_is_exact?: boolean;
};
export type MembersListQuery = {
  limit?: number | undefined;
  starting_after?: string | undefined;
  count?: 'true' | 'false' | undefined;
  accepted?: 'true' | 'false' | undefined;
  search?: string | undefined;
  status?: 'pending' | 'needs_confirmation' | 'active' | 'suspended' | undefined;
  role_id?: string | undefined;
};
export type MembersCreate = AcceptancesConfirm;
export type MembersCreateBody = {
  email: string;
  role?: 'owner' | 'admin' | 'editor' | 'view' | 'client';
  role_ids?: string[];
  nickname?: string | null;
  user_email?: string | null;
  permissions?:
    | (
        | 'dashboard.view'
        | 'campaigns.view'
        | 'campaigns.create'
        | 'campaigns.edit'
        | 'campaigns.delete'
        | 'organization.manage'
        | 'organization.integrations'
        | 'organization.billing'
        | 'organization.users.manage'
        | 'leadFinder.view'
        | 'customLeadLabels.create'
        | 'customLeadLabels.edit'
        | 'customLeadLabels.delete'
        | 'unibox.all'
        | 'analytics.view'
        | 'websiteChat.view'
        | 'websiteChat.manage'
        | 'agency.manage'
        | 'accounts.view'
        | 'accounts.manage'
        | 'leadManagement.view'
        | 'leads.move'
        | 'crm.view'
        | 'websiteVisitors.view'
        | 'blocklist.manage'
        | 'preferences.manage'
        | 'inboxPlacement.view'
        | 'aiAgents.manage'
        | 'workspaceGroupMembers.invite'
        | 'workspaceGroupMembers.remove'
        | 'workspaceGroupMembers.leave'
      )[]
    | null;
};
export type OwnershipConfirm = {
  id: string;
  timestamp_created: string;
  timestamp_updated: string;
  owner: string;
  pending_owner: string | null;
  name: string;
  scheduled_for_removal_at: string | null;
  org_logo_url: string | null;
  org_client_domain: string | null;
  plan_id: string | null;
  plan_id_bundle: null;
  plan_id_leadfinder: null;
  plan_id_crm: null;
  plan_id_website_visitor: null;
  plan_id_inbox_placement: null;
  add_unsub_to_block: null;
  default_opportunity_value: null;
};
export type OwnershipReverse = OwnershipConfirm;
export type OwnershipWithdraw = OwnershipConfirm;
export type OwnershipRead = {
  owner: { user_id: string; name: string | null };
  pending_owner: { user_id: string; name: string | null } | null;
  pending_owner_until: string | null;
  reversible_by: { user_id: string; name: string | null } | null;
  reversible_until: string | null;
};
export type OwnershipStart = OwnershipConfirm;
export type OwnershipStartBody = { email: string; sec: string };
export type GuardrailsAboveRead = {
  admin_workspace_name: string | null;
  two_factor_required: boolean;
  email_domains: string[];
  session_hours: number | null;
  invitation_hours: number | null;
  keys_allowed: boolean;
  announced: {
    two_factor_required: boolean;
    email_domains: string[];
    session_hours: number | null;
    invitation_hours: number | null;
    keys_allowed: boolean;
    from: string;
  }[];
};
export type RemovalsCancel = OwnershipConfirm;
export type RemovalsSchedule = OwnershipConfirm;
export type WorkspacesEndSessions = {
  timestamp_sessions_valid_from: string;
  api_keys_revoked: number;
  subs: number;
};
export type WorkspacesEndSessionsQuery = {
  api_keys?: 'true' | 'false' | undefined;
  subs?: 'true' | 'false' | undefined;
};
export type WorkspacesReadSettings = {
  two_factor_required: boolean;
  email_domains: string[];
  timestamp_updated: string;
};
export type WorkspacesUpdateSettings = WorkspacesReadSettings;
export type WorkspacesUpdateSettingsBody = { two_factor_required?: boolean; email_domains?: string[] };
export type WorkspacesRead = OwnershipConfirm;
export type WorkspacesUpdate = OwnershipConfirm;
export type WorkspacesUpdateBody = { name?: string; org_logo_url?: string | null };
export type WorkspacesList = ProfileWorkspaces;
export type WorkspacesListQuery = InvitationsListQuery;
export type WorkspacesCreate = OwnershipConfirm;
export type WorkspacesCreateBody = { name: string; org_logo_url?: string | null };
export const api = {
  access: {
    /** Check whether I can do each of these acts. With workspace_members:read, also check other members. */
    check: (input: { workspace: string; body: AccessCheckBody } & Cancellable) =>
      call<AccessCheck>('POST', '/api/v2/access/checks', input),
    /** Explain why I can do this, or what is missing. With workspace_members:read, also for other members. */
    explain: (input: { workspace: string; body: AccessExplainBody } & Cancellable) =>
      call<AccessExplain>('POST', '/api/v2/access/explanations', input),
    /** List the people who can do this here, now or at a past moment. */
    list: (input: { workspace: string; query?: AccessListQuery } & Cancellable) =>
      call<AccessList>('GET', '/api/v2/access/holders', input),
    /** Show which permissions people would gain and lose by a change, and whether I can make it. */
    simulate: (input: { workspace: string; body: AccessSimulateBody } & Cancellable) =>
      call<AccessSimulate>('POST', '/api/v2/access/simulations', input),
  },
  apiKeys: {
    /** Replace the secret of an API key. Only this answer shows the new secret. The previous secret stays valid for a while. */
    rotate: (input: { workspace: string; id: string; body: ApiKeysRotateBody } & Cancellable) =>
      call<ApiKeysRotate>('POST', '/api/v2/api-keys/{id}/rotation', input),
    /** Revoke an API key and every key it made. */
    revoke: (input: { workspace: string; id: string } & Cancellable) =>
      call<ApiKeysRevoke>('DELETE', '/api/v2/api-keys/{id}', input),
    /** Show one API key. Never shows the secret. */
    read: (input: { workspace: string; id: string } & Cancellable) =>
      call<ApiKeysRead>('GET', '/api/v2/api-keys/{id}', input),
    /** Rename an API key or change its end. Its scopes stay. */
    update: (input: { workspace: string; id: string; body: ApiKeysUpdateBody } & Cancellable) =>
      call<ApiKeysUpdate>('PATCH', '/api/v2/api-keys/{id}', input),
    /** List the API keys, oldest first. Never shows the secrets. */
    list: (input: { workspace: string; query?: ApiKeysListQuery } & Cancellable) =>
      call<ApiKeysList>('GET', '/api/v2/api-keys', input),
    /** Make an API key. Only this answer shows the secret. An API key can make a key below itself. */
    create: (input: { workspace: string; body: ApiKeysCreateBody } & Cancellable) =>
      call<ApiKeysCreate>('POST', '/api/v2/api-keys', input),
  },
  auditLog: {
    /** List the records of the audit log, newest first. */
    list: (input: { workspace: string; query?: AuditLogListQuery } & Cancellable) =>
      call<AuditLogList>('GET', '/api/v2/audit-logs', input),
  },
  auth: {
    /** Show what a confirmation link does. Changes nothing. */
    showVerification: (input: { token: string } & Cancellable) =>
      call<AuthShowVerification>('GET', '/api/v2/auth/email-verifications/{token}', input),
    /** Confirm the address. The account exists from then on. */
    confirm: (input: { token: string } & Cancellable) =>
      call<AuthConfirm>('POST', '/api/v2/auth/email-verifications/{token}', input),
    /** Request another confirmation link. */
    sendAgain: (input: { body: AuthSendAgainBody } & Cancellable) =>
      call<AuthSendAgain>('POST', '/api/v2/auth/email-verifications', input),
    /** Sign in. Sets the session cookie, or asks for the second factor. */
    signIn: (input: { body: AuthSignInBody } & Cancellable) =>
      call<AuthSignIn>('POST', '/api/v2/auth/sign-in', input),
    /** End this session. */
    signOut: (input?: Cancellable) => call<AuthSignOut>('POST', '/api/v2/auth/sign-out', input),
    /** Start a sign-up. The address gets a confirmation link. */
    signUp: (input: { body: AuthSignUpBody } & Cancellable) =>
      call<AuthSignUp>('POST', '/api/v2/auth/sign-up', input),
    /** Finish a sign-in with a code from the app, or a recovery code. */
    secondStep: (input: { body: AuthSecondStepBody } & Cancellable) =>
      call<AuthSecondStep>('POST', '/api/v2/auth/two-factor', input),
  },
  passwords: {
    /** Show what a link to reset a password does. Changes nothing. */
    show: (input: { token: string } & Cancellable) =>
      call<PasswordsShow>('GET', '/api/v2/auth/password-resets/{token}', input),
    /** Choose a new password. All sessions end, and no new one begins. */
    reset: (input: { token: string; body: PasswordsResetBody } & Cancellable) =>
      call<PasswordsReset>('POST', '/api/v2/auth/password-resets/{token}', input),
    /** Request a link to choose a new password. The answer does not tell whether the address has an account. */
    ask: (input: { body: PasswordsAskBody } & Cancellable) =>
      call<PasswordsAsk>('POST', '/api/v2/auth/password-resets', input),
    /** Change my password. My other sessions end. */
    change: (input: { body: PasswordsChangeBody } & Cancellable) =>
      call<PasswordsChange>('POST', '/api/v2/me/password', input),
  },
  reauthentication: {
    /** Confirm that it is me. For ten minutes I can do acts that need a fresh login. */
    reauthenticate: (input: { body: ReauthenticationReauthenticateBody } & Cancellable) =>
      call<ReauthenticationReauthenticate>('POST', '/api/v2/auth/reauthentication', input),
  },
  grants: {
    /** Ask for more time with one of my roles. */
    requestExtension: (
      input: { workspace: string; id: string; body: GrantsRequestExtensionBody } & Cancellable,
    ) => call<GrantsRequestExtension>('POST', '/api/v2/grants/{id}/extension-requests', input),
    /** Revoke a grant. */
    remove: (input: { workspace: string; id: string } & Cancellable) =>
      call<GrantsRemove>('DELETE', '/api/v2/grants/{id}', input),
    /** Show one grant of a role to a member. */
    read: (input: { workspace: string; id: string } & Cancellable) =>
      call<GrantsRead>('GET', '/api/v2/grants/{id}', input),
    /** Change how long a grant lasts, or its reason. */
    update: (input: { workspace: string; id: string; body: GrantsUpdateBody } & Cancellable) =>
      call<GrantsUpdate>('PATCH', '/api/v2/grants/{id}', input),
    /** List the grants: which member has which role, who gave it, until when and why. */
    list: (input: { workspace: string; query?: GrantsListQuery } & Cancellable) =>
      call<GrantsList>('GET', '/api/v2/grants', input),
    /** Give a member a role, for good or until a day. */
    create: (input: { workspace: string; body: GrantsCreateBody } & Cancellable) =>
      call<GrantsCreate>('POST', '/api/v2/grants', input),
  },
  groupInvitations: {
    /** Accept, as the owner of the workspace or as the recipient of the offer. */
    accept: (input: { token: string } & Cancellable) =>
      call<GroupInvitationsAccept>('POST', '/api/v2/group-invitations/by-token/{token}/acceptance', input),
    /** Decline the invitation, and block further ones from this admin workspace. */
    block: (input: { token: string } & Cancellable) =>
      call<GroupInvitationsBlock>('POST', '/api/v2/group-invitations/by-token/{token}/block', input),
    /** Decline the invitation or the offer. */
    reject: (input: { token: string } & Cancellable) =>
      call<GroupInvitationsReject>('POST', '/api/v2/group-invitations/by-token/{token}/rejection', input),
    /** Show who asks for which permissions through a mailed link. Changes nothing. */
    show: (input: { token: string } & Cancellable) =>
      call<GroupInvitationsShow>('GET', '/api/v2/group-invitations/by-token/{token}', input),
  },
  acceptances: {
    /** Confirm a member whose inviter can no longer invite them. */
    confirm: (input: { workspace: string; id: string } & Cancellable) =>
      call<AcceptancesConfirm>('POST', '/api/v2/invitations/{id}/confirmation', input),
    /** Accept an invitation, signed in or with a new account. */
    accept: (input: { token: string; body?: AcceptancesAcceptBody } & Cancellable) =>
      call<AcceptancesAccept>('POST', '/api/v2/invitations/by-token/{token}/acceptance', input),
    /** Decline an invitation. */
    decline: (input: { token: string } & Cancellable) =>
      call<AcceptancesDecline>('POST', '/api/v2/invitations/by-token/{token}/decline', input),
    /** Show what an invitation offers. Changes nothing. */
    show: (input: { token: string } & Cancellable) =>
      call<AcceptancesShow>('GET', '/api/v2/invitations/by-token/{token}', input),
  },
  invitations: {
    /** Send a new link. Earlier links become void. */
    resend: (input: { workspace: string; id: string } & Cancellable) =>
      call<InvitationsResend>('POST', '/api/v2/invitations/{id}/resend', input),
    /** Withdraw an invitation. */
    withdraw: (input: { workspace: string; id: string } & Cancellable) =>
      call<InvitationsWithdraw>('DELETE', '/api/v2/invitations/{id}', input),
    /** List open invitations, oldest first. */
    list: (input: { workspace: string; query?: InvitationsListQuery } & Cancellable) =>
      call<InvitationsList>('GET', '/api/v2/invitations', input),
    /** Invite many people at once. */
    inviteMany: (input: { workspace: string; body: InvitationsInviteManyBody } & Cancellable) =>
      call<InvitationsInviteMany>('POST', '/api/v2/invitations', input),
  },
  profile: {
    /** List acts on my account (sign-ins, password, second factor), newest first. */
    activity: (input: { query?: ProfileActivityQuery } & Cancellable) =>
      call<ProfileActivity>('GET', '/api/v2/me/activity', input),
    /** List my permissions in this workspace. */
    permissions: (input: { workspace: string } & Cancellable) =>
      call<ProfilePermissions>('GET', '/api/v2/me/permissions', input),
    /** List the workspaces I am a member of. */
    workspaces: (input: { query?: ProfileWorkspacesQuery } & Cancellable) =>
      call<ProfileWorkspaces>('GET', '/api/v2/me/workspaces', input),
    /** Show my account. */
    read: (input?: Cancellable) => call<ProfileRead>('GET', '/api/v2/me', input),
    /** Change my name. */
    update: (input: { body: ProfileUpdateBody } & Cancellable) =>
      call<ProfileUpdate>('PATCH', '/api/v2/me', input),
  },
  sessions: {
    /** Log me out of one device. */
    endOne: (input: { id: string } & Cancellable) =>
      call<SessionsEndOne>('DELETE', '/api/v2/me/sessions/{id}', input),
    /** Log me out of all devices, this one too. */
    endAll: (input?: Cancellable) => call<SessionsEndAll>('DELETE', '/api/v2/me/sessions', input),
    /** List my sessions. */
    list: (input: { query?: SessionsListQuery } & Cancellable) =>
      call<SessionsList>('GET', '/api/v2/me/sessions', input),
  },
  twoFactor: {
    /** Make new recovery codes, shown once. The previous codes no longer work. */
    renewCodes: (input?: Cancellable) =>
      call<TwoFactorRenewCodes>('POST', '/api/v2/me/two-factor/recovery-codes', input),
    /** Move to the other app with a code from it. */
    replace: (input: { body: TwoFactorReplaceBody } & Cancellable) =>
      call<TwoFactorReplace>('PATCH', '/api/v2/me/two-factor/replacement', input),
    /** Start to move to another app. The old app works until I enter a code from the new one. */
    startReplacement: (input?: Cancellable) =>
      call<TwoFactorStartReplacement>('POST', '/api/v2/me/two-factor/replacement', input),
    /** Disable the second factor. */
    disable: (input?: Cancellable) => call<TwoFactorDisable>('DELETE', '/api/v2/me/two-factor', input),
    /** Show whether I have a second factor. */
    read: (input?: Cancellable) => call<TwoFactorRead>('GET', '/api/v2/me/two-factor', input),
    /** Enable the second factor with a code from the app. Shows the recovery codes, once. */
    enable: (input: { body: TwoFactorEnableBody } & Cancellable) =>
      call<TwoFactorEnable>('PATCH', '/api/v2/me/two-factor', input),
    /** Start to use an authenticator app. It counts after I enter a code from it. */
    start: (input?: Cancellable) => call<TwoFactorStart>('POST', '/api/v2/me/two-factor', input),
  },
  ownership: {
    /** Show what a link to take a workspace back does. Changes nothing. */
    show: (input: { token: string } & Cancellable) =>
      call<OwnershipShow>('GET', '/api/v2/ownership-reversals/{token}', input),
    /** Take the workspace back with the mailed link and the password of its previous owner. */
    reverseByToken: (input: { token: string; body: OwnershipReverseByTokenBody } & Cancellable) =>
      call<OwnershipReverseByToken>('POST', '/api/v2/ownership-reversals/{token}', input),
    /** Take the workspace over as the chosen member. The previous owner becomes an admin. */
    confirm: (input: { workspace: string } & Cancellable) =>
      call<OwnershipConfirm>('POST', '/api/v2/workspaces/current/change-owner/confirmation', input),
    /** Take the workspace back as its previous owner, within 72 hours. */
    reverse: (input: { workspace: string } & Cancellable) =>
      call<OwnershipReverse>('POST', '/api/v2/workspaces/current/change-owner/reversal', input),
    /** Withdraw the choice of the next owner. */
    withdraw: (input: { workspace: string } & Cancellable) =>
      call<OwnershipWithdraw>('DELETE', '/api/v2/workspaces/current/change-owner', input),
    /** Show the owner of the workspace, the chosen next owner, and a previous owner who can still take it back. */
    read: (input: { workspace: string } & Cancellable) =>
      call<OwnershipRead>('GET', '/api/v2/workspaces/current/change-owner', input),
    /** Choose the next owner of the workspace. Nothing changes until they confirm. */
    start: (input: { workspace: string; body: OwnershipStartBody } & Cancellable) =>
      call<OwnershipStart>('POST', '/api/v2/workspaces/current/change-owner', input),
  },
  roles: {
    /** Accept the new permissions of a published role. */
    accept: (input: { workspace: string; id: string; body: RolesAcceptBody } & Cancellable) =>
      call<RolesAccept>('POST', '/api/v2/roles/{id}/publication/acceptance', input),
    /** Stop publishing the role. Copies stay and belong to their workspaces. */
    withdraw: (input: { workspace: string; id: string } & Cancellable) =>
      call<RolesWithdraw>('DELETE', '/api/v2/roles/{id}/publication', input),
    /** Publish a role: copy it to every workspace of the group, and keep the copies up to date. */
    publish: (input: { workspace: string; id: string } & Cancellable) =>
      call<RolesPublish>('POST', '/api/v2/roles/{id}/publication', input),
    /** Delete a role. Its holders get the replacement role. */
    remove: (input: { workspace: string; id: string; query?: RolesRemoveQuery } & Cancellable) =>
      call<RolesRemove>('DELETE', '/api/v2/roles/{id}', input),
    /** Show a role and its permissions. */
    read: (input: { workspace: string; id: string } & Cancellable) =>
      call<RolesRead>('GET', '/api/v2/roles/{id}', input),
    /** Change a role. The change affects all its holders. */
    update: (input: { workspace: string; id: string; body: RolesUpdateBody } & Cancellable) =>
      call<RolesUpdate>('PATCH', '/api/v2/roles/{id}', input),
    /** List the roles, system roles first. */
    list: (input: { workspace: string; query?: RolesListQuery } & Cancellable) =>
      call<RolesList>('GET', '/api/v2/roles', input),
    /** Make a role of the workspace. */
    create: (input: { workspace: string; body: RolesCreateBody } & Cancellable) =>
      call<RolesCreate>('POST', '/api/v2/roles', input),
  },
  servicePrincipals: {
    /** Remove a service principal and its keys. */
    remove: (input: { workspace: string; id: string } & Cancellable) =>
      call<ServicePrincipalsRemove>('DELETE', '/api/v2/service-principals/{id}', input),
    /** Show one service principal. */
    read: (input: { workspace: string; id: string } & Cancellable) =>
      call<ServicePrincipalsRead>('GET', '/api/v2/service-principals/{id}', input),
    /** Rename a service principal, or replace its roles. */
    update: (input: { workspace: string; id: string; body: ServicePrincipalsUpdateBody } & Cancellable) =>
      call<ServicePrincipalsUpdate>('PATCH', '/api/v2/service-principals/{id}', input),
    /** List service principals (members that are programs), oldest first. */
    list: (input: { workspace: string; query?: ServicePrincipalsListQuery } & Cancellable) =>
      call<ServicePrincipalsList>('GET', '/api/v2/service-principals', input),
    /** Make a service principal: a member that is a program. */
    create: (input: { workspace: string; body: ServicePrincipalsCreateBody } & Cancellable) =>
      call<ServicePrincipalsCreate>('POST', '/api/v2/service-principals', input),
  },
  consents: {
    /** Accept an admin workspace and its permissions here. */
    accept: (input: { workspace: string; id: string } & Cancellable) =>
      call<ConsentsAccept>('POST', '/api/v2/workspace-group-members/{id}/acceptance', input),
    /** Decline an invitation from an admin workspace, and block further ones. */
    block: (input: { workspace: string; id: string } & Cancellable) =>
      call<ConsentsBlock>('POST', '/api/v2/workspace-group-members/{id}/block', input),
    /** Accept the permissions that the admin workspace requests. The body repeats those that the owner saw. */
    consent: (input: { workspace: string; id: string; body: ConsentsConsentBody } & Cancellable) =>
      call<ConsentsConsent>(
        'POST',
        '/api/v2/workspace-group-members/{id}/ceiling-requests/acceptance',
        input,
      ),
    /** Decline the request of the admin workspace for more permissions. */
    refuseRequest: (input: { workspace: string; id: string } & Cancellable) =>
      call<ConsentsRefuseRequest>(
        'POST',
        '/api/v2/workspace-group-members/{id}/ceiling-requests/rejection',
        input,
      ),
    /** Withdraw the request for more permissions. */
    withdrawRequest: (input: { workspace: string; id: string } & Cancellable) =>
      call<ConsentsWithdrawRequest>('DELETE', '/api/v2/workspace-group-members/{id}/ceiling-requests', input),
    /** Ask the owner of a sub for more permissions there. */
    ask: (input: { workspace: string; id: string; body: ConsentsAskBody } & Cancellable) =>
      call<ConsentsAsk>('POST', '/api/v2/workspace-group-members/{id}/ceiling-requests', input),
    /** Reduce the permissions of the admin workspace here, from now on. */
    narrow: (input: { workspace: string; id: string; body: ConsentsNarrowBody } & Cancellable) =>
      call<ConsentsNarrow>('PATCH', '/api/v2/workspace-group-members/{id}/ceiling', input),
    /** Decline an invitation from an admin workspace. */
    reject: (input: { workspace: string; id: string } & Cancellable) =>
      call<ConsentsReject>('POST', '/api/v2/workspace-group-members/{id}/rejection', input),
  },
  adoptions: {
    /** List lent objects: they end with the link unless the owner adopts them. */
    list: (input: { workspace: string; id: string } & Cancellable) =>
      call<AdoptionsList>('GET', '/api/v2/workspace-group-members/{id}/adoptions', input),
    /** Adopt lent objects: they become the workspace’s own. */
    adopt: (input: { workspace: string; id: string; body: AdoptionsAdoptBody } & Cancellable) =>
      call<AdoptionsAdopt>('POST', '/api/v2/workspace-group-members/{id}/adoptions', input),
  },
  managedSubs: {
    /** Withdraw the offer of a managed workspace. */
    keep: (input: { workspace: string; id: string } & Cancellable) =>
      call<ManagedSubsKeep>('DELETE', '/api/v2/workspace-group-members/{id}/hand-over', input),
    /** Offer a managed workspace to its next owner. Nothing changes until they accept. */
    offer: (input: { workspace: string; id: string; body: ManagedSubsOfferBody } & Cancellable) =>
      call<ManagedSubsOffer>('POST', '/api/v2/workspace-group-members/{id}/hand-over', input),
    /** Make a managed workspace. The owner of the admin workspace owns it. */
    create: (input: { workspace: string; body: ManagedSubsCreateBody } & Cancellable) =>
      call<ManagedSubsCreate>('POST', '/api/v2/workspace-group/subs', input),
  },
  links: {
    /** Admin workspace: withdraw the invitation, or remove the sub. Sub: leave, and keep the listed members, grants and keys. */
    end: (input: { workspace: string; id: string; query?: LinksEndQuery } & Cancellable) =>
      call<LinksEnd>('DELETE', '/api/v2/workspace-group-members/{id}', input),
    /** Show one link, from either side. */
    read: (input: { workspace: string; id: string } & Cancellable) =>
      call<LinksRead>('GET', '/api/v2/workspace-group-members/{id}', input),
    /** Show the admin workspace of this workspace, if any. */
    admin: (input: { workspace: string } & Cancellable) =>
      call<LinksAdmin>('GET', '/api/v2/workspace-group-members/admin', input),
    /** List the links to subs. With `side=sub`, list the link to the admin workspace, or its invitation. */
    list: (input: { workspace: string; query?: LinksListQuery } & Cancellable) =>
      call<LinksList>('GET', '/api/v2/workspace-group-members', input),
    /** Invite a workspace into the group. Its owner gets a mail. */
    invite: (input: { workspace: string; body: LinksInviteBody } & Cancellable) =>
      call<LinksInvite>('POST', '/api/v2/workspace-group-members', input),
  },
  groupOverview: {
    /** List the audit records of all workspaces of the group in which I can read them, newest first. */
    auditLogs: (input: { workspace: string; query?: GroupOverviewAuditLogsQuery } & Cancellable) =>
      call<GroupOverviewAuditLogs>('GET', '/api/v2/workspace-group/audit-logs', input),
    /** Show which permissions people would gain and lose, and what would end, if a workspace joined, left, was removed, was handed over, or changed its permissions. In a sub, for the owner. In the admin workspace, with workspace_group_members:read. */
    impact: (input: { workspace: string; query?: GroupOverviewImpactQuery } & Cancellable) =>
      call<GroupOverviewImpact>('GET', '/api/v2/workspace-group/impact', input),
    /** List the people of all workspaces of the group in which I can see members, each person once. */
    members: (input: { workspace: string; query?: GroupOverviewMembersQuery } & Cancellable) =>
      call<GroupOverviewMembers>('GET', '/api/v2/workspace-group/members', input),
    /** List the workspaces of the group, by name, by last activity, or by the day they joined. */
    subs: (input: { workspace: string; query?: GroupOverviewSubsQuery } & Cancellable) =>
      call<GroupOverviewSubs>('GET', '/api/v2/workspace-group/subs', input),
    /** Show a summary of the group, and whether the workspace is the admin workspace or a sub. */
    summary: (input: { workspace: string } & Cancellable) =>
      call<GroupOverviewSummary>('GET', '/api/v2/workspace-group/summary', input),
  },
  blocks: {
    /** Unblock an admin workspace by its id. */
    lift: (input: { workspace: string; id: string } & Cancellable) =>
      call<BlocksLift>('DELETE', '/api/v2/workspace-group/blocks/{id}', input),
    /** List the admin workspaces that this workspace has blocked. */
    list: (input: { workspace: string; query?: BlocksListQuery } & Cancellable) =>
      call<BlocksList>('GET', '/api/v2/workspace-group/blocks', input),
  },
  groupGrants: {
    /** Revoke one group grant. */
    remove: (input: { workspace: string; id: string } & Cancellable) =>
      call<GroupGrantsRemove>('DELETE', '/api/v2/workspace-group/grants/{id}', input),
    /** Revoke group grants: the named ones, or those of one member. */
    take: (input: { workspace: string; body: GroupGrantsTakeBody } & Cancellable) =>
      call<GroupGrantsTake>('DELETE', '/api/v2/workspace-group/grants', input),
    /** List the group grants: which member has which role in which workspaces of the group. */
    list: (input: { workspace: string; query?: GroupGrantsListQuery } & Cancellable) =>
      call<GroupGrantsList>('GET', '/api/v2/workspace-group/grants', input),
    /** Give members, or all holders of a role, a role in some workspaces of the group, or in all present and future ones. */
    give: (input: { workspace: string; body: GroupGrantsGiveBody } & Cancellable) =>
      call<GroupGrantsGive>('POST', '/api/v2/workspace-group/grants', input),
  },
  guardrails: {
    /** Show the guardrails of this admin workspace, present and announced. */
    read: (input: { workspace: string } & Cancellable) =>
      call<GuardrailsRead>('GET', '/api/v2/workspace-group/guardrails', input),
    /** Change the guardrails. A stricter rule waits in workspaces that have not agreed to it. */
    update: (input: { workspace: string; body: GuardrailsUpdateBody } & Cancellable) =>
      call<GuardrailsUpdate>('PATCH', '/api/v2/workspace-group/guardrails', input),
  },
  leavers: {
    /** Get a receipt as a CSV file. */
    csv: (input: { workspace: string; id: string } & Cancellable) =>
      call<LeaversCsv>('GET', '/api/v2/workspace-group/leavers/{id}.csv', input),
    /** Show a receipt: which workspaces a person was removed from, and which not and why. */
    read: (input: { workspace: string; id: string } & Cancellable) =>
      call<LeaversRead>('GET', '/api/v2/workspace-group/leavers/{id}', input),
    /** Remove a person from all workspaces of the group in which I can remove members, and on request from this one. The answer is a receipt. */
    remove: (input: { workspace: string; body: LeaversRemoveBody } & Cancellable) =>
      call<LeaversRemove>('POST', '/api/v2/workspace-group/leavers', input),
  },
  memberExports: {
    /** Export the members as a CSV file. More than a thousand need a fresh login. */
    create: (input: { workspace: string; query?: MemberExportsCreateQuery } & Cancellable) =>
      call<MemberExportsCreate>('POST', '/api/v2/workspace-member-exports', input),
  },
  members: {
    /** Show what a member leaves behind: people they invited, roles they gave, their keys. */
    legacy: (input: { workspace: string; id: string } & Cancellable) =>
      call<MembersLegacy>('GET', '/api/v2/workspace-members/{id}/legacy', input),
    /** End the suspension of a member. */
    reinstate: (input: { workspace: string; id: string } & Cancellable) =>
      call<MembersReinstate>('DELETE', '/api/v2/workspace-members/{id}/suspension', input),
    /** Suspend a member. Their roles are kept but have no effect. */
    suspend: (input: { workspace: string; id: string } & Cancellable) =>
      call<MembersSuspend>('POST', '/api/v2/workspace-members/{id}/suspension', input),
    /** Remove a member or withdraw an invitation (with workspace_members:delete), or leave. */
    remove: (input: { workspace: string; id: string; query?: MembersRemoveQuery } & Cancellable) =>
      call<MembersRemove>('DELETE', '/api/v2/workspace-members/{id}', input),
    /** Show one member or invitation. */
    read: (input: { workspace: string; id: string } & Cancellable) =>
      call<MembersRead>('GET', '/api/v2/workspace-members/{id}', input),
    /** Replace the roles of a member, or change the nickname. */
    update: (input: { workspace: string; id: string; body: MembersUpdateBody } & Cancellable) =>
      call<MembersUpdate>('PATCH', '/api/v2/workspace-members/{id}', input),
    /** List members and invitations, oldest first. A search finds the beginning of a word of the name or address. */
    list: (input: { workspace: string; query?: MembersListQuery } & Cancellable) =>
      call<MembersList>('GET', '/api/v2/workspace-members', input),
    /** Invite a person. */
    create: (input: { workspace: string; body: MembersCreateBody } & Cancellable) =>
      call<MembersCreate>('POST', '/api/v2/workspace-members', input),
  },
  guardrailsAbove: {
    /** Show the guardrails that the admin workspace sets here, present and announced. */
    read: (input: { workspace: string } & Cancellable) =>
      call<GuardrailsAboveRead>('GET', '/api/v2/workspaces/current/guardrails', input),
  },
  removals: {
    /** Cancel the removal of the workspace. */
    cancel: (input: { workspace: string } & Cancellable) =>
      call<RemovalsCancel>('DELETE', '/api/v2/workspaces/current/schedule-for-removal', input),
    /** Schedule the removal of the workspace in 24 hours. Until then a member can cancel it. */
    schedule: (input: { workspace: string } & Cancellable) =>
      call<RemovalsSchedule>('POST', '/api/v2/workspaces/current/schedule-for-removal', input),
  },
  workspaces: {
    /** Log all users out of the workspace, on all their devices, me too. With `api_keys=true` also revoke all its keys. With `subs=true` also log users out of all workspaces of the group; the keys there stay. */
    endSessions: (input: { workspace: string; query?: WorkspacesEndSessionsQuery } & Cancellable) =>
      call<WorkspacesEndSessions>('DELETE', '/api/v2/workspaces/current/sessions', input),
    /** Show the rules for entry to the workspace. */
    readSettings: (input: { workspace: string } & Cancellable) =>
      call<WorkspacesReadSettings>('GET', '/api/v2/workspaces/current/settings', input),
    /** Change the rules for entry to the workspace. */
    updateSettings: (input: { workspace: string; body: WorkspacesUpdateSettingsBody } & Cancellable) =>
      call<WorkspacesUpdateSettings>('PATCH', '/api/v2/workspaces/current/settings', input),
    /** Show the workspace. */
    read: (input: { workspace: string } & Cancellable) =>
      call<WorkspacesRead>('GET', '/api/v2/workspaces/current', input),
    /** Rename the workspace or change its logo. */
    update: (input: { workspace: string; body: WorkspacesUpdateBody } & Cancellable) =>
      call<WorkspacesUpdate>('PATCH', '/api/v2/workspaces/current', input),
    /** List the workspaces I am a member of. */
    list: (input: { query?: WorkspacesListQuery } & Cancellable) =>
      call<WorkspacesList>('GET', '/api/v2/workspaces', input),
    /** Create a workspace. I own it. */
    create: (input: { body: WorkspacesCreateBody } & Cancellable) =>
      call<WorkspacesCreate>('POST', '/api/v2/workspaces', input),
  },
};
