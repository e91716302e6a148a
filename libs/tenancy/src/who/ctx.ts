import type { Ability, Bindings, Permission, Role } from '@bailiwick/rbac';
import type { Facts, Scope } from './facts.js';

/** The actor, as the audit log names them. */
export type Actor =
  | {
      readonly type: 'user' | 'service_principal';
      readonly id: string;
      readonly name: string;
      readonly email: string;
      /** The API key of the request. */
      readonly key?: Key;
    }
  | { readonly type: 'system' };

/** An API key with its name. */
export interface Key {
  readonly id: string;
  readonly name: string;
}

/** Any caller. Code passes it by hand as the first argument; only the log's request id is ambient. */
export interface Caller {
  readonly facts: Facts;
  readonly scope: Scope;
  readonly actor: Actor;
}

export interface Principal {
  readonly userId: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  /** Empty without a session: with an API key, and in a job. */
  readonly sessionId: string;
  /** Set when the request has an API key instead of a session. */
  readonly key?: Key;
  /** A program, not a person with an account. */
  readonly isService: boolean;
}

/** A signed-in person. */
export interface Person extends Caller {
  readonly principal: Principal;
}

/** A workspace and its admin workspace: `group:<id>` names it. */
export interface GroupLink {
  readonly id: string;
  /** The admin workspace manages this one, and they have the same owner. */
  readonly isManaged: boolean;
  readonly from: { readonly id: string; readonly name: string };
  /** The longest time that an invitation can be open; without it, the usual time. */
  readonly longestInvitationHours?: number;
}

/** A signed-in person in a workspace. */
export interface Ctx extends Person {
  readonly workspace: { readonly id: string; readonly name: string };
  /** For an acting person who is no member here: their row in the admin workspace. */
  readonly member: { readonly id: string };
  /** The bindings that the request uses: direct ones where these alone permit it, else those through the group. */
  readonly roles: readonly Role[];
  readonly ability: Ability;
  /** All their bindings here, direct and through the group. */
  readonly bindings: Bindings;
  /** The admin workspace of this one, if any. */
  readonly link?: GroupLink;
  /** Set only when the request acts through the group. */
  readonly acting?: GroupLink;
  /** The person signed in, or confirmed their identity, in the last ten minutes. Never true for a key. */
  readonly fresh: boolean;
  /** The same person, asked for another permission. */
  readonly asking: (permission: Permission) => Ctx;
  /** The permission of the route: `tx.load` asks for it unless the call names another. */
  readonly permission?: Permission;
}

export const personName = (p: { firstName: string; lastName: string }): string =>
  `${p.firstName} ${p.lastName}`.trim();

export function personCaller(facts: Facts, principal: Principal): Person {
  const { userId, email, key, isService } = principal;
  const type = isService ? 'service_principal' : 'user';
  return {
    facts,
    principal,
    scope: { userId },
    actor: { type, id: userId, name: personName(principal), email, ...(key && { key }) },
  };
}

/** The system itself, in one workspace; `request` has the facts of the request that caused it. */
export function systemCaller(facts: Facts, scope: Scope): Caller {
  return { facts, scope, actor: { type: 'system' } };
}

/** The values that a condition of the catalogue can compare a row with. */
export function attributes(ctx: Ctx): Record<string, string> {
  return { user_id: ctx.principal.userId, member_id: ctx.member.id };
}
