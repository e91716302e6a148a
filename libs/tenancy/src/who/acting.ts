import type { Ctx } from './ctx.js';
import { Refused } from './refusals.js';

/**
 * By way of a link one may prolong, hand out or change what was made by way of it, and nothing that stands by itself: it
 * would outlive the link with what was added to it. @throws Refused acting_limited
 */
export function refuseBeyondLink(
  { scope }: Ctx,
  { via_link_id }: { readonly via_link_id: string | null },
): void {
  if (scope.viaLinkId && via_link_id !== scope.viaLinkId) throw new Refused('acting_limited');
}
