/** Words that mean the same on every page. */
export const common = {
  actions: 'Actions',
  cancel: 'Cancel',
  clearFilters: 'Clear filters',
  close: 'Close',
  details: 'Details',
  dismiss: 'Dismiss',
  done: 'Done',
  home: 'Go to my workspaces',
  open: 'Open',
  save: 'Save',
  showMore: 'Show more',
  signIn: 'Sign in',
  signOut: 'Sign out',
  tryAgain: 'Try again',
} as const;
