import { dayOf } from '../../ui/day.js';
import { counted } from '../../words/counts.js';
import { roleInSentence } from '../../words/roles.js';
import type { AuditRecord, Part, Sentence } from './sentence.js';

/** What sentences are put together from. */
export const strong = (text: string): Part => ({ strong: text });

export const valueAfter = (record: AuditRecord, field: string): unknown => record.changes[field]?.after;
export const valueBefore = (record: AuditRecord, field: string): unknown => record.changes[field]?.before;

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : 'nothing');

/** How many it was done to. */
export const countAffected = ({ affected_count: count }: AuditRecord, one: string): Part =>
  strong(counted(count ?? 0, one));

/** Somebody other than who did it; a name can be erased. */
export const personNamed = (name: unknown): Part =>
  strong(typeof name === 'string' ? name : 'somebody whose name was erased');

export const targetOf = ({ target: { name } }: AuditRecord): Part => personNamed(name);

export const roleNamed = (name: unknown): readonly Part[] => [strong(roleInSentence(textOf(name)))];

export const listRoles = (value: unknown): string =>
  Array.isArray(value) ? value.map((name) => roleInSentence(String(name))).join(', ') : 'no role';

/** `as editor`, where the record says so. */
export const asRoles = (given: unknown): readonly Part[] => (given ? [' as ', strong(listRoles(given))] : []);

export function untilEnd(record: AuditRecord): readonly Part[] {
  const change = record.changes['expires_at'];
  if (!change) return [];
  return typeof change.after === 'string' ? [', until ', strong(dayOf(change.after))] : [', without an end'];
}

/** For what is created, changed and deleted and has no more to tell than its name: `crud('lead_label', 'label')`. */
export const crud = <Subject extends string>(subject: Subject, noun: string) =>
  ({
    [`${subject}.created`]: actOn(noun, 'create', 'created'),
    [`${subject}.updated`]: actOn(noun, 'change', 'changed'),
    [`${subject}.deleted`]: actOn(noun, 'delete', 'deleted'),
  }) as Readonly<Record<`${Subject}.${'created' | 'updated' | 'deleted'}`, Sentence>>;

const actOn = (noun: string, verb: string, past: string): Sentence => ({
  name: `${noun.charAt(0).toLocaleUpperCase()}${noun.slice(1)} ${past}`,
  did: (record) => [`${past} the ${noun} `, targetOf(record)],
  tried: `${verb} a ${noun}`,
});
