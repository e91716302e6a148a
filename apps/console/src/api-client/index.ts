// Written by apps/console/tools/client.mjs from docs/openapi.json; not to be edited.
import { call } from '../server/call.js';
/** Ends the request when it is no longer wanted. */
interface Cancellable {
  signal?: AbortSignal | undefined;
}
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
    audit_metadata: Record<string, unknown>;
    activity: string;
    outcome: 'done' | 'refused' | 'failed';
    sequence: number;
    sealed_at: string;
    actor_type: 'user' | 'system';
    user_email: string | null;
    target: { type: string; id: string | null; name: string | null };
    changes: Record<string, { before: unknown; after: unknown }>;
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
export type AcceptancesConfirm = {
  id: string;
  email: string;
  user_email: string | null;
  nickname: string | null;
  name: { first: string; last: string };
  role: 'owner' | 'admin' | 'editor' | 'view' | 'client';
  roles: { id: string; name: string }[];
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
  items: { email: string; id: string | null; result: 'invited' | 'exists' | 'invalid_email' }[];
};
export type InvitationsInviteManyBody = {
  emails: string[];
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
  member_id: string;
  roles: { id: string; name: string }[];
  permissions: (
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
    | 'group_consents:delete'
  )[];
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
export type RolesRemove = {
  id: string;
  name: string;
  description: string;
  is_system: boolean;
  permissions: (
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
    | 'group_consents:delete'
  )[];
  assignable_role_ids: string[];
  holders: number;
  timestamp_created: string | null;
  timestamp_updated: string | null;
};
export type RolesRemoveQuery = { replacement_role_id?: string | undefined };
export type RolesRead = RolesRemove;
export type RolesUpdate = RolesRemove;
export type RolesUpdateBody = {
  name?: string;
  description?: string;
  permissions?: (
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
  )[];
  assignable_role_ids?: string[];
};
export type RolesList = {
  items: {
    id: string;
    name: string;
    description: string;
    is_system: boolean;
    permissions: (
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
      | 'group_consents:delete'
    )[];
    assignable_role_ids: string[];
    holders: number;
    timestamp_created: string | null;
    timestamp_updated: string | null;
  }[];
  next_starting_after?: string;
  total?: number;
  total_is_exact?: boolean;
};
export type RolesListQuery = InvitationsListQuery;
export type RolesCreate = RolesRemove;
export type RolesCreateBody = {
  name: string;
  description?: string;
  permissions: (
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
  )[];
  assignable_role_ids?: string[];
};
export type MembersRemove = AcceptancesConfirm;
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
    roles: { id: string; name: string }[];
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
export type WorkspacesEndSessions = { timestamp_sessions_valid_from: string };
export type WorkspacesReadSettings = { two_factor_required: boolean; timestamp_updated: string };
export type WorkspacesUpdateSettings = WorkspacesReadSettings;
export type WorkspacesUpdateSettingsBody = { two_factor_required?: boolean };
export type WorkspacesRead = {
  id: string;
  timestamp_created: string;
  timestamp_updated: string;
  owner: string;
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
export type WorkspacesUpdate = WorkspacesRead;
export type WorkspacesUpdateBody = { name?: string; org_logo_url?: string | null };
export type WorkspacesList = ProfileWorkspaces;
export type WorkspacesListQuery = InvitationsListQuery;
export type WorkspacesCreate = WorkspacesRead;
export type WorkspacesCreateBody = { name: string; org_logo_url?: string | null };
export const api = {
  auditLog: {
    /** The audit log, newest first. */
    list: (input: { workspace: string; query?: AuditLogListQuery } & Cancellable) =>
      call<AuditLogList>('GET', '/api/v2/audit-logs', input),
  },
  auth: {
    /** What a confirmation link is good for; changes nothing. */
    showVerification: (input: { token: string } & Cancellable) =>
      call<AuthShowVerification>('GET', '/api/v2/auth/email-verifications/{token}', input),
    /** Confirm the address; the account exists from here on. */
    confirm: (input: { token: string } & Cancellable) =>
      call<AuthConfirm>('POST', '/api/v2/auth/email-verifications/{token}', input),
    /** Ask for another confirmation link. */
    sendAgain: (input: { body: AuthSendAgainBody } & Cancellable) =>
      call<AuthSendAgain>('POST', '/api/v2/auth/email-verifications', input),
    /** Sign in; answers with the session cookie, or asks for the second factor. */
    signIn: (input: { body: AuthSignInBody } & Cancellable) =>
      call<AuthSignIn>('POST', '/api/v2/auth/sign-in', input),
    /** End this session. */
    signOut: (input?: Cancellable) => call<AuthSignOut>('POST', '/api/v2/auth/sign-out', input),
    /** Begin to sign up; a link goes to the address. */
    signUp: (input: { body: AuthSignUpBody } & Cancellable) =>
      call<AuthSignUp>('POST', '/api/v2/auth/sign-up', input),
    /** The second step of signing in: a code of the app, or a recovery code. */
    secondStep: (input: { body: AuthSecondStepBody } & Cancellable) =>
      call<AuthSecondStep>('POST', '/api/v2/auth/two-factor', input),
  },
  passwords: {
    /** What a link to reset a password is good for; changes nothing. */
    show: (input: { token: string } & Cancellable) =>
      call<PasswordsShow>('GET', '/api/v2/auth/password-resets/{token}', input),
    /** Choose a new password; all sessions end, and none is opened. */
    reset: (input: { token: string; body: PasswordsResetBody } & Cancellable) =>
      call<PasswordsReset>('POST', '/api/v2/auth/password-resets/{token}', input),
    /** Ask for a link to choose a new password; mail alone tells whether the address has an account. */
    ask: (input: { body: PasswordsAskBody } & Cancellable) =>
      call<PasswordsAsk>('POST', '/api/v2/auth/password-resets', input),
    /** Change my password; my other sessions end. */
    change: (input: { body: PasswordsChangeBody } & Cancellable) =>
      call<PasswordsChange>('POST', '/api/v2/me/password', input),
  },
  reauthentication: {
    /** Prove again that it is me; acts that need a fresh login are then open for ten minutes. */
    reauthenticate: (input: { body: ReauthenticationReauthenticateBody } & Cancellable) =>
      call<ReauthenticationReauthenticate>('POST', '/api/v2/auth/reauthentication', input),
  },
  acceptances: {
    /** Let in somebody whose inviter lost the power to invite them. */
    confirm: (input: { workspace: string; id: string } & Cancellable) =>
      call<AcceptancesConfirm>('POST', '/api/v2/invitations/{id}/confirmation', input),
    /** Accept an invitation, signed in or with a new account. */
    accept: (input: { token: string; body?: AcceptancesAcceptBody } & Cancellable) =>
      call<AcceptancesAccept>('POST', '/api/v2/invitations/by-token/{token}/acceptance', input),
    /** Decline an invitation. */
    decline: (input: { token: string } & Cancellable) =>
      call<AcceptancesDecline>('POST', '/api/v2/invitations/by-token/{token}/decline', input),
    /** What an invitation is for; changes nothing. */
    show: (input: { token: string } & Cancellable) =>
      call<AcceptancesShow>('GET', '/api/v2/invitations/by-token/{token}', input),
  },
  invitations: {
    /** Send a new link; earlier ones are void. */
    resend: (input: { workspace: string; id: string } & Cancellable) =>
      call<InvitationsResend>('POST', '/api/v2/invitations/{id}/resend', input),
    /** Withdraw an invitation. */
    withdraw: (input: { workspace: string; id: string } & Cancellable) =>
      call<InvitationsWithdraw>('DELETE', '/api/v2/invitations/{id}', input),
    /** Invitations nobody has joined by yet, oldest first. */
    list: (input: { workspace: string; query?: InvitationsListQuery } & Cancellable) =>
      call<InvitationsList>('GET', '/api/v2/invitations', input),
    /** Invite many people at once. */
    inviteMany: (input: { workspace: string; body: InvitationsInviteManyBody } & Cancellable) =>
      call<InvitationsInviteMany>('POST', '/api/v2/invitations', input),
  },
  profile: {
    /** What happened to my account: sign-ins, password, second factor; newest first. */
    activity: (input: { query?: ProfileActivityQuery } & Cancellable) =>
      call<ProfileActivity>('GET', '/api/v2/me/activity', input),
    /** What I may do in this workspace. */
    permissions: (input: { workspace: string } & Cancellable) =>
      call<ProfilePermissions>('GET', '/api/v2/me/permissions', input),
    /** The workspaces I am a member of. */
    workspaces: (input: { query?: ProfileWorkspacesQuery } & Cancellable) =>
      call<ProfileWorkspaces>('GET', '/api/v2/me/workspaces', input),
    /** Who am I? */
    read: (input?: Cancellable) => call<ProfileRead>('GET', '/api/v2/me', input),
    /** Change my name. */
    update: (input: { body: ProfileUpdateBody } & Cancellable) =>
      call<ProfileUpdate>('PATCH', '/api/v2/me', input),
  },
  sessions: {
    /** Log out of one device. */
    endOne: (input: { id: string } & Cancellable) =>
      call<SessionsEndOne>('DELETE', '/api/v2/me/sessions/{id}', input),
    /** Log out of all devices, this one too. */
    endAll: (input?: Cancellable) => call<SessionsEndAll>('DELETE', '/api/v2/me/sessions', input),
    /** Where I am signed in. */
    list: (input: { query?: SessionsListQuery } & Cancellable) =>
      call<SessionsList>('GET', '/api/v2/me/sessions', input),
  },
  twoFactor: {
    /** New recovery codes, shown once; those of before are good for nothing. */
    renewCodes: (input?: Cancellable) =>
      call<TwoFactorRenewCodes>('POST', '/api/v2/me/two-factor/recovery-codes', input),
    /** Move to the other app by a code of it. */
    replace: (input: { body: TwoFactorReplaceBody } & Cancellable) =>
      call<TwoFactorReplace>('PATCH', '/api/v2/me/two-factor/replacement', input),
    /** Begin to move to another app; the old one works until the new one has proved itself. */
    startReplacement: (input?: Cancellable) =>
      call<TwoFactorStartReplacement>('POST', '/api/v2/me/two-factor/replacement', input),
    /** Do without a second factor. */
    disable: (input?: Cancellable) => call<TwoFactorDisable>('DELETE', '/api/v2/me/two-factor', input),
    /** Whether I have a second factor. */
    read: (input?: Cancellable) => call<TwoFactorRead>('GET', '/api/v2/me/two-factor', input),
    /** Enable it by a code of the app; answers with the recovery codes, once. */
    enable: (input: { body: TwoFactorEnableBody } & Cancellable) =>
      call<TwoFactorEnable>('PATCH', '/api/v2/me/two-factor', input),
    /** Begin to use an authenticator app; it counts once a code of it was shown. */
    start: (input?: Cancellable) => call<TwoFactorStart>('POST', '/api/v2/me/two-factor', input),
  },
  roles: {
    /** Delete a role; whoever holds it gets the one that replaces it. */
    remove: (input: { workspace: string; id: string; query?: RolesRemoveQuery } & Cancellable) =>
      call<RolesRemove>('DELETE', '/api/v2/roles/{id}', input),
    /** A role and what it permits. */
    read: (input: { workspace: string; id: string } & Cancellable) =>
      call<RolesRead>('GET', '/api/v2/roles/{id}', input),
    /** Change a role, and with it everybody who holds it. */
    update: (input: { workspace: string; id: string; body: RolesUpdateBody } & Cancellable) =>
      call<RolesUpdate>('PATCH', '/api/v2/roles/{id}', input),
    /** The roles there are, the system’s first. */
    list: (input: { workspace: string; query?: RolesListQuery } & Cancellable) =>
      call<RolesList>('GET', '/api/v2/roles', input),
    /** Make a role of the workspace. */
    create: (input: { workspace: string; body: RolesCreateBody } & Cancellable) =>
      call<RolesCreate>('POST', '/api/v2/roles', input),
  },
  members: {
    /** Remove a member or withdraw an invitation, with workspace_members:delete; or leave. */
    remove: (input: { workspace: string; id: string } & Cancellable) =>
      call<MembersRemove>('DELETE', '/api/v2/workspace-members/{id}', input),
    /** One member or invitation. */
    read: (input: { workspace: string; id: string } & Cancellable) =>
      call<MembersRead>('GET', '/api/v2/workspace-members/{id}', input),
    /** Replace the roles of a member, or change the nickname. */
    update: (input: { workspace: string; id: string; body: MembersUpdateBody } & Cancellable) =>
      call<MembersUpdate>('PATCH', '/api/v2/workspace-members/{id}', input),
    /** Members and invitations, oldest first. */
    list: (input: { workspace: string; query?: MembersListQuery } & Cancellable) =>
      call<MembersList>('GET', '/api/v2/workspace-members', input),
    /** Invite somebody. */
    create: (input: { workspace: string; body: MembersCreateBody } & Cancellable) =>
      call<MembersCreate>('POST', '/api/v2/workspace-members', input),
  },
  workspaces: {
    /** Log all users out of the workspace, on all their devices, me too. */
    endSessions: (input: { workspace: string } & Cancellable) =>
      call<WorkspacesEndSessions>('DELETE', '/api/v2/workspaces/current/sessions', input),
    /** What the workspace asks of whoever enters it. */
    readSettings: (input: { workspace: string } & Cancellable) =>
      call<WorkspacesReadSettings>('GET', '/api/v2/workspaces/current/settings', input),
    /** Change what the workspace asks of whoever enters it. */
    updateSettings: (input: { workspace: string; body: WorkspacesUpdateSettingsBody } & Cancellable) =>
      call<WorkspacesUpdateSettings>('PATCH', '/api/v2/workspaces/current/settings', input),
    /** The workspace. */
    read: (input: { workspace: string } & Cancellable) =>
      call<WorkspacesRead>('GET', '/api/v2/workspaces/current', input),
    /** Rename the workspace or change its logo. */
    update: (input: { workspace: string; body: WorkspacesUpdateBody } & Cancellable) =>
      call<WorkspacesUpdate>('PATCH', '/api/v2/workspaces/current', input),
    /** The workspaces I am a member of. */
    list: (input: { query?: WorkspacesListQuery } & Cancellable) =>
      call<WorkspacesList>('GET', '/api/v2/workspaces', input),
    /** Create a workspace; you own it. */
    create: (input: { body: WorkspacesCreateBody } & Cancellable) =>
      call<WorkspacesCreate>('POST', '/api/v2/workspaces', input),
  },
};
