export const freshLoginDialog = {
  title: 'Is it you?',
  text: 'What you are about to do needs a login of the last ten minutes.',
  submit: 'Go on',
  app: { label: 'Code of your authenticator app', other: 'Use a recovery code instead' },
  recovery: { label: 'Recovery code', other: 'Use the authenticator app instead' },
};

export const setUp = {
  title: 'Set up two-factor authentication',
  replaceTitle: 'Move to another authenticator app',
  replaceText: 'The one you have keeps working until the new one has shown a right code.',
  scan: 'Scan this picture with an authenticator app: one on your phone, or a password manager.',
  qrCode: 'QR code for an authenticator app',
  byHand: 'Or type this key into the app',
  copySecret: 'Copy the key',
  code: 'Code',
  codeHint: 'The six digits the app shows now.',
  enable: 'Turn it on',
  replace: 'Use this app',
  preparing: 'Making a key for your app',
};

export const recoveryCodes = {
  title: 'Your recovery codes',
  text: 'If you lose your phone, each of these lets you in once. Keep them where you keep passwords: they are not shown again.',
  list: 'Recovery codes',
  copy: 'Copy all',
  copied: 'The recovery codes are copied.',
  notCopied: 'The browser does not allow copying. Download them instead.',
  download: 'Download',
  file: 'recovery-codes.txt',
  fileText: (product: string, email: string, codes: readonly string[]) =>
    `Recovery codes for ${email} (${product})\nEach works once.\n\n${codes.join('\n')}\n`,
  done: 'I have kept them',
};

export const required = {
  title: 'This workspace asks for two-factor authentication',
  text: (name: string) =>
    `Everybody in ${name || 'this workspace'} signs in with a password and a code of their phone. Set it up to go in.`,
  start: 'Set it up',
  signInAgain: 'Your account has it, but this session began without it. Sign in again to go in.',
  signIn: 'Sign in again',
  others: 'Or go to',
};

export const otherAddress = {
  title: 'This workspace asks for another e-mail address',
  text: (name: string, email: string) =>
    `${name || 'This workspace'} lets in people whose address is of certain domains, and ${email || 'yours'} is of none of them.`,
  more: 'You are still a member: your roles are as they were. Ask its owner to add your domain, or sign in with the address they expect.',
};
