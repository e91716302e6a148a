import { Ability as CaslAbility, type MatchConditions, type RawRuleOf, type Subject } from '@casl/ability';
import type { Action, Permission, Resource } from './catalog.js';
import { type Attributes, type Condition, type Row, matches } from './condition.js';
import type { PermissionSet } from './effective.js';
import type { Rule } from './grant.js';

/** A question about one row: CASL sees the row only through this envelope, never its keys. */
interface Question {
  readonly resource: Resource;
  readonly row: Row;
  readonly attributes: Attributes;
}

export type Casl = CaslAbility<[Action, Subject], Condition>;

/** What one set of rules allows. Immutable, and the same for everybody who holds that set. */
export class Ability {
  constructor(
    private readonly casl: Casl,
    readonly permissions: PermissionSet,
  ) {}

  /** May this be done to *some* row of the type? The row itself must be asked again. */
  mayType(permission: Permission): boolean {
    return this.permissions.has(permission);
  }

  /** May this be done to this row? */
  mayRow(permission: Permission, row: Row, attributes: Attributes = {}): boolean {
    const [resource, action] = split(permission);
    const question: Question = { resource, row, attributes };
    return this.casl.can(action, question);
  }

  /** The rules behind a permission, for `visible`. */
  rulesFor(permission: Permission): ReturnType<Casl['rulesFor']> {
    const [resource, action] = split(permission);
    return this.casl.rulesFor(action, resource);
  }
}

export function split(permission: Permission): [Resource, Action] {
  const colon = permission.lastIndexOf(':');
  return [permission.slice(0, colon) as Resource, permission.slice(colon + 1) as Action];
}

/** CASL's own words for "anything", which no permission can spell: here `all` and `manage` are words like others. */
const UNSPEAKABLE = ':';

const conditionsMatcher = (condition: Condition): MatchConditions =>
  ((question: Question) => matches(condition, question.row, question.attributes)) as MatchConditions;

export function compile(rules: readonly Rule[]): Ability {
  const raw = rules.map(({ permission, when }) => {
    const [subject, action] = split(permission);
    return { action, subject, ...(when && { conditions: when }) };
  }) as RawRuleOf<Casl>[];
  const casl = new CaslAbility<[Action, Subject], Condition>(raw, {
    conditionsMatcher,
    anyAction: UNSPEAKABLE,
    anySubjectType: UNSPEAKABLE,
    detectSubjectType: (question) => (question as Question).resource,
  });
  return new Ability(casl, new Set(rules.map((rule) => rule.permission)));
}

/**
 * Building an ability costs 50 times as much as asking it, and roles repeat while people do not: one ability
 * per distinct permission set. Oldest out first; a Map keeps insertion order.
 */
const compiled = new Map<string, Ability>();
const MOST_COMPILED = 10_000;

export function abilityFor(set: PermissionSet): Ability {
  const key = [...set].sort().join(' ');
  const found = compiled.get(key);
  if (found) {
    compiled.delete(key);
    compiled.set(key, found);
    return found;
  }
  const made = compile([...set].map((permission) => ({ permission })));
  compiled.set(key, made);
  if (compiled.size > MOST_COMPILED) compiled.delete(compiled.keys().next().value as string);
  return made;
}
