import { type ActivityName, activities } from '../../api-client/activities.js';
import { accessSentences } from './access.js';
import { groupSentences } from './groups.js';
import { identitySentences } from './identity.js';
import { strong } from './parts.js';
import type { AuditRecord, Part, Sentence } from './sentence.js';
import { workspaceSentences } from './workspaces.js';

/** A sentence for everything that is recorded. */
const sentences: Readonly<Record<ActivityName, Sentence>> = {
  ...accessSentences,
  ...groupSentences,
  ...identitySentences,
  ...workspaceSentences,
};

/** The activities there are, in the order of their numbers. */
export const activityNames = (Object.keys(activities) as ActivityName[]).sort(
  (a, b) => activities[a] - activities[b],
);

export const isActivityName = (name: string): name is ActivityName => Object.hasOwn(activities, name);

/** What an activity is called in a list of kinds; one this console is too old to know has its name in the API. */
export const nameOfActivity = (activity: string): string =>
  isActivityName(activity) ? sentences[activity].name : activity;

/** What was done by a key says so. */
function withKey({ from_api, audit_metadata }: AuditRecord): readonly Part[] {
  const name = audit_metadata['api_key_name'];
  return from_api && typeof name === 'string' ? [' with the key ', strong(name)] : [];
}

/** The workspace of the group in which it was done, where the record is the stub of one that stands there. */
export function actedIn({ audit_metadata }: AuditRecord): string | undefined {
  const id = audit_metadata['acted_in'];
  return typeof id === 'string' ? id : undefined;
}

/** What was done in a workspace of the group stands in its own log; here no more is known than that. */
const elsewhere = ({ activity, outcome }: AuditRecord, sub: string | undefined): readonly Part[] => [
  outcome === 'done' ? 'acted in ' : 'tried to act in ',
  sub === undefined ? 'a sub workspace' : strong(sub),
  ': ',
  strong(nameOfActivity(activity)),
];

/**
 * An activity this console is too old to know still has a line, with the name it has in the API. `sub`: how the workspace is
 * called in which it was done, where one knows.
 */
export function sentenceOf(record: AuditRecord, sub?: string): readonly Part[] {
  if (actedIn(record) !== undefined) return [...elsewhere(record, sub), ...withKey(record)];
  return [...whatWasDone(record), ...withKey(record)];
}

function whatWasDone(record: AuditRecord): readonly Part[] {
  const { activity, outcome } = record;
  const known = isActivityName(activity) ? sentences[activity] : undefined;
  if (outcome !== 'done') return ['tried to ', known?.tried ?? activity];
  if (!known) return ['did ', strong(activity)];
  return typeof known.did === 'string' ? [known.did] : known.did(record);
}

export const actorOf = ({ user_name, user_email, actor_type }: AuditRecord): string =>
  user_name ?? user_email ?? (actor_type === 'system' ? 'The system' : 'Somebody whose name was erased');
