import type { Ability, Bindings, Permission, Role } from '@bailiwick/rbac';
import type { Facts, Scope } from './facts.js';

/** Who acts, as the audit trail will name them. */
export type Actor =
  | {
      readonly type: 'user' | 'service_principal';
      readonly id: string;
      readonly name: string;
      readonly email: string;
      /** The API key they came with. */
      readonly key?: Key;
    }
  | { readonly type: 'system' };

/** An API key, as it is called. */
export interface Key {
  readonly id: string;
  readonly name: string;
}

/** Anybody. Passed by hand, first argument; nothing is ambient but the log's request id. */
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
  /** Empty where no session is: with an API key, and in a job. */
  readonly sessionId: string;
  /** Came with an API key instead of a session. */
  readonly key?: Key;
  /** A program, and not a person with an account. */
  readonly isService: boolean;
}

/** Somebody signed in. */
export interface Person extends Caller {
  readonly principal: Principal;
}

/** A workspace and the one above it: what `group:<id>` names. */
export interface GroupLink {
  readonly id: string;
  /** The admin workspace made this one, and owns it. */
  readonly isManaged: boolean;
  readonly from: { readonly id: string; readonly name: string };
  /** How long an invitation may be open at most; with none, as long as any. */
  readonly longestInvitationHours?: number;
}

/** Somebody signed in, in a workspace. */
export interface Ctx extends Person {
  readonly workspace: { readonly id: string; readonly name: string };
  /** Where somebody acts who is no member here: their row in the admin workspace. */
  readonly member: { readonly id: string };
  /** What the request is done by: direct bindings where these alone permit it, else those through the group. */
  readonly roles: readonly Role[];
  readonly ability: Ability;
  /** All that binds them here, both ways at once. */
  readonly bindings: Bindings;
  /** The admin workspace above this one, if any. */
  readonly link?: GroupLink;
  /** Set where the request is done through the group, and only then: it is *acting*. */
  readonly acting?: GroupLink;
  /** Signed in, or proved to be the same person again, in the last ten minutes. A key never did. */
  readonly fresh: boolean;
  /** The same person, where another permission is asked. */
  readonly asking: (permission: Permission) => Ctx;
  /** The permission the route declares: what `tx.load` asks unless it is told another. */
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

/** The system itself, in one workspace; `request` are the facts of what caused it. */
export function systemCaller(facts: Facts, scope: Scope): Caller {
  return { facts, scope, actor: { type: 'system' } };
}

/** What a condition in the catalogue may compare a row with. */
export function attributes(ctx: Ctx): Record<string, string> {
  return { user_id: ctx.principal.userId, member_id: ctx.member.id };
}
