import { type Caller, systemCaller } from './ctx.js';
import type { Scope } from './facts.js';

/** The actor of a transaction in another workspace, as the rows and records there name them. */
export type ActingAs =
  | { readonly as: 'caller' }
  /** The other workspace must not learn who acted. */
  | { readonly as: 'system' }
  /** The caller acts there through this link; the log of the workspace they come from gets a stub. */
  | { readonly as: 'link'; readonly linkId: string };

export function callerElsewhere(here: Caller, workspaceId: string, as: ActingAs): Caller {
  const scope = scopeElsewhere(here.scope, workspaceId, as);
  if (as.as !== 'system') return { ...here, scope };
  return systemCaller({ ...here.facts, ip: '0.0.0.0', userAgent: null }, scope);
}

/** The link to this workspace leads to no other. Only the person's own data goes along. */
function scopeElsewhere(here: Scope, workspaceId: string, as: ActingAs): Scope {
  const { userId, address, workspaceId: actingFrom } = here;
  return {
    workspaceId,
    ...(userId !== undefined && { userId }),
    ...(address !== undefined && { address }),
    ...(as.as === 'link' && { viaLinkId: as.linkId }),
    ...(as.as === 'link' && actingFrom !== undefined && { actingFrom }),
  };
}
