import type { MembersRead } from '../../api-client/index.js';

type Held = MembersRead['roles'][number];

export type GrantState =
  | { readonly is: 'ending'; readonly role?: string; readonly until?: string }
  | { readonly is: 'endless' | 'over' };

/** How it stands with a role one was given; `undefined` roles are none one may see. */
export function grantStateOf(
  grantId: string,
  roles: readonly Held[] | undefined,
  now = Date.now(),
): GrantState {
  if (!roles) return { is: 'ending' };
  const held = roles.find(({ grant_id }) => grant_id === grantId);
  if (!held) return { is: 'over' };
  if (held.expires_at === null) return { is: 'endless' };
  if (Date.parse(held.expires_at) <= now) return { is: 'over' };
  return { is: 'ending', role: held.name, until: held.expires_at };
}
