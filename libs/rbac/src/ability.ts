import { Ability as CaslAbility, type MatchConditions, type RawRuleOf, type Subject } from '@casl/ability';
import type { Action, Permission, Resource } from './catalog.js';
import { type Attributes, type Condition, type Row, matches } from './condition.js';
import type { Rule } from './grant.js';
import { type PermissionSet, Permissions } from './permission-set.js';

/** A question about one row: CASL sees the row only through this envelope, never its keys. */
interface Question {
  readonly resource: Resource;
  readonly row: Row;
  readonly attributes: Attributes;
}

type Casl = CaslAbility<[Action, Subject], Condition>;

/** The acts that one set of rules allows. Immutable, and the same for every holder of the set. */
export class Ability {
  /**
   * @param permissions the permissions for some row
   * @param anywhere the permissions for every row: where a set answers, nobody asks CASL, which takes 20 times as long
   * @param casl the rules with a condition, if any
   */
  constructor(
    readonly permissions: PermissionSet,
    private readonly anywhere: PermissionSet,
    private readonly casl?: Casl,
  ) {}

  /** @returns whether the holder can do this to *some* row of the type; code must ask again for the row itself */
  mayType(permission: Permission): boolean {
    return this.permissions.has(permission);
  }

  /** @returns whether the holder can do this to this row */
  mayRow(permission: Permission, row: Row, attributes: Attributes = {}): boolean {
    return this.mayAnyRow(permission) || this.mayByCondition(permission, row, attributes);
  }

  mayAnyRow(permission: Permission): boolean {
    return this.anywhere.has(permission);
  }

  /** The conditions for rows that need one; one of them is enough. */
  conditionsFor(permission: Permission): readonly Condition[] {
    const [resource, action] = splitPermission(permission);
    return (this.casl?.rulesFor(action, resource) ?? []).map((rule) => rule.conditions as Condition);
  }

  private mayByCondition(permission: Permission, row: Row, attributes: Attributes): boolean {
    if (!this.casl) return false;
    const [resource, action] = splitPermission(permission);
    const question: Question = { resource, row, attributes };
    return this.casl.can(action, question);
  }
}

export function splitPermission(permission: Permission): [Resource, Action] {
  const colon = permission.lastIndexOf(':');
  return [permission.slice(0, colon) as Resource, permission.slice(colon + 1) as Action];
}

/** CASL's own words for "anything". No permission can spell them, so `all` and `manage` are ordinary words here. */
const UNSPEAKABLE = ':';

const conditionsMatcher = (condition: Condition): MatchConditions =>
  ((question: Question) => matches(condition, question.row, question.attributes)) as MatchConditions;

export function compile(rules: readonly Rule[]): Ability {
  const raw = rules
    .filter((rule) => rule.when)
    .map(({ permission, when: conditions }) => {
      const [subject, action] = splitPermission(permission);
      return { action, subject, conditions };
    }) as RawRuleOf<Casl>[];
  const casl = new CaslAbility<[Action, Subject], Condition>(raw, {
    conditionsMatcher,
    anyAction: UNSPEAKABLE,
    anySubjectType: UNSPEAKABLE,
    detectSubjectType: (question) => (question as Question).resource,
  });
  const of = (some: readonly Rule[]) => Permissions.of(some.map((rule) => rule.permission));
  return new Ability(of(rules), of(rules.filter((rule) => !rule.when)), casl);
}

/** For permissions on every row. It costs nothing to make, so no cache keeps it: there are more sets than people. */
export function abilityFor(set: PermissionSet): Ability {
  const permissions = Permissions.of(set);
  return new Ability(permissions, permissions);
}
