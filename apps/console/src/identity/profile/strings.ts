export const profile = {
  title: 'Profile',
  text: 'How others see you and how you sign in, in every workspace you belong to.',
};

export const name = {
  emailHint: 'You sign in with it, and notices go there.',
  saved: 'Your name is saved.',
};

export const password = {
  title: 'Password',
  text: 'A new one ends all your other sessions.',
  current: 'Current password',
  new: 'New password',
  submit: 'Change password',
  changed: (ended: number) =>
    ended === 0
      ? 'Your password is changed.'
      : `Your password is changed. ${ended === 1 ? 'One other session was' : `${ended.toLocaleString()} other sessions were`} ended.`,
};

export const twoFactor = {
  title: 'Two-factor authentication',
  text: 'To sign in one then needs a code of your phone besides the password.',
  on: 'On',
  off: 'Off',
  setUp: 'Set up',
  since: 'On since',
  codesLeft: 'Recovery codes',
  left: (count: number) => (count === 1 ? '1 left' : `${count} left`),
  few: 'Make new ones soon.',
  newCodes: 'New recovery codes',
  newCodesTitle: 'Make new recovery codes?',
  newCodesText: 'You get ten new ones. Those of before stop working, and your other sessions end.',
  newCodesAction: 'Make new codes',
  renewed: 'Only the new recovery codes work now.',
  replace: 'Replace the app',
  switchOff: 'Switch off',
  switchOffTitle: 'Switch two-factor authentication off?',
  switchOffText:
    'Your password alone then opens your account, and workspaces that ask for a second factor let you in no more. Your other sessions end.',
  switchOffAction: 'Switch off',
  enabled: 'Two-factor authentication is on.',
  replaced: 'The new authenticator app counts from now on.',
  disabled: 'Two-factor authentication is off.',
};

export const devices = {
  title: 'Devices',
  text: 'Where you are signed in. End what you do not recognise, and change your password.',
  current: 'This device',
  lastSeen: 'last seen',
  end: 'End',
  endOne: (name: string, ip: string) => `End: ${name}, ${ip}`,
  ended: (name: string) => `${name} is signed out.`,
  endAll: 'Log out of all devices',
  endAllTitle: 'Log out of all devices?',
  endAllText: 'Every session of yours ends at once, this one too, in all workspaces.',
  endAllAction: 'Log out everywhere',
};

export const everybody = {
  title: 'Log out all users from all devices',
  text: (name: string) => `For an emergency: everybody in ${name} has to sign in again.`,
  action: 'Log out all users',
  confirmTitle: (name: string) => `Log everybody out of ${name}?`,
  confirmText: (alsoSubs: boolean) =>
    `All its users lose access on all their devices at once, you too, until they sign in again.${alsoSubs ? '' : ' Other workspaces do not notice.'}`,
  alsoKeys: 'Revoke all API keys, too',
  keysText: 'Every program that uses one stops at once, and needs a new key. This cannot be taken back.',
  alsoSubs: 'Also in all sub workspaces',
  subsText: (count: number) =>
    `${count === 1 ? 'In the one sub workspace' : `In all ${count.toLocaleString()} sub workspaces`} everybody has to sign in again as well, the people of your clients, too. Each has it in its audit log. API keys there stay.`,
};

export const activity = {
  title: 'Account activity',
  text: 'What happened to your account, and from where. Was it not you? Change your password.',
};
