export const reversal = {
  title: (workspace: string) => `Take ${workspace} back`,
  text: (person: string) =>
    `${person} owns it now. With your password you own it again, and everybody holds the roles they had before.`,
  loading: 'Your workspace',
  until: 'You can do this until',
  submit: 'Take it back',
  doneTitle: (workspace: string) => `You own ${workspace} again`,
  doneText:
    'Both of you get a mail about it. If you did not hand it over yourself, change your password now.',
  dead: {
    expired: [
      'This can no longer be reversed',
      'There were 72 hours for it. Ask the new owner to hand it back.',
    ],
    used: ['This was reversed already', 'The workspace is yours again, and in your list.'],
  },
  unknown: ['This link leads nowhere', 'It may have been cut off in the mail. Copy all of it and try again.'],
} as const;
