export const start = {
  firstTitle: 'Create your first workspace',
  firstText: 'A workspace holds its own people, roles and audit log. You own it and invite the others.',
  title: 'Create a workspace',
  text: 'You own it. Its people and data are separate from your other workspaces.',
  name: 'Name',
  namePlaceholder: 'Harbour Agency',
  submit: 'Create workspace',
  waiting: 'Were you invited to one? Open the link in that mail; it leads straight there.',
  back: 'Back',
  created: (name: string) => `${name} is ready.`,
};
