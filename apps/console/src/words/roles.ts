import type { SystemRole } from '@bailiwick/rbac';

/** Roles as people call them; a role of the workspace's own has the name it was given. */
const names: Readonly<Record<SystemRole, string>> = {
  owner: 'Owner',
  admin: 'Admin',
  editor: 'Editor',
  view: 'Viewer',
  client: 'Client',
};

const isSystemRole = (name: string): name is SystemRole => Object.hasOwn(names, name);

export const nameOfRole = (name: string): string => (isSystemRole(name) ? names[name] : name);
/** In the middle of a sentence. */
export const roleInSentence = (name: string): string =>
  isSystemRole(name) ? names[name].toLocaleLowerCase() : name;

export const roleText = (roles: readonly { readonly name: string }[]): string =>
  roles.map(({ name }) => nameOfRole(name)).join(', ');
