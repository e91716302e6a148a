import type { Caller } from '../who/ctx.js';
import { Failure } from '../who/refusals.js';

/** The entity tag of one version of an object (RFC 9110 8.8.3): the time of its last change. */
export const versionTag = (changed: Date | string): string => `"${new Date(changed).getTime().toString(36)}"`;

/** @throws stale when the client read another version than the present one */
export function refuseStale({ facts }: Caller, row: object): void {
  const { ifMatch } = facts;
  if (ifMatch === undefined || ifMatch === '*') return;
  const { timestamp_updated: changed } = row as { timestamp_updated?: Date };
  if (changed && !ifMatch.split(',').some((tag) => tag.trim() === versionTag(changed)))
    throw new Failure('stale');
}
