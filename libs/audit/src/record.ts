import { randomBytes } from 'node:crypto';
import { type Caller, type Scope, type Sql, type Tx, newId, sql } from '@bailiwick/tenancy';
import {
  type AccountActivity,
  type Activity,
  type SharedActivity,
  type WorkspaceActivity,
  activityOf,
} from './activities.js';
import {
  type Changes,
  type Content,
  type Json,
  type Outcome,
  type Personal,
  canonical,
  personalHash,
  sha256,
} from './canonical.js';

export interface Act {
  readonly target: { readonly id: string | null; readonly name?: string; readonly user_id?: string };
  /** The relevant fields, before and after the act; the record leaves out equal ones. */
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly count?: number;
  readonly outcome?: Outcome;
  readonly details?: Readonly<Record<string, Json>>;
  /** The same in every log that holds the act; without it, the record's own id. */
  readonly act_id?: string;
}

/** Records an act in the log of the workspace, in the transaction of the act: both happen or neither. */
export function record(tx: Tx, name: WorkspaceActivity, act: Act): void {
  const workspaceId = tx.ctx.scope.workspaceId;
  if (!workspaceId) throw new Error(`${name} is recorded in a workspace, and this transaction has none`);
  const activity = activityOf(name);
  const { open, personal: personalChanges } = split(activity, changesOf(act));
  const personal = personalOf(tx.ctx, activity, act, personalChanges);
  const salt = randomBytes(16);
  const content = contentOf(tx.ctx, workspaceId, activity, act, open, personalHash(salt, personal));
  tx.ctx.facts.accounted = true;
  tx.ctx.facts.leftRecord = true;
  const whole = rowOf(content, personal, salt, personsOf(tx.ctx, act));
  const { actingFrom } = tx.ctx.scope;
  // In one statement, because a person can act in a thousand workspaces at once.
  const rows = actingFrom ? sql`${whole}, ${stubOf(tx, content, actingFrom)}` : whole;
  tx.write(sql`insert into audit_outbox (id, workspace_id, act_id, occurred_at, content, personal, salt, persons)
    values ${rows}`);
}

const rowOf = (content: Content, personal: string, salt: Buffer, persons: readonly string[]): Sql =>
  sql`(${content.id}, ${content.workspace_id}, ${content.act_id}, ${content.occurred_at},
    ${canonical({ ...content })}, ${personal}, ${salt}, ${persons})`;

/**
 * The stub for the log of the workspace from which a person acts: who, what and where, and the hash of the full record. So
 * each log proves the other. The stub holds none of the changes.
 */
function stubOf(tx: Tx, whole: Content, from: string): Sql {
  const { actor, facts } = tx.ctx;
  const salt = randomBytes(16);
  const persons = personsOf({ actor }, { target: { id: null } });
  const personal = personalText(tx.ctx, { target_name: null, changes: {}, persons });
  const { api_key_name = null } = whole.details;
  const stub: Content = {
    ...whole,
    id: newId(),
    workspace_id: from,
    target_name: null,
    changes: {},
    details: {
      acted_in: whole.workspace_id,
      content_hash: sha256(canonical({ ...whole })).toString('hex'),
      ...(api_key_name !== null && { api_key_name }),
    },
    request_id: facts.requestId,
    personal_hash: personalHash(salt, personal),
  };
  return rowOf(stub, personal, salt, persons);
}

/** Records an act in the person's own log. `tx` must be bound to that person. */
export function recordAccount(tx: Tx, name: AccountActivity, act: Omit<Act, 'target'> = {}): void {
  const userId = tx.ctx.scope.userId;
  if (!userId) throw new Error(`${name} is recorded for a person, and this transaction has none`);
  const { number } = activityOf(name);
  const { ip, userAgent, requestId } = tx.ctx.facts;
  tx.ctx.facts.accounted = true;
  tx.write(sql`insert into account_activity (id, user_id, activity, outcome, ip, user_agent, request_id, changes)
    values (${newId()}, ${userId}, ${number}, ${act.outcome ?? 'done'}, ${ip}, ${userAgent}, ${requestId},
    ${JSON.stringify(changesOf(act))})`);
}

/**
 * Records an act in the person's own log, and in the log of each workspace with the person as a direct member, in one
 * transaction. `tx` must be bound to that person.
 */
export async function recordEverywhere(
  tx: Tx,
  name: SharedActivity,
  act: Omit<Act, 'target'> = {},
): Promise<void> {
  recordAccount(tx, name, act);
  const { userId = null } = tx.ctx.scope;
  const { actor } = tx.ctx;
  const target = { id: userId, ...(actor.type !== 'system' && { name: actor.name, user_id: actor.id }) };
  const workspaces = await tx.query<{ id: string }>(sql`select id from my_workspaces()`);
  for (const { id } of workspaces)
    tx.in(id, { as: 'caller' }, (there) => record(there, name, { ...act, target }));
}

/** The other way to account for a mutating request: it changes nothing. */
export function unchanged(tx: Tx): void {
  tx.ctx.facts.accounted = true;
}

function changesOf({ before = {}, after = {} }: Pick<Act, 'before' | 'after'>): Changes {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changes: [string, { before: Json; after: Json }][] = fields.map((field) => [
    field,
    { before: toJson(before[field]), after: toJson(after[field]) },
  ]);
  return Object.fromEntries(changes.filter(([, c]) => canonical(c.before) !== canonical(c.after)));
}

/** Dates become ISO text, undefined becomes null. */
const toJson = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null)) as Json;

function split(
  { personal = [], masked = [] }: Activity,
  changes: Changes,
): { open: Changes; personal: Changes } {
  const mask = ([field, change]: [string, Changes[string]]): [string, Changes[string]] =>
    masked.includes(field) ? [field, { before: '•••', after: '•••' }] : [field, change];
  const entries = Object.entries(changes).map(mask);
  return {
    open: Object.fromEntries(entries.filter(([field]) => !personal.includes(field))),
    personal: Object.fromEntries(entries.filter(([field]) => personal.includes(field))),
  };
}

/** The name of a person is personal, the name of an object is not. */
const namesPerson = (activity: Activity): boolean => activity.personal?.includes('name') ?? false;

function personalOf(caller: Caller, activity: Activity, act: Act, changes: Changes): string {
  const target_name = namesPerson(activity) ? (act.target.name ?? null) : null;
  return personalText(caller, { target_name, changes, persons: personsOf(caller, act) });
}

function personalText(
  { actor, facts }: Caller,
  about: Pick<Personal, 'target_name' | 'changes' | 'persons'>,
): string {
  return canonical({
    actor_name: actor.type === 'system' ? null : actor.name,
    actor_email: actor.type === 'user' ? actor.email : null,
    ip: facts.ip,
    user_agent: facts.userAgent,
    ...about,
  } satisfies Personal);
}

function personsOf({ actor }: Pick<Caller, 'actor'>, { target }: Act): string[] {
  return [...(actor.type === 'system' ? [] : [actor.id]), ...(target.user_id ? [target.user_id] : [])];
}

/** The link through which the actor acts, and the workspace they come from. */
const wayOf = ({ viaLinkId, actingFrom }: Scope): Readonly<Record<string, Json>> => ({
  ...(viaLinkId !== undefined && { via_link_id: viaLinkId }),
  ...(actingFrom !== undefined && { acting_from: actingFrom }),
});

function contentOf(
  { actor, facts, scope }: Caller,
  workspaceId: string,
  activity: Activity,
  act: Act,
  changes: Changes,
  hash: string,
): Content {
  const id = newId();
  const key = actor.type === 'system' ? undefined : actor.key;
  return {
    v: 1,
    id,
    act_id: act.act_id ?? id,
    workspace_id: workspaceId,
    occurred_at: new Date().toISOString(),
    activity: activity.number,
    outcome: act.outcome ?? 'done',
    actor_type: actor.type,
    actor_id: actor.type === 'system' ? null : actor.id,
    api_key_id: key?.id ?? null,
    from_api: key !== undefined,
    target_type: activity.target,
    target_id: act.target.id,
    target_name: namesPerson(activity) ? null : (act.target.name ?? null),
    affected_count: act.count ?? null,
    changes,
    details: { ...act.details, ...(key && { api_key_name: key.name }), ...wayOf(scope) },
    request_id: facts.requestId,
    personal_hash: hash,
  };
}
