import { type Ctx, Refused } from '@bailiwick/tenancy';
import { DEFAULT_HOURS } from './invitations.schema.js';

/** How long an invitation is open, where the admin workspace has something to say about it. @throws Refused guardrail */
export function hoursOpen({ link }: Ctx, asked?: number): number {
  const longest = link?.longestInvitationHours ?? Infinity;
  if (asked !== undefined && asked > longest) throw new Refused('guardrail');
  return asked ?? Math.min(DEFAULT_HOURS, longest);
}
