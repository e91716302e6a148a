export const extension = {
  title: 'Ask for more time',
  text: (workspace: string) =>
    `Whoever gave you the role in ${workspace}, and its owner, get a mail and decide.`,
  loading: 'Your role',
  role: (role: string) => `Your role: ${role}`,
  someRole: 'One of your roles here is given for a time.',
  ends: 'It ends',
  reason: 'Reason',
  reasonHint: 'What you still need it for, when it helps them to decide.',
  submit: 'Ask for more time',
  home: 'Go to the workspace',
  asked: [
    'You have asked',
    'Whoever gave you the role, and the owner, got a mail. You will see it here when they decide.',
  ],
  askedAlready: [
    'You asked already',
    'That was less than a day ago. They have your mail; give them a little time.',
  ],
  endless: ['This role has no end', 'It stays until somebody takes it away. There is nothing to ask for.'],
  over: ['This role is over', 'It has ended or was taken away. Ask whoever gave it to you to give it again.'],
} as const;
