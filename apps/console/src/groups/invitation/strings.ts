export const groupInvitation = {
  loading: 'Your invitation',
  join: (admin: string, sub: string) => `${admin} asks to run ${sub} with you`,
  joinText: (inviter: string | null, admin: string, sub: string) =>
    `${inviter ? `${inviter} of ${admin}` : admin} invites ${sub} into a group of workspaces, as one that is run from ${admin}.`,
  handOver: (sub: string) => `${sub} is to be yours`,
  handOverText: (inviter: string | null, admin: string) =>
    `${inviter ? `${inviter} of ${admin}` : admin} hands it over to you. You own it once you accept, and it stays in the group of ${admin}.`,
  facts: {
    join: [
      'Nothing changes unless you accept.',
      'Every act of theirs stands in your audit log, with the name of whoever did it.',
      'You can allow less, or leave the group, at any time.',
    ],
    hand_over: [
      'Nothing changes unless you accept.',
      'You decide from then on what they may do there, and can leave the group at any time.',
      'Every act of theirs stands in your audit log, with the name of whoever did it.',
    ],
  },
  may: 'What they may do there',
  rules: 'Rules that bind everybody there but its owner',
  until: 'You can decide until',
  accept: { join: 'Accept', hand_over: 'Accept and own it' },
  reject: 'Reject',
  block: 'Reject and block',
  rejectTitle: (admin: string) => `Reject the invitation of ${admin}?`,
  rejectText: { join: 'They are told, and can ask again.', hand_over: 'They are told, and it stays theirs.' },
  blockTitle: (admin: string) => `Reject and block ${admin}?`,
  blockText: 'They are told, and cannot invite this workspace again.',
  accepted: {
    join: (admin: string, sub: string) => `${sub} is now run with ${admin}.`,
    hand_over: (_: string, sub: string) => `${sub} is yours now.`,
  },
  signIn: 'Sign in to answer',
  signInText: {
    join: (sub: string) => `Only the owner of ${sub} can answer this.`,
    hand_over: () => 'Only the person it is offered to can answer this.',
  },
  wrongTitle: 'This is not for you to decide',
  wrongText: {
    join: (mine: string, sub: string) =>
      `You are signed in as ${mine}, and do not own ${sub}. Its owner can open this link.`,
    hand_over: (mine: string) => `You are signed in as ${mine}, and it is offered to somebody else.`,
  },
  otherAccount: 'Sign in as somebody else',
  dead: {
    accepted: ['This invitation was accepted', 'The settings of the workspace show what was agreed to.'],
    rejected: ['This invitation was rejected', 'Nothing was changed by it.'],
    withdrawn: ['This invitation was withdrawn', 'Nothing was changed by it.'],
    expired: ['This invitation has expired', 'Ask for a new one.'],
  },
  unknown: ['This link leads nowhere', 'It may have been cut off in the mail. Copy all of it and try again.'],
} as const;
