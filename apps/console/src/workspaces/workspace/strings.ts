export const workspace = {
  title: 'Workspace',
  members: 'Members',
  identity: 'Name and logo',
  id: 'Workspace ID',
  copyId: 'Copy the workspace ID',
  name: 'Name',
  rename: 'Rename the workspace',
  renamed: (name: string) => `Renamed to ${name}.`,
  logo: 'Address of the logo',
  logoHint: 'For programs that read it. Here its initials stand, so that no other server learns who looks.',
  logoSaved: 'The logo is saved.',
};

export const entryRules = {
  title: 'Who may enter',
  text: 'Nobody is removed by these rules. Whoever does not meet them gets in once they do; the owner always can.',
  twoFactor: 'Two-factor authentication required',
  twoFactorText: 'Whoever has not set it up sees nothing of this workspace until they have.',
  twoFactorOn: 'Everybody needs two-factor authentication here from now on.',
  twoFactorOff: 'Two-factor authentication is no longer asked for here.',
  ownFirst: 'You would lock yourself out: set it up for your own account first.',
  ownFirstLink: 'Go to my profile',
  domains: 'E-mail domains',
  domainsText: 'Only people whose address is of one of these get in. With none, everybody does.',
  noDomains: 'Every address gets in.',
  add: 'Add',
  domain: 'Domain',
  placeholder: 'company.example',
  remove: (domain: string) => `Remove ${domain}`,
  added: (domain: string) => `Of ${domain} people get in from now on.`,
  removed: (domain: string) => `${domain} is taken off the list.`,
  ownDomain: 'You would lock yourself out: add the domain of your own address first.',
  notDomain: 'This is not a domain.',
};

export const ownership = {
  title: 'Ownership',
  text: 'There is one owner. The workspace passes to another member when both agree.',
  owner: 'Owner',
  isMe: 'You',
  pending: 'Next owner',
  pendingNote: 'has yet to confirm',
  somebody: 'A member you may not see by name',
  change: 'Change owner',
  changeTitle: 'Hand the workspace over',
  steps: [
    'The person you choose gets a mail and confirms within 7 days. Until then nothing changes, and you can withdraw it.',
    'Once they confirm they own the workspace, and you are an admin.',
    'For 72 hours you can take it back, here or by the link in your mail.',
  ],
  whom: 'Next owner',
  whomHint: 'A member who is active.',
  typeName: 'Type a name or an address',
  nobody: 'No active member of that name',
  choose: 'Choose one of the members.',
  submit: 'Hand over',
  started: (name: string) => `${name} can now confirm it.`,
  withdraw: 'Withdraw',
  withdrawn: 'The workspace stays with you.',
  reverse: 'Take it back',
  reverseTitle: (name: string) => `Take ${name} back?`,
  reverseText: 'You own it again, and everybody holds the roles they had before.',
  reversible: 'You handed this workspace over. You can take it back until',
  reversed: (name: string) => `You own ${name} again.`,
};

export const offer = {
  text: (workspace: string) => `You were chosen to be the next owner of ${workspace}.`,
  more: 'Nothing changes until you confirm.',
  confirm: 'Confirm',
  confirmTitle: (workspace: string) => `Own ${workspace}?`,
  confirmText:
    'You get every power over it, and the owner of before becomes an admin. For 72 hours they can take it back; until then you can neither remove the workspace nor hand it on.',
  done: (workspace: string) => `You own ${workspace} now.`,
};

export const removal = {
  title: 'Remove the workspace',
  text: 'In 24 hours, unless somebody cancels it: the owner and admins can.',
  schedule: 'Remove workspace',
  scheduleTitle: (name: string) => `Remove ${name}?`,
  facts: [
    'For 24 hours everything goes on as before, and the owner and admins can cancel it. They get a mail now, and another before it is too late.',
    'Then nobody can open it any more, and its API keys stop.',
    'For 30 more days whoever runs this server can bring it back. After that it is erased.',
  ],
  typeName: (name: string) => `Type “${name}” to confirm`,
  submit: 'Remove in 24 hours',
  scheduled: (name: string) => `${name} will be removed in 24 hours.`,
  banner: (name: string) => `${name} is going to be removed`,
  cancel: 'Cancel the removal',
  cancelled: (name: string) => `${name} stays.`,
};

export const home = {
  actingTitle: 'Nothing to be done here by way of the group',
  actingText: 'Your role in the group, or what this workspace allows it, gives no access to its settings.',
  leave: 'Leave workspace',
  nothingTitle: 'Nothing is shared with you here yet',
  nothingText:
    'Your role in this workspace gives no access to its settings. Whoever invited you can change that.',
};
