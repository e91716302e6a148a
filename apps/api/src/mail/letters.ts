import type { Letter } from './layout.js';
import { notices } from './notices.js';
import type { TemplateName, Templates } from './templates.js';

export type Letters<Names extends TemplateName = TemplateName> = {
  readonly [N in Names]: (data: Templates[N], product: string) => Letter;
};

export const letters: Letters = {
  ...notices,
  verify_email: ({ link }, product) => ({
    subject: `Confirm your e-mail address for ${product}`,
    lead: 'Confirm that this address is yours to finish signing up:',
    link: { url: link, label: 'Confirm my address' },
    rest: [
      'The link works once, for 24 hours. If you did not sign up, ignore this mail: without the link nothing happens.',
    ],
  }),
  account_exists: ({ link }, product) => ({
    subject: `You already have an account at ${product}`,
    lead: 'Somebody, probably you, signed up with this address, which already has an account. Sign in here:',
    link: { url: link, label: 'Sign in' },
    rest: ['If it was not you, there is nothing to do: nothing was changed.'],
  }),
  sign_up_again: ({ link }, product) => ({
    subject: `Please sign up again for ${product}`,
    lead: 'Signing up was begun several times with this address, maybe not always by you. To be safe, begin anew here:',
    link: { url: link, label: 'Sign up' },
    rest: [
      'The mail that you get then is the one whose link to use. Ignore the earlier ones that you did not ask for.',
    ],
  }),
  reset_password: ({ link }, product) => ({
    subject: `Choose a new password for ${product}`,
    lead: `Somebody, probably you, asked for a new password for your account at ${product}. Choose it here:`,
    link: { url: link, label: 'Choose a new password' },
    rest: [
      'The link works once, for 1 hour. If you did not ask for it, ignore this mail: your password stays as it is.',
    ],
  }),
  invitation: ({ link, workspace, inviter, role }, product) => ({
    subject: `${inviter} invited you to ${workspace}`,
    lead: `${inviter} invites you to join ${workspace} at ${product} as ${role}:`,
    link: { url: link, label: 'See the invitation' },
    rest: ['The link is meant for this address alone. You can also decline there.'],
  }),
  admin_added: ({ link, workspace, person, by }, product) => ({
    subject: `${person} is now an admin of ${workspace}`,
    lead: `Your workspace at ${product} has a new admin, who may do everything there but what only you may.`,
    facts: [
      ['Workspace', workspace],
      ['New admin', person],
      ['Made admin by', by],
    ],
    ask: 'If that is as it should be, there is nothing to do. If not, give them another role, or remove them:',
    link: { url: link, label: 'See the members' },
    rest: ['You get this mail because you own the workspace.'],
  }),
  became_admin: ({ link, workspace, by }, product) => ({
    subject: `You are now an admin of ${workspace}`,
    lead: `${by} made you an admin of ${workspace} at ${product}. You may now do everything there but what only its owner may:`,
    link: { url: link, label: 'Open the workspace' },
    rest: [`If you did not expect this, ask ${by}, or leave the workspace.`],
  }),
};
