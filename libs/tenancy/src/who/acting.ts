import type { Ctx } from './ctx.js';
import { Refused } from './refusals.js';

/**
 * Through a link a person can extend, hand out or change lent objects, and none of the sub's own: these would outlive the
 * link together with the change. @throws Refused acting_limited
 */
export function refuseBeyondLink(
  { scope }: Ctx,
  { via_link_id }: { readonly via_link_id: string | null },
): void {
  if (scope.viaLinkId && via_link_id !== scope.viaLinkId) throw new Refused('acting_limited');
}
