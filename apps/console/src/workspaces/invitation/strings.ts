export const invitation = {
  title: (workspace: string) => `Join ${workspace}`,
  text: (inviter: string | null, role: string) =>
    inviter ? `${inviter} invites you as ${role}.` : `You are invited as ${role}.`,
  loading: 'Your invitation',
  forAddress: 'Invitation for',
  join: 'Join',
  createAndJoin: 'Create account and join',
  signInAndJoin: 'Sign in and join',
  decline: 'Decline',
  declineTitle: (workspace: string) => `Decline the invitation to ${workspace}?`,
  declineText: 'The link stops working. To join later, you need a new invitation.',
  joined: (workspace: string) => `Welcome to ${workspace}.`,
  wrongTitle: 'This invitation is for somebody else',
  wrongText: (mine: string, theirs: string) =>
    `You are signed in as ${mine}; the invitation is for ${theirs}.`,
  signOut: (theirs: string) => `Sign out and go on as ${theirs}`,
  stay: 'Stay signed in',
  waitsTitle: 'Almost there',
  waitsText: (workspace: string) =>
    `An admin of ${workspace} has to let you in, because the person who invited you no longer can.`,
  dead: {
    expired: ['This invitation has expired', 'Ask for a new one.'],
    revoked: ['This invitation was withdrawn', 'Ask the person who invited you what has changed.'],
    declined: ['This invitation was declined', 'Ask for a new one if you have changed your mind.'],
    used: ['This invitation was already accepted', 'If that was you, the workspace is in your list.'],
  },
  unknown: ['This link leads nowhere', 'It may have been cut off in the mail. Copy all of it and try again.'],
} as const;
