import type { SystemRole } from '@bailiwick/rbac';

export interface Character {
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
}

/** Everybody's, in the demo and in the tests. */
export const PASSWORD = 'a lantern on the harbour wall';

const character = (first_name: string, last_name: string, host: string): Character => ({
  email: `${first_name.toLowerCase()}@${host}`,
  first_name,
  last_name,
});

/** The cast: the initial says the role. They all work at one agency. */
export const cast = {
  owner: character('Olive', 'Oakes', 'harbour.example'),
  admin: character('Adam', 'Archer', 'harbour.example'),
  editor: character('Edith', 'Ellis', 'harbour.example'),
  view: character('Victor', 'Vance', 'harbour.example'),
  client: character('Clara', 'Cole', 'bakery.example'),
} as const satisfies Record<SystemRole, Character>;

/** Owns a workspace of his own and has no business in the agency's. */
export const stranger = character('Simon', 'Stone', 'elsewhere.example');

export const AGENCY = 'Harbour Agency';
export const CLIENT_WORKSPACES = ['Corner Bakery', 'Lighthouse Books', 'Tidewater Cycles'] as const;
