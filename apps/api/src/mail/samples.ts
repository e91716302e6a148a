import type { TemplateName, Templates } from './templates.js';

const at = (path: string) => `https://console.example${path}`;
const token = 'W3-nothing-opens-with-this-b0Qk7vUeZ2aXcYd4';
const occasion = {
  link: at('/forgot-password'),
  when: '2026-03-09T16:05:42.000Z',
  where: 'Firefox on Linux, 203.0.113.7',
};

/** Each mail as somebody might get it: for looking at, and for tests of what all of them promise. */
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
    by: 'Olive Oakes',
  },
  became_admin: {
    link: at('/w/0192a000-0000-7000-8000-000000000001'),
    workspace: 'Harbour Agency',
    by: 'Olive Oakes',
  },
};
export const templateNames = Object.keys(samples) as readonly TemplateName[];
