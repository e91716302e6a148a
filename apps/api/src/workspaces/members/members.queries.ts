import {
  type Ctx,
  type Listing,
  type Sql,
  type Tx,
  joinSql as all,
  attributes,
  heldGrants,
  personNameSql,
  sql,
  visibleWhere,
} from '@bailiwick/tenancy';
import { type ListMembers, MOST_SHOWN } from './members.schema.js';

/**
 * A pending member's `user_id` is reserved and joins nobody. `offset 0` keeps the planner from joining first: then it
 * asks row-level security about everybody there is, instead of about the people of one page.
 */
const account = sql`left join lateral (
  select u.email, u.first_name, u.last_name, u.two_factor from users u where u.id = m.user_id offset 0) u on true`;
const from = sql`workspace_members m ${account}`;
const select = sql`m.*, u.email as account_email, u.first_name, u.last_name, u.two_factor,
  ${heldGrants} as roles`;

/** Word for word the conditions of two indexes, so that either list is read without the other. */
const joined = sql`m.status in ('active', 'suspended') and m.kind = 'person'`;
const invited = sql`m.status in ('pending', 'needs_confirmation')`;
const everybody = sql`m.kind = 'person'`;
const inStatus = {
  active: sql`m.status = 'active' and m.kind = 'person'`,
  suspended: sql`m.status = 'suspended' and m.kind = 'person'`,
  pending: sql`m.status = 'pending'`,
  needs_confirmation: sql`m.status = 'needs_confirmation'`,
};

/** Of these there are few, and each list of them has its index; who holds a role among them is asked one by one. */
const isRare: ReadonlySet<ListMembers['status']> = new Set(['suspended', 'pending', 'needs_confirmation']);

export function membersListing(tx: Tx<Ctx>, { accepted, search, status, role_id }: ListMembers): Listing {
  const walks = search ? 'words' : role_id && accepted !== false && !isRare.has(status) ? 'role' : 'members';
  const terms = search?.trim().split(/\s+/) ?? [];
  const where = [
    sql`m.workspace_id = ${tx.ctx.workspace.id}`,
    visibleWhere(tx.visible(), attributes(tx.ctx), 'm'),
    accepted === undefined ? everybody : accepted ? joined : invited,
    ...(status ? [inStatus[status]] : []),
    ...(role_id && walks !== 'role' ? [holds(tx, role_id)] : []),
    ...(search ? [isCalled(tx, terms)] : []),
  ];
  const listing = { select, from, where, key: 'm.id', direction: 'asc' } as const;
  if (walks === 'members') return listing;
  const found = walks === 'role' ? holding(tx, role_id ?? '', where) : called(tx, terms, where);
  return { ...listing, from: (after, rows) => sql`${found(after, rows)} ${ofFound(tx)}` };
}

export function memberQuery(tx: Tx<Ctx>, id: string): Sql {
  return sql`select ${select} from ${from} where m.workspace_id = ${tx.ctx.workspace.id} and m.id = ${id}
    and m.kind = 'person'
    and ${visibleWhere(tx.visible('workspace_members:read'), attributes(tx.ctx), 'm')}`;
}

/** The roles of now: a grant that has ended gives none. */
const given = (tx: Tx<Ctx>, roleId: string): Sql =>
  sql`h.workspace_id = ${tx.ctx.workspace.id} and h.role_id = ${roleId} and not coalesce(h.expires_at <= now(), false)`;

/** Not `exists`: it would be made a join with all who hold the role. */
const holds = (tx: Tx<Ctx>, roleId: string): Sql =>
  sql`(select h.id from grants h where ${given(tx, roleId)} and h.member_id = m.id) is not null`;

type Found = (after: string | undefined, rows: Sql) => Sql;

const ofFound = (tx: Tx<Ctx>): Sql => sql`cross join lateral (select m.* from workspace_members m
  where m.workspace_id = ${tx.ctx.workspace.id} and m.id = found.id offset 0) m ${account}`;

/**
 * Whether it is one of those looked for: a subquery for each, since a join may be made with all members there are, and one
 * of which the planner supposes that most pass it, as in `holders.queries.ts`.
 */
const isAmong = (where: readonly Sql[], id: Sql): Sql =>
  sql`(select m.id from workspace_members m where m.id = ${id} and ${all(where, 'and')}) is not null`;

const beyond = (id: Sql, after: string | undefined): Sql =>
  after === undefined ? sql`true` : sql`${id} > ${after}`;

/** By the grants of the role, which lie in the order of their members: however few or many hold it. */
const holding =
  (tx: Tx<Ctx>, roleId: string, where: readonly Sql[]): Found =>
  (after, rows) => sql`(select h.member_id as id from grants h
    where ${given(tx, roleId)} and ${beyond(sql`h.member_id`, after)} and ${isAmong(where, sql`h.member_id`)}
    order by h.member_id limit ${rows}) found`;

/** Words that begin so; greater than all of them is what goes on with the last letter there is. */
const beginning = (tx: Tx<Ctx>, term: Sql): Sql => sql`w.workspace_id = ${tx.ctx.workspace.id}
  and w.word >= lower(${term}) and w.word < lower(${term}) || chr(1114111)`;

const isCalled = (tx: Tx<Ctx>, terms: readonly string[]): Sql => sql`(select bool_and((select w.member_id
  from member_words w where ${beginning(tx, sql`t.term`)} and w.member_id = m.id limit 1) is not null)
  from unnest(${terms}::text[]) t(term))`;

/** From so many on, going through all members comes to the rows of a page sooner than putting the words in order. */
const MANY_WORDS = 1000;

/** By the words, where few begin so; else by the members, of whom then enough are called so. */
const called =
  (tx: Tx<Ctx>, terms: readonly string[], where: readonly Sql[]): Found =>
  (after, rows) => {
    const first = beginning(tx, sql`${longest(terms)}::text`);
    return sql`(with words as materialized (select count(*) <= ${MANY_WORDS} as are_few
      from (select 1 from member_words w where ${first} limit ${MANY_WORDS + 1}) counted)
    (select a.id from (select distinct w.member_id as id from member_words w where ${first}
        and ${beyond(sql`w.member_id`, after)} and (select are_few from words) offset 0) a
      where ${isAmong(where, sql`a.id`)} order by a.id limit ${rows})
    union all (select m.id from workspace_members m where not (select are_few from words)
      and ${beyond(sql`m.id`, after)} and ${all(where, 'and')} order by m.id limit ${rows})) found`;
  };

const longest = (terms: readonly string[]): string =>
  terms.reduce((a, b) => (b.length > a.length ? b : a), '');

/** Without a check of the reader: for the person whom the row is about. */
export function ownMemberQuery(workspaceId: string, id: string): Sql {
  return sql`select ${select} from ${from} where m.workspace_id = ${workspaceId} and m.id = ${id}`;
}

/** The traces of a member here: the people they invited, the roles they gave, and their keys. */
export const invitationsSentBy = ({
  workspace_id,
  user_id,
}: Left): Sql => sql`select id, email from workspace_members
  where workspace_id = ${workspace_id} and issuer_id = ${user_id} and status in ('pending', 'needs_confirmation')
  order by id limit ${MOST_SHOWN + 1}`;

export const grantsGivenBy = ({
  workspace_id,
  user_id,
  id,
}: Left): Sql => sql`select g.id, g.member_id, g.role_id, r.name,
  ${personNameSql('m', 'u')} as member_name
  from grants g join workspace_members m on m.workspace_id = g.workspace_id and m.id = g.member_id
  left join users u on u.id = m.user_id
  left join roles r on r.workspace_id = g.workspace_id and r.id = g.role_id
  where g.workspace_id = ${workspace_id} and g.granted_by = ${user_id} and g.member_id <> ${id}
    and m.status in ('active', 'suspended')
  order by g.id limit ${MOST_SHOWN + 1}`;

export const keysMadeBy = ({
  workspace_id,
  user_id,
  id,
}: Left): Sql => sql`select id, name, member_id <> ${id} as of_service
  from api_keys where workspace_id = ${workspace_id} and (member_id = ${id} or created_by = ${user_id})
  order by id limit ${MOST_SHOWN + 1}`;

interface Left {
  readonly workspace_id: string;
  readonly id: string;
  readonly user_id: string;
}
