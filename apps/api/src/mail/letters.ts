import { type Letter, readable } from './layout.js';
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
  admin_added: ({ link, workspace, person, role, by }, product) => ({
    subject: `${person} may now administer ${workspace}`,
    lead: `Somebody was given a role in your workspace at ${product} by which they change what others may do there.`,
    facts: [
      ['Workspace', workspace],
      ['Who', person],
      ['Role', role],
      ['Given by', by],
    ],
    ask: 'If that is as it should be, there is nothing to do. If not, give them another role, or remove them:',
    link: { url: link, label: 'See the members' },
    rest: ['You get this mail because you own the workspace.'],
  }),
  became_admin: ({ link, workspace, role, by }, product) => ({
    subject: `You may now administer ${workspace}`,
    lead: `${by} gave you the role ${role} in ${workspace} at ${product}. With it you may change what others may do there:`,
    link: { url: link, label: 'Open the workspace' },
    rest: [`If you did not expect this, ask ${by}, or leave the workspace.`],
  }),
  key_created: ({ link, workspace, key, owner, by }, product) => ({
    subject: `New API key in ${workspace}`,
    lead: `An API key was made in ${workspace} at ${product}. Programs that have it act as whom it belongs to.`,
    facts: [
      ['Key', key],
      ['Belongs to', owner],
      ['Made by', by],
    ],
    ask: 'If that is as it should be, there is nothing to do. If not, revoke it:',
    link: { url: link, label: 'See the API keys' },
    rest: ['It was shown once, to whoever made it. Nobody can read it again, here neither.'],
  }),
  extension_requested: ({ link, workspace, person, role, reason }, product) => ({
    subject: `${person} asks for more time in ${workspace}`,
    lead: `${person} was given a role in ${workspace} at ${product} until a day, and asks for more time.`,
    facts: [['Role', role], ...(reason === '' ? [] : [['Reason', reason] as const])],
    ask: 'If you agree, choose another day. If not, there is nothing to do: the role ends by itself.',
    link: { url: link, label: 'See the member' },
    rest: [`You get this mail because you gave the role, or own the workspace.`],
  }),
  grant_expiring: ({ link, workspace, role, when }, product) => ({
    subject: `A role of yours in ${workspace} ends soon`,
    lead: `You were given a role in ${workspace} at ${product} until a day that is near.`,
    facts: [
      ['Role', role],
      ['Ends', readable(when)],
    ],
    ask: 'If you need it longer, ask for more time:',
    link: { url: link, label: 'Ask for more time' },
    rest: ['Whoever gave you the role, and the owner of the workspace, will get your request.'],
  }),
  key_expiring: ({ link, workspace, key, when }, product) => ({
    subject: `An API key in ${workspace} ends soon`,
    lead: `An API key in ${workspace} at ${product} ends on a day that is near. What uses it will stop working then.`,
    facts: [
      ['Key', key],
      ['Ends', readable(when)],
    ],
    ask: 'If it is still needed, give it another day, or make a new one:',
    link: { url: link, label: 'See the API keys' },
    rest: ['You get this mail because the key belongs to you, or you own the workspace.'],
  }),
  admin_suspended: ({ link, workspace, person, by }, product) => ({
    subject: `${person} was suspended in ${workspace}`,
    lead: `Somebody who administers ${workspace} at ${product} was suspended by somebody of equal standing. They keep their roles, and can do nothing until they are let in again.`,
    facts: [
      ['Suspended', person],
      ['By', by],
    ],
    ask: 'If that is as it should be, there is nothing to do. If not, let them in again:',
    link: { url: link, label: 'See the members' },
    rest: ['You get this mail because you own the workspace.'],
  }),
  big_export: ({ link, workspace, what, count, by }, product) => ({
    subject: `A large export from ${workspace}`,
    lead: `A file with many entries was taken out of ${workspace} at ${product}.`,
    facts: [
      ['What', `${count} ${what}`],
      ['By', by],
    ],
    ask: 'If you did not expect this, look at what else was done:',
    link: { url: link, label: 'See the audit log' },
    rest: ['You get this mail because you own the workspace.'],
  }),
  ownership_offered: ({ link, workspace, by, when }, product) => ({
    subject: `${by} wants to hand ${workspace} over to you`,
    lead: `${by} chose you to be the next owner of ${workspace} at ${product}. Nothing changes until you confirm it.`,
    facts: [
      ['Workspace', workspace],
      ['Open until', readable(when)],
    ],
    ask: 'Look at it, and confirm it if you want to own the workspace:',
    link: { url: link, label: 'Open the workspace' },
    rest: ['If you do not want to, ignore this mail.'],
  }),
  ownership_offer_sent: ({ link, workspace, person, when }, product) => ({
    subject: `You want to hand ${workspace} over`,
    lead: `By your account at ${product} somebody, probably you, chose the next owner of ${workspace}.`,
    facts: [
      ['Next owner', person],
      ['May confirm until', readable(when)],
    ],
    ask: 'If it was not you, withdraw it at once, and then change your password:',
    link: { url: link, label: 'Open the workspace' },
    rest: ['Once they have confirmed, you are an admin of the workspace, and can reverse it for 72 hours.'],
  }),
  ownership_withdrawn: ({ link, workspace, by }, product) => ({
    subject: `${workspace} stays with its owner`,
    lead: `${by} no longer wants to hand ${workspace} at ${product} over to you. Your roles are as they were:`,
    link: { url: link, label: 'Open the workspace' },
    rest: [],
  }),
  ownership_taken_over: ({ link, workspace, person }, product) => ({
    subject: `You own ${workspace} now`,
    lead: `${workspace} at ${product} was handed over to you by ${person}, who is an admin from here on:`,
    link: { url: link, label: 'Open the workspace' },
    rest: [
      'For 72 hours they can reverse it. Until then you can neither remove the workspace, nor hand it on, nor change what they may do.',
    ],
  }),
  ownership_handed_over: ({ link, workspace, person, when }, product) => ({
    subject: `You handed ${workspace} over`,
    lead: `${person} confirmed it, and owns ${workspace} at ${product} from here on. You are an admin there.`,
    facts: [
      ['New owner', person],
      ['Can be reversed until', readable(when)],
    ],
    ask: 'If that is as it should be, there is nothing to do. If not, take the workspace back, with your password:',
    link: { url: link, label: 'Take it back' },
    rest: [
      'The link works once. Whoever has it still needs your password, and your second factor if you use one.',
    ],
  }),
  ownership_reversed: ({ link, workspace, person }, product) => ({
    subject: `${workspace} is owned by ${person} again`,
    lead: `The change of the owner of ${workspace} at ${product} was reversed. ${person} owns it again, and everybody holds the roles of before:`,
    link: { url: link, label: 'Open the workspace' },
    rest: [],
  }),
  group_invitation: ({ link, workspace, admin, authority, by }, product) => ({
    subject: `${admin} wants to manage ${workspace}`,
    lead: `${by} asks you to put ${workspace} at ${product} under the admin workspace ${admin}, whose people may then work there.`,
    facts: [
      ['Your workspace', workspace],
      ['Admin workspace', admin],
      ['Authority asked for', authority],
      ['Asked by', by],
    ],
    ask: 'Nothing changes unless you accept. See what exactly they could do, and decide:',
    link: { url: link, label: 'See what they ask for' },
    rest: [
      'The link works for 7 days, for you as the owner. You can let them do less, or leave, at any time. If you do not know them, block them there.',
    ],
  }),
  group_joined: ({ link, workspace, admin, authority, by }, product) => ({
    subject: `${workspace} is managed by ${admin} now`,
    lead: `${by} accepted it: ${workspace} at ${product} is under the admin workspace ${admin} from here on.`,
    facts: [
      ['Workspace', workspace],
      ['Admin workspace', admin],
      ['Authority', authority],
    ],
    ask: 'If that is as it should be, there is nothing to do. If not, end it:',
    link: { url: link, label: 'See the workspace group' },
    rest: ['You get this mail because you own one of the two workspaces.'],
  }),
  group_ended: ({ link, workspace, admin, by }, product) => ({
    subject: `${workspace} is no longer managed by ${admin}`,
    lead: `${by} ended it: people of ${admin} can no longer work in ${workspace} at ${product}. What they had made there for themselves or others is gone, but for what its owner kept.`,
    link: { url: link, label: 'See the workspace group' },
    rest: ['You get this mail because you own one of the two workspaces.'],
  }),
  group_ceiling: ({ link, workspace, admin, authority, by }, product) => ({
    subject: `What ${admin} may do in ${workspace} was changed`,
    lead: `${by} changed what people of ${admin} may do in ${workspace} at ${product}. It holds from now on.`,
    facts: [['Authority', authority]],
    ask: 'If you did not expect this, look at it:',
    link: { url: link, label: 'See the workspace group' },
    rest: ['You get this mail because you own one of the two workspaces.'],
  }),
  group_sub_made: ({ link, workspace, admin, by }, product) => ({
    subject: `${by} made the workspace ${workspace}`,
    lead: `${by} made ${workspace} at ${product} for ${admin}. It is managed from there, and you own it, as you own ${admin}.`,
    ask: 'If that is as it should be, there is nothing to do. If not, take it out of the group:',
    link: { url: link, label: 'See the workspace group' },
    rest: [`You get this mail because you own ${admin}.`],
  }),
  group_admin_added: ({ link, admin, person, role, places, by }, product) => ({
    subject: `${person} may now administer workspaces of ${admin}`,
    lead: `Somebody was given a role at ${product} by which they change what others may do in workspaces below ${admin}.`,
    facts: [
      ['Who', person],
      ['Role', role],
      ['Where', places],
      ['Given by', by],
    ],
    ask: 'If that is as it should be, there is nothing to do. If not, take the role away:',
    link: { url: link, label: 'See the workspace group' },
    rest: [`You get this mail because you own ${admin}.`],
  }),
  group_became_admin: ({ link, admin, role, places, by }, product) => ({
    subject: `You may now administer workspaces of ${admin}`,
    lead: `${by} gave you the role ${role} in ${places} below ${admin} at ${product}. With it you may change what others may do there:`,
    link: { url: link, label: 'See the workspace group' },
    rest: [`If you did not expect this, ask ${by}.`],
  }),
  group_turned_down: ({ link, admin }, product) => ({
    subject: `An invitation of ${admin} was turned down`,
    lead: `Somebody whom ${admin} wanted to manage or to hand a workspace over to at ${product} does not want it:`,
    link: { url: link, label: 'See the workspace group' },
    rest: [],
  }),
  group_more_asked: ({ link, workspace, admin, authority, by }, product) => ({
    subject: `${admin} asks for more in ${workspace}`,
    lead: `${by} asks you to let people of ${admin} do more in ${workspace} at ${product}.`,
    facts: [
      ['Authority asked for', authority],
      ['Asked by', by],
    ],
    ask: 'Nothing changes unless you accept:',
    link: { url: link, label: 'See what they ask for' },
    rest: [],
  }),
  group_hand_over: ({ link, workspace, admin, by }, product) => ({
    subject: `${by} wants to hand ${workspace} over to you`,
    lead: `${by} of ${admin} offers you ${workspace} at ${product}. If you accept, you own it, and ${admin} goes on managing it as far as you let it.`,
    ask: 'Nothing changes unless you accept:',
    link: { url: link, label: 'See the workspace' },
    rest: ['The link works for 7 days, for this address alone.'],
  }),
  group_handed_over: ({ link, workspace, admin, person }, product) => ({
    subject: `${workspace} belongs to ${person} now`,
    lead: `${person} accepted ${workspace} at ${product} from ${admin}, and owns it from here on. What ${admin} may do there is for its owner to say.`,
    link: { url: link, label: 'See the workspace group' },
    rest: [],
  }),
  guardrails_tightened: ({ link, workspace, admin, rules, by, when }, product) => ({
    subject: `${admin} will ask more of everybody in ${workspace}`,
    lead: `${by} changed what ${admin} asks of everybody in ${workspace} at ${product}, but for you, its owner. Whoever does not meet it then cannot come in.`,
    facts: [
      ['What', rules],
      ['From', readable(when)],
    ],
    ask: 'Tell your people in time. If you do not agree, you can leave the group until then:',
    link: { url: link, label: 'See the workspace group' },
    rest: ['You get this mail because you own the workspace.'],
  }),
  role_published_change: ({ link, workspace, admin, role, change, by }, product) => ({
    subject: `The role ${role} in ${workspace}`,
    lead: `${by} changed the role ${role} of ${admin} in ${workspace} at ${product}. ${change}`,
    ask: 'Look at it, and at who holds it:',
    link: { url: link, label: 'See the roles' },
    rest: ['You get this mail because you own the workspace.'],
  }),
  removal_scheduled: ({ link, workspace, by, when }, product) => ({
    subject: `${workspace} is going to be removed`,
    lead: `${workspace} at ${product} is going to be removed, with everything in it. From then on nobody can open it.`,
    facts: [
      ['Wanted by', by],
      ['When', readable(when)],
    ],
    ask: 'If that is as it should be, there is nothing to do. If not, cancel it before then:',
    link: { url: link, label: 'Open the workspace' },
    rest: ['You get this mail because you may cancel it.'],
  }),
  removal_soon: ({ link, workspace, when }, product) => ({
    subject: `${workspace} will be removed in less than two hours`,
    lead: `${workspace} at ${product} is about to be removed, with everything in it. From then on nobody can open it.`,
    facts: [['When', readable(when)]],
    ask: 'This is the last mail about it. If it should stay, cancel the removal now:',
    link: { url: link, label: 'Open the workspace' },
    rest: ['You get this mail because you may cancel it.'],
  }),
  removal_cancelled: ({ link, workspace, by }, product) => ({
    subject: `${workspace} stays`,
    lead: `${by} cancelled the removal of ${workspace} at ${product}. Everything is as it was:`,
    link: { url: link, label: 'Open the workspace' },
    rest: ['You get this mail because you were told that it would be removed.'],
  }),
};
