import { counted } from '../../../words/counts.js';

export const guardrails = {
  title: 'Guardrails',
  text: 'What you ask of everybody in sub workspaces. These rules only ever restrict; the owner of a sub workspace can always get in.',
  notice:
    'What becomes looser counts at once. What becomes stricter counts at once in managed workspaces and in those that are invited from now on; elsewhere after 7 days, and their owners are told.',
  two_factor_required: 'Two-factor authentication required',
  twoFactorText: 'Whoever has not set it up gets in once they have.',
  email_domains: 'E-mail domains',
  domainsHint:
    'Separated by spaces. Only people whose address is of one of these get in; with none, everybody does.',
  session_hours: 'Longest session, in hours',
  sessionHint: 'Whoever signed in longer ago signs in again. Empty: as long as any.',
  invitation_hours: 'Longest invitation, in hours',
  invitationHint: 'Empty: as long as any.',
  keys_allowed: 'API keys are allowed',
  keysText: 'Switched off, programs with a key are turned away.',
  saved: 'The guardrails are saved.',
  from: 'In workspaces that agreed to earlier rules these count from',
  notDomain: 'One of these is no domain.',
  notHours: 'A whole number of hours.',
  binding: 'Rules that bind here',
  bindingText: 'Set by the admin workspace, for everybody in here but its owner.',
  next: 'From',
  lines: {
    twoFactor: 'Two-factor authentication is required.',
    domains: (names: string) => `Only people with an address of ${names} get in.`,
    session: (hours: number) => `Whoever signed in more than ${counted(hours, 'hour')} ago signs in again.`,
    invitation: (hours: number) => `Invitations are open for ${counted(hours, 'hour')} at most.`,
    keys: 'API keys are turned away.',
  },
  none: 'No rules: everything is as this workspace decides.',
};
