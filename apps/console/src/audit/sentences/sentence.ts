import type { ActivityName } from '../../api-client/activities.js';
import type { AuditLogList } from '../../api-client/index.js';

export type AuditRecord = AuditLogList['items'][number];

/** Plain words, and what is to stand out among them. */
export type Part = string | { readonly strong: string };

export interface Sentence {
  /** What it is called in a list of kinds. */
  readonly name: string;
  /** What follows the name of who did it. */
  readonly did: string | ((record: AuditRecord) => readonly Part[]);
  /** What follows "tried to", when it was refused or failed. */
  readonly tried: string;
}

/** A sentence for each activity whose name begins with one of these: a missing one does not compile. */
export type SentencesOf<Subject extends string> = Readonly<
  Record<Extract<ActivityName, `${Subject}.${string}`>, Sentence>
>;
