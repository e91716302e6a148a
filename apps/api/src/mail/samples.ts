import type { TemplateName, Templates } from './templates.js';

const at = (path: string) => `https://console.example${path}`;
const token = 'W3-nothing-opens-with-this-b0Qk7vUeZ2aXcYd4';
const occasion = {
  link: at('/forgot-password'),
  when: '2026-03-09T16:05:42.000Z',
  where: 'Firefox on Linux, 203.0.113.7',
};

const workspaceMail = {
  link: at('/w/0192a000-0000-7000-8000-000000000001/settings/workspace'),
  workspace: 'Harbour Agency',
};

const groupMail = {
  link: at('/w/0192a000-0000-7000-8000-000000000001/settings/workspace-group'),
  workspace: 'Quayside Books',
  admin: 'Harbour Agency',
  authority: 'admin',
  by: 'Olive Oakes',
};

const { link, workspace, admin, by } = groupMail;

/** Each mail with plausible data, to look at, and for tests of the promises that all mails share. */
export const samples: { readonly [N in TemplateName]: Templates[N] } = {
  verify_email: { link: at(`/verify-email/${token}`) },
  account_exists: { link: at('/sign-in') },
  sign_up_again: { link: at('/sign-up') },
  invitation: {
    link: at(`/invitations/${token}`),
    workspace: 'Harbour Agency',
    inviter: 'Olive Oakes',
    role: 'editor',
  },
  reset_password: { link: at(`/reset-password/${token}`) },
  password_changed: occasion,
  new_device: occasion,
  two_factor_enabled: occasion,
  two_factor_replaced: occasion,
  two_factor_disabled: occasion,
  recovery_codes_generated: occasion,
  recovery_code_used: { ...occasion, left: 7 },
  admin_added: {
    link: at('/w/0192a000-0000-7000-8000-000000000001/settings/members'),
    workspace: 'Harbour Agency',
    person: 'Adam Archer',
    role: 'admin',
    by: 'Olive Oakes',
  },
  became_admin: {
    link: at('/w/0192a000-0000-7000-8000-000000000001'),
    workspace: 'Harbour Agency',
    role: 'admin',
    by: 'Olive Oakes',
  },
  key_created: {
    link: at('/w/0192a000-0000-7000-8000-000000000001/settings/api-keys'),
    workspace: 'Harbour Agency',
    key: 'Nightly import',
    owner: 'Importer',
    by: 'Olive Oakes',
  },
  extension_requested: {
    link: at('/w/0192a000-0000-7000-8000-000000000001/settings/members'),
    workspace: 'Harbour Agency',
    person: 'Edith Elm',
    role: 'editor',
    reason: 'The campaign runs a week longer.',
  },
  grant_expiring: {
    link: at('/w/0192a000-0000-7000-8000-000000000001/extension'),
    workspace: 'Harbour Agency',
    role: 'editor',
    when: '2026-12-24T18:00:00.000Z',
  },
  key_expiring: {
    link: at('/w/0192a000-0000-7000-8000-000000000001/settings/api-keys'),
    workspace: 'Harbour Agency',
    key: 'Nightly import',
    when: '2026-12-24T18:00:00.000Z',
  },
  admin_suspended: {
    link: at('/w/0192a000-0000-7000-8000-000000000001/settings/members'),
    workspace: 'Harbour Agency',
    person: 'Adam Archer',
    by: 'Ada Ash',
  },
  big_export: {
    link: at('/w/0192a000-0000-7000-8000-000000000001/settings/audit-logs'),
    workspace: 'Harbour Agency',
    what: 'members',
    count: 1234,
    by: 'Adam Archer',
  },
  guardrails_tightened: {
    link: groupMail.link,
    workspace: groupMail.workspace,
    admin: groupMail.admin,
    rules: 'a second factor',
    by: groupMail.by,
    when: '2026-03-16T16:05:42.000Z',
  },
  role_published_change: {
    link: at('/w/0192a000-0000-7000-8000-000000000001/settings/roles'),
    workspace: groupMail.workspace,
    admin: groupMail.admin,
    role: 'Researcher',
    change: 'It now asks for more permissions. Nothing changes until you accept.',
    by: groupMail.by,
  },
  group_invitation: groupMail,
  group_joined: groupMail,
  group_ended: { link, workspace, admin, by },
  group_ceiling: groupMail,
  group_sub_made: { link, workspace, admin, by },
  group_admin_added: { link, admin, person: 'Vera Vance', role: 'admin', places: '30 workspaces', by },
  group_became_admin: { link, admin, role: 'admin', places: '30 workspaces', by },
  group_turned_down: { link, admin },
  group_more_asked: groupMail,
  group_hand_over: { link, workspace, admin, by },
  group_handed_over: { link, workspace, admin, person: 'Clara Cole' },
  ownership_offered: { ...workspaceMail, by: 'Olive Oakes', when: '2026-03-16T16:05:42.000Z' },
  ownership_offer_sent: { ...workspaceMail, person: 'Adam Archer', when: '2026-03-16T16:05:42.000Z' },
  ownership_withdrawn: { ...workspaceMail, by: 'Olive Oakes' },
  ownership_taken_over: { ...workspaceMail, person: 'Olive Oakes' },
  ownership_handed_over: {
    link: at(`/ownership-reversals/${token}`),
    workspace: 'Harbour Agency',
    person: 'Adam Archer',
    when: '2026-03-12T16:05:42.000Z',
  },
  ownership_reversed: { ...workspaceMail, person: 'Olive Oakes' },
  removal_scheduled: { ...workspaceMail, by: 'Olive Oakes', when: '2026-03-10T16:05:42.000Z' },
  removal_soon: { ...workspaceMail, when: '2026-03-10T16:05:42.000Z' },
  removal_cancelled: { ...workspaceMail, by: 'Adam Archer' },
};
export const templateNames = Object.keys(samples) as readonly TemplateName[];
