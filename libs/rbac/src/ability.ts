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

/** What one set of rules allows. Immutable, and the same for everybody who holds that set. */
export class Ability {
  /**
   * @param permissions what may be done to some row
   * @param anywhere what may be done to every row: where a set answers, CASL is not asked, which takes 20 times as long
   * @param casl the rules with a condition; none where there are none
   */
  constructor(
    readonly permissions: PermissionSet,
    private readonly anywhere: PermissionSet,
    private readonly casl?: Casl,
  ) {}

  /** May this be done to *some* row of the type? The row itself must be asked again. */
  mayType(permission: Permission): boolean {
    return this.permissions.has(permission);
  }

  /** May this be done to this row? */
  mayRow(permission: Permission, row: Row, attributes: Attributes = {}): boolean {
    return this.mayAnyRow(permission) || this.mayByCondition(permission, row, attributes);
  }

  mayAnyRow(permission: Permission): boolean {
    return this.anywhere.has(permission);
  }

  /** Of the rows that it may be done to only on a condition: the conditions, of which one is enough. */
  conditionsFor(permission: Permission): readonly Condition[] {
    const [resource, action] = split(permission);
    return (this.casl?.rulesFor(action, resource) ?? []).map((rule) => rule.conditions as Condition);
  }

  private mayByCondition(permission: Permission, row: Row, attributes: Attributes): boolean {
    if (!this.casl) return false;
    const [resource, action] = split(permission);
    const question: Question = { resource, row, attributes };
    return this.casl.can(action, question);
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
  const raw = rules
    .filter((rule) => rule.when)
    .map(({ permission, when: conditions }) => {
      const [subject, action] = split(permission);
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

/** Of permissions that hold for every row. Costs nothing to make, so none is kept: there are more sets than people. */
export function abilityFor(set: PermissionSet): Ability {
  const permissions = Permissions.of(set);
  return new Ability(permissions, permissions);
}
