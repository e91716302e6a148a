import { type Caller, systemCaller } from './ctx.js';
import type { Scope } from './facts.js';

/** As whom a transaction goes on in another workspace: what the rows and records that it leaves there say. */
export type As =
  | { readonly as: 'caller' }
  /** The other workspace must not learn who acted. */
  | { readonly as: 'system' }
  /** The caller acts there through this link; the log of the workspace they act from hears of it too. */
  | { readonly as: 'link'; readonly linkId: string };

export function callerElsewhere(here: Caller, workspaceId: string, as: As): Caller {
  const scope = scopeElsewhere(here.scope, workspaceId, as);
  if (as.as !== 'system') return { ...here, scope };
  return systemCaller({ ...here.facts, ip: '0.0.0.0', userAgent: null }, scope);
}

/** The link that leads to the workspace here leads nowhere else: only what belongs to the person goes along. */
function scopeElsewhere(here: Scope, workspaceId: string, as: As): Scope {
  const { userId, address, workspaceId: actingFrom } = here;
  return {
    workspaceId,
    ...(userId !== undefined && { userId }),
    ...(address !== undefined && { address }),
    ...(as.as === 'link' && { viaLinkId: as.linkId }),
    ...(as.as === 'link' && actingFrom !== undefined && { actingFrom }),
  };
}
