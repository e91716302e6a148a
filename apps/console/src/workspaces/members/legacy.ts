import type { MembersLegacy, MembersRemoveQuery } from '../../api-client/index.js';
import { removal as s } from './strings.js';

/** What is to be different from what happens by itself. */
export interface Ticked {
  readonly keepInvitations?: boolean;
  readonly takeGrants?: boolean;
  readonly revokeKeys?: boolean;
}

interface Listed<T> {
  readonly items: readonly T[];
  readonly is_complete: boolean;
}

/** Their own keys die with them; those of programs they made live on. */
export function legacyOf({ invitations, grants, api_keys: keys }: MembersLegacy) {
  const these = (of_service: boolean) => ({
    ...keys,
    items: keys.items.filter((key) => key.of_service === of_service),
  });
  return { invitations, grants, serviceKeys: these(true), ownKeys: these(false) };
}

export const countOf = ({ items, is_complete }: Listed<unknown>): string =>
  is_complete ? items.length.toLocaleString() : s.more(items.length);

export function queryOf({ keepInvitations, takeGrants, revokeKeys }: Ticked): MembersRemoveQuery {
  const revoke = [...(takeGrants ? ['grants'] : []), ...(revokeKeys ? ['service_keys'] : [])];
  return {
    ...(keepInvitations && { keep: 'invitations' }),
    ...(revoke.length > 0 && { revoke: revoke.join(',') }),
  };
}
